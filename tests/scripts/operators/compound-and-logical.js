var log = '';
function l(x) { log += x; return x; }
var a = null; a ??= l(1); a ??= l(2); print(a, log);
var b = 0; b ||= l(3); b ||= l(4); print(b, log);
var c = 5; c &&= l(6); c &&= l(0); c &&= l(7); print(c, log);
var o = {get x() { print('gx'); return 0; }, set x(v) { print('sx', v); }};
o.x ??= 1; o.x ||= 2; o.x &&= 3;
const k = 1;
try { k &&= 2; } catch (e) { print(e); }
k ||= 5; print(k);
var s = 'x'; s += 1; s += null; s += 1.5; print(s);
var m = 7; m **= 2; m %= 10; m <<= 3; m >>= 1; m >>>= 1; m |= 8; m ^= 3; m &= 14; print(m);
print(null ?? 'd', 0 ?? 'd', '' || 'e', 0 && 'f', undefined?.x, null?.[1], undefined?.());
