/*---
esid: sec-ordinarycallbindthis
description: >
  Sloppy functions wrap a primitive this, strict ones do not
flags: [noStrict]
---*/

function sloppy() { return this; }
function strict() { "use strict"; return this; }
assert.sameValue(typeof sloppy.call(1), "object");
assert.sameValue(sloppy.call("a") instanceof String, true);
assert.sameValue(sloppy.call(null), globalThis);
assert.sameValue(strict.call(1), 1);
assert.sameValue(strict.call(null), null);
assert.sameValue(strict(), undefined);
