/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  yield* hands next, throw and return on to the inner iterator
features: [generators]
---*/

function* inner() {
  try { var x = yield 1; yield x; } catch (e) { yield "caught " + e; }
  return "result";
}
function* outer() { var r = yield* inner(); yield r; yield* "ab"; }
var it = outer();
assert.sameValue(it.next().value, 1);
assert.sameValue(it.next(5).value, 5);
assert.sameValue(it.throw("x").value, "caught x");
assert.sameValue(it.next().value, "result");
assert.compareArray([...it], ["a", "b"]);
var closed = 0;
var noThrow = { [Symbol.iterator]() { return { next() { return { value: 0, done: false }; }, return() { closed += 1; return {}; } }; } };
it = (function* () { yield* noThrow; })();
it.next();
assert.throws(TypeError, function () { it.throw(new RangeError()); });
assert.sameValue(closed, 1);
