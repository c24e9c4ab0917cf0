/*---
esid: sec-preparefortailcall
description: >
  A call in tail position of strict code takes no stack
flags: [onlyStrict]
features: [tail-call-optimization]
---*/

function loop(n, total) {
  if (n === 0) return total;
  return loop(n - 1, total + 1);
}
assert.sameValue(loop(100000, 0), 100000);
function even(n) { return n === 0 ? true : odd(n - 1); }
function odd(n) { return n === 0 ? false : even(n - 1); }
assert.sameValue(even(100001), false);
var viaAnd = n => n > 0 && (n -= 1, viaAnd(n)) || n;
assert.sameValue(viaAnd(10), 1);
