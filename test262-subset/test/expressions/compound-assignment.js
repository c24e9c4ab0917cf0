/*---
esid: sec-assignment-operators-runtime-semantics-evaluation
description: >
  A compound assignment reads its target once, before the value is evaluated
---*/

var x = 1;
x += (x = 10, 2);
assert.sameValue(x, 3);
var gets = 0, sets = 0, o = { get a() { gets += 1; return 5; }, set a(v) { sets += 1; this.b = v; } };
o.a **= 2;
assert.sameValue(o.b, 25);
assert.sameValue(gets + sets, 2);
var a = [1, 2, 3], i = 0;
a[i++] <<= 4;
assert.compareArray(a, [16, 2, 3]);
assert.sameValue(i, 1);
var s = "a";
s += 1;
s += null;
assert.sameValue(s, "a1null");
