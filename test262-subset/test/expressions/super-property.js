/*---
esid: sec-super-keyword
description: >
  super looks in the prototype of the home object, with this as the receiver
features: [super]
---*/

var parent = { get name() { return "parent of " + this.id; }, m() { return this.id; } };
var child = { __proto__: parent, id: 7, get name() { return "child, " + super.name; }, m() { return super["m"]() + 1; },
  set() { super.x = 5; return this.x; }, arrow() { return (() => super.m())(); } };
assert.sameValue(child.name, "child, parent of 7");
assert.sameValue(child.m(), 8);
assert.sameValue(child.set(), 5);
assert.sameValue("x" in parent, false, "the receiver is set");
assert.sameValue(child.arrow(), 7);
var m = child.m;
assert.sameValue(m.call({ id: 1 }), 2, "the home object stays");
assert.sameValue({ f() { return super.x; } }.f(), undefined);
