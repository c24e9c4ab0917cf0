// Iterators, generators, destructuring, spread and default parameters.
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

class Grid {
  constructor(width, height) {
    this.width = width;
    this.height = height;
  }

  [Symbol.iterator]() {
    let x = 0, y = 0;
    return {
      next: () => {
        if (y === this.height) return { done: true, value: undefined };
        const value = [x, y];
        if (++x === this.width) {
          x = 0;
          y++;
        }
        return { done: false, value };
      },
    };
  }
}

function sum(...numbers) {
  let result = 0;
  for (const n of numbers) result += n;
  return result;
}

function norm({ x, y = 2, ...rest }) {
  const [first, second = 1, ...others] = rest.list;
  return x + y + first * second + others.length;
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

let total = 0;
const rounds = Math.max(1, Math.round(700 * scale));
for (let r = 0; r < rounds; r++) {
  for (const x of take(map(range(r, 100000, 3), x => x * x % 101), 500)) total += x;
  for (const [x, y] of new Grid(20, 20)) total += x * y;
  for (const value of walk(grow(0, 127))) total += value;
  const list = [...range(0, 50)], copy = [...list, ...list];
  total += sum(...copy) + Math.max(...list);
  for (let i = 0; i < 200; i++) {
    let [a, b] = [i, i + 1];
    [a, b] = [b, a];
    total += norm({ x: a, list: [b, 2, i], z: 1 }) + norm({ x: 1, y: b, list });
  }
  total %= 1000000007;
}
out('iteration ' + total);
