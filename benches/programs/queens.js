// All ways to place queens, by backtracking with arrays and with bit sets.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function withArrays(n) {
  const columns = [], rising = [], falling = [];
  for (let i = 0; i < n; i++) columns.push(false);
  for (let i = 0; i < 2 * n; i++) {
    rising.push(false);
    falling.push(false);
  }
  let found = 0;
  function place(row) {
    if (row === n) {
      found++;
      return;
    }
    for (let c = 0; c < n; c++) {
      if (columns[c] || rising[row + c] || falling[row - c + n]) continue;
      columns[c] = rising[row + c] = falling[row - c + n] = true;
      place(row + 1);
      columns[c] = rising[row + c] = falling[row - c + n] = false;
    }
  }
  place(0);
  return found;
}

function withBits(all, columns, left, right) {
  if (columns === all) return 1;
  let open = all & ~(columns | left | right), found = 0;
  while (open !== 0) {
    const bit = open & -open;
    open ^= bit;
    found += withBits(all, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return found;
}

const rounds = Math.max(1, Math.round(360 * scale));
let total = 0;
for (let i = 0; i < rounds; i++) {
  const n = 7 + i % 3;
  const a = withArrays(n), b = withBits((1 << n) - 1, 0, 0, 0);
  if (a !== b) throw new Error('the counts differ');
  total = (total * 3 + a) % 1000000007;
}
out('queens ' + total);
