/*---
esid: sec-string.prototype.normalize
description: >
  The four normalisation forms
---*/

assert.sameValue("\u0041\u030A".normalize(), "\u00C5");
assert.sameValue("\u00C5".normalize("NFD"), "A\u030A");
assert.sameValue("\uFB01".normalize("NFKC"), "fi");
assert.sameValue("\u1E9B\u0323".normalize("NFKD"), "s\u0323\u0307");
assert.throws(RangeError, function () { "a".normalize("nfc"); });
assert.sameValue("a".normalize(undefined), "a");
