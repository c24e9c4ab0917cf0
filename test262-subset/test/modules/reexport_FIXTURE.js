export * from "./names_FIXTURE.js";
export { a as conflict } from "./conflict_FIXTURE.js";
export * as named from "./names_FIXTURE.js";
export const own = "own";
