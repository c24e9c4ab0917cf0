/*---
esid: sec-async-function-prototype-properties
description: >
  The prototypes of async functions and generators
features: [async-functions, async-iteration, Symbol.toStringTag]
---*/

var asyncFunction = Object.getPrototypeOf(async function () {});
assert.sameValue(asyncFunction[Symbol.toStringTag], "AsyncFunction");
assert.sameValue(Object.getPrototypeOf(asyncFunction), Function.prototype);
var AsyncGenerator = Object.getPrototypeOf(async function* () {});
assert.sameValue(AsyncGenerator[Symbol.toStringTag], "AsyncGeneratorFunction");
assert.sameValue(AsyncGenerator.prototype[Symbol.toStringTag], "AsyncGenerator");
var AsyncIterator = Object.getPrototypeOf(AsyncGenerator.prototype);
assert.sameValue(AsyncIterator[Symbol.asyncIterator].call(5), 5);
assert.sameValue(Object.prototype.toString.call(async () => {}), "[object AsyncFunction]");
assert.sameValue("AsyncFunction" in globalThis, false);
