/*---
esid: sec-get-regexp.prototype.flags
description: >
  Flags and the order in which they are told
features: [regexp-dotall, regexp-match-indices, regexp-v-flag]
---*/

assert.sameValue(/a/ymsigd.flags, "dgimsy");
assert.sameValue(new RegExp("a", "v").unicodeSets, true);
var log = [];
var o = {};
["hasIndices", "global", "ignoreCase", "multiline", "dotAll", "unicode", "unicodeSets", "sticky"].forEach(function (name) {
  Object.defineProperty(o, name, { get() { log.push(name); return 1; } });
});
assert.sameValue(Object.getOwnPropertyDescriptor(RegExp.prototype, "flags").get.call(o), "dgimsuvy");
assert.sameValue(log.length, 8);
assert.sameValue(RegExp.prototype.global, undefined);
assert.sameValue(RegExp.prototype.flags, "");
assert.throws(TypeError, function () { Object.getOwnPropertyDescriptor(RegExp.prototype, "global").get.call({}); });
