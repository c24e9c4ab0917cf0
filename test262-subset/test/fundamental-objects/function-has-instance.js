/*---
esid: sec-function.prototype-%symbol.hasinstance%
description: >
  Function.prototype[Symbol.hasInstance] cannot be changed
features: [Symbol.hasInstance]
---*/

var d = Object.getOwnPropertyDescriptor(Function.prototype, Symbol.hasInstance);
assert.compareArray([d.writable, d.enumerable, d.configurable], [false, false, false]);
assert.sameValue(d.value.name, "[Symbol.hasInstance]");
assert.sameValue(d.value.call(Array, []), true);
assert.sameValue(d.value.call({}, []), false);
var bound = Array.bind();
assert.sameValue([] instanceof bound, true);
