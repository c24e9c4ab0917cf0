/*---
esid: sec-uri-handling-functions
description: >
  Encoding and decoding of URIs
---*/

assert.sameValue(encodeURIComponent("a b&ü€😀"), "a%20b%26%C3%BC%E2%82%AC%F0%9F%98%80");
assert.sameValue(encodeURI("a b&ü#?"), "a%20b&%C3%BC#?");
assert.sameValue(decodeURIComponent("%F0%9F%98%80%26"), "😀&");
assert.sameValue(decodeURI("%26%20"), "%26 ", "reserved characters stay");
assert.throws(URIError, function () { encodeURI("\uD800"); });
assert.throws(URIError, function () { encodeURIComponent("\uDC00x"); });
var wrong = ["%", "%1", "%zz", "%80", "%C0%80", "%E0%80%80", "%ED%A0%80", "%F8%80%80%80%80", "%C3x", "%F4%90%80%80"];
for (var i = 0; i < wrong.length; i += 1) {
  assert.throws(URIError, function () { decodeURIComponent(wrong[i]); }, wrong[i]);
}
