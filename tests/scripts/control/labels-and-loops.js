outer: for (var i = 0; i < 4; i++) { inner: for (var j = 0; j < 4; j++) { if (j === 2) continue outer; if (i === 2) break outer; if (i === 1) continue inner; print(i, j); } }
block: { print('a'); if (i) break block; print('never'); } a: b: for (;;) { break a; }
var n = 0; do { n++; if (n === 3) continue; if (n > 5) break; } while (n < 10); print(n);
while (n-- > 0) if (n === 2) break; print(n); for (;;) { if (++n > 5) break; } print(n);
for (var x = 0, y = 10; x < y; x += 3, y--) print(x, y); for (var k in null) print('no'); for (var k in undefined) print('no'); for (var k in 'ab') print(k); for (k of 'de') print(k); print(k);
s: switch (2) { case 1: print(1); case 2: print(2); case 3: { print(3); break s; } default: print('d'); }
var o = {}; for (o.p of [1, 2]) print(o.p); for (o['q'] in {z: 1}) print(o.q); for (var [d, e] of [[1, 2], [3, 4]]) print(d + e); for (let {length} of ['a', 'bcd']) print(length);
var z = 0; l1: while (true) { l2: while (z < 5) { z++; l3: do { if (z < 3) continue l2; break l1; } while (false); } break; } print(z);
