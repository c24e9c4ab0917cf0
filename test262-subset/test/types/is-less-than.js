/*---
esid: sec-islessthan
description: >
  Strings compare by code units, everything else as numbers
features: [BigInt]
---*/

assert.sameValue("10" < "9", true);
assert.sameValue("10" < 9, false);
assert.sameValue("a" < "B", false);
assert.sameValue("\uD83D\uDE00" < "\uFFFD", true, "by unit, not by code point");
assert.sameValue(undefined < 1, false);
assert.sameValue(undefined >= 1, false);
assert.sameValue(null >= 0, true);
assert.sameValue(1n < 1.5, true);
assert.sameValue(10n > "9", true);
assert.sameValue(1n < "x", false);
assert.sameValue(9007199254740993n > 9007199254740992, true, "exactly");
