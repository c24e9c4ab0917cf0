/*---
esid: sec-regexpbuiltinexec
description: >
  Global and sticky expressions go on from lastIndex
---*/

var g = /a/g;
assert.sameValue(g.test("aa") && g.lastIndex, 1);
g.test("aa");
assert.sameValue(g.test("aa"), false);
assert.sameValue(g.lastIndex, 0);
var y = /a/y;
y.lastIndex = 1;
assert.sameValue(y.test("ba"), true);
assert.sameValue(y.test("ba"), false);
var frozen = Object.freeze(/b/);
assert.sameValue(frozen.test("b"), true, "without these flags lastIndex is not written");
assert.throws(TypeError, function () { Object.freeze(/a/g).test("b"); });
g.lastIndex = { valueOf() { return 1; } };
assert.sameValue(g.exec("aa").index, 1);
