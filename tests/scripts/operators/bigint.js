var a = 123456789012345678901234567890n, b = -987654321098765432109876543210n;
print(a + b, a - b, a * b, b / a, b % a, -a, a & b, a | b, a ^ b, ~a);
print(a << 70n, a >> 70n, b >> 3n, 1n << 128n, -1n >> 100n, 5n << -1n);
print(a < b, a > b, a == a, 1n == 1, 1n === 1, 2n > 1, 1 < 2n, 1n < 1.5, '3' == 3n, 0n ? 1 : 2, !1n);
for (var op of [() => 1n + 1, () => 1n / 0n, () => 1n % 0n, () => 1n >>> 1n, () => +1n, () => Math.max(1n)]) try { print(op()); } catch (e) { print(e); }
function fact(n) { return n === 0n ? 1n : n * fact(n - 1n); }
print(fact(60n));
var s = 0n; for (var i = 0n; i < 200n; i++) s += i * i; print(s, typeof s, `${s}`, s + 'x');
print(9007199254740993n == 9007199254740993, 2n ** 64n == 18446744073709551616, [1n, 2n] + '');
