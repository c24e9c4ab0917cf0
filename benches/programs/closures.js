// Functions made at run time, higher-order functions, and variables that they share.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

const compose = (f, g) => x => f(g(x));
const curry = f => a => b => f(a, b);
const add = curry((a, b) => a + b);
const times = curry((a, b) => (a * b) % 10007);

function counter(start) {
  let n = start;
  return {
    next: () => ++n,
    back: () => --n,
    value: () => n,
  };
}

function pipeline(n) {
  let f = x => x;
  for (let i = 0; i < n; i++) f = compose(i % 2 === 0 ? add(i) : times(i + 2), f);
  return f;
}

function reduce(list, f, start) {
  let result = start;
  for (let i = 0; i < list.length; i++) result = f(result, list[i], i);
  return result;
}

function map(list, f) {
  const result = [];
  for (let i = 0; i < list.length; i++) result.push(f(list[i], i));
  return result;
}

function filter(list, f) {
  return reduce(list, (kept, x) => {
    if (f(x)) kept.push(x);
    return kept;
  }, []);
}

// Numbers as functions that apply a function so many times.
const zero = f => x => x;
const successor = n => f => x => f(n(f)(x));
const plus = (m, n) => f => x => m(f)(n(f)(x));

function memoize(f) {
  const known = {};
  return n => {
    const old = known[n];
    return old !== undefined ? old : known[n] = f(n);
  };
}

const list = [];
for (let i = 0; i < 1000; i++) list.push(i);
let total = 0;
const rounds = Math.max(1, Math.round(700 * scale));
for (let r = 0; r < rounds; r++) {
  const f = pipeline(20), c = counter(r);
  const numbers = filter(map(list, (x, i) => f(x + r) + i), x => x % 3 !== 0);
  total = (total + reduce(numbers, (sum, x) => (sum + x) % 1000003, 0)) % 1000000007;
  for (let i = 0; i < 200; i++) if (i % 3 === 0) c.back(); else c.next();
  let church = zero;
  for (let i = 0; i < 10; i++) church = plus(successor(church), successor(zero));
  total += church(x => x + 1)(c.value());
  const tower = memoize(n => n < 2 ? n : tower(n - 1) + tower(n - 2));
  total += tower(40) % 1009;
}
out('closures ' + total);
