// Proxies where built-in functions take objects.
const array = new Proxy([3, 1, 2], {});
print(Array.isArray(array), array.length, [...array].join(), array.map(x => x * 2).join());
print(JSON.stringify(array), JSON.stringify({ array, o: new Proxy({ a: 1 }, {}) }));
print([0].concat(array).length, [0].concat(new Proxy({ length: 1, 0: "x", [Symbol.isConcatSpreadable]: true }, {})).join());
print(array.sort().join(), array.push(9), array.pop(), array.reverse().join(), array.splice(1, 1).join(), array.join("-"));
print(Array.from(array).join(), array.includes(3), array.indexOf(3), array.flat().length, array.at(-1));
print(Object.prototype.toString.call(array), Object.prototype.toString.call(new Proxy(() => 1, {})));
print(Object.prototype.toString.call(new Proxy(new Date(0), {})), Object.prototype.toString.call(new Proxy(/x/, {})));
class Sub extends Array {}
print(new Proxy(Sub.from([1, 2]), {}).map(x => x) instanceof Sub);
print(JSON.stringify(JSON.parse('{"a":[1,2]}', (k, v) => k === "a" ? new Proxy(v, {}) : v)));
print(JSON.stringify({ a: 1, b: 2 }, new Proxy(["b"], {})));
print(Function.prototype.toString.call(new Proxy(function named() {}, {})));
try { Function.prototype.toString.call(new Proxy({}, {})); } catch (e) { print(e.message); }
for (const f of [
  () => Map.prototype.get.call(new Proxy(new Map(), {}), 1), () => Date.prototype.getTime.call(new Proxy(new Date(), {})),
  () => RegExp.prototype.exec.call(new Proxy(/x/, {}), "x"), () => new Proxy(new Set(), {}).size,
  () => Number.prototype.valueOf.call(new Proxy(new Number(1), {})), () => new Proxy(new Uint8Array(1), {}).length,
]) {
  try { f(); print("works"); } catch (e) { print(e.name); }
}
print(JSON.stringify(Object.getOwnPropertyDescriptors(new Proxy({ a: 1 }, {}))));
// Private names are not forwarded.
class Secret { #x = 1; static read(o) { return o.#x; } static has(o) { return #x in o; } }
const wrapped = new Proxy(new Secret(), {});
print(Secret.has(wrapped));
try { Secret.read(wrapped); } catch (e) { print(e.message); }
class Stamp extends (function (o) { return o; }) { #s = 5; static read(o) { return o.#s; } }
const stamped = new Proxy({}, { defineProperty() { throw new Error("no"); } });
new Stamp(stamped);
for (let i = 0; i < 5; i++) print(Stamp.read(stamped));
// instanceof and heritage.
const P = new Proxy(class A { static s = 1; m() { return "m"; } }, {});
class B extends P { m() { return super.m() + "b"; } static t = super.s; }
print(new B().m(), B.t, new B() instanceof P, new P() instanceof B);
// new.target of a proxy.
function Target() { return { is: new.target === NT }; }
const NT = new Proxy(Target, {});
print(new NT().is, Reflect.construct(Target, [], NT).is);
// Arguments, destructuring, iteration.
print(Math.max(...new Proxy([1, 5, 3], {})), Reflect.apply(Math.max, null, new Proxy([1, 5], {})));
const [first, ...rest] = new Proxy([1, 2, 3], {});
const { a, ...others } = new Proxy({ a: 1, b: 2, c: 3 }, {});
print(first, rest, a, others);
for (const [k, v] of Object.entries(new Proxy({ k: 1 }, {}))) print(k, v);
// Tagged templates, getters with receivers.
const receiver = new Proxy({ get self() { return this; } }, {});
print(receiver.self === receiver);
const counting = { n: 0 };
const counted = new Proxy({}, { get(t, k) { counting.n++; return k; } });
for (let i = 0; i < 100; i++) counted.prop;
print(counting.n, counted[Symbol.toStringTag] === Symbol.toStringTag);
print(Object.isFrozen(Object.freeze(new Proxy({ a: 1 }, {}))), Object.isSealed(Object.seal(new Proxy([1], {}))));
const o = new Proxy({}, {});
o.__proto__ = { inherited: 1 };
print(o.inherited, Object.getPrototypeOf(o).inherited);
print(Proxy.length, Proxy.name, Object.hasOwn(Proxy, "prototype"), Proxy.revocable.length);
print(Object.keys(Proxy.revocable({}, {})));
try { null.f(new Proxy({}, {})); } catch (e) { print(e.message); }
try { Object.defineProperty(new Proxy({}, {}), "x", new Proxy({ get: 1 }, {})); } catch (e) { print(e.message); }
print(structuredName(new Proxy({}, {})));
function structuredName(p) { try { p(); } catch (e) { return e.message; } }
