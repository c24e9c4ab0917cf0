/*---
esid: sec-blockdeclarationinstantiation
description: >
  Each block has lexical bindings of its own
features: [let]
---*/

let x = "outer", log = [];
{
  let x = "inner";
  log.push(x);
  { let x = "innermost"; log.push(x); }
  log.push(x);
}
log.push(x);
assert.compareArray(log, ["inner", "innermost", "inner", "outer"]);
switch (1) {
  case 0: let y;
  case 1: assert.throws(ReferenceError, function () { y; });
}
