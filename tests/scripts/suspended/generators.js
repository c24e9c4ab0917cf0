// Generators: every way in and out.
function drain(it, values) {
    var text = "";
    for (var i = 0; i < 12; i++) {
        var r;
        try {
            r = it.next(values ? values[i] : undefined);
        } catch (e) {
            return text + "threw " + show(e);
        }
        text += show(r.value) + (r.done ? "." : " ");
        if (r.done) break;
    }
    return text;
}
function* count(n) {
    for (var i = 0; i < n; i++) yield i;
    return "end";
}
for (var round = 0; round < 60; round++) {
    var t = drain(count(4));
    if (t !== "0 1 2 3 end.") print("wrong", t);
}
print(drain(count(3)), drain(count(0)));

// Values sent in, in every position of an expression.
function* positions() {
    var a = [yield 1, yield 2, ...(yield 3)];
    print(a);
    print(Math.max(yield 4, yield 5), `${yield 6}-${yield 7}`);
    var o = { a: yield 8, [yield 9]: 1, ...(yield 10) };
    print(o);
    o[yield 11] = yield 12;
    print(o);
    return (yield 13) + (yield 14);
}
print(drain(positions(), [0, "a", "b", ["c", "d"], 1, 2, "x", "y", "va", "k", { s: 1 }, "m", "n"]));

// try, catch, finally, return and throw at each place.
function* guarded(log) {
    try {
        log.push("try");
        yield 1;
        try {
            yield 2;
        } catch (e) {
            log.push("caught " + e);
            yield 3;
        } finally {
            log.push("inner");
            yield 4;
        }
        yield 5;
    } finally {
        log.push("outer");
    }
    return 6;
}
for (var steps = 0; steps < 6; steps++) {
    for (var how of ["return", "throw"]) {
        var log = [], it = guarded(log), text = "";
        for (var s = 0; s < steps; s++) text += show(it.next().value) + " ";
        for (var s = 0; s < 5; s++) {
            try {
                var r = s ? it.next() : it[how]("X");
                text += show(r) + " ";
                if (r.done) break;
            } catch (e) {
                text += "threw " + e + " ";
            }
        }
        print(how, steps, text, log.join());
    }
}
function* overriding() {
    try {
        yield 1;
    } finally {
        return "overridden";
    }
}
it = overriding();
it.next();
print(it.return("asked"), it.next());
it = overriding();
it.next();
print(it.throw("asked"));
function* loops() {
    outer: for (var i of [1, 2, 3]) {
        for (var j in { a: 1, b: 2 }) {
            try {
                if (i === 2) continue outer;
                if (i === 3) break outer;
                yield i + j;
            } finally {
                yield "f" + i + j;
            }
        }
    }
}
print(drain(loops()));

// Iterators that are open while the generator is suspended are closed by return and throw.
function closing(name) {
    return {
        [Symbol.iterator]() {
            var n = 0;
            return {
                next: () => ({ value: name + n++, done: false }),
                return(v) {
                    print("closed", name, v);
                    return {};
                },
            };
        },
    };
}
function* nested() {
    for (var a of closing("a")) {
        var [b, c = yield b, d] = closing("b");
        yield a + b + c;
        [b, { x: c = yield "deep" } = {}] = closing("c");
        yield a + b + c;
    }
}
it = nested();
print(it.next().value, it.next("C").value, it.next().value);
print(it.return("R"));
it = nested();
it.next();
try { it.throw("T"); } catch (e) { print(e); }

function* assigning(how) {
    var x = {};
    [x[yield 1], , x[yield 2] = 5, x[yield 3]] = closing(how);
}
for (var steps = 1; steps < 4; steps++) {
    for (var how of ["return", "throw"]) {
        it = assigning(how + steps);
        for (var s = 0; s < steps; s++) it.next("k");
        try { print(it[how]("X")); } catch (e) { print(e); }
    }
}

// Delegation.
function* inner() {
    try {
        var x = yield "i1";
        print("inner got", x);
        yield "i2";
        return "inner result";
    } catch (e) {
        print("inner caught", e);
        return "recovered";
    } finally {
        print("inner finally");
    }
}
function* delegating() {
    print("result", yield* inner());
    print("array", yield* [1, 2]);
    print("string", yield* "ab");
}
print(drain(delegating(), [0, "sent"]));
it = delegating();
it.next();
print(it.throw("E"), it.next(), it.next(), it.return("early"));
it = delegating();
it.next();
print(it.return("early"), it.next());
var plain = { [Symbol.iterator]: () => ({ next: v => ({ value: v, done: v === 3, extra: 1 }) }) };
function* toPlain() { return yield* plain; }
it = toPlain();
print(it.next(1), it.next(2), it.next(3));
it = toPlain();
it.next(1);
print(it.return("no return"));
it = toPlain();
it.next(1);
try { it.throw("x"); } catch (e) { print(e); }
print([...(function* () { yield* inner(); })()]);

// States.
function* running() { try { me.next(); } catch (e) { print(e); } try { me.return(); } catch (e) { print(e); } }
var me = running();
me.next();
print(me.next(), me.return(1));
try { me.throw("done"); } catch (e) { print(e); }
it = count(1);
print(it.return("unstarted"), it.next());
it = count(1);
try { it.throw("unstarted"); } catch (e) { print(e, it.next()); }
try { count.prototype.next.call({}); } catch (e) { print(e); }
try { new count(); } catch (e) { print(e); }

// Functions and their kin.
class C {
    *[Symbol.iterator]() { yield* this.items; }
    items = [1, 2];
    static *s(a = 1, ...rest) { yield a; yield* rest; yield arguments.length; yield this === C; yield new.target; }
}
print([...new C()], [...C.s()], [...C.s(5, 6, 7)]);
class D extends C { *[Symbol.iterator]() { yield 0; yield* super[Symbol.iterator](); } }
print([...new D()]);
function* params(a, b = a + 1, { c } = { c: 9 }, ...d) { a++; yield [a, b, c, d.length, arguments[0]]; }
print([...params(1)][0], [...params(1, 2, { c: 3 }, 4, 5)][0]);
function* mapped(a) { arguments[0] = 5; yield a; a = 6; yield arguments[0]; }
print([...mapped(1)]);
try { params(1, 2, null); } catch (e) { print("at once", e); }
function* closures() { for (let i = 0; i < 3; i++) yield () => i++; }
print([...closures()].map(f => f() + f()));
function* scope() { let x = yield () => x; { let x = yield 2; yield x; } yield x; }
it = scope();
var f = it.next().value;
try { f(); } catch (e) { print(e); }
print(it.next("X"), it.next("Y"), it.next(), f());
print(typeof count.prototype, Object.getPrototypeOf(count.prototype) === Object.getPrototypeOf(count).prototype);
count.prototype = 5;
print(Object.getPrototypeOf(count()) === Object.getPrototypeOf(count).prototype);

// Hot ones.
function* fibonacci() {
    var a = 0, b = 1;
    while (true) {
        yield a;
        [a, b] = [b, a + b];
    }
}
var sum = 0, n = 0;
for (var v of fibonacci()) {
    if (n++ > 70) break;
    sum += v;
}
print(sum);
function* mixed() {
    var x = 1;
    for (var i = 0; i < 200; i++) {
        x = i % 50 === 0 ? x + 0.5 : x + 1;
        if (i % 20 === 0) yield x;
        debugger;
    }
    return x + "";
}
print([...mixed()].join());
function* tree(d) { if (d) { yield* tree(d - 1); yield d; yield* tree(d - 1); } }
print([...tree(5)].join(""));
