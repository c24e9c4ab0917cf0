function get(o) { return o.x; } function set(o, v) { o.x = v; return o.x; }
var shapes = [{x: 1}, {y: 0, x: 2}, {z: 0, x: 3}, {y: 0, z: 0, x: 4}, {w: 0, x: 5}, {v: 0, x: 6}, {u: 0, x: 7}];
for (var n = 1; n <= shapes.length; n++) { var s = 0; for (var r = 0; r < 5; r++) for (var i = 0; i < n; i++) s += get(shapes[i]); print(n, s); }
for (var r = 0; r < 3; r++) for (var o of shapes) print(set(o, r + get(o)));
function grow(o, i) { o.a = i; o.b = i + 1; o.c = o.a + o.b; return o.c; }
for (var i = 0; i < 5; i++) print(grow({}, i), grow({q: 1}, i), grow([], i), grow(function () {}, i));
var big = {}; for (var i = 0; i < 100; i++) { big['k' + i] = i; } var t = 0; for (var i = 0; i < 100; i++) t += big['k' + i]; print(t, big.k50, big.k99);
function same(a) { return a.p + a.q; } print(same({p: 1, q: 2}), same({q: 3, p: 4}), same({p: 5, q: 6, r: 7}), same(Object.create({p: 8, q: 9})), same({}));
function absent(o) { return o.missing; } for (var i = 0; i < 5; i++) print(absent({}), absent({a: 1}), absent(shapes[i])); shapes[0].missing = 'here'; Object.prototype.missing = 'proto'; for (var i = 0; i < 3; i++) print(absent({}), absent(shapes[0]), absent({a: 1})); delete Object.prototype.missing; print(absent({}), absent({a: 1}));
