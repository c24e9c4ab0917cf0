function keys(o) { var s = []; for (var k in o) s.push(k); return s + ''; }
print(keys({a: 1, b: 2}), keys([5, 6]), keys('hi'), keys(5), keys(null), keys(undefined), keys(Object.create({p: 1}, {own: {enumerable: true, value: 1}, hidden: {value: 2}})));
function A() { this.x = 1; } A.prototype.y = 2; print(keys(new A()), keys(Object.create(new A())));
var shadow = Object.create({s: 1, t: 2}); Object.defineProperty(shadow, 's', {enumerable: false, value: 1}); print(keys(shadow));
var del = {a: 1, b: 2, c: 3}; for (var k in del) { print(k); delete del.b; delete del.c; del.c = 4; } var add = {a: 1}; var n = 0; for (var k in add) { add['n' + n] = n++; if (n > 5) break; } print(n);
for (var i = 0; i < 4; i++) { var o = {p: 1, q: 2}; if (i > 1) o.r = 3; print(keys(o)); if (i === 2) Object.prototype.extra = 1; } delete Object.prototype.extra;
var big = {}; for (var i = 0; i < 30; i++) big['k' + i] = i; var s = 0; for (var k in big) { s += big[k]; if (k === 'k3') delete big.k20; } print(s); for (let k in {a: 1, b: 2}) setTimeoutLike(() => k); function setTimeoutLike(f) { print(f()); } var arr = [1, 2, 3]; arr.extra = 'e'; for (var k in arr) print(k, arr[k]); for (var k in {a: 1}) { for (var j in {b: 1, c: 2}) print(k, j); }
