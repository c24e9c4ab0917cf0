/*---
esid: sec-throw-statement
description: >
  Any value can be thrown
---*/

var values = [undefined, null, 0, "", Symbol.iterator, {}, function () {}];
for (var i = 0; i < values.length; i += 1) {
  var caught = "nothing";
  try { throw values[i]; } catch (e) { caught = e; }
  assert.sameValue(caught, values[i]);
}
