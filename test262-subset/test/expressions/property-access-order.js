/*---
esid: sec-property-accessors-runtime-semantics-evaluation
description: >
  The base is evaluated and checked before the key is converted
---*/

var log = [];
var key = { toString() { log.push("key"); return "k"; } };
assert.throws(TypeError, function () { undefined[key]; });
assert.compareArray(log, []);
assert.throws(RangeError, function () { null[(() => { throw new RangeError(); })()]; });
assert.sameValue({ k: 5 }[key], 5);
assert.sameValue("abc"["1"], "b");
assert.sameValue([7]["0"] + [7][0.0], 14);
assert.sameValue([7]["00"], undefined);
assert.sameValue({ 1e3: "x" }[1000], "x");
assert.sameValue({ "-0": 1, 0: 2 }[-0], 2);
