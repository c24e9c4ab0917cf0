function append(a, v) { a[a.length] = v; return a.length; }
var a = []; for (var i = 0; i < 20; i++) append(a, i * 1.5); print(a.length, a[19], a + '');
a.length = 3; print(a + '', a[5]); append(a, 'n'); print(a + ''); a.length = 6; print(a); append(a, 'm'); print(a.length);
var b = []; b[1000000] = 1; print(b.length, b[1000000], b[5]); b.length = 2; print(b.length);
Object.defineProperty(Array.prototype, 3, {set(v) { print('setter', v); }, get() { return 'got'; }, configurable: true});
var c = [0, 1, 2]; print(append(c, 'x'), c[3]); for (var i = 0; i < 3; i++) { var d = [0, 1]; append(d, 2); append(d, 3); print(d.length); }
delete Array.prototype[3]; print(append(c, 'y'), c[3], c.length);
try { c.length = -1; } catch (e) { print(e); } try { new Array(-1); } catch (e) { print(e); } try { c.length = 1.5; } catch (e) { print(e); }
var f = Object.preventExtensions([1, 2]); append(f, 3); print(f.length); (function () { 'use strict'; try { f[2] = 3; } catch (e) { print(e); } })();
var e = [1, 2, 3]; print(e.push(4, 5), e.pop(), e.shift(), e.unshift(0), e + '', e.splice(1, 2) + '', e + '', e.concat([9], 8) + '', e.reverse() + '', e.slice(-1) + '');
var m = []; for (var i = 0; i < 100; i++) m.push([i]); print(m.length, m[99][0], m.flat().length); m[4294967295] = 'prop'; print(m.length); var ar = []; ar['5'] = 1; ar['05'] = 2; print(ar.length, ar);
