/*---
esid: sec-optional-chains
description: >
  An optional chain ends as a whole at the first null or undefined
features: [optional-chaining]
---*/

var calls = 0, none = null, o = { a: { f() { return this === o.a; } }, n: null };
assert.sameValue(none?.x.y.z(calls += 1), undefined);
assert.sameValue(calls, 0);
assert.sameValue(o?.a?.f(), true);
assert.sameValue(o.a?.["f"]?.(), true);
assert.sameValue((o?.a).f(), true);
assert.sameValue((o.a?.f)(), true, "parentheses keep this");
assert.sameValue(o.b?.(), undefined);
assert.throws(TypeError, function () { (none?.x).y; }, "parentheses end the chain");
assert.throws(TypeError, function () { o.a?.g(); });
assert.sameValue(delete none?.x, true);
assert.sameValue(delete o?.a.f, true);
assert.sameValue("f" in o.a, false);
