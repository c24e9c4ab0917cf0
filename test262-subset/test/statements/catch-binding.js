/*---
esid: sec-runtime-semantics-catchclauseevaluation
description: >
  The parameter of catch may be a pattern or be left out
features: [optional-catch-binding]
---*/

try { throw { a: 1, b: [2, 3] }; } catch ({ a, b: [, c] }) { assert.sameValue(a + c, 4); }
var reached = false;
try { throw 1; } catch { reached = true; }
assert(reached);
try { throw "x"; } catch (e) { var e = "var"; }
assert.sameValue(e, undefined, "the var of that name stays as it was");
assert.throws(TypeError, function () { try { throw null; } catch ({ a }) {} });
assert.throws(SyntaxError, function () { eval("try {} catch (e) { let e; }"); });
assert.throws(SyntaxError, function () { eval("try {} catch ([e, e]) {}"); });
