/*---
esid: sec-string.prototype.split
description: >
  split by strings, with limits
---*/

assert.compareArray("a,b,,c".split(","), ["a", "b", "", "c"]);
assert.compareArray("abc".split(""), ["a", "b", "c"]);
assert.compareArray("abc".split(), ["abc"]);
assert.compareArray("".split(""), []);
assert.compareArray("".split(","), [""]);
assert.compareArray("a,b,c".split(",", 2), ["a", "b"]);
assert.compareArray("a,b".split(",", 4294967297), ["a"]);
assert.compareArray("aXbX".split({ [Symbol.split](s, l) { return [s, l]; } }, 7), ["aXbX", 7]);
assert.compareArray("ab".split(/(?:)/u), ["a", "b"]);
assert.compareArray("A<B>b</B>".split(/<(\/)?([^<>]+)>/), ["A", undefined, "B", "b", "/", "B", ""]);
