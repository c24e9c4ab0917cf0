/*---
esid: sec-hashbang
description: >
  A hashbang comment begins the script
features: [hashbang]
---*/

assert.sameValue(eval("#!/usr/bin/env js\n1 + 1"), 2);
assert.sameValue(eval("#! 1"), undefined);
assert.throws(SyntaxError, function () { eval(" #!/x"); }, "not behind a space");
assert.throws(SyntaxError, function () { eval("\n#!/x"); }, "not on the second line");
assert.throws(SyntaxError, function () { Function("#!/x"); }, "not in a function's body");
