/*---
esid: sec-promise.prototype.then
description: >
  then makes its promise with the species constructor
flags: [async]
features: [Promise, Symbol.species]
---*/

var made = [];
class P extends Promise {
  constructor(executor) { super(executor); made.push(new.target); }
  static get [Symbol.species]() { return Promise; }
}
class Q extends Promise {}
var p = P.resolve(1);
assert.sameValue(p.then() instanceof P, false);
assert.sameValue(Q.resolve(1).then() instanceof Q, true);
assert.sameValue(Q.resolve(1).finally(() => {}) instanceof Q, true);
assert.compareArray(made, [P]);
var o = Promise.resolve();
o.constructor = { [Symbol.species]: function (executor) { executor(() => {}, () => {}); executor(1, 2); } };
assert.throws(TypeError, function () { o.then(); });
p.then(() => $DONE(), $DONE);
