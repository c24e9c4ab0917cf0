// Imports are views of the exporting module's variables.
import { count, increment, later, Counter as Renamed, object } from "./counter.mjs";
import value, * as all from "./counter.mjs";

console.log(count, later, typeof Renamed, value);
increment();
increment();
console.log(count, all.count, new Renamed().start);

// Within functions, loops and closures; hot enough for every tier.
function sum(times) {
  let total = 0;
  for (let i = 0; i < times; i++) {
    increment();
    total += count;
  }
  return total;
}
console.log(sum(300), count);
const closures = [1, 2].map(n => () => n * count);
increment();
console.log(closures.map(f => f()));

// They cannot be assigned to, whatever the operator.
const attempts = [
  () => { count = 1; },
  () => { count += 1; },
  () => { count++; },
  () => { [count] = [1]; },
  () => { ({ count } = { count: 1 }); },
  () => { all = 1; },
  () => { for (count of [1]); },
  () => { value ||= 0; value &&= 1; },
];
for (const attempt of attempts) {
  try {
    attempt();
    console.log("no error");
  } catch (error) {
    console.log(error.name + ": " + error.message);
  }
}
object.x = 5;
console.log(object, delete object.x, object);

// The top level: strict, without this.
console.log(this, (() => this)(), (function () { return this; })());
console.log(typeof notDeclared, typeof count, typeof main);
function main() {}
var hoisted = typeof fromBlock;
{ function fromBlock() {} }
console.log(hoisted, typeof globalThis.hoisted, typeof globalThis.main);
