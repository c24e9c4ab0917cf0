/*---
esid: sec-import-calls
description: >
  import() gives a promise of the namespace
includes: [async.js]
flags: [async]
features: [dynamic-import, async-functions]
---*/

asyncTest(async function () {
  const ns = await import("./names_FIXTURE.js");
  assert.sameValue(ns.a, 1);
  assert.sameValue(ns, await import("./names_FIXTURE.js"), "one module, one namespace");
  assert.sameValue((await import({ toString() { return "./names_FIXTURE.js"; } })).b, 2);
  await assertRejects(RangeError, import({ toString() { throw new RangeError(); } }));
  await assertRejects(SyntaxError, import("./syntax-error_FIXTURE.js"));
  await assertRejects(URIError, import("./throws_FIXTURE.js"));
});
