var o = {a: {b: {c: 1}}, f() { return this.a.b; }, n: null, arr: [1, [2]]};
print(o?.a?.b?.c, o?.x?.b.c.d, o.n?.b.c, o.f?.().c, o.g?.(), o.g?.().h.i, o.arr?.[1]?.[0], o?.['a']?.['b'], undefined?.[print('no')], null?.f(print('no')));
try { o.x.y; } catch (e) { print(e); } try { o?.x.y; } catch (e) { print(e); } try { o.a?.(); } catch (e) { print(e); } print(delete o?.a?.b?.c, delete o?.zz?.b, o.a.b);
for (var i = 0; i < 4; i++) { var t = i % 2 ? {p: {q: () => i}} : i ? null : undefined; print(t?.p.q(), t?.p?.q?.()); } print((o?.f)().c === undefined, (o?.a).b === o.a.b); try { (null?.a).b; } catch (e) { print(e); }
print(typeof o?.zzz, !o?.zzz, o?.a ?? 'd', o?.zzz ?? 'd', o?.a.b === o['a']?.b, `${o?.nothing}`, 0?.toFixed(1), ''?.length, false?.x);
