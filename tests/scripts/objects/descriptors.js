var o = {}; Object.defineProperty(o, 'h', {value: 1}); print(o.h, Object.keys(o).length, JSON.stringify(Object.getOwnPropertyDescriptor(o, 'h')));
o.h = 2; print(o.h); try { Object.defineProperty(o, 'h', {value: 3}); } catch (e) { print(e); }
Object.defineProperty(o, 'acc', {get() { return 'acc'; }, enumerable: true, configurable: true}); print(o);
Object.defineProperty(o, 'acc', {value: 5, writable: true}); print(o.acc, Object.getOwnPropertyDescriptor(o, 'acc').enumerable);
var a = [1, 2, 3]; Object.defineProperty(a, 1, {get() { return 'mid'; }}); print(a[1], a); a[1] = 4; print(a[1]); a.push(5); print(a);
Object.defineProperty(a, 'length', {writable: false}); try { a.push(6); } catch (e) { print(e); } a[9] = 1; print(a.length, a[9]);
var s = Object.freeze([1, 2]); s[0] = 9; s[2] = 9; print(s, Object.isFrozen(s)); function put(x) { x[0] = 'w'; return x[0]; } print(put([1]), put([1]), put(s), put([2]));
print(Object.getOwnPropertyNames('ab') + '', Object.getOwnPropertyDescriptor('ab', 0).writable, 'ab'.length, 'ab'[5]);
