/*---
esid: sec-date
description: >
  The arguments of the Date constructor
---*/

var d = new Date(2020, 5);
assert.compareArray([d.getFullYear(), d.getMonth(), d.getDate(), d.getHours()], [2020, 5, 1, 0]);
assert.sameValue(new Date(99, 0).getFullYear(), 1999);
assert.sameValue(new Date(d).getTime(), d.getTime());
assert.sameValue(new Date("5").constructor, Date);
assert.sameValue(new Date(undefined).getTime(), NaN);
assert.sameValue(new Date(null).getTime(), 0);
assert.sameValue(new Date({ valueOf() { return 5; } }).getTime(), 5);
assert.sameValue(new Date({ valueOf() { return "1970-01-01"; } }).getTime(), 0);
assert.sameValue(Date.length, 7);
assert.throws(TypeError, function () { Date.prototype.getTime.call({}); });
