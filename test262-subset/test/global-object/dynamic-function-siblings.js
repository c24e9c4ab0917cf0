/*---
esid: sec-generatorfunction
description: >
  The constructors of generator and async functions
features: [generators, async-functions, async-iteration]
---*/

var GeneratorFunction = (function* () {}).constructor;
var AsyncFunction = (async function () {}).constructor;
var AsyncGeneratorFunction = (async function* () {}).constructor;
assert.sameValue(GeneratorFunction("a", "yield a; yield a + 1")(1).next().value, 1);
assert.sameValue(AsyncFunction("await 1")() instanceof Promise, true);
assert.sameValue(typeof AsyncGeneratorFunction("yield 1")().next, "function");
assert.sameValue(GeneratorFunction.name, "GeneratorFunction");
assert.sameValue(Object.getPrototypeOf(AsyncFunction), Function);
assert.throws(SyntaxError, function () { Function("yield 1"); });
assert.throws(SyntaxError, function () { AsyncFunction("x = await 1", ""); });
assert.throws(SyntaxError, function () { GeneratorFunction("x = yield", ""); });
