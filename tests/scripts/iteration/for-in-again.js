// The keys of a shape are remembered from one for-in to the next, until anything that they depend on changes.
function keys(o) { let s = ''; for (const k in o) s += k + ';'; return s; }
function Point(x) { this.x = x; this.y = 0; }
const protoOfAll = Point.prototype;
const list = [];
for (let i = 0; i < 6; i++) list.push(keys(new Point(i)));
protoOfAll.added = 1;
list.push(keys(new Point(1)), keys(new Point(2)));
Object.defineProperty(protoOfAll, 'added', { enumerable: false });
list.push(keys(new Point(1)), keys(new Point(2)));
delete protoOfAll.added;
list.push(keys(new Point(1)));
Object.prototype.everywhere = 1;
list.push(keys(new Point(1)), keys({}), keys([]));
delete Object.prototype.everywhere;
list.push(keys(new Point(1)), keys({}), keys([]));
Object.setPrototypeOf(protoOfAll, { inherited: 1, x: 2 });
list.push(keys(new Point(1)), keys(new Point(2)));
list.forEach((line, i) => print(i, line));

// Deleting, adding and hiding while it goes on.
function during(change) {
  let s = '';
  const o = { a: 1, b: 2, c: 3 };
  for (const k in o) { s += k; change(o, k); }
  return s;
}
for (let round = 0; round < 2; round++) {
  print(during(() => {}), during((o) => { delete o.b; }), during((o) => { o.d = 1; }), during((o, k) => { if (k === 'a') { delete o.b; o.b = 1; } }),
    during((o) => { Object.setPrototypeOf(o, { z: 1 }); }));
}
// Elements come first, and are never remembered by the shape alone.
const p = new Point(1);
print(keys(p)); p[3] = 1; p[1] = 1; print(keys(p), keys(new Point(2))); delete p[3]; delete p[1]; print(keys(p));
print(keys('ab'), keys(null) === '', keys(Object.create(null)), keys(Object.create({ q: 1 })), keys(function () {}), keys(new Date(0)));
