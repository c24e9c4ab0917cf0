/*---
esid: sec-agents
description: >
  Agents share memory, and wake each other
flags: [CanBlockIsTrue]
features: [Atomics, SharedArrayBuffer]
---*/

$262.agent.start(`
  $262.agent.receiveBroadcast(function (buffer) {
    var a = new Int32Array(buffer);
    Atomics.add(a, 0, 1);
    $262.agent.report(Atomics.wait(a, 1, 0, 10000));
    $262.agent.leaving();
  });
`);
var a = new Int32Array(new SharedArrayBuffer(8));
$262.agent.broadcast(a.buffer);
while (Atomics.load(a, 0) === 0) {}
var woken = 0;
while ((woken = Atomics.notify(a, 1)) === 0) { $262.agent.sleep(1); }
assert.sameValue(woken, 1);
var report;
while ((report = $262.agent.getReport()) === null) { $262.agent.sleep(1); }
assert.sameValue(report, "ok");
