// gc-stress: no
var total = 0; for (var i = 0; i < 300; i++) { for (var j = 0; j < 10; j++) { total += i ^ j; } } print(total);
function nested(n) { var t = 0; for (var i = 0; i < n; i++) { var row = 0; for (var j = 0; j < n; j++) { row += j * i; if (row > 5000) row = row / 2; } t += row; } return t; } print(nested(60), nested(60));
function changing() { var x = 0, out = ''; for (var i = 0; i < 400; i++) { if (i === 100) x = 0.5; if (i === 200) x = 'str'; if (i === 300) x = {valueOf: () => 7}; if (i % 100 === 99) out += typeof x + (x + 1) + ' '; x = i < 200 ? x + 1 : x; } return out; } print(changing(), changing());
function closures() { var fs = []; for (let i = 0; i < 300; i++) { if (i % 100 === 0) fs.push(() => i); } return fs.map((f) => f()) + ''; } print(closures());
function whiles(n) { var a = 0, b = 1; while (n-- > 0) { var t = a + b; a = b; b = t % 1000007; } return a; } print(whiles(500), whiles(1000));
function throwing() { var c = 0; for (var i = 0; i < 400; i++) try { if (i % 7 === 0) throw i; c++; } catch (e) { c += 2; } return c; } print(throwing());
function arrays() { var a = []; for (var i = 0; i < 500; i++) { a[i] = i % 2 ? i : i / 2; } var s = 0; for (i = 0; i < a.length; i++) s += a[i]; return s; } print(arrays());
function sieve(n) { var p = [], c = 0; for (var i = 2; i <= n; i++) p[i] = true; for (i = 2; i * i <= n; i++) if (p[i]) for (var j = i * i; j <= n; j += i) p[j] = false; for (i = 2; i <= n; i++) if (p[i]) c++; return c; } print(sieve(1000));
function deep() { var n = 0; for (var a = 0; a < 6; a++) for (var b = 0; b < 6; b++) for (var c = 0; c < 6; c++) for (var d = 0; d < 6; d++) { if (d === c) continue; n += a * 1000 + b * 100 + c * 10 + d; } return n; } print(deep());
