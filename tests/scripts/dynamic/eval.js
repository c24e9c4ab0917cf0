// Direct eval sees and changes the variables around it.
function scopes(a) {
  let b = 2;
  const c = 3;
  {
    let b = 20;
    class K {}
    eval("a += b; b++");
    print(a, b, eval("typeof K"), eval("c"));
  }
  print(eval("[a, b, c].join()"), eval("arguments.length"), eval("arguments[0]"));
}
scopes(1);

// `var`s and functions of sloppy code become variables of the function.
function declares() {
  print(typeof added, typeof helper);
  eval("var added = 1; function helper() { return added * 2 }");
  print(added, helper());
  const closure = () => added + helper();
  added = 10;
  print(closure(), delete added, typeof added, delete helper);
}
declares();
function declaresExisting(p) {
  var q = 1;
  eval("var p = 5, q; function p2() {}; var arguments");
  print(p, q, typeof p2, typeof arguments);
  eval("function q() { return 'function' }");
  print(q());
}
declaresExisting(3);

// They hide what is outside, for closures too, but not what is further in.
var outside = "global";
function hides() {
  let read = () => outside;
  let before = read();
  eval("var outside = 'added'");
  let inner = (() => { let outside = "inner"; return eval("outside") })();
  return [before, read(), inner, typeof outside, delete outside, read()];
}
print(hides().join());

// A parameter's eval declares around the parameters.
function inParameters(a = eval("var x = 'parameter'; x"), b = () => x) {
  var x = "body";
  return [a, x, b()];
}
print(inParameters().join());
try {
  (function (a = eval("var a = 1")) {})();
} catch (error) { print(error.name, error.message) }

// Strict code keeps its variables.
(function () {
  "use strict";
  eval("var kept = 1; function local() {}");
  print(typeof kept, typeof local);
  try { eval("undeclared = 1") } catch (error) { print(error.name) }
})();
(function () {
  eval("'use strict'; var kept = 1");
  print(typeof kept);
})();

// Conflicts are found when the code is met.
for (const code of ["var taken", "function taken() {}", "let taken", "let a; var a", "var notTaken", "return", "new.target", "super.x", "break"]) {
  try {
    (() => { let taken = 1; { eval(code) } })();
    print(code, "is fine");
  } catch (error) { print(code, error.name) }
}
try { (function () { try { throw 1 } catch (e) { eval("var e = 2"); print(e) } print(e) })() } catch (error) { print(error.name) }

// What methods and constructors can use, eval can.
class Base {
  constructor(x) { this.x = x }
  get name() { return "base " + this.x }
}
class Derived extends Base {
  #secret = "secret";
  field = eval("this.x + 1");
  constructor(x) { eval("super(x)"); (() => eval("this.y = super.name"))() }
  get name() { return "derived " + eval("super.name") }
  secret() { return eval("this.#secret") + eval("#secret in this") }
  static target() { return eval("new.target") }
}
{
  const d = new Derived(7);
  print(d.x, d.y, d.name, d.field, d.secret(), Derived.target());
  print(new (function F() { return { made: eval("new.target === F") } })().made);
  try { class C { a = eval("arguments") } new C() } catch (error) { print(error.name) }
}

// Only the realm's own function, called by its name, is direct.
var indirect = eval;
function which() {
  var local = "local";
  return [eval("typeof local"), indirect("typeof local"), (0, eval)("typeof local"), eval?.("typeof local")];
}
print(which().join());
(function (eval) { print(eval("1 + 1")) })(text => "not evaluated: " + text);
print(eval(), eval(5), eval(...["1 + 1", "2"]), eval(...[]));
eval("var global1 = 1; let lexical = 2; function global2() {}");
print(typeof global1, typeof lexical, typeof global2, Object.getOwnPropertyDescriptor(globalThis, "global1").configurable);
print(delete global1, typeof global1);

// Completion values.
for (const code of ["1; if (false) 2", "1; var a = 2", "do { 3; continue } while (0)", "4; try { 5 } finally { 6 }", "l: { 7; break l }", "8; {}", "9; with ({}) {}", "switch (1) { case 1: 10 }"]) {
  print(code, "=>", eval(code));
}

// The same text, and other texts, at one place.
function loop() {
  let sum = 0;
  for (let i = 0; i < 2000; i++) sum += eval(i % 7 ? "i * 2" : "i + " + i % 5);
  return sum;
}
print(loop());

// Nested.
function nested(n) { return n === 0 ? eval("typeof deep") : eval("var deep" + n + " = n; nested(n - 1) + eval('deep" + n + "')") }
print(nested(5));
function chain() { eval("eval('var far = 1'); far++"); return far }
print(chain());
function generations() { return eval("(function () { var own = 3; return eval('own') + eval('(() => own)()') })()") }
print(generations());
label: for (var i of [1, 2, 3]) { eval("var got = i"); if (got == 2) break label }
print(got);
