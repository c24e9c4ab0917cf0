/*---
esid: sec-object-environment-records-hasbinding-n
description: >
  Symbol.unscopables hides properties from with
flags: [noStrict]
features: [Symbol.unscopables]
---*/

var x = 1, log = [];
var o = { x: 2, y: 3, [Symbol.unscopables]: { x: true, y: false } };
var y = 0;
with (o) { log.push(x, y); }
assert.compareArray(log, [1, 3]);
var values = "outer", find = "outer";
with ([]) { assert.sameValue(values, "outer"); assert.sameValue(find, "outer"); assert.sameValue(length, 0); }
o[Symbol.unscopables] = undefined;
with (o) { assert.sameValue(x, 2); }
