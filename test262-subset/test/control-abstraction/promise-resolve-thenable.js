/*---
esid: sec-promise-resolve-functions
description: >
  Resolving with a thenable calls its then in a job of its own
flags: [async]
features: [Promise]
---*/

var log = [];
var thenable = { then(resolve, reject) { log.push("then"); resolve("value"); reject("ignored"); throw "ignored"; } };
var p = Promise.resolve(thenable);
log.push("sync");
var self = new Promise(resolve => setSelf = resolve), setSelf;
setSelf(self);
self.then(() => $DONE("it must be rejected"), function (error) {
  assert.sameValue(error.constructor, TypeError);
  return p;
}).then(function (value) {
  assert.sameValue(value, "value");
  assert.compareArray(log, ["sync", "then"]);
}).then($DONE, $DONE);
