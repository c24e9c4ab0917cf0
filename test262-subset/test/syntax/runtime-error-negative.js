/*---
esid: sec-throw-statement
description: >
  An error of a type that is thrown while the code runs
negative:
  phase: runtime
  type: RangeError
---*/

function deep() { return [].concat.length; }
if (deep() === 1) {
  throw new RangeError("as expected");
}
