/*---
esid: sec-generatoryield
description: >
  A generator keeps its variables over any number of resumptions
features: [generators]
---*/

function* fib() { var [a, b] = [0n, 1n]; while (true) { yield a; [a, b] = [b, a + b]; } }
var it = fib(), last;
for (var i = 0; i <= 200; i += 1) { last = it.next().value; }
assert.sameValue(last, 280571172992510140037611932413038677189525n);
function* nested(n) { if (n > 0) { yield* nested(n - 1); yield n; } }
assert.compareArray([...nested(20)].slice(-2), [19, 20]);
function* expressions() { return [yield 1, yield 2, { a: yield 3 }, `${yield 4}`]; }
it = expressions();
for (i = 0; i < 4; i += 1) { it.next("v" + i); }
var end = it.next("v4").value;
assert.compareArray([end[0], end[1], end[2].a, end[3]], ["v1", "v2", "v3", "v4"]);
