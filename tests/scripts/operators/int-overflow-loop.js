function sum(n, step) { var s = 0; for (var i = 0; i < n; i++) s += step; return s; }
print(sum(100, 1), sum(100, 100000000), sum(100, 0.5), sum(100, -100000000), sum(3, '1'), sum(2, 1n === 1n));
function product(n) { var p = 1; for (var i = 1; i <= n; i++) p *= i; return p; }
print(product(5), product(12), product(13), product(25), product(180));
function collatz(n) { var c = 0; while (n !== 1) { n = n % 2 ? 3 * n + 1 : n / 2; c++; } return c; }
print(collatz(27), collatz(97), collatz(113383));
function hash(s) { var h = 5381; for (var i = 0; i < s.length; i++) h = (h * 33) ^ s.charCodeAt(i); return h >>> 0; }
print(hash('hello world'), hash(''), hash('aaaaaaaaaaaaaaaaaaaaaaaaa'));
function mixed(n) { var x = 1; for (var i = 0; i < n; i++) { x = x * 2; if (x > 1e9) x = x / 3; x = x - 1; } return x; }
print(mixed(10), mixed(40), mixed(100));
