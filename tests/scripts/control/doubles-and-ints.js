// gc-stress: no
function mandel(cx, cy) { var x = 0, y = 0, n = 0; while (x * x + y * y < 4 && n < 50) { var t = x * x - y * y + cx; y = 2 * x * y + cy; x = t; n++; } return n; }
var s = ''; for (var y = -1; y <= 1; y += 0.25) { for (var x = -2; x <= 0.5; x += 0.25) s += mandel(x, y) + ' '; s += '/'; } print(s);
function avg(a) { var s = 0; for (var i = 0; i < a.length; i++) s += a[i]; return s / a.length; } print(avg([1, 2, 3]), avg([1.5, 2]), avg([2147483647, 2147483647]), avg([]));
function pow(b, e) { var r = 1; while (e > 0) { if (e & 1) r *= b; b *= b; e >>= 1; } return r; } print(pow(2, 10), pow(2, 31), pow(2, 62), pow(1.5, 20), pow(-3, 5));
function newton(x) { var g = x / 2; for (var i = 0; i < 30; i++) g = (g + x / g) / 2; return g; } print(newton(2), newton(16), newton(1e10));
function integral(n) { var h = 1 / n, s = 0; for (var i = 0; i < n; i++) { var x = (i + 0.5) * h; s += 4 / (1 + x * x); } return s * h; } print(integral(100));
function trunc(x) { return x | 0; } print([1.9, -1.9, 1e10, -1e10, 4294967297.5, 1e20, NaN, -0.5].map(trunc) + '');
function swap(n) { var a = 1, b = 0.5; for (var i = 0; i < n; i++) { var t = a; a = b + 1; b = t; } return a + ' ' + b; } print(swap(0), swap(1), swap(7), swap(300));
function lcg(n) { var x = 12345; for (var i = 0; i < n; i++) x = (x * 1103515245 + 12345) % 2147483648; return x; } print(lcg(1), lcg(10), lcg(1000)); function u32(n) { var x = 1; for (var i = 0; i < n; i++) { x ^= x << 13; x ^= x >>> 17; x ^= x << 5; } return x >>> 0; } print(u32(1), u32(50), u32(500));
