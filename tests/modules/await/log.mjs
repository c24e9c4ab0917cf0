export const log = (...values) => console.log(...values);
