/*---
esid: sec-code-realms
description: >
  Each realm has intrinsics and globals of its own
features: [cross-realm]
---*/

var other = $262.createRealm(), global = other.global;
assert.notSameValue(global, globalThis);
assert.notSameValue(global.Array, Array);
assert.sameValue(Array.isArray(new global.Array()), true);
assert.sameValue(new global.Array() instanceof Array, false);
other.evalScript("var x = 5; function f() { return [] instanceof Array && x; }");
assert.sameValue(global.x, 5);
assert.sameValue(global.f(), 5);
assert.sameValue(typeof globalThis.f, "undefined");
assert.throws(global.TypeError, function () { other.evalScript("null.x"); });
assert.sameValue(other.evalScript("Symbol.iterator"), Symbol.iterator);
assert.sameValue(other.evalScript("Symbol.for('s')"), Symbol.for("s"));
assert.throws(SyntaxError, function () { $262.evalScript("("); });
