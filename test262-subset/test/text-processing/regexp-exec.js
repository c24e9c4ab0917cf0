/*---
esid: sec-regexpbuiltinexec
description: >
  exec gives match, captures, index, input and groups
---*/

var m = /(\d+)-(?<word>[a-z]+)?/.exec("x12-");
assert.compareArray(m, ["12-", "12", undefined]);
assert.sameValue(m.index, 1);
assert.sameValue(m.input, "x12-");
assert.sameValue(m.groups.word, undefined);
assert.sameValue(Object.getPrototypeOf(m.groups), null);
assert.sameValue(/x/.exec("a"), null);
assert.sameValue(/(a)/.exec("a").groups, undefined);
assert.sameValue(/undefined/.exec()[0], "undefined");
