// Sites that meet many shapes, computed keys, `in` and `instanceof`: what they know must follow every change.
const log = [];
function note(...values) { log.push(values.join(' ')); }

// Many shapes at one site.
function read(o) { return o.v; }
function write(o, x) { o.v = x; }
function readKey(o, k) { return o[k]; }
function writeKey(o, k, x) { o[k] = x; }
function has(o, k) { return k in o; }
function is(o, c) { return o instanceof c; }

const shapes = [];
const base = { inherited: 1, v: 'from the prototype' };
for (let i = 0; i < 24; i++) {
  const o = i % 3 === 0 ? Object.create(base) : {};
  for (let j = 0; j < i % 8; j++) o['p' + i + '_' + j] = j;
  if (i % 2 === 0) o.v = i;
  shapes.push(o);
}
function survey() {
  let text = '';
  for (const o of shapes) text += read(o) + ',' + readKey(o, 'v') + ',' + has(o, 'v') + ',' + has(o, 'inherited') + ';';
  return text;
}
const first = survey();
for (let i = 0; i < 12; i++) if (survey() !== first) note('differs at', i);
note(first);
base.v = 'changed';
note(survey());
delete base.v;
note(survey());
Object.defineProperty(base, 'v', { get() { return 'got'; }, set(x) { this.seen = x; }, configurable: true });
note(survey());
for (let i = 0; i < 5; i++) for (const o of shapes) write(o, i);
note(shapes.map((o) => o.seen + '/' + o.v).join());
delete base.v;
for (let i = 0; i < 5; i++) for (const o of shapes) { write(o, i); writeKey(o, 'w', i + 1); }
note(shapes.map((o) => o.v + '/' + o.w + '/' + Object.keys(o).length).join());

// Additions by many shapes, and a setter that appears between.
function Made(i) { this['only' + i] = i; }
const made = () => Array.from({ length: 20 }, (_, i) => new Made(i));
for (let round = 0; round < 6; round++) {
  if (round === 4) Object.defineProperty(Made.prototype, 'added', { set(x) { this.hidden = x; }, configurable: true });
  if (round === 5) delete Made.prototype.added;
  const list = made();
  for (const o of list) { write(o, 1); o.added = round; writeKey(o, 'computed', round); }
  note(list.map((o) => [o.added, o.hidden, o.computed, o.v]).join(' '));
}
// What is frozen, sealed, not writable.
'use strict';
const closed = shapes.map((o, i) => {
  const copy = Object.assign({}, o);
  if (i % 4 === 0) Object.freeze(copy);
  if (i % 4 === 1) Object.preventExtensions(copy);
  if (i % 4 === 2) Object.defineProperty(copy, 'v', { writable: false });
  return copy;
});
for (let i = 0; i < 4; i++) for (const o of closed) { write(o, 'w' + i); writeKey(o, 'v', 'k' + i); writeKey(o, 'fresh', i); }
note(closed.map((o) => o.v + '/' + o.fresh).join());

// Computed keys: dictionaries, arrays, functions, strings, symbols, numbers as strings.
const words = 'the quick brown fox jumps over the lazy dog the end'.split(' ');
const counts = {};
for (let i = 0; i < 20; i++) for (const word of words) counts[word] = (counts[word] || 0) + 1;
note(JSON.stringify(counts));
const big = {};
for (let i = 0; i < 300; i++) big['key' + i] = i;
for (let i = 0; i < 300; i += 2) delete big['key' + i];
let sum = 0;
for (const key in big) sum += big[key];
note(sum, has(big, 'key1'), has(big, 'key2'), readKey(big, 'key2'));
const array = [1, , 3], f = function named(a, b) {}, symbol = Symbol('s');
for (let i = 0; i < 4; i++) {
  note(readKey(array, 'length'), readKey(array, '1'), has(array, '0'), has(array, 1), has(array, 'length'));
  note(readKey(f, 'name'), readKey(f, 'length'), has(f, 'prototype'), readKey('text', 'length'), readKey('text', 1));
  writeKey(array, 'length', i + 1);
  writeKey(array, symbol, i);
  note(readKey(array, symbol), has(array, symbol), has(f, symbol), array.length);
}
const proxy = new Proxy({ a: 1 }, { has: (t, k) => k === 'b', get: (t, k) => 'p' + String(k) });
const above = Object.create(proxy);
for (let i = 0; i < 4; i++) note(has(proxy, 'a'), has(proxy, 'b'), has(above, 'a'), has(above, 'b'), readKey(above, 'x'));
for (const bad of [1, 'text', undefined, null]) {
  try { has(bad, 'a'); } catch (e) { note(e.message); }
}
let conversions = 0;
const key = { toString() { conversions++; return 'inherited'; } };
note(has(shapes[0], key), readKey(shapes[0], key), conversions);

// `in` sees additions and deletions, own and inherited.
class A { constructor() { this.x = 1; } }
const a = new A();
for (let i = 0; i < 6; i++) {
  note(has(a, 'x'), has(a, 'y'), has(a, 'z'));
  if (i === 1) a.y = 1;
  if (i === 2) A.prototype.z = 1;
  if (i === 3) { delete a.x; delete A.prototype.z; }
  if (i === 4) Object.setPrototypeOf(a, { x: 0, get z() { throw 'never'; } });
}

// `instanceof`
class B extends A {}
function Old() {}
const bound = Old.bind(null);
const old = new Old();
const things = [a, new A(), new B(), old, Object.create(null), [], 1, 'text', null, new Proxy(new B(), {})];
const classes = [A, B, Old, Array, Object, bound];
const table = () => classes.map((c) => things.map((t) => +is(t, c)).join('')).join(' ');
const before = table();
for (let i = 0; i < 10; i++) if (table() !== before) note('differs at', i);
note(before);
Old.prototype = Array.prototype;
note(table());
Object.setPrototypeOf(old, B.prototype);
note(table());
Object.defineProperty(B, Symbol.hasInstance, { value: (x) => x === 1, configurable: true });
note(table());
delete B[Symbol.hasInstance];
note(table());
Object.setPrototypeOf(B, { [Symbol.hasInstance]: () => true });
note(table());
Object.setPrototypeOf(B, null);
note(table());
for (const bad of [1, {}, () => {}, Object.assign(function () {}, { prototype: 3 })]) {
  try { note(is(a, bad)); } catch (e) { note(e.message); }
}
let chain = new A();
for (let i = 0; i < 200; i++) chain = Object.create(chain);
note(is(chain, A), is(chain, Old));

// Arrays while they change under a loop.
const changing = [1, 2, 3];
let seen = [];
for (const x of changing) { seen.push(x); if (seen.length < 6) changing.push(x * 10); if (x === 2) changing.length = 3; }
note(seen);
seen = [];
for (const x of [1, , 3, undefined]) seen.push(String(x));
note(seen);
const [p, , q = 'default', ...rest] = [1, 2, , 4, 5];
note(p, q, rest);
for (const line of log) print(line);
