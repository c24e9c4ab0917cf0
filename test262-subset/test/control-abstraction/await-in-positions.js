/*---
esid: await
description: >
  await in all sorts of places
includes: [async.js]
flags: [async]
features: [async-functions]
---*/

asyncTest(async function () {
  var p = v => Promise.resolve(v);
  assert.sameValue((await p(1)) + (await p(2)), 3);
  assert.compareArray([await p(1), ...(await p([2, 3]))], [1, 2, 3]);
  var { a = await p(5), ...rest } = await p({ b: 6 });
  assert.sameValue(a + rest.b, 11);
  assert.sameValue(`${await p("x")}y`, "xy");
  assert.sameValue(await p(0) || await p(7), 7);
  var o = { [await p("k")]: await p(8) };
  assert.sameValue(o.k, 8);
  for (var i = await p(0); i < await p(3); i += await p(1)) {}
  assert.sameValue(i, 3);
  switch (await p(1)) { case await p(1): i = 9; }
  assert.sameValue(i, 9);
  class C { static x = 1; [await p("m")]() { return 10; } }
  assert.sameValue(new C().m(), 10);
});
