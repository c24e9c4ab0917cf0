/*---
esid: sec-private-names
description: >
  Private fields, methods and accessors can be reached in their class alone
features: [class-fields-private, class-methods-private]
---*/

class C {
  #f = 1;
  #m() { return this.#f; }
  get #g() { return this.#m() + 1; }
  set #g(v) { this.#f = v; }
  get() { return [this.#f, this.#m(), this.#g]; }
  set(v) { this.#g = v; return this; }
  up() { this.#f += 1; return this.#f++; }
  static read(o) { return o.#f; }
  static write(o) { o.#m = 1; }
  static maybe(o) { return o?.#f; }
}
assert.compareArray(new C().get(), [1, 1, 2]);
assert.compareArray(new C().set(5).get(), [5, 5, 6]);
assert.sameValue(new C().up(), 2);
assert.throws(TypeError, function () { C.read({}); });
assert.throws(TypeError, function () { C.write(new C()); });
assert.sameValue(C.maybe(null), undefined);
assert.sameValue(Reflect.ownKeys(new C()).length, 0);
assert.sameValue(new C()["#f"], undefined);
