/*---
esid: sec-quotejsonstring
description: >
  Quoting of strings, with lone surrogates as escapes
features: [well-formed-json-stringify]
---*/

assert.sameValue(JSON.stringify("a\"\\\b\f\n\r\t/"), '"a\\"\\\\\\b\\f\\n\\r\\t/"');
assert.sameValue(JSON.stringify("\u0001\u001f"), '"\\u0001\\u001f"');
assert.sameValue(JSON.stringify("\uD83D\uDE00"), '"😀"');
assert.sameValue(JSON.stringify("\uD83D"), '"\\ud83d"');
assert.sameValue(JSON.stringify("\uDE00\uD83D"), '"\\ude00\\ud83d"');
assert.sameValue(JSON.stringify("\u2028\u007f"), '"\u2028\u007f"');
