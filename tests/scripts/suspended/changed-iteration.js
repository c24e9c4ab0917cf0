// What scripts change of the iteration of generators is seen.
function* g() { yield 1; yield 2; }
function all(v) { var t = []; for (var x of v) t.push(x); return t.join() + "|" + [...v].join() + "|" + [...(function* () { yield* v; })()].join(); }
print(all(g()));
var own = g();
own.next = function () { return { value: "own", done: this.n++ > 1 }; };
own.n = 0;
print(all(own));
own = g();
own[Symbol.iterator] = function () { return [7, 8][Symbol.iterator](); };
print(all(own));
g.prototype.next = function () { return { value: "proto", done: (this.k = (this.k || 0) + 1) > 2 }; };
print(all(g()));
delete g.prototype.next;
print(all(g()));
g.prototype[Symbol.iterator] = function () { return ["x"][Symbol.iterator](); };
print(all(g()));
delete g.prototype[Symbol.iterator];
var methods = Object.getPrototypeOf(g.prototype), iterators = Object.getPrototypeOf(methods);
var next = methods.next, count = 0;
methods.next = function (v) { count++; return next.call(this, v); };
print(all(g()), count);
methods.next = next;
print(all(g()), count);
var iterator = iterators[Symbol.iterator];
iterators[Symbol.iterator] = function () { count++; return iterator.call(this); };
print(all(g()), count);
iterators[Symbol.iterator] = iterator;
print(all(g()), count);
g.prototype = Object.create(null);
try { all(g()); } catch (e) { print(e); }
g.prototype = { __proto__: methods, get next() { print("getter"); return next; } };
print(all(g()));
g.prototype = 5;
print(all(g()));
// In the middle of a loop.
function* h() { for (var i = 0; i < 4; i++) yield i; }
var t = [];
for (var x of h()) { t.push(x); if (x === 1) methods.next = function () { return { done: true }; }; }
print(t.join());
try { for (var x of h()) print("never"); } finally { methods.next = next; }
// Results with getters pass through delegation untouched.
var result = { get done() { print("done read"); return this.n++ > 2; }, get value() { print("value read"); return this.n; }, n: 0 };
var strange = { [Symbol.iterator]() { return this; }, next() { return result; } };
for (var x of (function* () { yield* strange; })()) print("got", x);
print(t.length);
