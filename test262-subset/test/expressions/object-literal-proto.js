/*---
esid: sec-runtime-semantics-propertydefinitionevaluation
description: >
  __proto__: value sets the prototype, in that form alone
features: [__proto__]
---*/

var parent = { p: 1 }, __proto__ = 5;
assert.sameValue({ __proto__: parent }.p, 1);
assert.sameValue({ "__proto__": parent }.p, 1);
assert.sameValue(Object.getPrototypeOf({ __proto__: null }), null);
assert.sameValue(Object.getPrototypeOf({ __proto__: 1 }), Object.prototype);
assert.sameValue(Object.getPrototypeOf({ ["__proto__"]: parent }), Object.prototype);
assert.sameValue(Object.getPrototypeOf({ __proto__ }), Object.prototype);
assert.sameValue(Object.getPrototypeOf({ __proto__() {} }), Object.prototype);
