class A { a = 1; b = this.a + 1; ['c' + 1] = 3; #d = 4; static e = 5; static #f = 6; 'quoted' = 7; 0 = 8; g; h = () => this.a; get d() { return this.#d; } set d(v) { this.#d = v; } #m() { return this.#d * 2; } m() { return this.#m(); } static f() { return A.#f++; } has(o) { return #d in o; } get #acc() { return 'acc'; } acc() { return this.#acc; } }
var a = new A(); print(a, a.d, a.m(), A.f(), A.f(), A.e, a.h(), a.has(a), a.has({}), a.acc()); a.d = 9; print(a.d, a.m());
try { A.prototype.m.call({}); } catch (e) { print(e); }
class B extends A { x = (print('field x'), this.a); #y = 10; constructor() { print('before'); super(); print('after', this.x, this.#y); } }
new B();
class C { static count = 0; id = ++C.count; } for (var i = 0; i < 5; i++) print(new C().id);
class D { #x = 1; static swap(o, v) { var t = o.#x; o.#x = v; return t; } inc() { this.#x++; this.#x += 2; return this.#x; } }
var d = new D(); print(D.swap(d, 5), d.inc(), d.inc()); try { D.swap({}, 1); } catch (e) { print(e); }
class E { #m() {} t() { this.#m = 1; } } try { new E().t(); } catch (e) { print(e); }
class F { get #g() { return 1; } t() { this.#g = 1; } } try { new F().t(); } catch (e) { print(e); }
class Base { constructor(o) { return o; } } class Stamp extends Base { #s = 1; static read(o) { return o.#s; } }
var target = {}; new Stamp(target); print(Stamp.read(target)); try { new Stamp(target); } catch (e) { print(e); }
class G { static #p() { return 'static private'; } static t() { return G.#p(); } } print(G.t());
for (var n = 0; n < 3; n++) { class L { #v = n; get v() { return this.#v; } static other(o) { try { return o.#v; } catch (e) { return e.name; } } } if (n) print(L.other(prev), new L().v); var prev = new L(); }
