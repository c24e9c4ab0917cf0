/*---
esid: sec-runtime-semantics-canonicalize-ch
description: >
  Case-insensitive matching canonicalises characters one by one
---*/

assert.sameValue(/[a-z]+/i.exec("ABC")[0], "ABC");
assert.sameValue(/\u212a/i.test("k"), false, "the Kelvin sign");
assert.sameValue(/\u212a/iu.test("k"), true);
assert.sameValue(/ß/i.test("SS"), false);
assert.sameValue(/[^x]/iu.test("X"), false);
assert.sameValue(/\w/iu.test("ſ"), true);
assert.sameValue(/\W/iu.test("S"), false);
assert.sameValue(/(a)\1/i.test("aA"), true);
