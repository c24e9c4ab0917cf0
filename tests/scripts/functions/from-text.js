// Functions made from strings.
var x = 'global';
print(Function('return this')() === globalThis, new Function('a', 'b', 'return a + b')(1, 2), Function('a, b = 2', '...c', 'return [a, b, c].join()')(1, undefined, 3, 4));
print(Function('a', '/* c */ return a // d').toString());
print(Function().name, Function('a', 'b', '').length, String(Function()));
(function () { var x = 'local'; print(Function('return x')(), new Function('return typeof anonymous')()); })();
print(typeof Function('"use strict"; return this')(), new (Function('this.a = 1'))().a);
print(Function('-->x\nreturn 1')(), Function('a //', 'return a')(5));
for (const parts of [['/*', '*/){'], ['a', '}, function () {'], ['a', '} function b() {'], ['a) { } function b(', ''], ['a', 'return ('], ['a', 'a', '"use strict"'], ['yield', '"use strict"'], ['}; x(); {'], ['a', 'let a']]) {
  try { Function(...parts); print('made', parts); } catch (e) { print(e.name, parts); }
}
class Sub extends Function { twice() { return this() * 2; } }
var sub = new Sub('return 21');
print(sub.twice(), sub instanceof Sub, sub instanceof Function);
var counter = Function('var n = 0; return function () { return ++n; }')();
for (var i = 0; i < 3000; i++) counter();
print(counter(), typeof anonymous, Function('a', 'return a.map(b => b * arguments.length)')([1, 2]).join());
try { Function({ toString() { throw 'converted'; } }); } catch (e) { print(e); }
