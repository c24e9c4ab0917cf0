/*---
esid: sec-json.parse
description: >
  The reviver sees the source text of primitives
features: [json-parse-with-source]
---*/

var sources = {};
JSON.parse('{"a": 1.0, "b": "x", "c": [true, -0], "d": {}}', function (key, value, context) {
  sources[key] = context.source;
  return value;
});
assert.sameValue(sources.a, "1.0");
assert.sameValue(sources.b, "\"x\"");
assert.sameValue(sources[0], "true");
assert.sameValue(sources[1], "-0");
assert.sameValue(sources.c, undefined);
assert.sameValue(JSON.stringify({ n: JSON.rawJSON("1e1000") }), '{"n":1e1000}');
assert.sameValue(JSON.isRawJSON(JSON.rawJSON("1")), true);
assert.throws(SyntaxError, function () { JSON.rawJSON("{}"); });
