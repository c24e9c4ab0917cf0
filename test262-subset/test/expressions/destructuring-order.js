/*---
esid: sec-runtime-semantics-keyeddestructuringassignmentevaluation
description: >
  Targets are evaluated before values are read, and defaults after
features: [destructuring-assignment]
---*/

var log = [];
function target(name) { log.push(name); return {}; }
var source = { get a() { log.push("get a"); }, get b() { log.push("get b"); return 1; } };
({ a: target("ta").x = log.push("default"), b: target("tb").x } = source);
assert.compareArray(log, ["ta", "get a", "default", "tb", "get b"]);
