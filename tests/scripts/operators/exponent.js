print(2 ** 10, 2 ** -1, 2 ** 0.5 === Math.sqrt(2), (-2) ** 2, (-8) ** (1 / 3), NaN ** 0, 1 ** Infinity, 2 ** 31, 2 ** 53, 0 ** -1, (-0) ** -1, (-0) ** -2);
print(2n ** 64n, (-3n) ** 3n, 0n ** 0n);
try { 2n ** -1n; } catch (e) { print(e); }
try { 2n ** 1; } catch (e) { print(e); }
print(2 ** 3 ** 2);
