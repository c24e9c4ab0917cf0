// Iterator helpers: laziness, closing, arguments.
const log = [];
function source(n, name = "s") {
  let i = 0;
  return {
    __proto__: Iterator.prototype,
    next() { log.push(name + i); return i < n ? { value: i++, done: false } : { value: undefined, done: true }; },
    return() { log.push(name + " closed"); return {}; },
  };
}
function flush(...what) { print(...what.map(w => Array.isArray(w) ? "[" + w.map(x => Array.isArray(x) ? "[" + x + "]" : x) + "]" : w), log.splice(0).join(" ")); }
function attempt(f) { try { return f(); } catch (e) { return e.name; } }
flush(source(3).map((x, i) => x * 10 + i).toArray());
flush(source(5).filter(x => x % 2).toArray());
flush(source(9).take(2).toArray());
flush(source(4).drop(2).toArray());
flush(source(3).flatMap(x => [x, x]).toArray());
flush(source(3).take(0).next().done);
const half = source(3).map(x => x);
flush(half.next().value);
flush(half.return().done, half.next().done, half.return().done);
const fresh = source(3).map(x => x);
flush(fresh.return().done, fresh.next().done);
flush(attempt(() => source(3).map(() => { throw new EvalError(); }).next()));
flush(attempt(() => source(3).map(1)), attempt(() => source(3).take(NaN)), attempt(() => source(3).drop(-1)));
flush(attempt(() => source(3).take({ valueOf() { throw new EvalError(); } })), attempt(() => source(1).take(2 ** 53)));
flush(source(2).take(Infinity).toArray());
const outer = source(2).flatMap(() => source(2, "inner"));
flush(outer.next().value);
flush(outer.return().done);
const running = source(2).map(() => attempt(() => running.next()));
flush(running.next().value);
flush(Array.from(source(7).chunks(3)), attempt(() => source(1).chunks(0)), attempt(() => source(1).chunks("1")));
flush(Array.from(source(4).windows(2)), Array.from(source(1).windows(2)), Array.from(source(1).windows(2, "allow-partial")));
flush(source(5).includes(3), source(2).includes(3), source(3).includes(0, 1), attempt(() => source(1).includes(0, -1)));
flush(Iterator.concat([1, 2], new Set([3]), { [Symbol.iterator]: () => source(2) }).toArray());
const cat = Iterator.concat({ [Symbol.iterator]: () => source(2) }, []);
flush(cat.return().done);
const cat2 = Iterator.concat({ [Symbol.iterator]: () => source(2) }, []);
cat2.next();
flush(cat2.return().done);
flush(attempt(() => Iterator.concat("abc")), attempt(() => Iterator.concat({})));
flush(Iterator.zip([source(2, "a"), source(3, "b")]).toArray());
flush(Iterator.zip([source(1, "a"), source(3, "b")], { mode: "longest", padding: ["x"] }).toArray());
flush(attempt(() => Iterator.zip([source(1, "a"), source(2, "b")], { mode: "strict" }).toArray()));
flush(attempt(() => Iterator.zip([source(2, "a"), source(1, "b")], { mode: "strict" }).toArray()));
flush(Iterator.zip([source(2, "a"), source(2, "b")], { mode: "strict" }).toArray());
const zipped = Iterator.zip([source(2, "a"), source(2, "b")]);
zipped.next();
flush(zipped.return().done);
flush(JSON.stringify(Iterator.zipKeyed({ p: [1, 2], q: ["x", "y"], skipped: undefined }).toArray()));
flush(JSON.stringify(Iterator.zipKeyed({ p: [1], q: [1, 2] }, { mode: "longest", padding: { p: "none" } }).toArray()));
flush(attempt(() => Iterator.zip(1)), attempt(() => Iterator.zip([], { mode: "other" })), attempt(() => Iterator.zip([[1], 2])));
const plain = { next() { return { value: 1, done: false }; }, return() { return { value: "r", done: true }; } };
const wrapped = Iterator.from(plain);
flush(wrapped instanceof Iterator, wrapped.next().value, wrapped.return().value, wrapped === plain);
const own = source(1);
flush(Iterator.from(own) === own, Iterator.from("ab").toArray(), attempt(() => Iterator.from(1)));
flush(Object.prototype.toString.call(source(1).map(x => x)), Object.getPrototypeOf(source(1).map(x => x)) === Object.getPrototypeOf([].values().take(1)));
const d = source(2);
d[Symbol.dispose]();
flush("disposed");
flush([..."abc"].values().map(c => c.toUpperCase()).filter(c => c !== "B").toArray().join(""));
let total = 0;
for (const x of [1, 2, 3, 4].values().map(x => x * x).drop(1).take(2)) total += x;
flush(total);
