/*---
esid: sec-statement-semantics
description: >
  The completion values of statements, as eval shows them
---*/

assert.sameValue(eval("1; ;"), 1);
assert.sameValue(eval("1; {}"), 1);
assert.sameValue(eval("1; if (false) {}"), undefined);
assert.sameValue(eval("1; do { 2; continue; } while (false)"), 2);
assert.sameValue(eval("1; while (false) {}"), undefined);
assert.sameValue(eval("3; try { 4 } finally { 5 }"), 4);
assert.sameValue(eval("6; switch (0) { case 0: 7; break; }"), 7);
assert.sameValue(eval("8; var x = 9;"), 8);
assert.sameValue(eval("10; function f() {}"), 10);
assert.sameValue(eval("11; for (var i = 0; i < 2; i += 1) { if (i) break; 12 + i; }"), undefined);
