/*---
esid: sec-error.iserror
description: >
  Error.isError knows errors of every realm
features: [Error.isError, cross-realm]
---*/

assert.sameValue(Error.isError(new TypeError()), true);
assert.sameValue(Error.isError(new ($262.createRealm().global.Error)()), true);
assert.sameValue(Error.isError(Object.create(Error.prototype)), false);
assert.sameValue(Error.isError({ [Symbol.toStringTag]: "Error" }), false);
assert.sameValue(Error.isError("x"), false);
assert.sameValue(Error.isError(), false);
assert.sameValue(Error.isError(new Proxy(new Error(), {})), false);
