function tag(s, ...v) { return s.raw.join('|') + '#' + s.join('|') + '#' + v.join(); }
print(`a${1}b${'x'}c`, `${1}${2}`, ``, `line\nbreak`, `${`nested ${1 + 1}`}`, tag`a${1}\n${2}c`, tag``, tag`\unicode ${3}`);
function same(s) { return s; } function site() { return same`x`; } print(site() === site(), same`x` === same`x`, Object.isFrozen(site()), Object.isFrozen(site().raw)); for (var i = 0, t; i < 3; i++) { var u = site(); if (t) print(t === u); t = u; }
var o = {t(s) { return this.n + s[0]; }, n: 'n'}; print(o.t`m`);

print(`${[1, 2]}`, `${{}}`, `${null} ${undefined} ${true} ${1n} ${-0} ${1.5}`); try { `${Symbol()}`; } catch (e) { print(e); } try { `${{toString() { throw 'ts'; }}}`; } catch (e) { print(e); } print(`a` + `b`, `\u{1F600}`.length, `\x41`, `$`, `$\{`, `\``, `a
b`.length);
function order(n) { print('o' + n); return n; } print(`${order(1)}${order(2)}`, String.raw`\a${1}\b`); var cooked = ((s) => s[0])`\u`; print(cooked);
