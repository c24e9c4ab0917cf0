// One site, many classes: a cache of a private member belongs to one evaluation of its class.
function make(k) {
  return class P {
    #x = k; #y = 0; static #made = 0;
    constructor(more) { if (more) this.extra = k; P.#made++; }
    get() { return this.#x; }
    bump() { return ++this.#y + (this.#y += 2); }
    static has(o) { return #x in o; }
    static made() { return P.#made; }
    static read(o) { return o.#x; }
    static write(o, v) { o.#x = v; }
  };
}
const kinds = [make(1), make(2), make(3)];
const objects = kinds.flatMap((K) => [new K(), new K(true), new (class extends K { z = 1; })()]);
for (let round = 0; round < 4; round++) {
  let line = '';
  for (const o of objects) line += o.get() + ',' + o.bump() + ';';
  for (const K of kinds) {
    for (const o of objects) {
      try { line += K.read(o); K.write(o, K.read(o) + 1); } catch (e) { line += e.constructor.name[0]; }
      line += K.has(o) ? '+' : '-';
    }
  }
  print(line, kinds.map((K) => K.made()).join());
}
for (const o of [1, 'a', null, undefined, {}, Object.create(objects[0])]) {
  try { kinds[0].read(o); print('read'); } catch (e) { print(e.constructor.name); }
}
class Stamp extends (function (o) { return o; }) { #s = 5; static s(o) { return o.#s++; } static is(o) { return #s in o; } }
const target = { a: 1 };
new Stamp(target);
print(Stamp.s(target), Stamp.s(target), Stamp.is(target), Stamp.is({}), Object.keys(target).join());
