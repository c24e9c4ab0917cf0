function id(x) { return x; }
function argc() { return arguments.length; }
for (var i = 0; i < 3; i++) {
  print(id(1), id(), id(1, 2), argc(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), argc(...[1, 2], 3, ...'abc'), Math.max(...[3, 9, 2]));
}
try { undefined(); } catch (e) { print(e); }
try { ({}).x(); } catch (e) { print(e); }
try { null.x(); } catch (e) { print(e); }
try { (5)(); } catch (e) { print(e); }
try { new (() => 1)(); } catch (e) { print(e); }
try { new ({m() {}}).m(); } catch (e) { print(e); }
print(id.call(null, 7), id.apply(null, [8]), id.bind(null, 9)(), Reflect.apply(id, null, [10]));
var bound = function (a, b, c) { return [this.x, a, b, c] + ''; }.bind({x: 1}, 2); print(bound(3, 4), bound.length);
function order() { print('f'); return (a, b) => print('call'); }
function arg(x) { print('arg' + x); return x; }
order()(arg(1), arg(2));
var g = function fact(n) { return n < 2 ? 1 : n * fact(n - 1); }; print(g(5), g.name);
print((function () { return typeof hoisted; function hoisted() {} })(), (function f() { f = 1; return typeof f; })());
print([1, 2, 3].map((x) => x * 2).filter((x) => x > 2).reduce((a, b) => a + b));
