// Proxies are shown as their targets; no trap is called.
const log = [];
const handler = new Proxy({}, { get(t, name) { log.push(name); return undefined; } });
console.log(new Proxy({ a: 1 }, handler));
console.log(new Proxy([1, 2, 3], handler));
console.log(new Proxy(function f() {}, handler));
console.log(new Proxy(class C {}, handler));
console.log(new Proxy(new Map([[1, 2]]), handler), new Proxy(new Set([1]), handler), new Proxy(new Date(0), handler), new Proxy(/x/, handler));
console.log(new Proxy(new Proxy({ a: 1 }, handler), handler));
console.log([new Proxy({ a: 1 }, handler)], { p: new Proxy([], handler) }, new Map([[new Proxy({}, handler), new Proxy([1], handler)]]));
const { proxy, revoke } = Proxy.revocable({ a: 1 }, handler);
revoke();
console.log(proxy, [proxy], { proxy });
console.log("%s %s", new Proxy({ a: 1 }, handler), new Proxy([1, [2]], handler));
console.log(log);
class A { constructor() { this.x = 1; } }
console.log(new Proxy(new A(), handler), [[[[new Proxy(new A(), handler)]]]]);
const error = new Error("inside");
error.stack = "Error: inside\n    at somewhere";
console.log(new Proxy(error, handler));
console.log(log);
console.log("begins with null:", new Proxy([null], {}));
