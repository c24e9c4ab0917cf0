// Errors: stack traces, causes, aggregates, changed names, own properties; alone and inside objects.
function make(message, options) { return new Error(message, options); }
console.log(make("simple"));
console.log([make("in an array")], { error: make("in an object") });
console.log(new TypeError("typed"), new RangeError(), new SyntaxError(""));
console.log(make("two\nlines"), [make("two\nlines")]);
console.log(make("outer", { cause: make("inner") }));
console.log(make("text cause", { cause: "text" }), make("undefined cause", { cause: undefined }), make("null cause", { cause: null }));
console.log(make("object cause", { cause: { code: 1, deep: { deeper: {} } } }));
function chain(n) { return n ? make("level " + n, { cause: chain(n - 1) }) : make("root"); }
console.log(chain(1));
console.log(chain(2));
console.log(chain(5));
function a() { return b(); }
function b() { return c(); }
function c() { return d(); }
function d() { const cause = new Error("deep cause"); return new Error("deep", { cause }); }
console.log(a());
function wrap() { try { throwing(); } catch (cause) { return new TypeError("wrapped", { cause }); } }
function throwing() { middle(); }
function middle() { inner(); }
function inner() { throw new RangeError("origin"); }
console.log(wrap());
console.log(new AggregateError([make("one"), make("two")], "several"));
console.log(new AggregateError([1, "two", { three: 3 }]), new AggregateError([], "none"));
console.log(Object.assign(make("with properties"), { code: "E_CODE", errno: -2, nested: { a: { b: { c: 1 } } } }));
console.log([Object.assign(make("with properties"), { code: "E_CODE" })]);
class Custom extends Error {}
class Named extends Error { name = "NamedByField"; }
class ByPrototype extends Error {}
ByPrototype.prototype.name = "ByPrototype";
class NotAnErr extends TypeError { constructor(m) { super(m); this.extra = 1; } }
class Weird extends Error { constructor(m) { super(m); this.name = this.constructor.name; } }
console.log(new Custom("custom"), new Named("named"), new ByPrototype("by prototype"), new NotAnErr("sub"), new Weird("weird"));
console.log([new Custom("custom"), new Named("named")]);
{
    const e = make("renamed");
    e.name = "Renamed";
    console.log(e);
    const f = make("renamed later");
    void f.stack;
    f.name = "RenamedError";
    console.log(f);
    const g = make("message changed");
    void g.stack;
    g.message = "another";
    console.log(g);
    const h = make("hidden name");
    void h.stack;
    Object.defineProperty(h, "name", { value: "HiddenError", enumerable: false });
    console.log(h);
}
for (const stack of [undefined, null, "", "text", "Error: shown\n    at here", "no frames\nhere", 5, false, true, "Error", "TypeError: x\n    at y", "Custom [x]: y\n    at z"]) {
    const e = make("replaced stack");
    e.stack = stack;
    console.log(e, [e]);
    const t = new TypeError("replaced");
    t.stack = stack;
    t.code = 1;
    console.log(t);
    const n = Object.setPrototypeOf(make("no prototype"), null);
    n.stack = stack;
    console.log(n);
    const c = new Custom("class");
    c.stack = stack;
    console.log(c);
}
{
    const e = make("no stack");
    delete e.stack;
    console.log(e);
    const f = make("getter");
    Object.defineProperty(f, "stack", { value: "Error: getter\n    at x", enumerable: true });
    console.log(f);
    const g = new Error();
    console.log(g);
    const h = make("own tag");
    Object.defineProperty(h, Symbol.toStringTag, { value: "Tag" });
    console.log(h);
}
for (const name of ["", "Error", "MyError", "Other", undefined, null, 5]) {
    const e = make("named " + String(name));
    e.stack;
    e.name = name;
    e.stack = `Error: named ${String(name)}\n    at x`;
    console.log(e);
    const f = new Custom("named " + String(name));
    f.name = name;
    f.stack = `${String(name)}: named\n    at x`;
    console.log(f);
}
console.log(Object.create(Error.prototype), Error.prototype, TypeError.prototype);
console.log(Object.create(Error.prototype, { message: { value: "fake" }, stack: { value: "Error: fake\n    at x" } }));
console.log([[[[make("deep inside").message]]]], Object.assign(make(""), { a: 1 }).message);
console.log({ a: { b: { c: make("too deep?") } } });
console.log({ a: { b: { c: { d: make("really too deep") } } } });
console.log(new Map([[make("key"), make("value")]]), new Set([make("member")]));
console.log(Promise.reject(make("rejected")).catch(() => {}) && 1);
{
    const p = Promise.reject(make("in a promise"));
    p.catch(() => {});
    console.log(p);
}
console.log("%s", make("as a string").message, make("behind"));
console.log("message", make("behind a text"));
console.error(make("on the error stream"));
console.log(Object.assign(make("errors property"), { errors: [1, make("nested").message] }));
console.log(Object.assign(make("errors property"), { errors: "no list" }));
{
    const e = make("hidden cause");
    Object.defineProperty(e, "cause", { value: make("the cause"), enumerable: true });
    console.log(e);
    const f = make("frozen");
    f.x = 1;
    console.log(Object.freeze(f));
}
try { null.x; } catch (e) { console.log(e); }
try { undefinedVariable; } catch (e) { console.log(e); }
try { (void 0)(); } catch (e) { console.log(e); }
try { JSON.parse("{"); } catch (e) { console.log(e.name); }
try { new (class A { constructor() { throw new Custom("in a constructor"); } })(); } catch (e) { console.log(e); }
try { [1].map(function each() { throw new Error("in a callback"); }); } catch (e) { console.log(e); }
