// The sieve of Eratosthenes on a plain array.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function primes(limit) {
  const composite = [];
  for (let i = 0; i <= limit; i++) composite.push(false);
  let count = 0, last = 0;
  for (let i = 2; i <= limit; i++) {
    if (composite[i]) continue;
    count++;
    last = i;
    for (let j = i * i; j <= limit; j += i) composite[j] = true;
  }
  return count * 1000 + last % 1000;
}

let total = 0;
const limit = 200000;
const rounds = Math.max(1, Math.round(32 * scale));
for (let i = 0; i < rounds; i++) total = (total + primes(limit + i)) % 1000000007;
out('sieve ' + total + ' ' + primes(1000));
