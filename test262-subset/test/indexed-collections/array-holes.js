/*---
esid: sec-array.prototype.foreach
description: >
  Which methods skip holes, and which take them for undefined
---*/

var a = [1, , 3], seen = [];
a.forEach(x => seen.push(x));
assert.compareArray(seen, [1, 3]);
assert.sameValue(1 in a.map(x => x), false);
assert.sameValue(a.filter(() => true).length, 2);
assert.sameValue(a.every(x => x), true);
assert.sameValue(a.findIndex(x => x === undefined), 1);
assert.sameValue(a.includes(undefined), true);
assert.sameValue(a.indexOf(undefined), -1);
assert.compareArray([...a.keys()], [0, 1, 2]);
assert.compareArray([...a], [1, undefined, 3]);
assert.sameValue(a.reduce((x, y) => x + y), 4);
assert.sameValue(a.join(), "1,,3");
assert.sameValue([, ].reduceRight((x, y) => y, "none"), "none");
