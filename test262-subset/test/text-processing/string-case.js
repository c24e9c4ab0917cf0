/*---
esid: sec-string.prototype.touppercase
description: >
  Case mapping knows characters with special rules
---*/

assert.sameValue("straße".toUpperCase(), "STRASSE");
assert.sameValue("ΑΣ".toLowerCase(), "ας", "final sigma");
assert.sameValue("ΑΣΑ".toLowerCase(), "ασα");
assert.sameValue("İ".toLowerCase(), "i\u0307");
assert.sameValue("ﬁ".toUpperCase(), "FI");
assert.sameValue("𐐀".toLowerCase(), "𐐨");
assert.sameValue("\uD801".toLowerCase(), "\uD801");
