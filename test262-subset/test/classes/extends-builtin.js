/*---
esid: sec-built-in-function-objects
description: >
  Subclasses of built-in constructors have the built-in's nature
features: [class]
---*/

class Stack extends Array { top() { return this[this.length - 1]; } }
var s = new Stack();
s.push(1, 2);
assert.sameValue(s.length, 2);
assert.sameValue(s.top(), 2);
assert.sameValue(s.map(x => x) instanceof Stack, true);
assert.sameValue(Stack.from([3]).top(), 3);
class E extends Error { constructor(m) { super(m); this.extra = 1; } }
var e = new E("x");
assert.sameValue(e instanceof Error, true);
assert.sameValue(Object.prototype.toString.call(e), "[object Error]");
assert.sameValue(String(e), "Error: x");
class F extends Function {}
assert.sameValue(new F("a", "return a + 1")(1), 2);
class M extends Map { get(k) { return super.get(k) ?? "none"; } }
assert.sameValue(new M([[1, 2]]).get(1) + new M().get(1), "2none");
