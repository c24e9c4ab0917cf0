/*---
esid: sec-new.target
description: >
  new.target is the constructor that new was applied to
features: [new.target, Reflect]
---*/

function f() { return new.target; }
function F() { this.t = new.target; this.arrow = (() => new.target)(); }
assert.sameValue(f(), undefined);
assert.sameValue(new F().t, F);
assert.sameValue(new F().arrow, F);
class D extends Object { constructor() { super(); this.t = new.target; } }
class E extends D {}
assert.sameValue(new E().t, E);
assert.sameValue(Reflect.construct(F, [], Array).t, Array);
