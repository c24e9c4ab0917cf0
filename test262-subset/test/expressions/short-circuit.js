/*---
esid: sec-binary-logical-operators
description: >
  &&, || and ?? give the value of an operand
features: [coalesce-expression]
---*/

assert.sameValue(0 && notDeclared, 0);
assert.sameValue("a" || notDeclared, "a");
assert.sameValue(0 ?? notDeclared, 0);
assert.sameValue(null ?? "b", "b");
assert.sameValue(undefined ?? null ?? "c", "c");
assert.sameValue((0 || null) ?? 5, 5);
assert.sameValue(1 && 2 && 3, 3);
assert.sameValue(0 || "" || NaN, NaN);
