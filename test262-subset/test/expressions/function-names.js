/*---
esid: sec-assignment-operators-runtime-semantics-evaluation
description: >
  Anonymous functions are named by what they are assigned to
---*/

var f = function () {}, a = () => 1, c = class {}, o = { m: function () {}, ["x" + 1]: () => 1, [Symbol("s")]: class {} };
assert.sameValue(f.name, "f");
assert.sameValue(a.name, "a");
assert.sameValue(c.name, "c");
assert.sameValue(o.m.name, "m");
assert.sameValue(o.x1.name, "x1");
assert.sameValue(o[Object.getOwnPropertySymbols(o)[0]].name, "[s]");
var paren = (function () {});
assert.sameValue(paren.name, "paren");
o.p = function () {};
assert.sameValue(o.p.name, "", "a property that is assigned to gives no name");
var comma = (0, function () {});
assert.sameValue(comma.name, "");
var [g = function () {}] = [];
assert.sameValue(g.name, "g");
var named = class { static name() {} };
assert.sameValue(typeof named.name, "function");
