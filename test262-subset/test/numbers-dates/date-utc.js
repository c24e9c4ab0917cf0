/*---
esid: sec-date.utc
description: >
  Date.UTC carries over, and years from 0 to 99 are of the twentieth century
---*/

assert.sameValue(Date.UTC(1970, 0, 1), 0);
assert.sameValue(Date.UTC(70), 0);
assert.sameValue(Date.UTC(2000, 12), Date.UTC(2001, 0));
assert.sameValue(Date.UTC(2000, 1, 30), Date.UTC(2000, 2, 1));
assert.sameValue(Date.UTC(2000, 0, 0), Date.UTC(1999, 11, 31));
assert.sameValue(Date.UTC(), NaN);
assert.sameValue(Date.UTC(275760, 8, 13, 0, 0, 0, 1), NaN);
assert.sameValue(Date.UTC(2000.9, 0.9), Date.UTC(2000, 0));
