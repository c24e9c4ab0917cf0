// Calls: Fibonacci, Ackermann, and mutual recursion.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function fib(n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

function ackermann(m, n) {
  return m === 0 ? n + 1 : n === 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

function isEven(n) {
  return n === 0 ? true : isOdd(n - 1);
}

function isOdd(n) {
  return n === 0 ? false : isEven(n - 1);
}

function tak(x, y, z) {
  return y >= x ? z : tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

let total = 0;
const rounds = Math.max(1, Math.round(300 * scale));
for (let r = 0; r < rounds; r++) {
  total = (total * 3 + fib(23) + ackermann(2, 60) + tak(12, 8, 4) + (isEven(1000 + r) ? 1 : 0)) % 1000000007;
}
out('fib ' + total);
