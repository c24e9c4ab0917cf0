// Generators: lazy pipelines, recursion by delegation, values sent in.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function* range(from, to, step = 1) {
  for (let i = from; i < to; i += step) yield i;
}

function* map(source, f) {
  for (const x of source) yield f(x);
}

function* take(source, n) {
  if (n === 0) return;
  for (const x of source) {
    yield x;
    if (--n === 0) return;
  }
}

function* walk(tree) {
  if (tree === null) return;
  yield* walk(tree.left);
  yield tree.value;
  yield* walk(tree.right);
}

function grow(from, to) {
  if (from >= to) return null;
  const value = (from + to) >> 1;
  return { value, left: grow(from, value), right: grow(value + 1, to) };
}

function* average() {
  let sum = 0, n = 0, last = 0;
  for (;;) {
    const x = yield last;
    sum += x;
    last = sum / ++n | 0;
  }
}

let total = 0;
const rounds = Math.max(1, Math.round(4000 * scale));
for (let r = 0; r < rounds; r++) {
  for (const x of take(map(range(r, 100000, 3), x => x * x % 101), 500)) total += x;
  for (const value of walk(grow(0, 127))) total += value;
  const list = [...range(0, 50)];
  total += Math.max(...list);
  const mean = average();
  mean.next();
  for (const x of list) total += mean.next(x * 3).value;
  mean.return(0);
  total %= 1000000007;
}
out('generators ' + total);
