class A { constructor(x) { this.x = x; } get double() { return this.x * 2; } set double(v) { this.x = v / 2; } m() { return 'm' + this.x; } static s() { return 's' + this.name; } ['comp' + 'uted']() { return 1; } static #p = 4; static q() { return A.#p; } }
var a = new A(3); print(a.double, a.m(), A.s(), a.computed(), A.q()); a.double = 10; print(a.x, a);
try { A(); } catch (e) { print(e); }
print(typeof A, A.name, A.length, Object.getOwnPropertyNames(A.prototype) + '', a.constructor === A);
class B extends A { constructor(x, y) { super(x); this.y = y; } m() { return 'B' + super.m() + this.y; } get double() { return super.double + 1; } static s() { return super.s() + '!'; } }
for (var i = 0; i < 4; i++) { var b = new B(i, 2); print(b.m(), b.double, B.s(), b instanceof A, b instanceof B); }
class C extends B {} var c = new C(1, 2); print(c.m(), C.s(), c.constructor.name);
class D extends A { constructor() { try { this.x; } catch (e) { print(e); } super(1); try { super(2); } catch (e) { print(e); } } } new D();
class E extends A { constructor() { } } try { new E(); } catch (e) { print(e); }
class F extends A { constructor() { return {z: 1}; } } print(new F());
class G extends A { constructor() { super(1); return 5; } } try { new G(); } catch (e) { print(e); }
class H extends null {} try { new H(); } catch (e) { print(e); }
try { class I extends 5 {} } catch (e) { print(e); }
var J = class Named { static n() { return Named.name; } }; print(J.n(), J.name, (class {}).name);
class K { static { this.init = 7; } static x = K.init + 1; } print(K.init, K.x);
