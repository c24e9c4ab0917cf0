/*---
esid: sec-runtime-semantics-repeatmatcher-abstract-operation
description: >
  Captures within a repetition are forgotten at each round
---*/

assert.compareArray(/(z)((a+)?(b+)?(c))*/.exec("zaacbbbcac"), ["zaacbbbcac", "z", "ac", "a", undefined, "c"]);
assert.compareArray(/(a*)*/.exec("b"), ["", undefined]);
assert.compareArray(/(?:a*?)*?b/.exec("aab"), ["aab"]);
assert.compareArray(/(\2a)(\1)/.exec("aa"), ["aa", "a", "a"]);
assert.compareArray(/((a)|b)*/.exec("ab"), ["ab", "b", undefined]);
assert.sameValue(/a{2,3}?/.exec("aaaa")[0], "aa");
assert.sameValue(/(?:){0,4294967295}/.test(""), true);
