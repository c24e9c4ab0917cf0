/*---
esid: sec-gettemplateobject
description: >
  Each site of a tagged template has one template object, frozen
features: [template]
---*/

function tag(strings) { return strings; }
function site() { return tag`a${0}b`; }
assert.sameValue(site(), site());
assert.notSameValue(site(), tag`a${0}b`);
assert(Object.isFrozen(site()));
assert(Object.isFrozen(site().raw));
assert.sameValue(Object.getOwnPropertyDescriptor(site(), "raw").enumerable, false);
