/*---
esid: sec-keywords-and-reserved-words
description: >
  Strict code reserves further words
---*/

var words = ["implements", "interface", "let", "package", "private", "protected", "public", "static", "yield"];
for (var i = 0; i < words.length; i += 1) {
  var word = words[i];
  assert.throws(SyntaxError, function () { Function("'use strict'; var " + word + ";"); }, word);
  assert.sameValue(Function("return { " + word + ": 1 }." + word)(), 1, word);
}
