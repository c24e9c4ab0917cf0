/*---
esid: sec-try-statement
description: >
  A completion of finally replaces that of try and catch
---*/

function f(mode) {
  try {
    if (mode === 1) return "try";
    if (mode === 2) throw new Test262Error();
  } catch (e) {
    return "catch";
  } finally {
    if (mode >= 3) return "finally";
  }
  return "after";
}
assert.compareArray([0, 1, 2, 3].map(f), ["after", "try", "catch", "finally"]);
assert.sameValue((function () { while (true) { try { return 1; } finally { break; } } return 2; })(), 2);
assert.sameValue((function () { for (var i = 0; i < 2; i += 1) { try { throw 1; } finally { continue; } } return i; })(), 2);
assert.sameValue((function () { var x = 1; try { return x; } finally { x = 2; } })(), 1, "the value was read before");
