/*---
esid: sec-putvalue
description: >
  A property that is set on a primitive is lost; strict code is told
---*/

var set = [];
Object.defineProperty(Number.prototype, "subsetSetter", {
  set: function (value) { "use strict"; set.push(this, value); }, configurable: true
});
(5).subsetSetter = 1;
assert.compareArray(set, [5, 1]);
delete Number.prototype.subsetSetter;
assert.throws(TypeError, function () { "use strict"; "a".x = 1; });
assert.throws(TypeError, function () { "use strict"; "a".length = 1; });
assert.throws(TypeError, function () { "use strict"; "a"[0] = "b"; });
