function f(n) { try { if (n === 0) return 'return'; if (n === 1) throw 'thrown'; if (n === 2) return print('arg'); } catch (e) { return 'caught ' + e; } finally { print('finally', n); if (n === 3) return 'override'; } return 'end'; }
for (var i = 0; i < 5; i++) print(f(i));
function g() { for (var i = 0; i < 5; i++) { try { if (i === 1) continue; if (i === 3) break; print('body', i); } finally { print('fin', i); } } return 'done'; } print(g());
function h() { outer: for (var i = 0; i < 3; i++) { for (var j = 0; j < 3; j++) { try { if (j === 1) continue outer; if (i === 2) break outer; print(i, j); } finally { print('f', i, j); } } } } h();
function nested() { try { try { throw 1; } finally { print('inner'); } } catch (e) { print('outer', e); try { throw 2; } catch (e) { print(e); } finally { return 'n'; } } } print(nested());
function replace() { try { throw 1; } finally { throw 2; } } try { replace(); } catch (e) { print(e); }
function swallow() { while (true) { try { throw 1; } finally { break; } } return 'swallowed'; } print(swallow());
function value() { var x = 1; try { return x; } finally { x = 2; } } print(value());
function loop() { var r = []; for (var i = 0; i < 4; i++) try { if (i % 2) throw i; r.push(i); } catch (e) { r.push('e' + e); continue; } finally { r.push('f'); } return r + ''; } print(loop());
function noparam() { try { null.x; } catch { return 'no parameter'; } } print(noparam());
function destruct() { try { throw {a: 1, b: [2]}; } catch ({a, b: [c]}) { return a + c; } } print(destruct());
lab: try { print('in'); break lab; } finally { print('after break'); } print(f.length);
function deepFinally(n) { try { if (n > 0) return deepFinally(n - 1); throw 'bottom'; } finally { log += n; } } var log = ''; try { deepFinally(5); } catch (e) { print(e, log); }
