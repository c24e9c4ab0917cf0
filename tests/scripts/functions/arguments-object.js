function mapped(a, b) { arguments[0] = 'x'; b = 'y'; print(a, arguments[1], arguments.length, b); arguments.length = 9; print(arguments.length); delete arguments[0]; a = 'z'; print(arguments[0], a); }
mapped(1, 2); mapped(1); mapped(1, 2, 3);
function unmapped(a, b) { 'use strict'; arguments[0] = 'x'; b = 'y'; print(a, arguments[1], arguments.length); }
unmapped(1, 2); unmapped(1); unmapped(1, 2, 3);
function all() { var s = 0; for (var i = 0; i < arguments.length; i++) s += arguments[i]; return s; }
for (var i = 0; i < 4; i++) print(all(), all(1), all(1, 2, 3), all(...[1, 2, 3, 4, 5]));
function it() { return [...arguments].join(); } print(it(1, 'a', null));
function callee() { return typeof arguments.callee; } print(callee());
function scallee() { 'use strict'; try { return arguments.callee; } catch (e) { return e.name; } } print(scallee());
function arrow() { return (() => arguments[0])(5); } print(arrow(6));
function leak() { return arguments; } var l = leak(1, 2); print(l[0], l[1], l.length, Object.prototype.toString.call(l), Object.keys(l));
function capture(a) { var f = () => a; arguments[0] = 7; return f(); } print(capture(1));
function define(a) { Object.defineProperty(arguments, '0', {value: 3, writable: false}); a = 4; return arguments[0]; } print(define(1));
function def(a, b = 2) { a = 5; return arguments[0] + ',' + arguments.length; } print(def(1));
