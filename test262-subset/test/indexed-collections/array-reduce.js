/*---
esid: sec-array.prototype.reduce
description: >
  reduce and reduceRight
---*/

var log = [];
assert.sameValue([1, 2, 3].reduce((a, x, i, o) => { log.push(i); return a + x * o.length; }), 16);
assert.compareArray(log, [1, 2]);
assert.sameValue([1, 2, 3].reduceRight((a, x) => a + "-" + x, "s"), "s-3-2-1");
assert.sameValue([5].reduce(() => { throw new Test262Error(); }), 5);
assert.throws(TypeError, function () { [].reduce((a, b) => a); });
assert.throws(TypeError, function () { [,].reduceRight((a, b) => a); });
assert.sameValue([].reduce(x => x, undefined), undefined);
