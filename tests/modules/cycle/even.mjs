import { isOdd, log, limit } from "./odd.mjs";
log.push("even runs, limit is " + limit);
export function isEven(n) {
  return n === 0 || isOdd(n - 1);
}
export let fromEven = "even";
