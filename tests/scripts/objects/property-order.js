var o = {}; o.b = 1; o[2] = 1; o.a = 1; o[1] = 1; o['10'] = 1; o[-1] = 1; o['01'] = 1; o[4294967295] = 1; o[4294967294] = 1;
print(Object.keys(o) + ''); delete o.b; o.b = 2; print(Object.keys(o) + '');
for (var i = 0; i < 40; i++) o['p' + (i * 7) % 40] = i; print(Object.keys(o) + '');
for (var i = 0; i < 40; i += 3) delete o['p' + i]; o.p0 = 'again'; print(Object.keys(o) + '');
var seen = ''; for (var k in {z: 1, y: 2, 1: 3, __proto__: {y: 4, x: 5, 0: 6}}) seen += k + ' '; print(seen);
print(JSON.stringify({b: 1, a: 2, 1: 3}), Object.entries({q: 1, 5: 2}) + '', Reflect.ownKeys({[Symbol.iterator]: 1, s: 1, 0: 1}).length);
var d = {a: 1, b: 2, c: 3}; for (var k in d) { print(k); if (k === 'a') { delete d.b; d.e = 4; } }
