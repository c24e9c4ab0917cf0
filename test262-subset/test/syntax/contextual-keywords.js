/*---
esid: sec-keywords-and-reserved-words
description: >
  Words that are keywords in some places only are names in others
flags: [noStrict]
---*/

var async = 1, of = 2, get = 3, set = 4, let = 5, yield = 6, await = 7, static = 8, as = 9, from = 10, target = 11, meta = 12;
assert.sameValue(async + of + get + set + let + yield + await + static + as + from + target + meta, 78);
async = 5
function f() { return async; }
assert.sameValue(f(), 5);
var o = { async: 1, get: 2, set: 3, static: 4, async get() { return 1; }, get set() { return 7; } };
assert.sameValue(o.set, 7);
assert.sameValue(typeof o.get, "function");
