/*---
esid: sec-IsHTMLDDA-internal-slot
description: >
  An object that emulates undefined
features: [IsHTMLDDA]
---*/

var d = $262.IsHTMLDDA;
assert.sameValue(typeof d, "undefined");
assert.sameValue(d == null, true);
assert.sameValue(d == undefined, true);
assert.sameValue(d === undefined, false);
assert.sameValue(d ? 1 : 2, 2);
assert.sameValue(!d, true);
assert.sameValue(d ?? "nullish", d);
assert.sameValue(d?.x, d.x);
assert.sameValue(d(), null);
assert.sameValue(Object(d), d);
