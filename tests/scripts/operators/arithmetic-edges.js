var values = [0, -0, 1, -1, 2, 0.5, -1.5, NaN, Infinity, -Infinity, 2147483647, -2147483648, 2147483648, 4294967295, 4294967296, 9007199254740991, 1e300, 5e-324];
function add(a, b) { return a + b; }
function sub(a, b) { return a - b; }
function mul(a, b) { return a * b; }
function div(a, b) { return a / b; }
function rem(a, b) { return a % b; }
for (var i = 0; i < values.length; i++) {
  for (var j = 0; j < values.length; j++) {
    var a = values[i], b = values[j];
    print(a, b, add(a, b), sub(a, b), mul(a, b), div(a, b), rem(a, b));
  }
}
// gc-stress: no
