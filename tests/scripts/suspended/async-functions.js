function later(v, n) {
    return new Promise(function (r) {
        (function step(n) { n ? queueMicrotask(() => step(n - 1)) : r(v); })(n);
    });
}
async function basic(x) {
    print("begins", x);
    var y = await x;
    print("has", y);
    return y * 2;
}
basic(1).then(v => print("basic", v));
basic(later(2, 3)).then(v => print("basic", v));
print("sync");

// Order against plain reactions.
async function order(name) {
    print(name, 1);
    await null;
    print(name, 2);
    await undefined;
    print(name, 3);
}
order("a");
Promise.resolve().then(() => print("p", 1)).then(() => print("p", 2)).then(() => print("p", 3));
order("b");
(async () => { await { then(f) { print("thenable"); f("T"); } }; print("after thenable"); })();
(async () => { return Promise.resolve("promise returned"); })().then(print);

// Rejections.
async function failing(how) {
    if (how === 0) throw "at once";
    await 1;
    if (how === 1) throw "later";
    try {
        await Promise.reject("inner");
    } catch (e) {
        print("caught", e);
        if (how === 2) throw "from catch";
    } finally {
        await 2;
        print("finally", how);
    }
    return "fine " + how;
}
for (let how = 0; how < 4; how++) failing(how).then(v => print("ok", v), e => print("rejected", e));
(async (a = (() => { throw "parameter"; })()) => a)().catch(e => print(e));
(async ({ a }) => a)(null).catch(e => print(e));
(async () => { await { get then() { throw "getter"; } }; })().catch(e => print(e));

// Positions.
async function positions() {
    var o = { a: await 1, [await "k"]: await 2, m: [await 3, ...await [4, 5]] };
    print(o, Math.max(await 6, await 7), `${await "x"}`, (await 8) + (await 9), await later(await 10, 2));
    for (let i = await 0; i < (await 3); i += await 1) print("i", i);
    for (var v of await [1, 2]) print("v", await v);
    var { a = await "default", ...rest } = await { b: 1, c: 2 };
    print(a, rest);
    print(await (async () => this === globalThis)(), typeof new.target, arguments.length);
    label: for (;;) { try { await 1; break label; } finally { print("left"); } }
    switch (await 2) { case await 1: print("one"); break; case await 2: print("two"); }
    return await (await (await 5));
}
positions(1, 2).then(v => print("positions", v));
var obj = {
    async m() { return [this === obj, await super.toString]; },
    async *g() { yield await this.q; },
    q: 7,
    arrow() { return (async () => [await this.q, arguments.length])(); },
};
obj.m().then(v => print(v[0], typeof v[1]));
obj.arrow(1, 2).then(v => print("arrow", v));
class A { async m() { return "A.m"; } static async s() { return await super.name; } #p = 5; async p() { await 1; return this.#p; } }
class B extends A { async m() { return "B." + await super.m(); } constructor() { super(); this.f = async () => await this.x; } x = 3; }
new B().m().then(print);
new B().f().then(v => print("field", v));
new B().p().then(v => print("private", v));

// Many, and long.
(async () => {
    var sum = 0;
    for (var i = 0; i < 300; i++) sum += await (i % 3 ? i : Promise.resolve(i));
    print("sum", sum);
    var all = await Promise.all(Array.from({ length: 20 }, async (_, i) => { await later(0, i % 5); return i; }));
    print(all.join());
})();
var AsyncFunction = (async () => {}).constructor;
print(AsyncFunction.name, AsyncFunction.length, (async function f(a, b) {}).length, (async () => {}).prototype);
try { new (async function () {})(); } catch (e) { print(e); }
print(Object.prototype.toString.call(async () => {}), (async () => {})() instanceof Promise);
