/*---
esid: sec-performpromisethen
description: >
  Reactions run in the order in which they were enqueued
flags: [async]
features: [Promise]
---*/

var log = [];
Promise.resolve().then(() => log.push(1)).then(() => log.push(4));
Promise.resolve().then(() => log.push(2)).then(() => log.push(5));
Promise.resolve().then(() => { log.push(3); return Promise.resolve(); }).then(() => log.push("late"));
log.push(0);
Promise.resolve().then(() => {}).then(() => {}).then(() => {}).then(() => {}).then(function () {
  assert.compareArray(log, [0, 1, 2, 3, 4, 5, "late"]);
}).then($DONE, $DONE);
