/*---
esid: sec-date.prototype.toisostring
description: >
  The texts of a date
---*/

var d = new Date(0);
assert.sameValue(d.toISOString(), "1970-01-01T00:00:00.000Z");
assert.sameValue(new Date(-62198755200000).toISOString(), "-000001-01-01T00:00:00.000Z");
assert.sameValue(d.toUTCString(), "Thu, 01 Jan 1970 00:00:00 GMT");
assert.sameValue(d.toJSON(), "1970-01-01T00:00:00.000Z");
assert.sameValue(new Date(NaN).toJSON(), null);
assert.sameValue(String(new Date(NaN)), "Invalid Date");
assert.throws(RangeError, function () { new Date(NaN).toISOString(); });
assert.sameValue(Date.parse(d.toString()), 0);
assert.sameValue(Date.parse(d.toUTCString()), 0);
assert.sameValue(typeof Date(), "string");
