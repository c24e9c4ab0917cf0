// Multiplication of matrices: arrays of arrays of numbers.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function make(n, seed) {
  const rows = [];
  let s = seed;
  for (let i = 0; i < n; i++) {
    const row = [];
    for (let j = 0; j < n; j++) {
      s = (s * 137 + 59) % 10007;
      row.push(s / 10007 - 0.5);
    }
    rows.push(row);
  }
  return rows;
}

function transpose(a) {
  const n = a.length, t = [];
  for (let i = 0; i < n; i++) {
    const row = [];
    for (let j = 0; j < n; j++) row.push(a[j][i]);
    t.push(row);
  }
  return t;
}

function multiply(a, b) {
  const n = a.length, columns = transpose(b), c = [];
  for (let i = 0; i < n; i++) {
    const row = a[i], target = [];
    for (let j = 0; j < n; j++) {
      const column = columns[j];
      let sum = 0;
      for (let k = 0; k < n; k++) sum += row[k] * column[k];
      target.push(sum);
    }
    c.push(target);
  }
  return c;
}

function trace(a) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i][i];
  return sum;
}

const n = Math.max(8, Math.round(200 * Math.cbrt(scale)));
const a = make(n, 7), b = make(n, 11);
let check = 0;
for (let i = 0; i < 2; i++) {
  const ab = trace(multiply(a, b)), ba = trace(multiply(b, a));
  if (Math.abs(ab - ba) > 1e-6) throw new Error('the traces differ');
  check += ab;
}
out('matmul ' + Math.round(check * 1e6));
