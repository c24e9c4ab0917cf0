export const two = 2;
export const both = "two";
export { one } from "./one.mjs";
