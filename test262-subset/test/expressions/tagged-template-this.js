/*---
esid: sec-tagged-templates
description: >
  A tag that is a member is called on its object, with the values behind the strings
features: [template]
---*/

var o = { tag(strings, ...values) { return [this === o, strings.length, values.join()]; } };
assert.compareArray(o.tag`a${1}b${2}`, [true, 3, "1,2"]);
assert.compareArray(o["tag"]``, [true, 1, ""]);
function chain() { return chain.count === 2 ? "done" : (chain.count += 1, chain); }
chain.count = 0;
assert.sameValue(chain`a``b``c`, "done");
function maker(strings) { return function () { this.s = strings[0]; }; }
assert.sameValue(new maker`x`().s, "x", "new takes a tagged template as a whole");
