/*---
esid: sec-json.stringify
description: >
  The second argument is a function or a list of keys
---*/

assert.sameValue(JSON.stringify({ a: 1, b: 2, c: { a: 3, b: 4 } }, ["c", "a", "a"]), '{"c":{"a":3},"a":1}');
assert.sameValue(JSON.stringify({ 1: 1, 2: 2 }, [new Number(2), new String("1"), {}]), '{"2":2,"1":1}');
var log = [];
var text = JSON.stringify({ a: [1] }, function (key, value) { log.push(key); return typeof value === "number" ? [] + value : value; });
assert.sameValue(text, '{"a":["1"]}');
assert.compareArray(log, ["", "a", "0"]);
assert.sameValue(JSON.stringify(1, () => undefined), undefined);
assert.sameValue(JSON.stringify([5], 5), "[5]");
