export let count = 0;
export function increment() {
  count++;
}
export class Counter {
  start = count;
}
export const object = {};
var later = "initialised";
export { later, theDefault as default };
let theDefault = "before";
theDefault = "after";
