/*---
esid: sec-well-known-symbols
description: >
  The well-known symbols are fixed, and the same in all realms
includes: [property.js]
features: [cross-realm]
---*/

var names = ["asyncIterator", "hasInstance", "isConcatSpreadable", "iterator", "match", "matchAll", "replace", "search",
  "species", "split", "toPrimitive", "toStringTag", "unscopables"];
var other = $262.createRealm().global;
for (var i = 0; i < names.length; i += 1) {
  var name = names[i];
  verifyProperty(Symbol, name, { value: other.Symbol[name], writable: false, enumerable: false, configurable: false });
  assert.sameValue(Symbol[name].description, "Symbol." + name);
}
