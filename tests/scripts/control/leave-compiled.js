function f(n) { var s = 0; for (var i = 0; i < n; i++) { debugger; s += i; debugger; if (i % 2) { debugger; s *= 1.5; } } return s; }
print(f(5), f(10), f(40));
function g(a, b) { debugger; return h(a) + h(b); } function h(x) { debugger; return x * 2; } for (var i = 0; i < 6; i++) print(g(i, i + 0.5));
var o = {p: 1}; function prop() { debugger; o.p++; debugger; return o.p; } for (var i = 0; i < 5; i++) print(prop());
function rec(n) { debugger; if (n === 0) return 0; var r = rec(n - 1) + n; debugger; return r; } print(rec(30));
function closure() { var x = 0; return () => { debugger; x++; debugger; return x; }; } var c = closure(); print(c(), c(), c());
function tryit() { try { debugger; throw 1; } catch (e) { debugger; return e; } finally { debugger; } } for (var i = 0; i < 4; i++) print(tryit());
function args() { debugger; var s = 0; for (var a of arguments) { debugger; s += a; } return s; } print(args(1, 2, 3), args(), args(0.5));
class K { constructor(x) { debugger; this.x = x; debugger; } } class L extends K { constructor(x) { debugger; super(x); debugger; this.y = 1; } } print(new K(1), new L(2));
function outer() { debugger; for (var i = 0; i < 3; i++) for (var j = 0; j < 3; j++) { debugger; if (j === i) continue; print(i, j); } } outer();
