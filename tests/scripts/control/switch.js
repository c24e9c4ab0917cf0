function sw(x) { switch (x) { case 1: return 'one'; case '1': return 'string'; case 1.5: return 'half'; case null: return 'null'; case undefined: return 'undef'; case NaN: return 'nan'; case true: return 'true'; case -0: return 'zero'; default: return 'default'; } }
for (var r = 0; r < 3; r++) print([1, '1', 1.5, null, undefined, NaN, true, 0, -0, {}, 2, 1n].map(sw).join());
function fall(x) { var s = ''; switch (x) { case 0: s += 0; case 1: s += 1; break; default: s += 'd'; case 2: s += 2; case 3: s += 3; } return s; } for (var i = -1; i < 5; i++) print(fall(i));
function dyn(x) { switch (true) { case x < 0: return 'neg'; case x === 0: return 'zero'; case x > 100: return 'big'; } return 'pos'; } print(dyn(-1), dyn(0), dyn(5), dyn(500));
function scope(x) { switch (x) { case 0: let a = 1; return a; case 1: a = 2; return a; case 2: const b = 3; return (() => b)(); } } print(scope(0), scope(2)); try { scope(1); } catch (e) { print(e); }
function order() { switch (print('d'), 3) { case print('c1'), 1: case print('c3'), 3: print('hit'); case print('never'): } } order(); switch (1) {} switch (1) { default: }
function inLoop() { var r = ''; for (var i = 0; i < 6; i++) { switch (i % 3) { case 0: continue; case 1: r += i; break; default: r += '-'; } r += ';'; } return r; } print(inLoop());
