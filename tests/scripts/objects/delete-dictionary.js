function get(o) { return o.b; }
var o = {a: 1, b: 2, c: 3}; for (var i = 0; i < 4; i++) print(get(o)); delete o.a; print(get(o), o); delete o.b; print(get(o), o); o.b = 5; print(get(o), o);
for (var r = 0; r < 3; r++) { var d = {}; for (var i = 0; i < 70; i++) d['k' + i] = i; for (var i = 0; i < 70; i += 2) delete d['k' + i]; var s = 0; for (var k in d) s += d[k]; print(s, Object.keys(d).length, get(d)); d.b = r; print(get(d)); }
var p = {}; for (var i = 0; i < 10; i++) p['m' + i] = i; var c = Object.create(p); function m(o) { return o.m5; } for (var i = 0; i < 3; i++) print(m(c)); delete p.m5; print(m(c)); p.m5 = 'back'; print(m(c)); delete p.m3; print(m(c)); p.m5 = 'new'; print(m(c));
var g = {get x() { return 1; }}; delete g.x; g.x = 2; print(g.x); print(delete Object.defineProperty({}, 'q', {value: 1}).q);
var a = [1, 2, 3, 4]; delete a[1]; print(a.length, a[1], 1 in a, a); a[1] = 'r'; print(a); delete a[3]; print(a.length, a); a.length = 1; print(a);
