var k = 'key', v = 1;
var o = {a: 1, 'b c': 2, 3: 4, [k + 1]: 5, v, m() { return 6; }, get g() { return 7; }, async: 8, get: 9, set: 10, 'x': 11, 1.5: 12, 0x10: 13};
print(o, o.m(), o['1.5'], o[16]);
print({...o, a: 99, ...null, ...undefined, ...'hi', ...[5]});
print({__proto__: {inherited: 1}, own: 2}, {'__proto__': null} instanceof Object, {['__proto__']: 3}.__proto__);
var p = {a: 1, a: 2, a() { return 3; }}; print(typeof p.a, Object.keys(p));
print({f: function () {}}.f.name, {f: () => 1}.f.name, {['x' + 1]: () => 1}.x1.name, {get z() { return 1; }});
function make(i) { return {i: i, sq: i * i, nested: {list: [i, i + 1]}}; } for (var i = 0; i < 4; i++) print(make(i));
var __proto__ = {q: 1}; print(Object.keys({__proto__}), {a: 1, get a() { return 2; }}.a);
