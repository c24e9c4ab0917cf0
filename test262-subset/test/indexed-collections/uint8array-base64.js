/*---
esid: sec-uint8array.prototype.tobase64
description: >
  Bytes to and from base64 and hexadecimal
features: [uint8array-base64]
---*/

var a = new Uint8Array([251, 255, 0]);
assert.sameValue(a.toBase64(), "+/8A");
assert.sameValue(a.toBase64({ alphabet: "base64url" }), "-_8A");
assert.sameValue(new Uint8Array([1]).toBase64({ omitPadding: true }), "AQ");
assert.sameValue(a.toHex(), "fbff00");
assert.compareArray(Uint8Array.fromHex("0aFF"), [10, 255]);
assert.compareArray(Uint8Array.fromBase64(" A Q = = "), [1]);
assert.throws(SyntaxError, function () { Uint8Array.fromHex("0"); });
assert.throws(SyntaxError, function () { Uint8Array.fromBase64("A"); });
var r = a.setFromHex("010203040506".slice(0, 8));
assert.compareArray([r.read, r.written], [6, 3]);
assert.compareArray(a, [1, 2, 3]);
