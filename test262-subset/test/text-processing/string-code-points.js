/*---
esid: sec-string.prototype.codepointat
description: >
  Code units and code points
---*/

var s = "a😀\uD800";
assert.sameValue(s.length, 4);
assert.sameValue(s.codePointAt(1), 0x1F600);
assert.sameValue(s.codePointAt(2), 0xDE00);
assert.sameValue(s.codePointAt(3), 0xD800);
assert.sameValue(s.codePointAt(4), undefined);
assert.sameValue([...s].length, 3);
assert.sameValue(String.fromCodePoint(0x1F600, 97), "😀a");
assert.sameValue(String.fromCharCode(0x1F600), "\uF600");
assert.throws(RangeError, function () { String.fromCodePoint(1.5); });
assert.throws(RangeError, function () { String.fromCodePoint(0x110000); });
