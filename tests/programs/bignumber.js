// bignumber.js computes: a few hundred calls of every kind.
'use strict';
var BigNumber = require('bignumber.js');

var values = [0, -0, 1, -1, '0.1', '0.2', '123456789.123456789', '-9.99999e+25', '1e-30', '3.14159265358979323846264338327950288419716939937510', NaN, Infinity, -Infinity, '0xff.8', '0b1010.01', '-0o777', 'not a number', '', '5e300', 4503599627370497];
var numbers = values.map(function (value) { return new BigNumber(value); });

numbers.forEach(function (n, i) {
  console.log(values[i], String(n), n.toFixed(5), n.toExponential(4), n.toPrecision(6), n.toFormat(2), n.toString(16), n.toString(36), JSON.stringify(n));
  console.log(n.abs().toString(), n.negated().valueOf(), n.sqrt().toString(), n.integerValue().toString(), n.decimalPlaces(), n.precision(true), n.isInteger(), n.isNaN(), n.isFinite(), n.isZero(), n.isNegative());
});

numbers.forEach(function (a) {
  numbers.forEach(function (b) {
    console.log(a.plus(b).toString(), a.minus(b).toString(), a.times(b).toString(), a.comparedTo(b), a.eq(b), a.lt(b), a.gte(b));
  });
  numbers.slice(2, 10).forEach(function (b) {
    console.log(a.div(b).toString(), a.e > 60 ? '-' : a.mod(b).toString(), a.e > 60 ? '-' : a.idiv(b).toString());
  });
});

// Each way of rounding.
for (var mode = 0; mode <= 8; mode++) {
  BigNumber.config({ ROUNDING_MODE: mode, DECIMAL_PLACES: 30 });
  console.log(mode, ['1.5', '-1.5', '2.5', '0.45', '-0.55', '1e-9'].map(function (s) { return new BigNumber(s).dp(0).toString(); }).join(' '), new BigNumber(2).div(3).toString(), new BigNumber(-1).div(7).toFixed(12));
}

// Long computations: pi by Machin, the square root of 2, a factorial, powers with a modulus.
BigNumber.config({ ROUNDING_MODE: 4, DECIMAL_PLACES: 200 });
function arctangent(inverse) {
  var x = new BigNumber(1).div(inverse), square = x.times(x), sum = x, term = x;
  for (var k = 3; !term.isZero() && k < 400; k += 2) {
    term = term.times(square).negated().dp(200);
    sum = sum.plus(term.div(k));
  }
  return sum;
}
console.log(arctangent(5).times(16).minus(arctangent(239).times(4)).toFixed(190));
console.log(new BigNumber(2).sqrt().toFixed(200));
var factorial = new BigNumber(1);
for (var i = 2; i <= 120; i++) factorial = factorial.times(i);
console.log(factorial.toFixed(), factorial.toString(), factorial.toFormat());
console.log(new BigNumber(3).pow(300).toFixed(), new BigNumber('1.0001').pow(-50).toFixed(60), new BigNumber(7).pow(1000, 1000007).toString());

// Formats, bases, extremes.
var format = { prefix: '$ ', decimalSeparator: ',', groupSeparator: '.', groupSize: 3, secondaryGroupSize: 2, fractionGroupSeparator: '_', fractionGroupSize: 4, suffix: ' .' };
console.log(new BigNumber('-9876543210.123456789').toFormat(7, 1, format));
console.log(new BigNumber('zz.zz', 36).toString(), new BigNumber('1/3').toString(), new BigNumber('255').toString(2), new BigNumber('0.7').toString(3));
console.log(BigNumber.max(1, '3', 2).toString(), BigNumber.min(4, 0.5).toString(), BigNumber.sum(1, 2, '3.5').toString(), BigNumber.isBigNumber(factorial));
console.log(new BigNumber('3.14159265358979').toFraction(1000).join('/'), new BigNumber(0.1).toFraction().join('/'));
var Small = BigNumber.clone({ DECIMAL_PLACES: 3, EXPONENTIAL_AT: 5, RANGE: 50 });
console.log(new Small(1).div(3).toString(), new Small('123456789').toString(), new Small('1e51').toString(), new Small('1e-51').toString());
BigNumber.DEBUG = true;
['x', {}, 1.23456789012345678].forEach(function (value) {
  try { console.log(new BigNumber(value).toString()); } catch (e) { console.log(e.name + ': ' + e.message); }
});
try { BigNumber.config({ DECIMAL_PLACES: -1 }); } catch (e) { console.log(e.message); }
