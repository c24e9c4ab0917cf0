// gc-stress: no
// Proper tail calls in strict code: any number of them, of every form, in bounded stack.
"use strict";
const N = 100000;
function self(n, acc) { return n === 0 ? acc : self(n - 1, acc + 1); }
function even(n) { return n === 0 || odd(n - 1); }
function odd(n) { return n !== 0 && even(n - 1); }
function nullish(n) { return (n === 0 ? "nullish" : null) ?? nullish(n - 1); }
function more(n, a, b, c) { if (n === 0) return [a, b, c].length; return fewer(n - 1); }
function fewer(n) { return more(n < 1 ? 0 : n - 1, 1, 2, 3); }
function rest(n, ...args) { return n === 0 ? args.length : args0(n - 1, 1, 2, 3, 4, 5); }
function args0() { return arguments[0] === 0 ? -arguments.length : rest(arguments[0] - 1, ...arguments); }
function large(n) {
  let a = n, b = a + 1, c = b + 1, d = c + 1, e = d + 1, f = e + 1, g = () => a + b + c + d + e + f;
  return n === 0 ? g() : small(n - 1);
}
function small(n) { return n === 0 ? "small" : large(n - 1); }
const bound = function (n) { return n === 0 ? this.tag : bound(n - 1); }.bind({ tag: "bound" });
function viaCall(n) { return n === 0 ? "call" : viaCall.call(this, n - 1); }
function viaApply(n) { return n === 0 ? "apply" : viaApply.apply(this, [n - 1]); }
const arrow = n => n === 0 ? "arrow" : arrow(n - 1);
class A {
  method(n) { return n === 0 ? "method" : this.method(n - 1); }
  static method(n) { return n ? A.method(n - 1) : "static"; }
}
function tagged(strings, n) { return n === 0 ? "tagged" : tagged`${n - 1}`; }
function inSwitch(n) {
  switch (n) {
    case 0: return "switch";
    default: return inSwitch(n - 1);
  }
}
function inCatch(n) {
  if (n === 0) return "catch";
  try { throw n; } catch (e) { return inCatch(e - 1); }
}
function inFinally(n) { try { } finally { return n === 0 ? "finally" : inFinally(n - 1); } }
function inLoops(n) { for (;;) { do { label: { return n === 0 ? "loops" : (0, inLoops)(n - 1); } } while (true); } }
function optional(n) { return n === 0 ? "optional" : optional?.(n - 1); }
function chain(n) { return n === 0 ? "chain" : ({ chain })?.chain(n - 1); }
let step = "closure";
const makers = n => n === 0 ? () => step : makers(n - 1);

print(self(N, 0), even(N), odd(N), nullish(N), more(N), rest(N, 9), large(N), small(N));
print(bound(N), viaCall(N), viaApply(N), arrow(N), new A().method(N), A.method(N), tagged`${N}`);
print(inSwitch(N), inCatch(N / 10), inFinally(N), inLoops(N), optional(N), chain(N), makers(N)());

// From within built-in functions, getters, generators, and deep in calls that are no tail calls.
print([1, 2].map(x => self(N, x)), [3, 1, 2].sort((a, b) => self(N, a - b) - N));
print(({ get value() { return self(N, 1); } }).value, ...(function* () { yield self(N, 2); })());
function nonTail(n) { return n === 0 ? self(N, 5) : 1 + nonTail(n - 1); }
print(nonTail(3000), nonTail(10));
function mixed(n) { return n === 0 ? 0 : n % 100 === 0 ? 1 + mixed(n - 1) : mixed(n - 1); }
print(mixed(N));

// What it throws arrives where it must.
function thrower(n) { return n === 0 ? missing.x : thrower(n - 1); }
function catcher(n) { try { return thrower(n); } catch (e) { return e.name; } }
print(catcher(N), catcher(3), [1].map(() => catcher(N)));
function cleaned(n, log) { try { return thrower(n); } finally { log.push("cleaned"); } }
const log = [];
try { cleaned(N, log); } catch (e) { log.push(e.name); }
print(log);

// What `new` makes is not lost, and what returns is looked at.
function Maker(n) { this.n = n; return n === 0 ? undefined : self(N, 0); }
function Other(n) { this.n = n; return other(N, { other: true }); }
function other(n, result) { return n === 0 ? result : other(n - 1, result); }
print(new Maker(1).n, new Maker(0).n, new Other(1).other);

// Stack traces of ordinary programs are whole.
function last() { throw new Error("trace"); }
function middle() { return last(); }
function first() { return middle(); }
try { first(); } catch (e) { print(e.stack.split("\n").slice(1, 4).map(line => line.trim().split(" ")[1]).join(" < ")); }

// Sloppy code has none.
const sloppy = new Function("n", "return n === 0 ? 0 : arguments.callee(n - 1)");
print(attempt(() => sloppy(N * 10)));
function attempt(f) { try { return f(); } catch (e) { return e.name; } }
