// The language, as far as it needs no library: each line throws if it goes wrong.
function eq(a, b, m) { if (a !== b && !(a !== a && b !== b)) throw "FAIL " + m + ": got " + (typeof a === "object" ? "object" : a) + " expected " + b; }
// closures in loops
var fs = {}; for (let i = 0; i < 3; i++) fs[i] = () => i;
eq(fs[0]() + "," + fs[1]() + "," + fs[2](), "0,1,2", "loop closures");
// iterators by hand (no Symbol): arguments
function sw(x) { switch (x) { case 1: return "a"; default: return "d"; case 2: return "b"; } }
eq(sw(1) + sw(2) + sw(3), "abd", "switch");
function fin(n) { let log = ""; for (let i = 0; i < 3; i++) { try { if (i === n) continue; if (i === n + 1) break; log += i; } finally { log += "f"; } } return log; }
eq(fin(0), "ff", "fin0");
eq(fin(1), "0fff", "fin1");
eq(fin(5), "0f1f2f", "fin5");
function fin2() { try { return 1; } finally { return 2; } }
eq(fin2(), 2, "fin2");
function fin3() { try { throw 1; } catch (e) { return e + 1; } finally { } }
eq(fin3(), 2, "fin3");
function fin4() { l: try { return 1; } finally { break l; } return 3; }
eq(fin4(), 3, "fin4");
class A { #x = 1; static s = 5; y = this.#x + 1; get x() { return this.#x; } set x(v) { this.#x = v; } #m(a) { return a + this.#x; } m(a) { return this.#m(a); } static { this.t = this.s + 1; } static #p = 9; static gp() { return A.#p; } has(o) { return #x in o; } }
let a = new A;
eq(a.x, 1, "get"); a.x = 7;
eq(a.m(1), 8, "pm");
eq(a.y, 2, "field");
eq(A.t, 6, "static block");
eq(A.gp(), 9, "static private");
eq(a.has(a), true, "in");
eq(a.has({}), false, "in2");
class B extends A { z = 3; constructor(q) { const f = () => super(); f(); this.q = q; } m(a) { return super.m(a) * 2; } get sup() { return () => super.x; } }
let b = new B(4);
eq(b.q, 4, "q");
eq(b.z, 3, "z");
eq(b.m(1), 4, "super.m");
eq(b.sup(), 1, "arrow super");
eq(b instanceof A, true, "instanceof");
class C extends B {}
let c = new C(11);
eq(c.q, 11, "default derived");
eq(C.name, "C", "name");
function args() { arguments[0] = 5; return arguments.length; }
eq(args(1, 2, 3), 3, "args");
function rest(a, ...r) { return r.length + a; }
eq(rest(1, 2, 3), 3, "rest");
function def(a, b = a + 1, { c = b, d: { e } = { e: 4 } } = {}) { return a + b + c + e; }
eq(def(1), 9, "def");
let { p, ...q } = { p: 1, r: 2, s: 3 };
eq(q.r + q.s, 5, "obj rest");
eq(q.p, undefined, "obj rest2");
eq(`a${1}b${"c"}`, "a1bc", "template");
function tag(s, ...v) { return s.raw[0] + s[1] + v[0]; }
eq(tag`x\n${1}y`, "x\\ny1", "tag");
var o = { f() { return this.v; }, v: 3, g: null, get h() { return 8; } };
eq(o?.f(), 3, "opt call");
eq(o.g?.x.y.z, undefined, "opt");
eq((o?.f)(), 3, "paren opt");
eq(o.h, 8, "getter");
eq(delete o?.v, true, "del");
eq("v" in o, false, "deleted");
let x = null; x ??= 3; x &&= x + 1; x ||= 9;
eq(x, 4, "logical assign");
eq(2 ** 3 ** 2, 512, "exp");
eq(-7 % 3, -1, "rem");
eq(1n + 2n === 3n, true, "bigint");
function tdz() { try { y; } catch (e) { return e.message; }
let y = 1; }
eq(tdz(), "Cannot access 'y' before initialization", "tdz");
function cst() { const y = 1; try { y = 2; } catch (e) { return e.message; } }
eq(cst(), "Assignment to constant variable.", "const");
try { o.nope(); } catch (e) { eq(e.message, "o.nope is not a function", "msg"); }
try { undefined.foo; } catch (e) { eq(e.message, "Cannot read properties of undefined (reading 'foo')", "msg2"); }
var k = 0, oo = { get a() { k++; return 1; }, set a(v) { k += v; } }; oo.a += 5;
eq(k, 7, "compound accessor");
let i = 1;
eq(i++ + i++ * ++i, 9, "updates");
var self = function () { return this; };
eq(self() === this, true, "sloppy this");
eq((() => this)() === this, true, "arrow this");
function nt() { return new.target === nt; }
eq(new (function () { this.r = new.target !== undefined; })().r, true, "new.target");
eq(nt(), false, "nt");
var ff = function fact(n) { return n < 2 ? 1 : n * fact(n - 1); };
eq(ff(5), 120, "named fe"); { function blk() { return 1; } }
eq(blk(), 1, "annex b");
lab: for (var m = 0; m < 3; m++) { for (;;) { if (m < 2) continue lab; break lab; } }
eq(m, 2, "labels");
var keys = ""; for (var kk in { a: 1, b: 2 }) keys += kk;
eq(keys, "ab", "for in");
function scope(a, f = () => a) { var a = 2; return f() + a; }
eq(scope(1), 3, "body scope");
var d = 0;
do { d++; if (d == 2) continue; } while (d < 5);
eq(d, 5, "do");
var fnn = { a: function () {}, ["b" + 1]: () => 1, get c() { return 1; } };
eq(fnn.a.name + fnn.b1.name, "ab1", "names");
class Sup { constructor() { return { other: 1 }; } }
class Sub extends Sup { f = 2; }
eq(new Sub().other + new Sub().f, 3, "return override");
class Cnt { static #n = 0; static inc() { return ++Cnt.#n; } } Cnt.inc();
eq(Cnt.inc(), 2, "static priv upd");
eq([1, , 3].length, 3, "holes");
function longargs() { return arguments.length; }
var sum = 0; for (var z = 0; z < 100000; z++) sum += z % 7;
eq(sum, 299997 + (100000 - 99995 > 0 ? 0 : 0) - (sum - sum) + (sum - 299997), "loop");
function swl(v) { switch (v) { case 0: let q = 1; return () => q; case 1: try { q; } catch (e) { return e.message; } } }
eq(swl(0)(), 1, "switch let");
eq(swl(1), "Cannot access 'q' before initialization", "switch tdz");
var called = "";
var obj2 = { get [(called += "k", "kk")]() { return 1; }, v: (called += "v") };
eq(called, "kv", "order");
(function () { "use strict"; try { undeclared = 1; eq(1, 2, "strict undeclared"); } catch (e) { eq(e.message, "undeclared is not defined", "strict"); } eq(this, undefined, "strict this"); })();
