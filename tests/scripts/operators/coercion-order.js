function object(name, value) {
  return {
    valueOf() { print('valueOf ' + name); return value; },
    toString() { print('toString ' + name); return 's' + name; },
  };
}
print(object('a', 1) + object('b', 2));
print(object('a', 1) < object('b', 2));
print(object('a', 3) > object('b', 2));
print(`${object('a', 1)}`);
print(object('a', 1) == 1, object('a', 1) === 1);
print([1, 2] + [3], [] + {}, [] + []);
var key = object('k', 5), box = {sk: 7};
print(box[key]);
print(({[Symbol.toPrimitive](hint) { return hint; }}) + '', +({[Symbol.toPrimitive](hint) { return hint === 'number' ? 42 : 0; }}));
try { print({valueOf() { return {}; }, toString() { return {}; }} + 1); } catch (e) { print(e); }
try { print(Symbol() + 1); } catch (e) { print(e); }
