function counter() { var n = 0; return {inc: () => ++n, dec: () => --n, get: () => n}; }
var a = counter(), b = counter();
a.inc(); a.inc(); b.dec(); print(a.get(), b.get());
var fs = [];
for (var i = 0; i < 3; i++) fs.push(() => i);
for (let j = 0; j < 3; j++) fs.push(() => j);
for (const k of [7, 8]) fs.push(() => k);
for (const k in {x: 1, y: 2}) fs.push(() => k);
print(fs.map((f) => f()));
for (let j = 0, inc = () => j++; j < 3; inc(), j++) fs.push(() => j);
print(fs.length);
function deep() { var x = 1; return () => () => () => { x++; return x; }; }
var d = deep()()(); print(d(), d(), d());
{ let q = 1; var rq = () => q; q = 2; } print(rq());
function shadow(x) { { let x = 2; { const x = 3; print(x); } print(x); } print(x); }
shadow(1);
var adders = []; for (let i = 0; i < 5; i++) { adders.push((x) => (i += x)); } print(adders[2](10), adders[2](1), adders[3](0));
