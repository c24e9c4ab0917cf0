// Names are looked for in the object first.
function basics() {
  var o = { a: 1, b: 2, f() { return this === o } };
  var a = 10, c = 3;
  with (o) {
    print(a, b, c, f(), typeof a, typeof missing);
    a = 5;
    c = 6;
    var b = 7;
    let own = 8;
    print(own, (() => a + b)());
  }
  print(o.a, o.b, a, b, c);
}
basics();

// Deleting, and what appears or disappears in between.
{
  var o = { a: 1 };
  with (o) {
    print(delete a, "a" in o);
    o.late = 1;
    print(late);
  }
}

// Closures keep the object, loops make new ones.
var readers = [];
for (var i = 0; i < 3; i++) with ({ value: i * i }) readers.push(() => value);
print(readers.map(read => read()).join());

// Symbol.unscopables hides names.
var list = { x: "x of the object", y: "y of the object", [Symbol.unscopables]: { x: true } };
var x = "global x", y = "global y";
with (list) print(x, y);
with ([1, 2]) print(typeof values, typeof length, join("-"));

// Control leaves it in every way.
function leaves() {
  for (var k of [1, 2, 3]) {
    with ({ k }) {
      if (k === 1) continue;
      try { return k * 10 } finally { k = 5 }
    }
  }
}
print(leaves());
try { with ({ t: 1 }) throw t } catch (t) { print(t) }
try { with (null) print("never") } catch (error) { print(error.name) }
with ("text") print(length, toUpperCase());

// With eval.
function withEval() {
  var o = { v: 1 };
  with (o) {
    eval("var v = 2; var w = 3; function v2() { return v }");
    print(v, w, v2());
  }
  print(o.v, v, w, typeof v2);
  with ({ eval: text => "replaced " + text }) print(eval("1"));
  with ({ inner: "seen" }) print(eval("inner"), (0, eval)("typeof inner"));
}
withEval();

// Destructuring finds its names before values.
with ({ d1: 0, get d2() { return 1 }, set d2(v) { print("setter", v) } }) {
  [d1, d2 = 9] = [4];
  ({ d1, a: d2 } = { d1: 6, a: 7 });
  print(d1);
  for (d1 in { key: 1 }) print(d1);
  for (var d1 of ["of"]) print(d1);
}
