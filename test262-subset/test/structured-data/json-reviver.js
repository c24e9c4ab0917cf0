/*---
esid: sec-internalizejsonproperty
description: >
  The reviver is called from the leaves up
---*/

var log = [];
var result = JSON.parse('{"a": [1, 2], "b": {"c": 3}}', function (key, value) {
  log.push(key);
  if (key === "c") return undefined;
  return typeof value === "number" ? value * 2 : value;
});
assert.compareArray(log, ["0", "1", "a", "c", "b", ""]);
assert.compareArray(result.a, [2, 4]);
assert.sameValue("c" in result.b, false);
assert.sameValue(JSON.parse("[1]", function (k, v) { return k === "" ? this[""] === v : v; }), true);
assert.sameValue(JSON.parse("5", 5), 5);
