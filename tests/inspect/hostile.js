// Nothing of the script runs in an inspection. What Node runs nevertheless is told by what is printed.
const ran = [];
function show(...values) {
    try {
        console.log(...values);
    } catch (e) {
        console.log("threw", e.message);
    }
    if (ran.length > 0) console.log("ran", ran.splice(0).join());
}
const trap = new Proxy({}, { get(_, name) { return (...args) => { ran.push(name); return Reflect[name](...args); }; } });
const hook = (name, enumerable = true) => ({ get() { ran.push(name); throw new Error(name); }, enumerable, configurable: true });
show(Object.defineProperties({}, { a: hook("a"), constructor: hook("constructor"), toString: hook("toString"), valueOf: hook("valueOf"), toJSON: hook("toJSON") }));
show(Object.create(Object.defineProperties({}, { constructor: hook("inherited constructor") })));
class Instance { static [Symbol.hasInstance]() { ran.push("hasInstance"); return true; } get x() { ran.push("x"); } }
show(new Instance(), Instance);
show(Object.defineProperties(function f() {}, { x: hook("x of f") }));
show(Object.defineProperties(Promise.resolve(1), { then: hook("then") }));
show(Object.defineProperties(new Date(0), { toISOString: hook("toISOString", false), getTime: hook("getTime", false) }));
show(Object.defineProperties(Object(1), { valueOf: hook("valueOf", false), toString: hook("toString", false) }));
show(Object.defineProperties([1, 2], { x: hook("x"), toString: hook("toString", false) }));
show(Object.defineProperties(new Set([1]), { keys: hook("keys", false), values: hook("values", false), forEach: hook("forEach", false) }));
show(new Proxy({ a: 1 }, trap), new Proxy([1], trap), new Proxy(function f() {}, trap), new Proxy(new Map([[1, 2]]), trap));
show(new Proxy(new Error("x"), trap).message.length);
show(Object.defineProperty(new Error("stack"), "stack", hook("stack")));
show(Object.defineProperty(new Error("message", { cause: 1 }), "cause", hook("cause")));
show({ get [Symbol.toStringTag]() { ran.push("own tag"); return "Tag"; } });
show(new (class { get [Symbol.toStringTag]() { ran.push("tag"); return "Tag"; } })());
show(class { static get name() { ran.push("name"); return "Name"; } });
show(new (class { static get name() { ran.push("name"); return "Name"; } })());
show(Object.defineProperty(/x/, "source", hook("source", false)));
show(Object.defineProperty(/x/, "flags", hook("flags", false)));
show(Object.defineProperty(new Map([[1, 2]]), "size", hook("size", false)));
show(Object.defineProperty(new Map([[1, 2]]), Symbol.iterator, hook("iterator", false)));
show(Object.defineProperty(new Uint8Array(1), "length", hook("length", false)));
show(Object.defineProperty(function f() {}, "name", hook("name", false)));
show({ __proto__: new Proxy({ inherited: 1 }, trap), own: 1 });
show({ [Symbol.for("nodejs.util.inspect.custom")]() { ran.push("custom"); return "custom"; }, a: 1 });
show(Object.create(new Proxy({ constructor: class Trapped {} }, trap)));
show(new Proxy(class { static get name() { ran.push("name"); } }, trap));
show([Object.defineProperty(new Error("nested"), "name", hook("name"))].length);
show(Object.defineProperty(Object.assign(new Error("message"), { stack: "" }), "message", hook("message")));
console.table([{ get a() { ran.push("cell"); return 1; }, b: 2 }]);
show("after the table");
console.table(new Proxy([{ a: 1 }], trap));
show("after the table of a proxy");
