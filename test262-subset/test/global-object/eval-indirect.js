/*---
esid: sec-eval-x
description: >
  Indirect eval is global code
flags: [noStrict]
---*/

var x = "global", indirect = eval;
function f() { var x = "local"; return [eval("x"), indirect("x"), (0, eval)("x"), eval.call(null, "x"), eval?.("x")]; }
assert.compareArray(f(), ["local", "global", "global", "global", "global"]);
(0, eval)("var subsetFromEval = 5;");
assert.sameValue(globalThis.subsetFromEval, 5);
assert.sameValue(delete globalThis.subsetFromEval, true);
assert.sameValue(eval(7), 7);
assert.sameValue(eval(new String("1 + 1")) instanceof String, true);
assert.sameValue(eval(), undefined);
