/*---
esid: sec-template-literals-static-semantics-early-errors
description: >
  An escape that is wrong makes the cooked string of a tagged template undefined, and a plain template an error
features: [template]
---*/

function tag(strings) { return strings; }
var strings = tag`\u ${0}\xg${1}ok`;
assert.sameValue(strings[0], undefined);
assert.sameValue(strings[1], undefined);
assert.sameValue(strings[2], "ok");
assert.compareArray(strings.raw, ["\\u ", "\\xg", "ok"]);
assert.throws(SyntaxError, function () { eval("`\\u`"); });
assert.throws(SyntaxError, function () { eval("`\\01`"); });
