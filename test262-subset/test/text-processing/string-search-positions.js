/*---
esid: sec-string.prototype.includes
description: >
  includes, startsWith, endsWith, indexOf, lastIndexOf
---*/

var s = "banana";
assert.sameValue(s.indexOf("an", 2), 3);
assert.sameValue(s.indexOf("", 10), 6);
assert.sameValue(s.lastIndexOf("an"), 3);
assert.sameValue(s.lastIndexOf("an", 2), 1);
assert.sameValue(s.lastIndexOf("", NaN), 6);
assert.sameValue(s.includes("nan", 3), false);
assert.sameValue(s.startsWith("nan", 2), true);
assert.sameValue(s.endsWith("nan", 5), true);
assert.throws(TypeError, function () { s.includes(/a/); });
var re = /a/;
re[Symbol.match] = false;
assert.sameValue("/a/".startsWith(re), true);
