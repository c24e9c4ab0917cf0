// What matches leave behind: arrays, groups, indices, `lastIndex`; by all methods, and after the objects have changed.
for (let i = 0; i < 20; i++) {
  const m = /(?<y>\d{4})-(?<m>\d\d)|(x)/d.exec("on 2024-05 " + i);
  m.extra = i;
  m.more = [i];
  if (i % 7 === 0) print(JSON.stringify(m), Object.keys(m).join(), JSON.stringify(m.groups), JSON.stringify(m.indices), m.input);
}
print("a1b22c333".replace(/([a-z])(\d+)/g, (all, b, c, at) => c + b + at));
print("a1b22c333".replace(/(?<letter>[a-z])(?<n>\d+)/g, "$<n>$<letter>$$$1[$&]"));
print(JSON.stringify("x-y-z".split(/(-)|(q)/)), JSON.stringify("😀a😀".split(/(?:)/u)), JSON.stringify("ab".split(/(?:)/, 1)));
print([..."aXbX".matchAll(/X/g)].map(m => m.index).join(), "éaü".match(/[à-ÿ]/g).join());
{
  const re = /a|b/gi;
  re.lastIndex = 1;
  print(re.test("xB"), re.lastIndex, re.test("xB"), re.lastIndex);
  re.lastIndex = { valueOf: () => 1.5 };
  print(re.test("xB"), re.lastIndex);
  re.lastIndex = -1;
  print(re.test("xB"), re.lastIndex);
  re.lastIndex = 2 ** 31;
  print(re.test("xB"), re.lastIndex);
  Object.freeze(re);
  try { re.test("b"); } catch (e) { print(e.name + ": " + e.message); }
}
{
  const sticky = /b/y;
  print(sticky.test("ab"), sticky.lastIndex);
  sticky.lastIndex = 1;
  print(sticky.test("ab"), sticky.lastIndex, "ab".search(/b/y), "bab".replace(/b/y, "c"), "bbab".replace(/b/gy, "c"));
}
{
  const re = /a/g;
  Object.defineProperty(re, "lastIndex", { writable: false });
  try { print(re.test("x")); } catch (e) { print(e.name + ": " + e.message); }
}
{
  const re = /(a)(b)?/g;
  re.exec = function (text) { return RegExp.prototype.exec.call(this, text); };
  print("abaab".replace(re, (...parts) => "<" + parts.slice(0, 4).join("|") + ">"), "abab".match(re).join());
  delete re.exec;
  print("abab".match(re).join(), RegExp.$1, RegExp.$2, RegExp.lastParen, RegExp["$`"], RegExp["$'"] + ".");
}
{
  const exec = RegExp.prototype.exec;
  const seen = [];
  RegExp.prototype.exec = function (text) { seen.push(this.lastIndex); return exec.call(this, text); };
  print("aXbX".replace(/X/g, "-"), "aXbX".match(/X/g).length, "aXbX".split(/X/).join());
  RegExp.prototype.exec = exec;
  print(seen.join());
}
print(/(?:a|ab)(?:c|bcd)(?:d*)/.exec("abcd")[0], /(?=(a+))a*b\1/.exec("baaabac").join(), /(z)((a+)?(b+)?(c))*/.exec("zaacbbbcac").join());
for (const source of ["(", "[b-a]", "\\p{Foo}", "(?<a>x)(?<a>y)", "a{2,1}"]) {
  try { new RegExp(source, "u"); } catch (e) { print(e.name + ": " + e.message); }
}
