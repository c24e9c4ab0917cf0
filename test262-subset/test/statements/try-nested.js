/*---
esid: sec-try-statement
description: >
  Errors go to the nearest handler, and every finally block on the way runs once
---*/

var log = [];
try {
  try {
    try { throw 1; } finally { log.push("f1"); }
  } catch (e) {
    log.push("c" + e);
    throw 2;
  } finally { log.push("f2"); }
} catch (e) { log.push("c" + e); }
assert.compareArray(log, ["f1", "c1", "f2", "c2"]);
function deep(n) { if (n === 0) throw "bottom"; try { deep(n - 1); } finally { log.push(n); } }
log = [];
try { deep(3); } catch (e) { log.push(e); }
assert.compareArray(log, [1, 2, 3, "bottom"]);
