/*---
esid: sec-ordinaryownpropertykeys
description: >
  Integer keys come first in ascending order, then strings and then symbols in the order of their making
features: [Symbol, Reflect]
---*/

var s = Symbol(), o = {};
o.b = 1;
o[10] = 1;
o[s] = 1;
o.a = 1;
o[2] = 1;
o["-1"] = 1;
o["01"] = 1;
assert.compareArray(Reflect.ownKeys(o), ["2", "10", "b", "a", "-1", "01", s]);
delete o.b;
o.b = 2;
assert.compareArray(Object.keys(o), ["2", "10", "a", "-1", "01", "b"], "what comes back comes last");
class C { static z() {} static 1() {} static y() {} }
assert.compareArray(Object.getOwnPropertyNames(C), ["1", "length", "name", "prototype", "z", "y"]);
