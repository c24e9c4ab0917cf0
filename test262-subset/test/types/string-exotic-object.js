/*---
esid: sec-string-exotic-objects
description: >
  The units of a String object are properties that cannot change
---*/

var s = new String("ab");
assert.sameValue(s[1], "b");
assert.sameValue(1 in s, true);
assert.sameValue(2 in s, false);
assert.throws(TypeError, function () { "use strict"; s[0] = "x"; });
assert.throws(TypeError, function () { "use strict"; delete s[0]; });
s[5] = "x";
assert.compareArray(Object.getOwnPropertyNames(s), ["0", "1", "5", "length"]);
var d = Object.getOwnPropertyDescriptor(s, "0");
assert.sameValue(d.enumerable && !d.writable && !d.configurable, true);
