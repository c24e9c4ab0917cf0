var [a, , b = 5, ...c] = [1, 2, undefined, 4, 5]; print(a, b, c + '');
var {x, y: z = 3, ['k' + 1]: k, ...rest} = {x: 1, k1: 2, p: 7, q: 8}; print(x, z, k, rest);
[a, b] = [b, a]; print(a, b); ({x, y: a = 9} = {x: 5}); print(x, a);
var o = {}; [o.p, o['q'], ...o.r] = 'hello'; print(o.p, o.q, o.r + '');
var {length} = 'abc', {0: first} = [7], {toString: ts} = 5; print(length, first, typeof ts);
for (var bad of [null, undefined]) { try { var {q} = bad; } catch (e) { print(e); } try { var [q] = bad; } catch (e) { print(e); } }
try { var [q] = {}; } catch (e) { print(e); } try { [q] = 5; } catch (e) { print(e); }
function f([a, {b}] = [1, {b: 2}], {c: [d] = [3]} = {}) { return [a, b, d] + ''; } print(f(), f([4, {b: 5}], {c: [6]}));
print((([p, ...[q, r]]) => [p, q, r] + '')([1, 2, 3, 4]));
var log = []; var src = {get a() { log.push('get a'); return undefined; }, get b() { log.push('get b'); return 2; }}; var {b: bb = log.push('no'), a: aa = log.push('default a')} = src; print(log + '', aa, bb);
var t; print(([t] = [1, 2]).length, ({t} = {t: 5, u: 6}).u, t); for (const [k, v] of Object.entries({m: 1, n: 2})) print(k, v);
let [m = 1, n = m] = []; print(m, n); const {s: {t: deep} = {t: 'd'}} = {}; print(deep); [] = []; ({} = {}); try { ({} = null); } catch (e) { print(e); }
