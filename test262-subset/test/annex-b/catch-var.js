/*---
esid: sec-variablestatements-in-catch-blocks
description: >
  var may repeat the name of a simple catch parameter
flags: [noStrict]
---*/

var seen;
try { throw 1; } catch (e) { var e = 2; seen = e; }
assert.sameValue(seen, 2);
assert.sameValue(e, undefined);
try { throw 1; } catch (e) { for (var e in { k: 1 }) {} seen = e; }
assert.sameValue(seen, "k");
try { throw 1; } catch (e) { for (var e of [5]) {} seen = e; }
assert.sameValue(seen, 5);
assert.throws(SyntaxError, function () { eval("try {} catch ([e]) { var e; }"); });
