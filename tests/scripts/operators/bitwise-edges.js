// gc-stress: no
var values = [0, -0, 1, -1, 31, 32, 33, 0.5, -1.5, NaN, Infinity, 2147483647, -2147483648, 2147483648, 4294967295, 4294967296, 9007199254740993, 18446744073709551616, 1e300];
function and(a, b) { return a & b; }
function or(a, b) { return a | b; }
function xor(a, b) { return a ^ b; }
function shl(a, b) { return a << b; }
function shr(a, b) { return a >> b; }
function ushr(a, b) { return a >>> b; }
for (var a of values) {
  for (var b of values) print(a, b, and(a, b), or(a, b), xor(a, b), shl(a, b), shr(a, b), ushr(a, b));
  print(~a, -a, +a, !a);
}
