/*---
esid: sec-arrow-function-definitions
description: >
  Arrow functions have the this, arguments and new.target of the function around them
features: [arrow-function]
---*/

function f() { return () => [this, arguments[0]]; }
var o = {}, result = f.call(o, 5).call({}, 6);
assert.compareArray(result, [o, 5]);
assert.sameValue((a => a)(1), 1);
assert.sameValue(((a, b = a) => a + b)(2), 4);
assert.sameValue((({ x }) => x)({ x: 3 }), 3);
assert.sameValue((() => ({}))() instanceof Object, true);
assert.sameValue((() => {})(), undefined);
assert.sameValue("prototype" in (() => 1), false);
assert.throws(SyntaxError, function () { eval("() \n => 1"); });
