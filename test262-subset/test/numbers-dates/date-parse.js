/*---
esid: sec-date-time-string-format
description: >
  Date.parse reads the interchange format
---*/

assert.sameValue(Date.parse("1970-01-01T00:00:00.000Z"), 0);
assert.sameValue(Date.parse("1970"), 0);
assert.sameValue(Date.parse("1970-01"), 0);
assert.sameValue(Date.parse("1970-01-01"), 0, "a date alone is in UTC");
assert.sameValue(Date.parse("1970-01-01T01:00+01:00"), 0);
assert.sameValue(Date.parse("+275760-09-13T00:00:00Z"), 8.64e15);
assert.sameValue(Date.parse("+275760-09-13T00:00:00.001Z"), NaN);
assert.sameValue(Date.parse("-000001-01-01T00:00:00Z"), -62198755200000);
assert.sameValue(Date.parse("-000000-01-01T00:00:00Z"), NaN);
assert.sameValue(Date.parse("2000-13-01"), NaN);
assert.sameValue(Date.parse("1969-12-31T24:00:00Z"), 0);
assert.sameValue(Date.parse("x"), NaN);
