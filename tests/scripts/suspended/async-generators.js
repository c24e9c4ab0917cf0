var log = [];
async function* basic() {
    try {
        var a = yield 1;
        print("got", a);
        var b = yield Promise.resolve(2);
        print("got", b);
        await null;
        return Promise.resolve(3);
    } finally {
        print("finally");
    }
}
function show2(r) { print(r.value, r.done); }
var it = basic();
it.next("a").then(show2);
it.next("b").then(show2);
it.next("c").then(show2);
it.next("d").then(show2);
(async () => {
    await 0; await 0; await 0; await 0; await 0; await 0; await 0; await 0; await 0; await 0; await 0; await 0;
    it = basic();
    show2(await it.next());
    show2(await it.return(Promise.resolve("R")));
    show2(await it.next());
    it = basic();
    show2(await it.next());
    await it.throw("T").catch(e => print("thrown", e));
    show2(await it.next());
    it = basic();
    show2(await it.return("unstarted"));
    it = basic();
    await it.throw("unstarted").catch(e => print(e));
    it = basic();
    await it.return(Promise.reject("rejected")).catch(e => print(e));
    await basic.prototype.next.call({}).catch(e => print(e));

    // A rejection that is yielded is thrown in.
    var g = (async function* () { try { yield Promise.reject("yielded"); } catch (e) { print("caught", e); yield "on"; } })();
    show2(await g.next());
    show2(await g.next());

    // for await
    for await (var v of [1, Promise.resolve(2), later(3)]) print("of", v);
    for await (var { x, y = await 5 } of [{ x: 1 }]) print(x, y);
    async function* three() { try { yield 1; yield 2; yield 3; } finally { print("three closed"); await 0; print("and awaited"); } }
    for await (var v of three()) { if (v === 2) break; }
    outer: for (;;) for await (var v of three()) { if (v === 2) break outer; }
    print(await (async () => { for await (var v of three()) if (v === 2) return "returned " + v; })());
    try { for await (var v of three()) throw "body"; } catch (e) { print(e); }
    try { for await (var v of (async function* () { yield 1; throw "iterator"; })()) print(v); } catch (e) { print(e); }
    try { for await (var v of [Promise.reject("element")]); } catch (e) { print(e); }
    try { for await (var v of 5); } catch (e) { print(e); }
    var odd = { [Symbol.asyncIterator]() { return { next() { return 5; } }; } };
    try { for await (var v of odd); } catch (e) { print(e); }
    // Delegation
    async function* inner() { try { var r = yield "i"; print("inner", r); return "result"; } catch (e) { print("inner caught", e); yield "recovered"; } finally { print("inner finally"); } }
    async function* outer2() { print("outer", yield* inner()); yield* [Promise.resolve(1), 2]; }
    g = outer2();
    show2(await g.next()); show2(await g.next("sent")); show2(await g.next()); show2(await g.next());
    g = outer2();
    show2(await g.next()); show2(await g.throw("E")); show2(await g.return("R")); show2(await g.next());
    g = outer2();
    show2(await g.next()); await g.return(Promise.reject("P")).catch(e => print("P", e)); show2(await g.next());
    var noThrow = { [Symbol.asyncIterator]() { return { next() { return { value: 1 }; }, return() { print("return called"); return {}; } }; } };
    g = (async function* () { yield* noThrow; })();
    show2(await g.next());
    await g.throw("x").catch(e => print(e));

    // Requests while it runs
    var gate, opened = new Promise(r => { gate = r; });
    g = (async function* () { await opened; yield 1; yield 2; })();
    var all = Promise.all([g.next(), g.next(), g.return("end"), g.next()]);
    gate();
    for (var r of await all) show2(r);
    class C { static async *s() { yield this === C; } async *[Symbol.asyncIterator]() { yield* [1, 2]; } }
    for await (var v of C.s()) print(v);
    var sum = 0;
    for await (var v of (async function* () { for (let i = 0; i < 100; i++) { if (i % 7 === 0) await i; yield i; } })()) sum += v;
    print(sum);
    print(Object.prototype.toString.call(g), typeof g[Symbol.asyncIterator], g[Symbol.asyncIterator]() === g);
})().catch(e => print("failed", e));
function later(v) { return { then(f) { queueMicrotask(() => f(v)); } }; }
