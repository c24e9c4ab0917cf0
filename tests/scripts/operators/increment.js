var i = 2147483647; i++; print(i); i--; print(i);
var j = -2147483648; --j; print(j); ++j; print(j);
var s = '5'; s++; print(s, typeof s);
var n = null; n++; print(n);
var u; u++; print(u);
var b = 5n; b++; print(b, b--, b);
var o = {p: '1', get q() { print('get'); return 3; }, set q(v) { print('set', v); }};
print(o.p++, o.p, ++o.p, o.q++, --o.q);
var a = [1.5, 2]; print(a[0]++, a[0], --a[1]);
var z = -0; print(z++, z); z = -0; print(-z, +z, z--);
function f() { var x = 0; for (var k = 0; k < 10; k++) x += k++; return x; }
print(f());
