export * from "./one.mjs";
export * from "./two.mjs";
export * as nested from "./one.mjs";
export { one as own } from "./one.mjs";
export * from "./star.mjs";
