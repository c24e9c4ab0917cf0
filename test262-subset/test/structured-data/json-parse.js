/*---
esid: sec-json.parse
description: >
  JSON.parse takes JSON alone
---*/

assert.sameValue(JSON.parse(" [1, {\"a\": null}] ")[1].a, null);
assert.sameValue(JSON.parse("-0"), -0);
assert.sameValue(JSON.parse("1E2"), 100);
assert.sameValue(JSON.parse("\"\\u0041\\n\\/\""), "A\n/");
assert.sameValue(JSON.parse("\"\u2028\""), "\u2028");
assert.sameValue(JSON.parse("{\"__proto__\": 1}").__proto__, 1);
assert.sameValue(JSON.parse("{\"a\": 1, \"a\": 2}").a, 2);
var wrong = ["", "01", "1.", ".5", "+1", "'a'", "{a: 1}", "[1,]", "{\"a\":1,}", "\"\t\"", "\"\\x41\"", "undefined", "NaN", "1 2", "\u00A01", "\"\\u00\"", "tru"];
for (var i = 0; i < wrong.length; i += 1) {
  assert.throws(SyntaxError, function () { JSON.parse(wrong[i]); }, wrong[i]);
}
