function thrower(n) { debugger; if (n === 0) throw new TypeError('deep'); return thrower(n - 1) + 1; }
function catcher(n) { try { return thrower(n); } catch (e) { debugger; return e.name + n; } }
for (var i = 0; i < 8; i++) print(catcher(i));
function mid(n) { try { return catcher2(n); } finally { debugger; cleanup++; } } function catcher2(n) { debugger; return thrower(n); } var cleanup = 0;
for (var i = 0; i < 6; i++) try { mid(i); } catch (e) { print(e, cleanup); }
function native(n) { return [3, 1, 2].sort((a, b) => { if (n) throw 'from callback'; return a - b; }) + ''; }
for (var i = 0; i < 4; i++) try { print(native(i % 2)); } catch (e) { print(e); }
function loop() { var n = 0; for (var i = 0; i < 50; i++) { try { if (i % 3 === 0) throw i; n += i; } catch (e) { debugger; n -= e; } } return n; } for (var i = 0; i < 3; i++) print(loop());
var o = {get bad() { throw 'getter'; }, set bad(v) { throw 'setter' + v; }, toString() { throw 'toString'; }};
function use(n) { switch (n) { case 0: return o.bad; case 1: o.bad = 1; return; case 2: return '' + o; case 3: return o.nothing.x; case 4: return new o(); case 5: return o + 1n; case 6: return nope; } }
for (var r = 0; r < 3; r++) for (var i = 0; i < 7; i++) try { use(i); } catch (e) { print(i, e); }
