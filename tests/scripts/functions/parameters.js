function f(a, b = a + 1, ...rest) { return [a, b, rest.length, rest] + ''; }
print(f(), f(1), f(1, 2), f(1, 2, 3, 4), f(undefined, undefined, undefined), f.length);
function g({x, y = 2, ...z} = {x: 1}, [p, q] = [3, 4]) { return [x, y, Object.keys(z), p, q] + ''; }
print(g(), g({x: 5, y: 6, w: 7}, 'ab'), g.length);
function h(a, b) { a = 9; return arguments[0] + ' ' + arguments.length; }
function hs(a, b) { 'use strict'; a = 9; return arguments[0] + ' ' + arguments.length; }
print(h(1), h(1, 2, 3), h(), hs(1), hs(1, 2, 3));
function few(a, b, c, d) { return [a, b, c, d] + ''; }
for (var i = 0; i < 5; i++) print(few(), few(1), few(1, 2), few(1, 2, 3, 4, 5, 6));
var scope = 'outer';
function s(a = () => scope) { var scope = 'inner'; return a(); }
print(s());
function order(a = print('a'), b = print('b')) {} order(); order(1);
try { (({a}) => a)(); } catch (e) { print(e); }
function self(a, f = self) { return f === self; } print(self());
