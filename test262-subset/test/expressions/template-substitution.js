/*---
esid: sec-template-literals
description: >
  Substitutions are converted to strings one after the other
features: [template]
---*/

var log = [];
function show(name) { return { toString: function () { log.push(name); return name; } }; }
assert.sameValue(`${show("a")}-${show("b")}`, "a-b");
assert.compareArray(log, ["a", "b"]);
assert.sameValue(`a${1}${2}b`, "a12b");
assert.sameValue(`${{}}`, "[object Object]");
assert.sameValue(`${`in${"ner"}`}`, "inner");
assert.throws(TypeError, function () { `${Symbol()}`; });
assert.throws(TypeError, function () { `${{ toString: null, valueOf: null }}`; });
