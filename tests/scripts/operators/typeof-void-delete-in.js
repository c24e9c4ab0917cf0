print(typeof 1, typeof 'a', typeof undefined, typeof null, typeof {}, typeof (() => 1), typeof 1n, typeof Symbol(), typeof nothere, typeof true);
print(void 0, void print('side'));
var o = {a: 1, b: 2};
print(delete o.a, o, delete o.zz, delete 5, 'b' in o, 'a' in o, 0 in [1], 1 in [1]);
try { 'a' in 5; } catch (e) { print(e); }
try { nothere; } catch (e) { print(e); }
function strict() { 'use strict'; try { delete Object.freeze({q: 1}).q; } catch (e) { print(e); } }
strict();
print(o instanceof Object, [] instanceof Array, (() => 1) instanceof Function, 5 instanceof Number);
try { o instanceof 5; } catch (e) { print(e); }
print({[Symbol.hasInstance]: 1} instanceof Object, 7 instanceof {[Symbol.hasInstance](v) { return v === 7; }});
