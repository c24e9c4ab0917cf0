/*---
esid: sec-generatorresume
description: >
  Generators in each of their states
features: [generators]
---*/

function* g() { yield 1; }
var fresh = g();
assert.sameValue(fresh.return(5).value, 5);
assert.sameValue(fresh.next().done, true);
fresh = g();
assert.throws(RangeError, function () { fresh.throw(new RangeError()); });
assert.sameValue(fresh.next().done, true);
var it = g();
it.next();
it.next();
assert.throws(RangeError, function () { it.throw(new RangeError()); });
assert.sameValue(it.return(9).value, 9);
function* inner() { try { yield 1; } finally { return "replaced"; } }
it = inner();
it.next();
assert.sameValue(it.return("x").value, "replaced");
function* caught() { try { yield 1; } catch (e) { yield e; } }
it = caught();
it.next();
assert.sameValue(it.throw("e").value, "e");
