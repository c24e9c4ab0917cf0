/*---
esid: sec-addtokeptobjects
description: >
  What was dereferenced lives until the job ends, even through a collection
features: [WeakRef, host-gc-required]
---*/

var r = (function () { return new WeakRef({ mark: 1 }); })();
$262.gc();
assert.sameValue(r.deref().mark, 1);
(function () { r.deref(); })();
$262.gc();
assert.sameValue(r.deref().mark, 1);
