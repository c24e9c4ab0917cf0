/*---
esid: sec-regexp-prototype-matchall
description: >
  matchAll clones the expression
features: [String.prototype.matchAll]
---*/

var re = /a(.)/g;
re.lastIndex = 2;
var found = [..."a1a2a3".matchAll(re)];
assert.compareArray(found.map(m => m[1]), ["2", "3"]);
assert.sameValue(re.lastIndex, 2);
assert.throws(TypeError, function () { "a".matchAll(/a/); });
assert.compareArray([..."aa".matchAll("a")].map(m => m.index), [0, 1]);
assert.compareArray([..."ab".matchAll(/(?:)/g)].map(m => m.index), [0, 1, 2]);
assert.compareArray("aXbX".match(/X/g), ["X", "X"]);
assert.sameValue("a".match(/b/g), null);
