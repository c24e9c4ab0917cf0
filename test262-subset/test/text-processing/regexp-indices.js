/*---
esid: sec-makematchindicesindexpairarray
description: >
  The d flag gives the places of captures
features: [regexp-match-indices]
---*/

var m = /a(?<n>b)?(c)/d.exec("xac");
assert.compareArray(m.indices[0], [1, 3]);
assert.sameValue(m.indices[1], undefined);
assert.compareArray(m.indices[2], [2, 3]);
assert.sameValue(m.indices.groups.n, undefined);
assert.sameValue("n" in m.indices.groups, true);
assert.sameValue("indices" in /a/.exec("a"), false);
