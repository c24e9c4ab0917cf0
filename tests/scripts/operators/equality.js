// gc-stress: no
var o = {}, s = 'ab';
var values = [0, -0, 1, NaN, '', '0', '1', 'a' + 'b', s, null, undefined, true, false, o, {}, 1n, 0n, Symbol.iterator];
function seq(a, b) { return a === b; }
function sne(a, b) { return a !== b; }
function leq(a, b) { return a == b; }
function lne(a, b) { return a != b; }
function jseq(a, b) { return a === b ? 1 : 2; }
function jleq(a, b) { if (a == b) return 1; else return 2; }
for (var i = 0; i < values.length; i++) for (var j = 0; j < values.length; j++) {
  var a = values[i], b = values[j];
  print(i, j, seq(a, b), sne(a, b), leq(a, b), lne(a, b), jseq(a, b), jleq(a, b));
}
