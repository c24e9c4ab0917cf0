import { hoisted, late } from "./hoisting-and-cycles.js";
export const early = hoisted();
let reached = "";
try {
  late;
} catch (error) {
  reached = error.constructor.name;
}
if (reached !== "ReferenceError") {
  throw new Error("the binding must not be initialised yet");
}
export function readLate() {
  return late;
}
