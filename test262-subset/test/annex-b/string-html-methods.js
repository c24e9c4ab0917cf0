/*---
esid: sec-additional-properties-of-the-string.prototype-object
description: >
  The methods that make HTML
---*/

assert.sameValue("a".anchor('"x"'), '<a name="&quot;x&quot;">a</a>');
assert.sameValue("a".bold() + "b".link("u"), '<b>a</b><a href="u">b</a>');
assert.sameValue("a".fontsize(7), '<font size="7">a</font>');
assert.sameValue("a".big() + "b".sup(), "<big>a</big><sup>b</sup>");
assert.throws(TypeError, function () { String.prototype.bold.call(null); });
assert.sameValue("abc".substr(-2, 1), "b");
