function iter(n, log) { var i = 0; return {[Symbol.iterator]() { print('iter'); return this; }, next() { print('next'); return {done: i >= n, value: i++}; }, return(v) { print('return'); return {}; }}; }
for (var x of iter(3)) print(x);
for (var x of iter(3)) { print(x); if (x === 1) break; }
try { for (var x of iter(3)) throw 'body'; } catch (e) { print(e); }
(function () { for (var x of iter(3)) return x; })(); outer: for (var i = 0; i < 2; i++) for (var x of iter(2)) continue outer;
var [a] = iter(3); var [b, c, d, e] = iter(2); print(a, b, c, d, e); var [...all] = iter(2); print(all + ''); var [] = iter(1);
print([...iter(2)] + '', Math.max(...iter(3)));
try { var [z = (() => { throw 'init'; })()] = iter(0); } catch (e) { print(e); } try { var t = {set p(v) { throw 'setter'; }}; [t.p] = iter(1); } catch (e) { print(e); }
var bad = {[Symbol.iterator]() { return {next() { throw 'next'; }, return() { print('never'); }}; }}; try { for (var x of bad) ; } catch (e) { print(e); } try { [...bad]; } catch (e) { print(e); }
var noobj = {[Symbol.iterator]() { return {next() { return 5; }}; }}; try { for (var x of noobj) ; } catch (e) { print(e); } try { for (var x of {[Symbol.iterator]() { return 1; }}) ; } catch (e) { print(e); } try { for (var x of {}) ; } catch (e) { print(e); } try { for (var x of {[Symbol.iterator]: 1}) ; } catch (e) { print(e); }
var rthrow = {[Symbol.iterator]() { return {next() { return {done: false, value: 1}; }, return() { throw 'return throws'; }}; }}; try { for (var x of rthrow) break; } catch (e) { print(e); } try { for (var x of rthrow) throw 'body wins'; } catch (e) { print(e); } try { for (var x of {[Symbol.iterator]() { return {next() { return {}; }, return() { return 1; }}; }}) break; } catch (e) { print(e); }
