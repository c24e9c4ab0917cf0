// Iterators, destructuring, spread, rest and default parameters.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

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

let total = 0;
const numbers = [];
for (let i = 0; i < 50; i++) numbers.push(i);
const rounds = Math.max(1, Math.round(1000 * scale));
for (let r = 0; r < rounds; r++) {
  for (const [x, y] of new Grid(20, 20)) total += x * y;
  const list = [...numbers, r], copy = [...list, ...list];
  total += sum(...copy) + Math.max(...list);
  for (let i = 0; i < 200; i++) {
    let [a, b] = [i, i + 1];
    [a, b] = [b, a];
    total += norm({ x: a, list: [b, 2, i], z: 1 }) + norm({ x: 1, y: b, list });
  }
  total %= 1000000007;
}
out('iteration ' + total);
