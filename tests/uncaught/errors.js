// ---- an error
function f() {
    throw new Error("message");
}
f();
// ---- a type error of the engine
var x = {};
x.y.z;
// ---- in the middle of a line
var list = [1, 2]; list.forEach(function each(item) { item.method(); });
// ---- an unknown variable
unknownVariable;
// ---- a dead zone
value; let value = 1;
// ---- a constant
const k = 1;
k = 2;
// ---- no function
var o = { a: 1 };
o.a();
// ---- no constructor
new (() => {})();
// ---- spread of what cannot be iterated
[...5];
// ---- destructuring
const { a } = null;
// ---- a message of several lines
throw new Error("first\nsecond\n  third");
// ---- no message
throw new RangeError();
// ---- an empty line
throw new Error("");
// ---- a class
class CustomError extends Error {}
throw new CustomError("custom");
// ---- a class with a name
class CustomError extends Error { constructor(m) { super(m); this.name = "Renamed"; } }
throw new CustomError("custom");
// ---- a class with a name of its prototype
class CustomError extends TypeError {}
CustomError.prototype.name = "CustomError";
throw new CustomError("custom");
// ---- own properties
throw Object.assign(new Error("with properties"), { code: "E_CODE", detail: { a: [1, 2, { b: { c: 1 } }] } });
// ---- a cause
throw new Error("outer", { cause: new TypeError("inner") });
// ---- a chain of causes
function wrap(cause, n) { return n ? wrap(new Error("level " + n, { cause }), n - 1) : cause; }
throw wrap(new RangeError("root"), 3);
// ---- a cause that was caught
function low() { null.property; }
function middle() { try { low(); } catch (cause) { throw new Error("middle failed", { cause }); } }
function high() { middle(); }
high();
// ---- a cause that is no error
throw new Error("outer", { cause: { reason: "text", list: [1, 2, 3] } });
// ---- a cause that is undefined
throw new Error("outer", { cause: undefined });
// ---- an aggregate
throw new AggregateError([new Error("one"), new TypeError("two")], "several");
// ---- an aggregate of anything
throw new AggregateError([1, "two", { three: 3 }]);
// ---- a frozen error
throw Object.freeze(new Error("frozen"));
// ---- a circular error
var e = new Error("circular"); e.self = e;
throw e;
// ---- a message that was changed after the stack was read
var e = new Error("before"); e.stack; e.message = "after";
throw e;
// ---- a name that was changed after the stack was read
var e = new Error("message"); e.stack; e.name = "OtherError";
throw e;
// ---- a stack that is a text
var e = new Error("message"); e.stack = "text without frames";
throw e;
// ---- a stack with frames
var e = new Error("message"); e.stack = "Error: other\n    at nowhere (nothing.js:1:1)";
throw e;
// ---- an empty stack
var e = new Error("message"); e.stack = "";
throw e;
// ---- a stack that is undefined
var e = new Error("message"); e.stack = undefined;
throw e;
// ---- a stack that is a number
var e = new Error("message"); e.stack = 42;
throw e;
// ---- a stack that is an object
var e = new Error("message"); e.stack = {};
throw e;
// ---- no stack
var e = new Error("message"); delete e.stack;
throw e;
// ---- a stack that is a getter
var e = new Error("message"); Object.defineProperty(e, "stack", { get() { throw 1; } });
throw e;
// ---- a name that is no string
var e = new Error("message"); e.stack; e.name = 5;
throw e;
// ---- a message that is no string
var e = new Error("message"); e.stack; e.message = { a: 1 };
throw e;
// ---- no prototype
throw Object.setPrototypeOf(new TypeError("message"), null);
// ---- another prototype
throw Object.setPrototypeOf(new Error("message"), { a: 1 });
// ---- an object that pretends
throw { name: "Error", message: "not really", stack: "Error: not really\n    at x" };
// ---- an object that inherits
throw Object.create(Error.prototype, { message: { value: "inherits", enumerable: true } });
// ---- thrown elsewhere than made
var e = new Error("made here");

throw e;
// ---- thrown again
try { null.x; } catch (e) {
    throw e;
}
// ---- in a finally block
try { null.x; } finally {
    void 0;
}
// ---- in a getter
var o = { get g() { throw new Error("in a getter"); } };
o.g;
// ---- in a constructor
class A { constructor() { this.fail(); } fail() { throw new Error("in a method"); } }
new A();
// ---- in a static method
class A { static make() { throw new Error("static"); } }
A.make();
// ---- in a callback of a built-in function
[3, 1, 2].sort(function compare() { throw new Error("in a comparison"); });
// ---- in a generator
function* g() { yield 1; throw new Error("in a generator"); }
for (const x of g());
// ---- in a field
class A { x = fail(); }
function fail() { throw new Error("in a field"); }
new A();
// ---- in an arrow function
const f = () => { throw new Error("in an arrow"); };
f();
// ---- in toString
`${{ toString() { throw new Error("in toString"); } }}`;
// ---- in a proxy
new Proxy({}, { get() { throw new Error("in a trap"); } }).x;
// ---- deeper than the trace
function down(n) { if (n === 0) throw new Error("deep"); down(n - 1); }
down(20);
// ---- behind tabs
		throw new Error("behind tabs");
// ---- behind wide characters
"中文"; throw new Error("behind wide characters");
// ---- on a very long line
var text = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"; throw new Error("far");
// ---- in eval
eval("function inner() { throw new Error('in eval'); } inner()");
// ---- in indirect eval
(0, eval)("throw new Error('in indirect eval')");
// ---- in a function of Function
new Function("throw new Error('in a dynamic function')")();
// ---- a job
queueMicrotask(() => { throw new Error("in a job"); });
// ---- a suppressed error by hand
throw Object.assign(new Error("outer"), { error: new Error("inner").message });
