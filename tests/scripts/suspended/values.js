// Generators that are asked for values: `for`-`of`, `yield*`, spread, and changes between these and `next`.
function assert(condition, message) {
  if (!condition) throw new Error(message);
}
function same(actual, expected, message) {
  const a = JSON.stringify(actual), b = JSON.stringify(expected);
  if (a !== b) throw new Error(`${message}: ${a}, expected ${b}`);
}

function* numbers(n, step) {
  let doubled = 0.5;
  for (let i = 0; i < n; i++) {
    const sent = yield i * step;
    if (sent !== undefined) doubled += sent;
  }
  return doubled;
}

// One after the other, so that machine code and the interpreter, values and result objects alternate.
for (let round = 0; round < 5; round++) {
  let sum = 0;
  for (const x of numbers(20, 2)) sum += x;
  same(sum, 380, 'for-of');
  const mixed = numbers(6, 1);
  const seen = [mixed.next('ignored').value];
  for (const x of mixed) { seen.push(x); break; }
  same(mixed.next(), { done: true }, 'closed by break');
  same(seen, [0, 1], 'values and results');
  const open = numbers(5, 3);
  const got = [];
  got.push(open.next().value, open.next(2).value);
  const [third] = { [Symbol.iterator]: () => ({ next: () => open.next(10) }) };
  got.push(third);
  for (const x of { [Symbol.iterator]: () => open }) got.push(x);
  same(got, [0, 3, 6, 9, 12], 'alternating');
}

// What is sent goes through, and what is returned comes back.
function* outer(inner) {
  const returned = yield* inner;
  const second = yield ['returned', returned];
  return second;
}
for (let round = 0; round < 5; round++) {
  const g = outer(numbers(3, 1));
  same([g.next(), g.next(1), g.next(2), g.next(4), g.next('last')], [
    { value: 0, done: false }, { value: 1, done: false }, { value: 2, done: false },
    { value: ['returned', 7.5], done: false }, { value: 'last', done: true },
  ], 'delegation');
  same([...outer(numbers(2, 5))], [0, 5, ['returned', 0.5]], 'delegation, values');
  const results = outer(numbers(1, 1));
  const first = results.next();
  assert(first !== results.next() && Object.keys(first).join() === 'value,done', 'own results');
}

// A finished generator, one that runs, one that is empty.
function* empty() {}
for (let i = 0; i < 5; i++) {
  const done = numbers(1, 1);
  for (const x of done);
  same([...outer(done)], [['returned', undefined]], 'finished');
  same([...outer(empty())], [['returned', undefined]], 'empty');
  let itself;
  function* runs() { yield 1; for (const x of itself) yield x; }
  itself = runs();
  let error;
  try { for (const x of itself); } catch (e) { error = e; }
  assert(error instanceof TypeError && /already running/.test(error.message), 'running');
  same(itself.next(), { done: true }, 'ended by the exception');
  function* delegatesToItself() { yield 1; yield* self; }
  const self = delegatesToItself();
  error = undefined;
  try { for (const x of self); } catch (e) { error = e; }
  assert(error instanceof TypeError, 'delegates to itself');
}

// Exceptions and returns while values are asked for.
function* guarded(log) {
  try {
    yield 1;
    yield 2;
  } catch (e) {
    log.push('caught ' + e);
    yield 'after';
    return 'returned';
  } finally {
    log.push('finally');
  }
}
for (let i = 0; i < 5; i++) {
  const log = [];
  const g = outer(guarded(log));
  same(g.next().value, 1, 'first');
  same(g.throw('oops'), { value: 'after', done: false }, 'throw goes in');
  same(g.next().value, ['returned', 'returned'], 'and comes back');
  same(log, ['caught oops', 'finally'], 'log');
  const other = [];
  const h = outer(guarded(other));
  h.next();
  same(h.return(9), { value: 9, done: true }, 'return');
  same(other, ['finally'], 'closed');
  function* fails() { yield 1; throw new RangeError('inside'); }
  let error;
  try { for (const x of outer(fails())); } catch (e) { error = e; }
  assert(error instanceof RangeError, 'an exception comes through');
  const caught = [];
  function* catches() { try { yield* fails(); } catch (e) { yield e.message; } }
  for (const x of catches()) caught.push(x);
  same(caught, [1, 'inside'], 'an exception is caught by who delegates');
}

// `yield*` over what is no generator, asked for values: its result objects are looked at twice, the second time by whoever
// asked, whose exceptions are not the generator's.
function* over(iterable) {
  try {
    yield* iterable;
  } catch (e) {
    yield 'caught ' + e.message;
  }
}
for (let i = 0; i < 5; i++) {
  same([...over([1, 2, 3])], [1, 2, 3], 'an array');
  let asked = 0;
  const odd = (then) => ({
    [Symbol.iterator]() { return this; },
    count: 0,
    next() {
      this.count++;
      let first = true;
      return {
        get done() {
          asked++;
          if (first) { first = false; return false; }
          return then();
        },
        value: this.count,
      };
    },
  });
  same([...over(odd(() => true))], [], 'done for the second who looks');
  same(asked, 2, 'looked at twice');
  let error;
  const thrower = over(odd(() => { throw new SyntaxError('second look'); }));
  try { for (const x of thrower); } catch (e) { error = e; }
  assert(error instanceof SyntaxError, 'not caught by the generator');
  let caller;
  try {
    const again = over(odd(() => { throw new SyntaxError('second look'); }));
    const [x] = again;
  } catch (e) {
    caller = e;
  }
  assert(caller instanceof SyntaxError, 'destructuring');
  const nested = over(over(odd(() => { throw new SyntaxError('deep'); })));
  same([...nested], ['caught deep'], 'caught by the one that asked');
}

// Deep delegation, many live registers, and collections between.
function* tree(depth) {
  if (depth === 0) return 1;
  const left = yield* tree(depth - 1);
  yield depth;
  const right = yield* tree(depth - 1);
  return left + right;
}
function* many(a, b, c, d, e, f) {
  let g = a + b, h = c + d, i = e + f, j = [g, h], k = { i }, l = 'l' + g, m = g * 0.5, n = h | 0, o = i - g;
  let p = 1, q = 2, r = 3, s = 4, t = 5, u = 6;
  for (let v = 0; v < 5; v++) {
    yield [v, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u].length;
    p += q; q += r; r += s; s += t; t += u; u += v; l += m; j.push(v); k = { i, k };
  }
  return a + b + c + d + e + f + g + h + i + m + n + o + p + q + r + s + t + u + l.length + j.length;
}
let returned;
function* remember(inner) { returned = yield* inner; }
for (let i = 0; i < 5; i++) {
  let sum = 0;
  for (const x of remember(tree(5))) sum += x;
  same([sum, returned], [57, 32], 'tree');
  for (const x of remember(many(1, 2, 3, 4, 5, 6)));
  same(returned, 620.5, 'many registers');
  if (typeof gc === 'function' && i % 4 === 0) gc();
}

// Deep.
function* chain(n) { yield n; if (n < 60) yield* chain(n + 1); }
let last;
for (const x of chain(0)) last = x;
same(last, 60, 'a chain');
print('done');
