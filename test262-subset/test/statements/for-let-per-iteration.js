/*---
esid: sec-createperiterationenvironment
description: >
  Each iteration of a for loop has copies of its let bindings
features: [let]
---*/

var fs = [];
for (let i = 0, get = () => i; i < 3; i += 1) {
  fs.push(() => i, get);
  i += 0;
}
assert.compareArray(fs.map(f => f()), [0, 0, 1, 0, 2, 0]);
var inBody = [];
for (let i = 0; i < 4; i += 1) { inBody.push(() => (i += 10)); i += 1; }
assert.compareArray(inBody.map(f => f()), [11, 13]);
