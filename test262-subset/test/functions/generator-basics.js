/*---
esid: sec-generator-function-definitions
description: >
  A generator runs until the next yield, and its methods give results
features: [generators]
---*/

var log = [];
function* g(a) {
  log.push("start");
  var b = yield a;
  log.push(b);
  try { yield a + b; } finally { log.push("finally"); }
  return "end";
}
var it = g(1);
assert.compareArray(log, [], "nothing runs before next");
var first = it.next("ignored");
assert.compareArray([first.value, first.done], [1, false]);
assert.sameValue(it.next(2).value, 3);
var last = it.return(9);
assert.compareArray([last.value, last.done], [9, true]);
assert.compareArray(log, ["start", 2, "finally"]);
assert.sameValue(it.next().done, true);
assert.sameValue(it[Symbol.iterator](), it);
