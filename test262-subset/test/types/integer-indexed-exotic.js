/*---
esid: sec-typedarray-exotic-objects
description: >
  Every canonical numeric key of a typed array is an index, valid or not
features: [TypedArray]
---*/

var t = new Uint8Array(2);
t[2] = 1;
t["-0"] = 1;
t[1.5] = 1;
assert.sameValue(2 in t, false);
assert.sameValue("-0" in t, false);
assert.compareArray(Object.keys(t), ["0", "1"]);
t["1.50"] = 5;
assert.sameValue(t["1.50"], 5, "this is no canonical numeric string");
assert.throws(TypeError, function () { Object.defineProperty(t, "2", { value: 1 }); });
assert.throws(TypeError, function () { "use strict"; delete t[0]; });
t[0] = 257;
assert.sameValue(t[0], 1);
