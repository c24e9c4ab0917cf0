// Modules that need each other: functions are there at once, other bindings once their module has run.
import { isEven } from "./even.mjs";
import { isOdd, log } from "./odd.mjs";

console.log(log.join("; "));
console.log(isEven(10), isOdd(10), isEven(7), isOdd(7));
import "./order-a.mjs";
console.log(globalThis.order.join(" "));
console.log("late import runs first");
