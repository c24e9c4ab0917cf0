/*---
esid: sec-serializejsonarray
description: >
  The third argument indents
---*/

assert.sameValue(JSON.stringify({ a: [1, {}], b: [] }, null, 2), '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}');
assert.sameValue(JSON.stringify([1], null, "--"), "[\n--1\n]");
assert.sameValue(JSON.stringify([1], null, 100), "[\n" + " ".repeat(10) + "1\n]");
assert.sameValue(JSON.stringify([1], null, "abcdefghijkl"), "[\nabcdefghij1\n]");
assert.sameValue(JSON.stringify([1], null, new Number(1)), "[\n 1\n]");
assert.sameValue(JSON.stringify([1], null, 0.9), "[1]");
assert.sameValue(JSON.stringify([1], null, true), "[1]");
