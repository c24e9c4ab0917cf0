/*---
esid: sec-static-semantics-tv-and-trv
description: >
  A template's cooked strings have line breaks normalised; its raw strings keep escapes
features: [template]
---*/

function tag(strings) { return strings; }
var strings = tag`a\n${1}\u{41}`;
assert.compareArray(strings, ["a\n", "A"]);
assert.compareArray(strings.raw, ["a\\n", "\\u{41}"]);
assert.sameValue(eval("`a\r\nb\rc`"), "a\nb\nc");
assert.sameValue(eval("tag`\r\n`.raw[0]"), "\n");
assert.sameValue(`a\
b`, "ab");
