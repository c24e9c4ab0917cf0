import { isEven, fromEven } from "./even.mjs";
export const log = [];
export const limit = 10;
try {
  fromEven;
} catch (error) {
  log.push(error.name + ": " + error.message);
}
log.push("isEven(4) is " + isEven(4));
export function isOdd(n) {
  return n !== 0 && isEven(n - 1);
}
