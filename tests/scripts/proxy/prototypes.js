// Proxies on prototype chains: the receiver stays what it is.
const seen = [];
const base = new Proxy({ own: 1 }, {
  get(t, k, r) { seen.push(["get", String(k), r === child]); return Reflect.get(t, k, r); },
  set(t, k, v, r) { seen.push(["set", String(k), v, r === child]); return Reflect.set(t, k, v, r); },
  has(t, k) { seen.push(["has", String(k)]); return Reflect.has(t, k); },
});
const child = Object.create(base);
function flush(what) { print(what, JSON.stringify(seen)); seen.length = 0; }
flush(child.own);
flush(child.missing);
flush("own" in child);
child.added = 5;
flush(Object.keys(child).join());
child.added = 6;
flush(child.added);
child[0] = 1;
flush(child[0]);
flush(child[1]);
flush(3 in child);
// Caches do not go past a proxy.
let answer = 1;
const changing = Object.create(new Proxy({}, { get: () => answer }));
function read(o) { return o.thing; }
const results = [];
for (let i = 0; i < 200; i++) { answer = i; results.push(read(changing)); }
print(results[0], results[150], results[199]);
function write(o, v) { o.thing = v; }
let written = 0;
const sink = new Proxy({}, { set() { written++; return true; } });
for (let i = 0; i < 200; i++) write(Object.create(sink), i);
print(written);
// Arrays whose prototype is a proxy.
const holes = [, 1];
const asked = [];
Object.setPrototypeOf(holes, new Proxy(Array.prototype, {
  get(t, k, r) { asked.push(String(k)); return Reflect.get(t, k, r); },
  has(t, k) { asked.push("has " + String(k)); return Reflect.has(t, k); },
  set(t, k, v, r) { asked.push("set " + String(k)); return Reflect.set(t, k, v, r); },
}));
print(holes[0], asked.splice(0).join());
holes[0] = 7;
print(holes[0], asked.splice(0).join());
holes[5] = 7;
print(holes.length, asked.splice(0).join());
holes.push(8);
print(holes.length, asked.splice(0).join());
print(holes.indexOf(8), asked.splice(0).join());
print(Array.prototype.slice.call(holes, 2, 4).length, asked.splice(0).join());
// for-in through a proxy.
const listed = [];
const inherited = Object.create(new Proxy({ a: 1, b: 2 }, {
  ownKeys(t) { listed.push("ownKeys"); return Reflect.ownKeys(t); },
  getOwnPropertyDescriptor(t, k) { listed.push("desc " + k); return Reflect.getOwnPropertyDescriptor(t, k); },
  getPrototypeOf(t) { listed.push("proto"); return Reflect.getPrototypeOf(t); },
}));
inherited.c = 3;
for (const k in inherited) listed.push("* " + k);
print(listed.join(", "));
// Setters find the receiver.
const withSetter = Object.create(new Proxy({ set v(x) { this.stored = x; } }, {}));
withSetter.v = 4;
print(Object.keys(withSetter), withSetter.stored);
// super through a proxied home.
const parent = new Proxy({ hello() { return "hello " + this.name; } }, {});
const derived = { __proto__: parent, name: "d", hello() { return super.hello() + "!"; } };
print(derived.hello());
// A circle of proxies ends in an error.
const knot = {};
const circle = Object.create(new Proxy(knot, {}));
Object.setPrototypeOf(knot, circle);
for (const f of [() => circle.x, () => "x" in circle, () => { circle.x = 1; }]) {
  try { f(); print("no end?"); } catch (e) { print(e instanceof RangeError); }
}
