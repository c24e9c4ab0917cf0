function sloppy() { return typeof this + ' ' + (this === globalThis); }
function strict() { 'use strict'; return typeof this; }
for (var i = 0; i < 3; i++) {
  print(sloppy(), sloppy.call(5), sloppy.call('s'), sloppy.call(null), sloppy.call(undefined), sloppy.call({}));
  print(strict(), strict.call(5), strict.call('s'), strict.call(null), strict.call(undefined), strict.call({}));
}
var o = {f() { return this === o; }, g: () => typeof this, h() { return (() => this === o)(); }};
print(o.f(), (o.f)(), (0, o.f)(), o.g(), o.h(), o?.f(), o['f']());
function box() { this.p = 1; return this; } print(typeof box.call(5), box.call(5).p, box.call('x') == 'x');
Number.prototype.me = function () { 'use strict'; return typeof this; }; Number.prototype.you = function () { return typeof this; };
print((5).me(), (5).you());
print(this === globalThis);
var b = sloppy.bind(3); print(b(), new (function () { this.q = 2; })().q);
