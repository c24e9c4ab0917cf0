/*---
esid: sec-setintegritylevel
description: >
  Integrity levels
---*/

var frozen = Object.freeze({ a: 1, get b() { return 2; } });
assert.throws(TypeError, function () { "use strict"; frozen.a = 2; });
assert.throws(TypeError, function () { "use strict"; frozen.c = 2; });
assert.throws(TypeError, function () { "use strict"; delete frozen.a; });
var sealed = Object.seal({ a: 1 });
sealed.a = 2;
assert.sameValue(sealed.a, 2);
assert.sameValue(Object.isSealed(sealed) && !Object.isFrozen(sealed), true);
var closed = Object.preventExtensions({});
assert.sameValue(Object.isFrozen(closed), true, "nothing is frozen in an empty object");
assert.sameValue(Object.isFrozen(1) && Object.isSealed("a") && !Object.isExtensible(null), true);
assert.sameValue(Object.freeze(5), 5);
var array = Object.freeze([1]);
assert.throws(TypeError, function () { array.push(2); });
assert.throws(TypeError, function () { Object.freeze(new Uint8Array(1)); });
