/*---
esid: sec-date.prototype.setutchours
description: >
  The UTC fields of a date
---*/

var d = new Date(Date.UTC(2024, 1, 29, 12, 30, 45, 678));
assert.compareArray([d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCDay(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds(), d.getUTCMilliseconds()], [2024, 1, 29, 4, 12, 30, 45, 678]);
assert.sameValue(d.setUTCFullYear(2023), Date.UTC(2023, 2, 1, 12, 30, 45, 678));
assert.sameValue(d.setUTCHours(25, -1), Date.UTC(2023, 2, 2, 0, 59, 45, 678));
assert.sameValue(d.setTime(NaN), NaN);
assert.sameValue(d.getUTCDay(), NaN);
assert.sameValue(d.setUTCMonth(1), NaN);
assert.sameValue(d.setUTCFullYear(2000), Date.UTC(2000, 0, 1));
assert.sameValue(new Date(8.64e15 + 1).getTime(), NaN);
assert.sameValue(new Date(-0).getTime(), 0);
assert.sameValue(1 / new Date(-0).getTime(), Infinity);
