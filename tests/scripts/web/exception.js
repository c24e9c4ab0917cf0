// DOMException.
function show_all(e) {
    return [e.name, e.message, e.code, String(e), Object.getOwnPropertyNames(e).join(), e.stack.split("\n")[0], "cause" in e].join(" | ");
}
print(show_all(new DOMException()));
print(show_all(new DOMException("text")));
print(show_all(new DOMException("text", "NotFoundError")));
print(show_all(new DOMException("text", "NoSuchName")));
print(show_all(new DOMException(undefined, undefined)));
print(show_all(new DOMException(null, null)));
print(show_all(new DOMException("text", { name: "AbortError", cause: 5 })));
print(show_all(new DOMException({ toString() { return "converted"; } }, "DataCloneError")));
class Sub extends DOMException {}
var sub = new Sub("m", "SyntaxError");
print(show_all(sub), sub instanceof Sub, sub instanceof Error, Object.prototype.toString.call(sub));
print(Object.getPrototypeOf(DOMException.prototype) === Error.prototype, Object.getPrototypeOf(DOMException) === Function.prototype);
function describe(object, key) {
    var d = Object.getOwnPropertyDescriptor(object, key);
    return [String(key), d.writable, d.enumerable, d.configurable, typeof d.value, d.get && d.get.name, d.set].join(" ");
}
for (var key of Reflect.ownKeys(DOMException)) print(describe(DOMException, key), key === key.toUpperCase() ? DOMException[key] : "");
for (var key of Reflect.ownKeys(DOMException.prototype)) print(describe(DOMException.prototype, key));
for (var key of Object.keys(DOMException)) {
    var name = key.toLowerCase().replace(/_?err$/, "").replace(/(^|_)(.)/g, (_, a, b) => b.toUpperCase()) + "Error";
    print(name, new DOMException("", name).code);
}
print(new DOMException("m", "URLMismatchError").code, new DOMException("m", "InUseAttributeError").code);
var e = new DOMException("m", "AbortError");
e.name = "other";
print(e.name, Object.keys(e).length);
Object.defineProperty(e, "name", { value: "own" });
print(e.name, String(e));
