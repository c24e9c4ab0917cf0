// Each function tells how its parameters and its `arguments` share values; the expected lines stand at the end.
var lines = [];
function out() { lines.push(Array.prototype.join.call(arguments, ' ')); }
function a1(a, b) { a = 5; return arguments[0] + ',' + arguments.length; }
out(a1(1), a1(), a1(1,2,3));
function a2(a, b) { arguments[0] = 9; return a; }
out(a2(1), a2());
function a3(a, b) { (function () { a = 7; })(); return arguments[0]; }
out(a3(1), a3());
function a4(a, b) { var f = () => { arguments[1] = 8; }; f(); return b; }
out(a4(1, 2), a4(1));
function a5(a, b) { 'use strict'; a = 5; return arguments[0]; }
out(a5(1));
function a6(a, b = 2) { a = 5; return arguments[0]; }
out(a6(1));
function a7(a, a) { a = 3; return arguments[0] + ',' + arguments[1]; }
out(a7(1, 2), a7(1));
function a8(a) { delete arguments[0]; arguments[0] = 2; return a; }
out(a8(1));
function a9(a) { function a() {} return typeof arguments[0]; }
out(a9(1));
function a10(a) { var a; return arguments[0]; }
out(a10(1));
function a11(a) { var a = 4; return arguments[0]; }
out(a11(1));
function g(x) { x[0] = 'g'; }
function a12(a) { g(arguments); return a; }
out(a12(1), a12());
function a13(a) { [arguments[0]] = [6]; return a; }
out(a13(1));
function a14(a) { arguments[0]++; return a; }
out(a14(1));
function a15(a) { for (arguments[0] of [1, 2, 3]); return a; }
out(a15(0));
function a16(a) { ({ x: a } = { x: 11 }); return arguments[0]; }
out(a16(0));
function a17(a) { for (a of [1, 2, 3]); return arguments[0]; }
out(a17(0));
function a18(a) { a++; var s = 0; for (var i = 0; i < arguments.length; i++) s += arguments[i]; return s; }
out(a18(1, 2, 3));
function a19(a) { Object.freeze(arguments); a = 2; return arguments[0]; }
out(a19(1));
function a20(a) { Object.defineProperty(arguments, 0, { writable: false }); a = 2; return arguments[0]; }
out(a20(1));
function a21(a) { Object.defineProperty(arguments, 0, { value: 3 }); return a; }
out(a21(1));
function a22(a) { Object.defineProperty(arguments, 0, { get() { return 5; }, configurable: true }); a = 2; return arguments[0] + ',' + a; }
out(a22(1));
function a23(f) { return arguments[0](); }
out(a23(function () { this[0] = 1; return typeof this; }));
function a24(f) { arguments[0](); return f; }
out(a24(function () { this[0] = 1; }));
function a25(f) { (arguments?.[0])(); return f; }
out(a25(function () { this[0] = 1; }));
function a26(f) { arguments[0]``; return f; }
out(a26(function () { this[0] = 1; }));
function a27(a) { var arguments; return typeof arguments + arguments[0]; }
out(a27(1));
function a28(a) { function arguments() {} return typeof arguments; }
out(a28(1));
function a29(arguments) { return arguments; }
out(a29(1));
function a30(a, b, c) { a = 'x'; c = 'z'; return Array.prototype.slice.call(arguments); }
out(a30(1), '|', a30(1, 2, 3, 4));
function a31(a) { return function () { return [a, arguments.length]; }; }
out(a31(1)(1, 2));
function a33(a) { try { throw 1 } catch (a) { a = 5 } return arguments[0]; }
out(a33(1));
function a34(a) { { function a() {} } return typeof arguments[0] + typeof a; }
out(a34(1));
function a35(a, b) { [arguments[0], arguments[1]] = [b, a]; return a + ',' + b; }
out(a35(1, 2));
var o = { m(a) { a = 2; return arguments[0]; }, set s(v) { v = 5; this.t = arguments[0]; } };
o.s = 1; out(o.m(1), o.t);
function a36(a, b) { a = 1; return f36.apply(this, arguments); } function f36(x, y) { return x + y; }
out(a36(5, 6));
function a37(a) { arguments = 5; a = 1; return arguments; }
out(a37(3));
function a38(a) { arguments.length = 0; a = 7; return arguments[0] + ',' + arguments.length; }
out(a38(3));
function hot(a, b) { a = a + 1; arguments[1] = a; return b; }
var t = 0; for (var i = 0; i < 3000; i++) t += hot(i, 1); out(t);
out(Object.prototype.toString.call((function (a) { return arguments; })(1)), JSON.stringify((function (a) { a = 3; return arguments; })(1, 2)));
var expected = [
  "5,1 undefined,0 5,3",
  "9 ",
  "7 ",
  "8 ",
  "1",
  "1",
  "1,3 1,undefined",
  "1",
  "function",
  "1",
  "4",
  "g ",
  "6",
  "2",
  "3",
  "11",
  "3",
  "7",
  "1",
  "1",
  "3",
  "5,2",
  "object",
  "1",
  "1",
  "1",
  "object1",
  "function",
  "1",
  "x | x,2,z,4",
  "1,2",
  "1",
  "numbernumber",
  "2,1",
  "2 5",
  "7",
  "5",
  "7,0",
  "4501500",
  "[object Arguments] {\"0\":3,\"1\":2}",
];
for (var n = 0; n < expected.length; n++) {
  if (lines[n] !== expected[n]) throw new Error('line ' + n + ': ' + lines[n] + ' instead of ' + expected[n]);
}
if (lines.length !== expected.length) throw new Error(lines.length + ' lines');
