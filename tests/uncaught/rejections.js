// ---- an error
Promise.reject(new TypeError("rejected"));
// ---- an error of an async function
async function f() { await null; throw new RangeError("in an async function"); }
f();
// ---- an error in a handler
Promise.resolve(1).then(function handler() { null.x; });
// ---- a string
Promise.reject("text");
// ---- a number
Promise.reject(5);
// ---- undefined
Promise.reject();
// ---- null
Promise.reject(null);
// ---- a symbol
Promise.reject(Symbol("s"));
// ---- a bigint
Promise.reject(5n);
// ---- an object
Promise.reject({ a: 1 });
// ---- an object with toString
Promise.reject({ toString() { return "text"; } });
// ---- an array
Promise.reject([1, 2]);
// ---- a function
Promise.reject(function f() { return 1; });
// ---- a class
Promise.reject(class A {});
// ---- an instance
Promise.reject(new (class Point {})());
// ---- no prototype
Promise.reject(Object.create(null));
// ---- a date
Promise.reject(new Date(0));
// ---- an aggregate
Promise.any([Promise.reject(new Error("one")), Promise.reject(2)]);
// ---- with a cause
Promise.reject(new Error("outer", { cause: "inner" }));
// ---- the first of several
Promise.reject(new Error("first")); Promise.reject(new Error("second"));
// ---- an object that pretends
Promise.reject({ name: "Error", message: "m", stack: "Error: m\n    at x" });
// ---- an object that inherits
Promise.reject(Object.create(Error.prototype));
