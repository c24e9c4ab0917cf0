// The texts and codes of what the functions refuse.
$messages = true;
function tell(name, f) {
    try {
        print(name, f());
    } catch (e) {
        print(name, e.constructor.name, e.name, e.message, e.code, e instanceof DOMException);
    }
}
for (var f of [setTimeout, setInterval, setImmediate, queueMicrotask]) {
    tell(f.name, () => f());
    tell(f.name, () => f(null));
    tell(f.name, () => f("code"));
    tell(f.name, () => f("a text of more than 28 characters"));
    tell(f.name, () => f({}));
    tell(f.name, () => f([]));
    tell(f.name, () => f(new class Name {}));
    tell(f.name, () => f(12.5));
    tell(f.name, () => f(5n));
    tell(f.name, () => f(Symbol("s")));
    tell(f.name, () => f(true));
    tell(f.name, () => f(Object.create(null)));
}
tell("symbol", () => setTimeout(() => {}, Symbol()));
try { setTimeout(() => {}, 1n); } catch (e) { print("bigint", e.name); }
tell("throws", () => setTimeout(() => {}, { valueOf() { throw new RangeError("by valueOf"); } }));
tell("atob", () => atob());
tell("btoa", () => btoa());
tell("btoa", () => btoa("\u0100"));
tell("atob", () => atob("!"));
tell("atob", () => atob("abcde"));
for (var C of [TextEncoder, TextDecoder, DOMException]) tell(C.name, () => C());
tell("Performance", () => new performance.constructor());
tell("now", () => performance.now.call({}));
for (var key of ["encode", "encodeInto"]) tell(key, () => TextEncoder.prototype[key].call({}, ""));
tell("encoding", () => TextEncoder.prototype.encoding);
tell("encodeInto", () => new TextEncoder().encodeInto("a"));
tell("encodeInto", () => new TextEncoder().encodeInto("a", new Uint16Array(1)));
tell("encodeInto", () => new TextEncoder().encodeInto(5, new Uint8Array(1)));
tell("decode", () => TextDecoder.prototype.decode.call({}));
for (var key of ["encoding", "fatal", "ignoreBOM"]) tell(key, () => TextDecoder.prototype[key]);
for (var label of ["bogus", "", null, 5, "utf-8\u00A0"]) tell("label", () => new TextDecoder(label));
tell("options", () => new TextDecoder("utf-8", 5));
for (var input of ["abc", 5, null, {}, [1]]) tell("input", () => new TextDecoder().decode(input));
tell("invalid", () => new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([255])));
for (var key of ["name", "message", "code"]) tell(key, () => DOMException.prototype[key]);
tell("clone", () => structuredClone());
tell("clone", () => structuredClone(1, 5));
tell("clone", () => structuredClone(1, { transfer: 5 }));
tell("clone", () => structuredClone(1, { transfer: [1] }));
tell("clone", () => structuredClone(1, { transfer: [new Uint8Array(1)] }));
tell("clone", () => structuredClone(1, { transfer: [new SharedArrayBuffer(1)] }));
// What a timer throws ends the script; what waits behind it does not run.
setTimeout(() => { throw new TypeError("from a timer"); }, 1);
setTimeout(() => print("never"), 100);
