/*---
esid: sec-do-while-statement
description: >
  while tests before each iteration, do after it
---*/

var n = 0;
while (n < 3) { n += 1; if (n === 2) continue; }
assert.sameValue(n, 3);
do { n += 10; } while (false);
assert.sameValue(n, 13);
var log = "";
do { log += "a"; if (log.length < 3) continue; break; } while (log += "b");
assert.sameValue(log, "aba");
while (false) { throw new Test262Error(); }
