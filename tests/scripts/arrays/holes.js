var a = [1, , 3]; print(a.length, a[1], 1 in a, a); function at(x, i) { return x[i]; }
for (var i = 0; i < 4; i++) print(at(a, 0), at(a, 1), at(a, 2), at(a, 3), at(a, -1), at(a, 1.5), at(a, '0'));
Array.prototype[1] = 'proto'; print(at(a, 1), 1 in a, a.hasOwnProperty(1), [...a] + ''); a[1] = 'own'; print(at(a, 1)); delete a[1]; print(at(a, 1)); delete Array.prototype[1]; print(at(a, 1));
print([, ].length, [, , ].length, [1, , ].length, [...[, 1]] + '', [, 1].indexOf(undefined), [, 1].includes(undefined));
var n = 0; [1, , 2].forEach(() => n++); print(n, [3, , 1].sort() + '', [1, , 2].map((x) => x * 2), [, 'a'].join('-'));
var b = []; b[5] = 1; print(b.length, b); b[2] = 2; for (var i = 0; i < 6; i++) print(i, at(b, i), i in b);
for (var v of [1, , 2]) print(v); for (var k in [1, , 2]) print(k);
var c = new Array(5); print(c.length, 0 in c, c.fill(7) + ''); var [x, y = 'def'] = [, ,]; print(x, y);
