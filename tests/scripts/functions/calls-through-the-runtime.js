// Calls that the runtime prepares: bound functions, spread arguments, call and apply, constructors of every kind.
class A { constructor(a, b) { this.a = a; this.b = b; } }
class B extends A { constructor(...r) { super(...r); this.c = 3; } }
class C extends B { constructor(a) { super(a, 2); } }
class D extends C {}
class E extends D { constructor() { super(...arguments); return this.a > 6 ? [this.a] : undefined; } }
function make(i) {
  const d = new D(i), e = Reflect.construct(B, [1, i], D), f = new E(i);
  return d.a + d.b + d.c + e.b + (e instanceof D) + (f instanceof E);
}
let total = 0;
for (let i = 0; i < 12; i++) total += make(i);
print(total);

const bound = function (a, b, ...c) { return this.k + a + b + c.length; }.bind({ k: 7 }, 1);
const twice = bound.bind(null, 2);
total = 0;
for (let i = 0; i < 12; i++) {
  total += bound(i) + bound(...[i, 2, 3]) + twice() + twice(...'xyz');
  total += make.call(null, i) + make.apply(null, [i]) + make.call.call(make, null, i);
  total += Math.max.apply(null, [1, 2, i]) + Math.max.call.apply(Math.max, [null, 3, i]);
  total += make.apply.call(make, null, { length: 1, 0: i });
}
print(total);

function counts() { return arguments.length + ':' + [].join.call(arguments, '') + (new.target ? 'n' : ''); }
print(counts.call(), counts.call(1), counts.call(1, 2, 3), counts.apply(1, [1, 2]), counts(...[4], 5, ...[6, 7]));
function Kept(a) { this.all = arguments.length; this.a = a; }
print(new Kept().all, new Kept(1, 2, 3).all, new Kept(...[1, 2]).all, new (Kept.bind(null, 9))(8).all);
function Few(a, b, c) { this.t = [a, b, c] + ''; }
print(new Few().t, new Few(1).t, new Few(1, 2, 3, 4).t, Reflect.construct(Few, [5]).t);
class G extends Few { constructor(a) { super(a); } }
print(new G().t, new G(1).t, new G(1, 2).t);

for (const f of [
  () => A(), () => A.call({}), () => A.apply({}, []), () => A.bind(null)(), () => A(...[]),
  () => new (class extends A { constructor() { } })(), () => new (class extends A { constructor() { return 1; } })(),
  () => ({}).x.call(1), () => Function.prototype.call.call({}), () => (void 0)(...[]), () => new (void 0)(...[]),
  () => new (class extends A { constructor() { super(); super(); } })(),
]) {
  try { f(); print('nothing thrown'); } catch (e) { print(e.constructor.name); }
}
const trace = (function outer() { return (function inner() { return new Error('t').stack; }).call(null); })();
print(trace.split('\n').slice(1, 3).map((line) => line.trim().split(' ')[1]).join(' '));
