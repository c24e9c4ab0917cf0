/*---
esid: sec-runtime-semantics-caseblockevaluation
description: >
  Clauses are tried in order, by strict equality, and default comes last wherever it stands
---*/

var log = [];
function c(v) { log.push(v); return v; }
function f(value) {
  var out = "";
  switch (value) {
    case c(1): out += "1";
    default: out += "d";
    case c("2"): out += "2"; break;
    case c(NaN): out += "n";
  }
  return out;
}
assert.sameValue(f(1), "1d2");
assert.sameValue(f("2"), "2");
assert.sameValue(f(2), "d2");
assert.sameValue(f(NaN), "d2", "NaN equals nothing");
assert.compareArray(log, [1, 1, "2", 1, "2", NaN, 1, "2", NaN]);
