// `arguments` and the parameters: where the two cannot be told apart they have nothing to do with each other, and nobody sees.
function sum() { let s = 0; for (let i = 0; i < arguments.length; i++) s += arguments[i]; return s; }
function rest(first) { const out = [first]; for (let i = 1; i < arguments.length; i++) out.push(arguments[i]); return out.join(); }
function closed(a, b) { const f = () => a + b; return f() + arguments[0] + arguments[1]; }
function nested(a) { const f = () => arguments[0] + arguments.length; return f() + a; }
for (let i = 0; i < 30; i++) {
  if (sum(1, 2, 3) !== 6 || sum() !== 0 || rest(1, 2, 3) !== '1,2,3' || closed(1, 2) !== 6 || nested(4) !== 9) print('wrong', i);
}
function look(name, f, ...args) {
  let text = '';
  for (let i = 0; i < 4; i++) {
    try { text = String(f(...args)); } catch (e) { text = e.name; }
  }
  print(name, text);
}
look('assigned', function (a) { a = 2; return arguments[0]; }, 1);
look('assigned before', function (a) { if (arguments.length > 5) a = 3; return arguments[0] + a; }, 1);
look('increment', function (a) { a++; return arguments[0]; }, 1);
look('in a closure', function (a) { (() => { a = 2; })(); return arguments[0]; }, 1);
look('in a function', function (a) { (function () { a = 2; })(); return arguments[0]; }, 1);
look('var', function (a) { var a = 5; return arguments[0]; }, 1);
look('var without a value', function (a) { var a; return arguments[0]; }, 1);
look('function', function (a) { function a() {} return typeof arguments[0]; }, 1);
look('function in a block', function (a) { { function a() {} } return typeof arguments[0]; }, 1);
look('pattern', function (a) { [a] = [7]; return arguments[0]; }, 1);
look('for-of', function (a) { for (a of [8]); return arguments[0]; }, 1);
look('for-in', function (a) { for (a in { x: 1 }); return arguments[0]; }, 1);
look('eval', function (a) { eval('a = 3'); return arguments[0]; }, 1);
look('eval writes', function (a) { eval('arguments[0] = 3'); return a; }, 1);
look('element', function (a) { arguments[0] = 2; return a; }, 1);
look('element in parentheses', function (a) { (arguments)[0] = 2; return a; }, 1);
look('element, name', function (a) { arguments['0'] = 2; return a; }, 1);
look('element increment', function (a) { arguments[0]++; return a; }, 1);
look('element or', function (a) { arguments[0] &&= 5; return a; }, 1);
look('element pattern', function (a) { [arguments[0]] = [9]; return a; }, 1);
look('element property pattern', function (a) { ({ x: arguments[0] } = { x: 4 }); return a; }, 1);
look('element rest', function (a) { [...arguments[0]] = [9]; return a; }, 1);
look('element for-of', function (a) { for (arguments[0] of [6]); return a; }, 1);
look('element for-in', function (a) { for (arguments[0] in { k: 1 }); return a; }, 1);
look('element deleted', function (a) { delete arguments[0]; a = 3; return arguments[0] + ' ' + arguments.length; }, 1);
look('called', function (f, a) { arguments[0](); return a; }, function () { this[1] = 'written'; }, 1);
look('called, optional', function (f, a) { arguments?.[0]?.(); return a; }, function () { this[1] = 'written'; }, 1);
look('called as a tag', function (f, a) { arguments[0]`x`; return a; }, function () { this[1] = 'written'; }, 1);
look('escapes', function (a) { const other = arguments; other[0] = 4; return a; }, 1);
look('escapes to a function', function (a) { (function (o) { o[0] = 4; })(arguments); return a; }, 1);
look('in an arrow', function (a) { (() => { arguments[0] = 4; })(); return a; }, 1);
look('length', function (a) { arguments.length = 0; return arguments.length + ' ' + arguments[0]; }, 1);
look('callee', function (a) { return typeof arguments.callee + (a = 2) + arguments[0]; }, 1);
look('spread', function (a) { a = 5; return [...arguments] + '' + Math.max.apply(null, arguments); }, 1, 2);
look('too few', function (a, b) { b = 2; return arguments.length + ' ' + arguments[1]; }, 1);
look('twice', function (a, a) { a = 3; return arguments[0] + ' ' + arguments[1]; }, 1, 2);
look('strict', function (a) { 'use strict'; a = 2; return arguments[0]; }, 1);
look('default', function (a = 1) { a = 2; return arguments[0]; }, 1);
look('enumerated', function (a) { a = 2; let t = ''; for (const k in arguments) t += k + arguments[k]; return t; }, 1, 5);
look('with', new Function('a', 'with ({ x: 1 }) { a = 3; } return arguments[0];'), 1);
look('generator', function (a) { return [...(function* (b) { b = 2; yield arguments[0]; yield arguments.length; })(a)]; }, 1);
look('out of range', function (a) { return arguments[5] + ' ' + arguments[-1] + ' ' + arguments['x']; }, 1);
