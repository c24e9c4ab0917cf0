/*---
esid: sec-labelled-statements
description: >
  break and continue reach the statement with their label
---*/

var log = [];
a: for (var i = 0; i < 3; i += 1) {
  b: for (var j = 0; j < 3; j += 1) {
    if (j === 1) continue a;
    if (i === 2) break a;
    log.push(i + "" + j);
  }
}
assert.compareArray(log, ["00", "10"]);
block: {
  log.push("in");
  break block;
  log.push("never");
}
assert.sameValue(log[log.length - 1], "in");
x: y: { break x; }
again: if (true) { break again; }
