/*---
esid: sec-error-message
description: >
  Errors: message, cause, and what is not enumerable
includes: [property.js]
features: [error-cause]
---*/

var e = new Error("m", { cause: 0 });
verifyProperty(e, "message", { value: "m", writable: true, enumerable: false, configurable: true });
verifyProperty(e, "cause", { value: 0, writable: true, enumerable: false, configurable: true });
assert.sameValue("cause" in new Error("m", {}), false);
assert.sameValue("cause" in new Error("m", { cause: undefined }), true);
assert.sameValue("message" in Object.assign(Object.create(null), new Error()), false);
assert.sameValue(Object.hasOwn(new Error(undefined), "message"), false);
assert.sameValue(Error("x") instanceof Error, true, "without new");
assert.sameValue(new Error({ toString() { return "t"; } }).message, "t");
assert.throws(TypeError, function () { new Error(Symbol()); });
