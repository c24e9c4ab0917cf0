// gc-stress: no
function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
print(fib(20));
function even(n) { return n === 0 ? true : odd(n - 1); } function odd(n) { return n === 0 ? false : even(n - 1); }
print(even(1000), odd(777));
function ack(m, n) { return m === 0 ? n + 1 : n === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)); }
print(ack(2, 6));
function depth(n) { return n === 0 ? 0 : 1 + depth(n - 1); }
print(depth(3000));
function infinite() { return 1 + infinite(); }
for (var i = 0; i < 3; i++) try { infinite(); print('no'); } catch (e) { print(e instanceof RangeError, e); }
var o = {get x() { return this.x; }, toString() { return '' + this; }};
try { o.x; } catch (e) { print(e); }
try { '' + o; } catch (e) { print(e); }
function viaNative(n) { return [1].map(() => viaNative(n + 1))[0]; }
try { viaNative(0); } catch (e) { print(e); }
class R { constructor() { new R(); } } try { new R(); } catch (e) { print(e); }
function unwind(n) { try { return n === 0 ? infinite() : unwind(n - 1); } finally { count++; } } var count = 0;
try { unwind(50); } catch (e) { print(e, count); }
function caught() { try { return caught() + 1; } catch (e) { return 0; } } print(caught() > 100);
print(depth(100));
