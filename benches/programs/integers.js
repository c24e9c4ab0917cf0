// Integer arithmetic as in ciphers and hashes: xorshift, FNV, modular powers, a Feistel network.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function xorshift(n, seed) {
  let x = seed | 0, sum = 0;
  for (let i = 0; i < n; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    sum = (sum + (x >>> 0) % 1000) | 0;
  }
  return sum;
}

function fnv(n) {
  let h = 0x811c9dc5;
  for (let i = 0; i < n; i++) {
    h ^= i & 0xff;
    h = Math.imul(h, 0x01000193);
  }
  return h >>> 0;
}

function power(base, exponent, modulus) {
  let result = 1;
  base %= modulus;
  while (exponent > 0) {
    if (exponent & 1) result = (result * base) % modulus;
    base = (base * base) % modulus;
    exponent >>= 1;
  }
  return result;
}

function rotate(x, k) {
  return (x << k) | (x >>> (32 - k));
}

function feistel(left, right, key, rounds) {
  for (let i = 0; i < rounds; i++) {
    const mixed = rotate((right + key[i & 3]) | 0, 7) ^ rotate(right, 19) ^ (right >>> 3);
    const next = left ^ mixed;
    left = right;
    right = next;
  }
  return [left, right];
}

function unfeistel(left, right, key, rounds) {
  for (let i = rounds - 1; i >= 0; i--) {
    const mixed = rotate((left + key[i & 3]) | 0, 7) ^ rotate(left, 19) ^ (left >>> 3);
    const before = right ^ mixed;
    right = left;
    left = before;
  }
  return [left, right];
}

function gcd(a, b) {
  while (b !== 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

let total = 0;
const key = [0x243f6a88, 0x05a308d3, 0x13198a2e, 0x03707344];
const rounds = Math.max(1, Math.round(120 * scale));
for (let r = 0; r < rounds; r++) {
  total = (total + xorshift(30000, r + 1) + fnv(30000)) % 1000000007;
  for (let i = 1; i < 800; i++) total += power(i, 1000 + r, 46337) + gcd(i * 360, 1000 + r);
  for (let i = 0; i < 300; i++) {
    const [a, b] = feistel(i, r, key, 32);
    const [c, d] = unfeistel(a, b, key, 32);
    if (c !== i || d !== r) throw new Error('the cipher does not invert');
    total = (total ^ a) >>> 0;
  }
}
out('integers ' + total);
