function mul(a, b) { return a * b; }
function neg(a) { return -a; }
function rem(a, b) { return a % b; }
function div(a, b) { return a / b; }
for (var i = 0; i < 5; i++) {
  print(mul(0, -1), mul(-1, 0), mul(0, 1), mul(0, -0), mul(-0, -0), neg(0), neg(-0), neg(1), rem(-4, 2), rem(4, -2), rem(-0, 5), div(0, -5), div(-0, 1));
}
print(Math.round(-0.2), 0 + -0, -0 + -0, -0 - 0, 0 - 0, Object.is(-0, 0), -0 === 0, [-0].includes(0), 1 / -0);
var a = [-0]; a[-0] = -0; print(a[0], 1 / a[0]);
switch (-0) { case 0: print('zero'); break; default: print('default'); }
