console.log("shared runs once");
export const created = {};
