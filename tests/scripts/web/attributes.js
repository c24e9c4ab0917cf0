// What the globals look like. Node makes some of them when they are first asked for, which is not shown here.
function describe(object, key) {
    var d = Object.getOwnPropertyDescriptor(object, key);
    return [String(key), d.writable, d.enumerable, d.configurable, typeof d.value, typeof d.value === "function" ? d.value.name : "", d.get && d.get.name, d.get && d.get.length, d.set].join(" ");
}
for (var key of ["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate", "queueMicrotask", "structuredClone"]) {
    print(describe(globalThis, key), "prototype" in globalThis[key] && key.startsWith("never"));
}
for (var key of ["clearTimeout", "clearInterval", "clearImmediate", "queueMicrotask"]) print(globalThis[key].length);
for (var C of [TextEncoder, TextDecoder]) {
    print(C.name, C.length, Object.prototype.toString.call(new C()), Object.getPrototypeOf(C.prototype) === Object.prototype);
    for (var key of Reflect.ownKeys(C.prototype)) {
        if (String(key) !== "Symbol(nodejs.util.inspect.custom)") print(describe(C.prototype, key), typeof key === "symbol" ? C.prototype[key] : "");
    }
}
for (var key of ["TextEncoder", "TextDecoder", "DOMException", "performance", "atob", "btoa"]) {
    print(key, Object.prototype.propertyIsEnumerable.call(globalThis, key), Object.getOwnPropertyDescriptor(globalThis, key).configurable);
}
print(Object.prototype.toString.call(performance), performance.constructor.name);
print(describe(performance.constructor.prototype, "now"), describe(performance.constructor.prototype, "timeOrigin"), describe(performance.constructor.prototype, "toJSON"));
var before = performance.now(), after = performance.now();
print(typeof before, before >= 0, after >= before, before < 1e7);
print(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 5000, performance.toJSON().timeOrigin === performance.timeOrigin);
print(new setTimeout.constructor("return 1")());
