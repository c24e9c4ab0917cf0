// Properties: read, written, added, deleted, found on prototypes, computed, enumerated.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function Point(x, y) {
  this.x = x;
  this.y = y;
}
Point.prototype.kind = 3;
Point.prototype.sum = function () {
  return this.x + this.y * this.kind;
};

function fields(n) {
  const p = new Point(1, 2), q = { a: 1, b: 2, c: 3, d: 4 };
  for (let i = 0; i < n; i++) {
    p.x = p.y + i;
    p.y = (p.x + q.c) % 1000;
    q.a += p.y;
    q.d = q.a & 255;
    q.b = q.d + p.kind;
  }
  return p.sum() + q.a + q.b;
}

function mixed(n) {
  const list = [{ v: 1 }, { w: 0, v: 2 }, { a: 0, b: 0, v: 3 }, { v: 4, z: 1 }];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const o = list[i & 3];
    sum += o.v;
    o.v = sum & 15;
  }
  return sum;
}

function computed(n) {
  const names = ['red', 'green', 'blue', 'grey'], o = {};
  for (let i = 0; i < n; i++) {
    const name = names[i % 4];
    o[name] = (o[name] || 0) + i;
  }
  let sum = 0;
  for (const name in o) sum += o[name] + name.length;
  return sum;
}

function growing(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const o = {};
    o.a = i;
    o.b = o.a + 1;
    o.c = o.b + 1;
    if (i % 3 === 0) o.d = 1;
    if ('d' in o) sum += o.d;
    sum += o.c - o.a;
    if (i % 64 === 0) {
      delete o.a;
      sum += o.a === undefined ? 1 : 0;
    }
  }
  return sum;
}

function inherited(n) {
  let base = { deep: 5, get twice() { return this.own * 2; } };
  for (let i = 0; i < 4; i++) base = Object.create(base);
  base.own = 3;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += base.deep + base.twice;
  return sum;
}

let total = 0;
const rounds = Math.max(1, Math.round(140 * scale));
for (let r = 0; r < rounds; r++) {
  total = (total + fields(20000) + mixed(20000) + computed(10000) + growing(5000) + inherited(10000)) % 1000000007;
}
out('properties ' + total);
