/*---
esid: sec-date.prototype.getyear
description: >
  getYear, setYear and toGMTString
---*/

var d = new Date(1999, 5, 15);
assert.sameValue(d.getYear(), 99);
d.setYear(98);
assert.sameValue(d.getFullYear(), 1998);
d.setYear(2005);
assert.sameValue(d.getYear(), 105);
assert.sameValue(d.setYear(NaN), NaN);
assert.sameValue(d.setYear(70) === new Date(1970, 0, 1).getTime(), true);
assert.sameValue(Date.prototype.toGMTString, Date.prototype.toUTCString);
