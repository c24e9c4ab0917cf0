var base = {m() { return 'base ' + this.n; }, get g() { return 'g ' + this.n; }, set s(v) { this.stored = v; }, x: 1};
var o = {__proto__: base, n: 'o', m() { return 'o ' + super.m(); }, t() { return super.g + super.x + super['x']; }, w() { super.s = 5; super.y = 6; return [this.stored, this.y, base.y] + ''; }, arrow() { return (() => super.m())(); }};
print(o.m(), o.t(), o.w(), o.arrow());
class A { static f() { return 'Af'; } f() { return 'af'; } } class B extends A { static f() { return super.f() + 'B'; } f() { return super.f() + 'b'; } call(k) { return super[k](); } }
print(B.f(), new B().f(), new B().call('f')); A.prototype.f = () => 'changed'; print(new B().f());
Object.setPrototypeOf(B.prototype, {f() { return 'other'; }}); print(new B().f(), new B().call('f'));
try { new B().call('nothere'); } catch (e) { print(e); }
class X { constructor() { this.t = new.target.name; } } class Y extends X {} print(new X().t, new Y().t);
class L extends Array { sum() { return this.reduce((a, b) => a + b, 0); } } var l = new L(); l.push(1, 2, 3); print(l.sum(), l.length, l instanceof Array, l.map((x) => x * 2) instanceof L);
class Err extends Error { constructor(m) { super(m); this.name = 'Err'; } } try { throw new Err('boo'); } catch (e) { print(e, e instanceof Err, e instanceof Error, e.message); }
class M extends X { constructor(...args) { const f = () => super(...args); f(); } } print(new M(1).t);
