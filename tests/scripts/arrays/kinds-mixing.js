function sum(a) { var s = 0; for (var i = 0; i < a.length; i++) s += a[i]; return s; }
var ints = [1, 2, 3], doubles = [1.5, 2.5], strings = ['a', 'b'], mixed = [1, 'x', null, undefined, 2.5], holey = [1, , 3];
for (var r = 0; r < 3; r++) print(sum(ints), sum(doubles), sum(strings), sum(mixed), sum(holey), sum([]), sum('abc'), sum({length: 2, 0: 5, 1: 6}), sum(new Uint8Array([250, 10])));
function put(a, i, v) { a[i] = v; return a[i]; }
for (var v of [1, 2.5, 'str', null, {}, -0, NaN, 2147483648]) { var t = [0, 1]; print(put(t, 0, v), put(t, 2, v), put({}, 0, v), put(new Float64Array(2), 0, 1.5), put(new Uint8Array(1), 0, 300), put(new Uint8Array(1), 5, 1)); }
function swap(a) { for (var i = 0, j = a.length - 1; i < j; i++, j--) { var t = a[i]; a[i] = a[j]; a[j] = t; } return a + ''; } print(swap([1, 2, 3, 4]), swap(['a', 1.5]), swap([]));
var grid = []; for (var y = 0; y < 5; y++) { grid[y] = []; for (var x = 0; x < 5; x++) grid[y][x] = x * y; } print(grid.map((r) => r.join()).join(';'));
var s = 'hello'; var out = ''; for (var i = s.length - 1; i >= 0; i--) out += s[i]; print(out, s[-1], s[10], s['length'], s['1']);
