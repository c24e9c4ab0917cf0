/*---
esid: sec-serializejsonproperty
description: >
  What JSON.stringify makes of each sort of value
---*/

assert.sameValue(JSON.stringify([undefined, function () {}, Symbol(), null, NaN, Infinity, -0]), "[null,null,null,null,null,null,0]");
assert.sameValue(JSON.stringify({ a: undefined, b: function () {}, c: Symbol(), [Symbol()]: 1, d: 1 }), '{"d":1}');
assert.sameValue(JSON.stringify(undefined), undefined);
assert.sameValue(JSON.stringify(function () {}), undefined);
assert.sameValue(JSON.stringify([new Number(1), new String("s"), new Boolean(true)]), '[1,"s",true]');
assert.sameValue(JSON.stringify({ toJSON(key) { return "key " + key; } }), '"key "');
assert.sameValue(JSON.stringify({ x: new Date(0) }), '{"x":"1970-01-01T00:00:00.000Z"}');
assert.sameValue(JSON.stringify({ get a() { return 1; }, __proto__: { b: 2 } }), '{"a":1}');
assert.throws(TypeError, function () { JSON.stringify(1n); });
var circle = {};
circle.self = circle;
assert.throws(TypeError, function () { JSON.stringify(circle); });
