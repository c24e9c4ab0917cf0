function A() {} A.prototype.m = function () { return 1; }; A.prototype.v = 'v';
function B() {} B.prototype = Object.create(A.prototype);
var b = new B(); function call() { return b.m() + b.v; }
for (var i = 0; i < 12; i++) {
  print(call());
  if (i === 2) A.prototype.m = function () { return 2; };
  if (i === 4) B.prototype.m = function () { return 3; };
  if (i === 6) delete B.prototype.m;
  if (i === 8) Object.setPrototypeOf(B.prototype, {m() { return 4; }, v: 'w'});
  if (i === 10) b.m = () => 5;
}
var p = {x: 1}, o = Object.create(p); function getx() { return o.x; }
for (var i = 0; i < 10; i++) { print(getx()); if (i === 3) Object.defineProperty(p, 'x', {get() { return 'getter'; }, configurable: true}); if (i === 5) delete p.x; if (i === 7) Object.prototype.x = 'root'; }
delete Object.prototype.x;
function has() { return 'zz' in o; } for (var i = 0; i < 4; i++) { print(has()); if (i === 1) p.zz = 1; }
var chain = {}; for (var i = 0; i < 20; i++) chain = Object.create(chain); function deep() { return chain.deepest; }
for (var i = 0; i < 6; i++) { print(deep()); if (i === 2) Object.prototype.deepest = 'found'; } delete Object.prototype.deepest; print(deep());
