function t(f) { try { print(f()); } catch (e) { print(e); } }
t(() => { x; let x = 1; });
t(() => { x = 1; let x; });
t(() => typeof y === 'undefined');
t(() => { typeof x; const x = 1; });
t(() => { function g() { return z; } g(); let z = 1; });
t(() => { function g() { return z; } let z = 1; return g(); });
t(() => { let a = a; });
t(() => { let [b, c = b] = [1]; return [b, c] + ''; });
t(() => { let [c = d, d] = [undefined, 1]; });
t(() => ((a = b, b) => a)(undefined, 1));
t(() => ((a, b = a) => b)(4));
t(() => { for (let i = i; ;) break; });
t(() => { for (const k of [k]) ; });
t(() => { switch (1) { case 0: let s = 1; case 1: s; } });
t(() => { new C(); class C {} });
t(() => { class D extends D {} });
t(() => { const k = 1; k = 2; });
t(() => { const k = 1; k++; });
for (var n = 0; n < 4; n++) t(() => { if (n < 2) return u; let u = 3; return u; });
for (var n = 0; n < 10; n++) { try { if (n === 5) late; } catch (e) { print(n, e); } let late = n; }
