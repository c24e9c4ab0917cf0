/*---
esid: sec-function.prototype.tostring
description: >
  Function.prototype.toString gives the source text as it was written
---*/

function /* a */ f ( x ,y ) { return x /* b */ + y }
assert.sameValue(f.toString(), "function /* a */ f ( x ,y ) { return x /* b */ + y }");
var o = { m ( ) { }, get  g() { return 1 }, ["c" + 1]: ( a ) =>a };
assert.sameValue(o.m.toString(), "m ( ) { }");
assert.sameValue(Object.getOwnPropertyDescriptor(o, "g").get.toString(), "get  g() { return 1 }");
assert.sameValue(o.c1.toString(), "( a ) =>a");
class C { static  s( ) {} /* in */ }
assert.sameValue(C.toString(), "class C { static  s( ) {} /* in */ }");
assert.sameValue(C.s.toString(), "s( ) {}");
assert.throws(TypeError, function () { Function.prototype.toString.call({}); });
