// Promises, generators, iterators.
const rejected = Promise.reject(new RangeError("no"));
rejected.catch(() => {});
const text = Promise.reject("text");
text.catch(() => {});
console.log(Promise.resolve(4), Promise.resolve(), Promise.resolve("s"), Promise.resolve({ a: [1, { b: { c: {} } }] }));
console.log(new Promise(() => {}), text, Promise.resolve(Promise.resolve(1)));
console.log([Promise.resolve([1, 2])], { p: new Promise(() => {}) }, [[[[Promise.resolve(1)]]]]);
class P extends Promise {}
console.log(P.resolve(1), new P(() => {}), Object.assign(Promise.resolve(1), { extra: 1 }), Object.setPrototypeOf(Promise.resolve(1), null));
console.log((async () => 5)(), (async () => { await null; })(), Promise.all([1, 2]), Promise.prototype);
function* g() { yield 1; }
const it = g();
console.log(it, g, [it], Object.assign(g(), { x: 1 }));
it.next();
console.log(it, it.next());
console.log((async function* ag() {})(), { *[Symbol.iterator]() {} });
console.log(Object.getPrototypeOf(g), Object.getPrototypeOf(g.prototype), g.prototype);
Promise.resolve(1).then(v => console.log("then", v));
(async () => { const p = Promise.resolve("late"); await p; console.log(p); })();
queueMicrotask(() => console.log(new Promise(r => r({ done: true }))));
