// Some hundred calls of lodash, with what each gives.
'use strict';
var _ = require('lodash');

var users = [
  { user: 'barney', age: 36, active: true, tags: ['a', 'b'], pet: { name: 'hoppy' } },
  { user: 'fred', age: 40, active: false, tags: [], pet: { name: 'baby puss' } },
  { user: 'pebbles', age: 1, active: true, tags: ['c'] }
];
var nested = [1, [2, [3, [4, [5]]]], 'x', [['y']]];
var object = { a: [{ b: { c: 3 } }, 4], d: { e: { f: [1, 2, { g: 'deep' }] } }, n: null, u: undefined };
function square(n) { return n * n; }
function isEven(n) { return n % 2 === 0; }
function Shape() { this.own = 1; this.list = [1, { two: 2 }]; }
Shape.prototype.inherited = 2;

function show(value, depth) {
  depth = depth || 0;
  if (value === null || typeof value === 'boolean' || typeof value === 'undefined') return String(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'symbol' || typeof value === 'bigint') return String(value);
  if (typeof value === 'function') return 'function ' + value.name + '/' + value.length;
  if (depth > 6) return '...';
  function inner(v) { return show(v, depth + 1); }
  if (Array.isArray(value)) return '[' + Array.from(value, inner).join(', ') + ']';
  if (value instanceof Map) return 'Map' + show(Array.from(value), depth + 1);
  if (value instanceof Set) return 'Set' + show(Array.from(value), depth + 1);
  if (value instanceof Date) return 'Date(' + value.toISOString() + ')';
  if (value instanceof RegExp || value instanceof Error) return String(value);
  if (ArrayBuffer.isView(value)) return value.constructor.name + '[' + Array.prototype.join.call(value) + ']';
  var name = value.constructor && value.constructor !== Object ? value.constructor.name + ' ' : '';
  return name + '{' + Object.keys(value).map(function (key) { return key + ': ' + inner(value[key]); }).join(', ') + '}';
}

var count = 0;
function run(text, f) {
  var result;
  try { result = show(f()); } catch (error) { result = error.name + ': ' + error.message; }
  count++;
  console.log(text + ' => ' + result);
}
function all(functions) {
  functions.forEach(function (f) { run(String(f).replace(/^function \(\) \{ return /, '').replace(/; \}$/, ''), f); });
}

// Each method with each of these, whatever it makes of them.
var values = [undefined, null, 0, -0, NaN, 42.5, -7, '', 'fred, barney & pebbles', 'fooBarBaz', '--foo-bar--', true,
  [], [3, 1, 2], [1, 2, 1, 3, 2], nested, {}, { a: 1, b: 2 }, users, object, square, /a(b)/g, new Date(0), Symbol.iterator,
  new Map([[1, { x: 1 }]]), new Set([1, 2]), new Shape(), Object('boxed'), new Uint8Array([1, 2, 3])];
var unary = ['camelCase', 'capitalize', 'castArray', 'ceil', 'clone', 'cloneDeep', 'compact', 'deburr', 'defaultTo', 'entries',
  'escape', 'escapeRegExp', 'first', 'flatten', 'flattenDeep', 'floor', 'fromPairs', 'functions', 'functionsIn', 'groupBy', 'head',
  'identity', 'initial', 'invert', 'isArguments', 'isArray', 'isArrayBuffer', 'isArrayLike', 'isArrayLikeObject', 'isBoolean',
  'isBuffer', 'isDate', 'isElement', 'isEmpty', 'isError', 'isFinite', 'isFunction', 'isInteger', 'isLength', 'isMap', 'isNaN',
  'isNative', 'isNil', 'isNull', 'isNumber', 'isObject', 'isObjectLike', 'isPlainObject', 'isRegExp', 'isSafeInteger', 'isSet',
  'isString', 'isSymbol', 'isTypedArray', 'isUndefined', 'isWeakMap', 'isWeakSet', 'kebabCase', 'keys', 'keysIn', 'last',
  'lowerCase', 'lowerFirst', 'max', 'mean', 'min', 'round', 'size', 'snakeCase', 'sortBy', 'sortedUniq', 'startCase', 'sum',
  'tail', 'toArray', 'toFinite', 'toInteger', 'toLength', 'toLower', 'toNumber', 'toPairs', 'toPath', 'toPlainObject',
  'toSafeInteger', 'toString', 'toUpper', 'trim', 'unescape', 'uniq', 'unzip', 'upperCase', 'upperFirst', 'values', 'valuesIn',
  'words', 'zip', 'zipObject'];
unary.forEach(function (name) {
  values.forEach(function (value, i) { run(name + ' ' + i, function () { return _[name](value); }); });
});

all([
  function () { return _.chunk([1, 2, 3, 4, 5], 2); },
  function () { return _.difference([2, 1, NaN], [2, 3, NaN]); },
  function () { return _.differenceBy([2.1, 1.2], [2.3, 3.4], Math.floor); },
  function () { return _.differenceWith(users, [{ user: 'fred' }], function (a, b) { return a.user === b.user; }); },
  function () { return _.dropWhile(users, 'active').map(_.property('user')); },
  function () { return _.takeRightWhile(users, ['active', true]).length; },
  function () { return _.fill(Array(3), 'a', 1); },
  function () { return _.findIndex(users, { age: 40, active: false }); },
  function () { return _.findLastIndex(users, 'active'); },
  function () { return _.flattenDepth(nested, 2); },
  function () { return _.intersectionBy([2.1, 1.2], [2.3, 3.4], Math.floor); },
  function () { return _.pullAllBy([{ x: 1 }, { x: 2 }, { x: 1 }], [{ x: 1 }], 'x'); },
  function () { return _.pullAt(['a', 'b', 'c', 'd'], [1, 3]); },
  function () { return _.remove([1, 2, 3, 4], isEven); },
  function () { return _.sortedIndexBy([{ x: 4 }, { x: 5 }], { x: 4 }, 'x'); },
  function () { return _.sortedLastIndex([4, 5, 5, 5, 6], 5); },
  function () { return _.unionWith([{ x: 1 }], [{ x: 2 }, { x: 1 }], _.isEqual); },
  function () { return _.uniqBy([2.1, 1.2, 2.3], Math.floor); },
  function () { return _.unzipWith([[1, 10], [2, 20]], _.add); },
  function () { return _.without([2, 1, 2, 3], 1, 2); },
  function () { return _.xor([2, 1], [2, 3], [4]); },
  function () { return _.zipObjectDeep(['a.b[0].c', 'a.b[1].d'], [1, 2]); },
  function () { return _.zipWith([1, 2], [10, 20], [100, 200], function (a, b, c) { return a + b + c; }); },
  function () { return _.countBy(['one', 'two', 'three'], 'length'); },
  function () { return _.every(users, ['active', true]); },
  function () { return _.filter(users, _.conforms({ age: function (n) { return n > 10; } })).length; },
  function () { return _.flatMapDeep([1, 2], function (n) { return [[[n, n]]]; }); },
  function () { return _.groupBy([6.1, 4.2, 6.3], Math.floor); },
  function () { return _.includes('abcd', 'bc'); },
  function () { return _.invokeMap([[5, 1, 7], [3, 2, 1]], 'sort'); },
  function () { return _.keyBy(users, 'user').fred.age; },
  function () { return _.map(users, 'pet.name'); },
  function () { return _.orderBy(users, ['active', 'age'], ['asc', 'desc']).map(_.property('user')); },
  function () { return _.partition([1, 2, 3], isEven); },
  function () { return _.reduceRight([[0, 1], [2, 3]], function (a, b) { return a.concat(b); }, []); },
  function () { return _.reject(users, 'active').length; },
  function () { return _.sortBy(users, [function (o) { return o.tags.length; }, 'age']).map(_.property('user')); },
  function () { return _.after(2, _.constant('now'))() === undefined; },
  function () { return _.ary(Array.of, 2)(1, 2, 3); },
  function () { return _.curry(function (a, b, c) { return [a, b, c]; })(1)(_, 3)(2); },
  function () { return _.curryRight(function (a, b, c) { return [a, b, c]; })(3)(2)(1); },
  function () { return _.flip(Array.of)(1, 2, 3); },
  function () { var m = _.memoize(function (n) { return { n: n }; }); return m(1) === m(1); },
  function () { return _.negate(isEven)(3); },
  function () { var n = 0, f = _.once(function () { return ++n; }); f(); f(); return n; },
  function () { return _.overArgs(Array.of, [square, _.toString])(5, 5); },
  function () { return _.partial(Array.of, 1, _, 3)(2, 4); },
  function () { return _.partialRight(Array.of, _, 3)(1, 2); },
  function () { return _.rearg(Array.of, [2, 0, 1])('b', 'c', 'a'); },
  function () { return _.rest(function (a, list) { return [a, list]; })(1, 2, 3); },
  function () { return _.spread(Math.max)([1, 9, 3]); },
  function () { return _.wrap(_.escape, function (f, text) { return '<p>' + f(text) + '</p>'; })('a & b'); },
  function () { return _.cloneDeepWith({ a: { b: 1 } }, function (v) { if (_.isNumber(v)) return v + 1; }); },
  function () { var a = { x: 1 }; a.self = a; var b = _.cloneDeep(a); return b.self === b && b !== a; },
  function () { return _.isEqual({ a: [1, new Map([[1, new Set([2])]])] }, { a: [1, new Map([[1, new Set([2])]])] }); },
  function () { return _.isEqualWith(['hi'], ['HI'], function (a, b) { return _.toLower(a) === _.toLower(b) || undefined; }); },
  function () { return _.isMatch(object, { d: { e: { f: [2] } } }); },
  function () { return [_.gt(3, 1), _.gte(3, 3), _.lt('a', 'b'), _.lte(4, 3), _.eq(NaN, NaN)]; },
  function () { return _.inRange(-3, -2, -6); },
  function () { return [_.ceil(6.004, 2), _.floor(-4060, -2), _.round(4.006, 2), _.divide(6, 4), _.multiply(6, 4), _.subtract(6, 4)]; },
  function () { return [_.maxBy(users, 'age').user, _.minBy(users, 'age').user, _.meanBy(users, 'age'), _.sumBy(users, 'age')]; },
  function () { return [_.clamp(-10, -5, 5), _.clamp(10, 5), _.clamp(NaN, 1, 2)]; },
  function () { return _.assignIn({ a: 0 }, new Shape()); },
  function () { return _.assignWith({ a: 1 }, { b: 2 }, { a: 3 }, function (o, s) { return o === undefined ? s : o; }); },
  function () { return _.at(object, ['a[0].b.c', 'a[1]', 'd.e.f[2].g', 'missing.path']); },
  function () { return _.create(Shape.prototype, { x: 1 }).inherited; },
  function () { return _.defaults({ a: 1 }, { b: 2 }, { a: 3 }); },
  function () { return _.defaultsDeep({ a: { b: 2 } }, { a: { b: 1, c: 3 } }); },
  function () { return _.findKey({ a: { n: 1 }, b: { n: 2 } }, { n: 2 }); },
  function () { var keys = []; _.forIn(new Shape(), function (v, k) { keys.push(k); }); return keys; },
  function () { return [_.get(object, 'a[0].b.c'), _.get(object, ['d', 'e', 'x'], 'none'), _.has(object, 'd.e'), _.hasIn(new Shape(), 'inherited')]; },
  function () { return _.invertBy({ a: 1, b: 2, c: 1 }, function (v) { return 'group' + v; }); },
  function () { return _.invoke(object, 'd.e.f.slice', 0, 2); },
  function () { return _.mapKeys({ a: 1, b: 2 }, function (v, k) { return k + v; }); },
  function () { return _.mapValues({ f: { age: 40 }, p: { age: 1 } }, 'age'); },
  function () { return _.merge({ a: [{ b: 2 }, { d: 4 }] }, { a: [{ c: 3 }, { e: 5 }] }); },
  function () { return _.mergeWith({ a: [1] }, { a: [2] }, function (o, s) { if (_.isArray(o)) return o.concat(s); }); },
  function () { return _.omit(object, ['a', 'd.e', 'n']); },
  function () { return _.omitBy({ a: 1, b: '2', c: 3 }, _.isNumber); },
  function () { return _.pick(object, ['a[0].b', 'd.e.f[2].g']); },
  function () { return _.pickBy({ a: 1, b: '2', c: 3 }, _.isNumber); },
  function () { return _.result({ f: function () { return this.x; }, x: 9 }, 'f'); },
  function () { return _.set({}, '[0][1]["a.b"].c', 4); },
  function () { return _.transform({ a: 1, b: 2, c: 1 }, function (r, v, k) { (r[v] || (r[v] = [])).push(k); }, {}); },
  function () { var o = _.cloneDeep(object); return [_.unset(o, 'a[0].b.c'), o.a]; },
  function () { return _.update(_.cloneDeep(object), 'a[0].b.c', square).a; },
  function () { return _(users).filter('active').map('user').map(_.upperFirst).sortBy().reverse().join(' + '); },
  function () { var seen = 0; return [_(_.range(1000)).map(function (n) { seen++; return n * 2; }).filter(isEven).take(3).value(), seen]; },
  function () { return _.chain([1, 2, 3]).tap(function (a) { a.pop(); }).thru(function (a) { return a.concat(9); }).push(4).value(); },
  function () { return [_.pad('abc', 8, '_-'), _.padStart('abc', 6), _.padEnd('abc', 6, '12'), _.repeat('ab', 3)]; },
  function () { return [_.startsWith('abc', 'b', 1), _.endsWith('abc', 'b', 2), _.parseInt('08'), _.split('a-b-c', '-', 2)]; },
  function () { return _.truncate('hi-diddly-ho there, neighborino', { length: 24, separator: /,? +/ }); },
  function () { return _.template('<% _.forEach(users, function (u) { %><li><%- u %></li><% }) %>!')({ users: ['fred', '<b>'] }); },
  function () { return _.template('hello ${ user } <%= a.b %>')({ user: 'you', a: { b: 1 } }); },
  function () { return _.words('fred, barney, & pebbles', /[^, ]+/g); },
  function () { return _.attempt(function () { throw new TypeError('caught'); }); },
  function () { return _.bindAll({ f: function () { return this.x; }, x: 5 }, ['f']).f.call(null); },
  function () { return _.cond([[isEven, _.constant('even')], [_.stubTrue, _.constant('odd')]])(3); },
  function () { return _.flow([_.add, square])(1, 2); },
  function () { return _.flowRight([square, _.add])(1, 2); },
  function () { return _.map([{ a: { b: 2 } }, { a: { b: 1 } }], _.matchesProperty('a.b', 2)); },
  function () { return _.over([Math.max, Math.min])(1, 2, 3, 4); },
  function () { return [_.overEvery([Boolean, isFinite])('1'), _.overSome([Boolean, isFinite])(NaN)]; },
  function () { return [_.range(-4), _.range(1, 20, 5), _.rangeRight(0, -4, -1), _.times(3, square)]; },
  function () { return [_.uniqueId('id_'), _.uniqueId('id_')]; },
  function () { return _.mixin({}, { twice: function (n) { return n + n; } }).twice(4); },
  function () { return _.sortedUniqBy([1.1, 1.2, 2.3, 2.4], Math.floor); },
  function () { return _.nth(['a', 'b', 'c'], -2); },
  function () { return _.VERSION; }
]);
console.log(count + ' calls');
