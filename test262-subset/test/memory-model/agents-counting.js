/*---
esid: sec-memory-model
description: >
  Read-modify-write operations of several agents lose nothing
flags: [CanBlockIsTrue]
features: [Atomics, SharedArrayBuffer]
---*/

var a = new Int32Array(new SharedArrayBuffer(8)), agents = 2, rounds = 2000;
for (var i = 0; i < agents; i += 1) {
  $262.agent.start(`
    $262.agent.receiveBroadcast(function (buffer) {
      var a = new Int32Array(buffer);
      for (var i = 0; i < ${rounds}; i += 1) { Atomics.add(a, 0, 1); }
      Atomics.add(a, 1, 1);
      $262.agent.leaving();
    });
  `);
}
$262.agent.broadcast(a.buffer);
for (i = 0; i < rounds; i += 1) { Atomics.add(a, 0, 1); }
while (Atomics.load(a, 1) < agents) { $262.agent.sleep(1); }
assert.sameValue(Atomics.load(a, 0), (agents + 1) * rounds);
