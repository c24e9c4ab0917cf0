// gc-stress: no
var values = [0, -0, 1, -1, 0.5, NaN, Infinity, 2147483647, '', 'a', 'b', '10', '9', null, undefined, true, false, 10n, -1n];
function lt(a, b) { return a < b; }
function le(a, b) { return a <= b; }
function gt(a, b) { return a > b; }
function ge(a, b) { return a >= b; }
function jlt(a, b) { if (a < b) return 1; return 0; }
function jnle(a, b) { if (!(a <= b)) return 1; return 0; }
function wgt(a, b) { var n = 0; while (a > b && n < 1) n++; return n; }
for (var a of values) for (var b of values) print(a, b, lt(a, b), le(a, b), gt(a, b), ge(a, b), jlt(a, b), jnle(a, b), wgt(a, b));
