const value = "value";
export { value as "1", value as "2", value as "ü" };
export let b = 2;
export const a = 1;
export const B = "capital";
