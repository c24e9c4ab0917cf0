function P(x) { this.x = x; } P.prototype.get = function () { return this.x; };
for (var i = 0; i < 5; i++) { var p = new P(i); print(p.get(), p instanceof P, Object.getPrototypeOf(p) === P.prototype); }
function R() { this.a = 1; return {b: 2}; } print(new R());
function N() { this.a = 1; return 5; } print(new N());
function T() { return new.target === T; } print(new T() instanceof T, T());
function F(a, b) { this.s = a + b; } print(new F(1, 2), new F(1), new F, new F(...[3, 4]));
P.prototype = {get() { return 'other'; }}; print(new P(1).get(), p.get());
P.prototype = null; print(Object.getPrototypeOf(new P(1)) === Object.prototype);
function G() { return Reflect.construct(P, [5], Array); } print(G() instanceof Array, G().x);
var calls = 0; function Count() { calls++; if (calls > 3) throw new Error('enough'); this.n = calls; }
for (var i = 0; i < 5; i++) try { print(new Count().n); } catch (e) { print(e); }
function Big(a) { this.a = a; this.b = a; this.c = a; this.d = a; this.e = a; this.f = a; this.g = a; this.h = a; this.i = a; this.j = a; }
var big = new Big(3); print(big.a + big.j, Object.keys(big).length);
