/*---
esid: sec-array.prototype.concat
description: >
  concat spreads arrays and what says that it is spreadable
features: [Symbol.isConcatSpreadable]
---*/

assert.compareArray([1].concat([2, [3]], 4).map(String), ["1", "2", "3", "4"]);
var like = { length: 2, 0: "a", [Symbol.isConcatSpreadable]: true };
var joined = [0].concat(like);
assert.sameValue(joined.length, 3);
assert.sameValue(2 in joined, false, "holes stay");
var closed = [1, 2];
closed[Symbol.isConcatSpreadable] = false;
assert.sameValue([].concat(closed)[0], closed);
assert.throws(TypeError, function () { [1].concat({ length: 2 ** 53 - 1, [Symbol.isConcatSpreadable]: true }); });
assert.sameValue([].concat(new Proxy([1, 2], {})).length, 2);
