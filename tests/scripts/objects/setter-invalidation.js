function set(o, v) { o.x = v; return o.x; }
var proto = {}; function make() { return Object.create(proto); }
for (var i = 0; i < 4; i++) print(set(make(), i));
Object.defineProperty(proto, 'x', {set(v) { print('setter', v); }, get() { return 'got'; }, configurable: true});
for (var i = 0; i < 3; i++) print(set(make(), i));
delete proto.x; for (var i = 0; i < 3; i++) print(set(make(), i));
Object.defineProperty(proto, 'x', {value: 'ro', writable: false, configurable: true});
for (var i = 0; i < 3; i++) print(set(make(), i));
(function () { 'use strict'; try { make().x = 1; } catch (e) { print(e); } })();
delete proto.x; Object.defineProperty(Object.prototype, 'x', {set(v) { print('root setter', v); }, configurable: true});
for (var i = 0; i < 3; i++) print(set(make(), i)); delete Object.prototype.x; print(set(make(), 9));
var frozen = Object.freeze({x: 1}), sealed = Object.seal({x: 1}), fixed = Object.preventExtensions({y: 1});
for (var i = 0; i < 3; i++) print(set(frozen, 5), set(sealed, 6), set(fixed, 7));
(function () { 'use strict'; for (var o of [frozen, fixed]) try { o.x = 9; print(o.x); } catch (e) { print(e); } })();
var w = {x: 1}; for (var i = 0; i < 6; i++) { print(set(w, i)); if (i === 2) Object.defineProperty(w, 'x', {writable: false}); if (i === 4) { w = {x: 0}; Object.preventExtensions(w); } }
