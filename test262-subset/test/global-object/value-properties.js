/*---
esid: sec-value-properties-of-the-global-object
description: >
  globalThis, Infinity, NaN and undefined
includes: [property.js]
features: [globalThis]
---*/

var fixed = { writable: false, enumerable: false, configurable: false };
verifyProperty(globalThis, "NaN", fixed);
verifyProperty(globalThis, "Infinity", fixed);
verifyProperty(globalThis, "undefined", fixed);
verifyProperty(globalThis, "globalThis", { value: globalThis, writable: true, enumerable: false, configurable: true });
assert.throws(TypeError, function () { "use strict"; undefined = 1; });
assert.throws(TypeError, function () { "use strict"; NaN = 1; });
assert.sameValue(typeof globalThis, "object");
