class T { static get v() { return this._v ?? 'none'; } static set v(x) { print('set', x); this._v = x; } static [Symbol.hasInstance](x) { return x === 1; } get [Symbol.toStringTag]() { return 'Tee'; } }

print(T.v); T.v = 4; print(T.v, 1 instanceof T, 2 instanceof T, Object.prototype.toString.call(new T()));
var o = {get a() { return 1; }, get b() { return 2; }, set b(v) { print('b=', v); }, c: 3};
o.a = 5; print(o.a); o.b = 6; print(o.b, Object.keys(o));
(function () { 'use strict'; try { o.a = 5; } catch (e) { print(e); } })();
for (var i = 0; i < 6; i++) { print(o.a + o.b); if (i === 3) Object.defineProperty(o, 'a', {get() { return 10; }}); }
class P { get x() { return this.y; } } for (var i = 0; i < 4; i++) { var p = new P(); p.y = i; print(p.x); try { 'use strict'; p.x = 1; } catch (e) { print(e); } }
