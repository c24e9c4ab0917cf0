/*---
esid: sec-createarrayiterator
description: >
  keys, values and entries follow the array as it changes
---*/

var a = [1, 2], it = a.entries();
assert.compareArray(it.next().value, [0, 1]);
a.push(3);
assert.compareArray([...it].map(String), ["1,2", "2,3"]);
a.push(4);
assert.sameValue(it.next().done, true, "what is done stays done");
assert.sameValue(Array.prototype[Symbol.iterator], Array.prototype.values);
assert.sameValue([][Symbol.iterator]()[Symbol.toStringTag], "Array Iterator");
assert.throws(TypeError, function () { [].keys().next.call({}); });
assert.compareArray([...Array.prototype.keys.call({ length: 2 })], [0, 1]);
