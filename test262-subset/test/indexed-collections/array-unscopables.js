/*---
esid: sec-array.prototype-%symbol.unscopables%
description: >
  The methods that with does not see
features: [Symbol.unscopables]
---*/

var u = Array.prototype[Symbol.unscopables];
assert.sameValue(Object.getPrototypeOf(u), null);
["at", "copyWithin", "entries", "fill", "find", "findIndex", "findLast", "findLastIndex", "flat", "flatMap", "includes",
  "keys", "toReversed", "toSorted", "toSpliced", "values"].forEach(name => assert.sameValue(u[name], true, name));
assert.sameValue(u.with, undefined);
assert.sameValue(u.concat, undefined);
