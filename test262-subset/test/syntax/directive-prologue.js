/*---
esid: sec-directive-prologues-and-the-use-strict-directive
description: >
  A directive is a string statement among the first ones, without escapes or parentheses
flags: [noStrict]
---*/

function isStrict(start) { return Function(start + "; return this === undefined;")(); }
assert(isStrict("'use strict'"));
assert(isStrict("'other'; \"use strict\""));
assert.sameValue(isStrict("('use strict')"), false);
assert.sameValue(isStrict("'use\\u0020strict'"), false);
assert.sameValue(isStrict("0; 'use strict'"), false);
assert.sameValue(isStrict("'use strict' + 1"), false);
assert.sameValue(isStrict("'use strict', 1"), false);
