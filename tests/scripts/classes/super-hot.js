// Derived classes made in a loop that becomes hot: each constructor finds the class that `new` named.
class Base { constructor(k) { this.k = k; } kind() { return 'base'; } }
class X extends Base { constructor() { super(1); this.x = 1; } only() { return 1; } }
class Y extends Base { constructor() { super(2); this.y = 1; } only() { return 20; } }
class Z extends Y { constructor(...rest) { const go = () => super(...rest); go(); this.z = new.target === Z; } only() { return 300; } }
class W extends Z {}
const made = [X, Y, Z, W];
let sum = 0, names = '';
for (let i = 0; i < 240; i++) {
  const C = made[i % 4], o = new C(i);
  sum += o.only() + o.k;
  if (i % 60 < 4) names += o.constructor.name + (o.z === undefined ? '' : o.z ? '!' : '?');
}
print(sum, names);
