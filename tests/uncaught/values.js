// ---- a string
throw "x";
// ---- an empty string
throw "";
// ---- a string of several lines
throw "line 1\nline 2";
// ---- a number
throw 42;
// ---- negative zero
throw -0;
// ---- a bigint
throw 10n;
// ---- true
throw true;
// ---- undefined
throw undefined;
// ---- null
throw null;
// ---- a symbol
throw Symbol("s");
// ---- an object
throw { a: 1, b: { c: { d: { e: 1 } } } };
// ---- an empty object
throw {};
// ---- an array
throw [1, 2, "three"];
// ---- a function
throw function f() {};
// ---- a class
throw class A {};
// ---- a map
throw new Map([[1, 2]]);
// ---- a date
throw new Date(0);
// ---- a regular expression
throw /x/g;
// ---- a proxy
throw new Proxy({ a: 1 }, { get() { throw 1; } });
// ---- a proxy of an error
throw new Proxy(Object.assign(new Error("x"), { stack: "Error: x\n    at y" }), {});
// ---- no prototype
throw { __proto__: null, a: 1 };
// ---- an instance
throw new (class Point { constructor() { this.x = 1; } })();
// ---- with toString
throw { toString() { return "text"; } };
// ---- with message
throw { message: "a message" };
// ---- in the middle of a function
function f() {
    if (true) { throw "in the middle"; }
}
f();
// ---- a promise
throw Promise.resolve(1);
// ---- in a job
queueMicrotask(() => { throw "text"; });
