export * from "./names_FIXTURE.js";
export * from "./conflict_FIXTURE.js";
