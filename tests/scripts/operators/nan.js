function same(x) { return x === x; }
function cmp(x, y) { return [x < y, x > y, x <= y, x >= y, x == y, x != y, x === y, x !== y] + ''; }
for (var i = 0; i < 4; i++) print(same(NaN), same(0 / 0), same(Infinity - Infinity), cmp(NaN, 1), cmp(1, NaN), cmp(NaN, NaN));
var n = 0; for (var x = NaN; x < 10; x++) n++; print(n);
n = 0; for (x = NaN; !(x >= 10); x = n) n++; print(n);
print([NaN].indexOf(NaN), [NaN].includes(NaN), new Set([NaN, NaN]).size, NaN ? 1 : 2, +'abc', Math.min(NaN, 1), 0 * Infinity, NaN | 0, ~NaN, NaN >>> 0);
var t = {}; t[NaN] = 'nan'; print(t.NaN, -NaN, typeof NaN);
