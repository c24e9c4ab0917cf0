/*---
esid: sec-if-statement
description: >
  else belongs to the nearest if
---*/

function f(a, b) {
  if (a)
    if (b) return "both";
    else return "a only";
  return "none";
}
assert.sameValue(f(true, true), "both");
assert.sameValue(f(true, false), "a only");
assert.sameValue(f(false, true), "none");
if ([]) {} else throw new Test262Error("objects are true");
if ("0") {} else throw new Test262Error("strings with characters are true");
if (NaN) throw new Test262Error("NaN is false");
