// Map, Set, their iterators, weak collections.
console.log(new Map(), new Set(), new WeakMap(), new WeakSet());
console.log(new Map([[1, 2]]), new Set([1]));
console.log(new Map([["a", { b: 1 }], [{ k: 1 }, [2]], [NaN, -0], [null, undefined], [Symbol("s"), 1n]]));
console.log(new Set(["a", { b: 1 }, [2], NaN, -0, null, undefined, Symbol("s"), 1n]));
console.log(new Map([[new Map([[1, 2]]), new Map([[3, new Map([[4, new Map()]])]])]]));
console.log(new Set([new Set([new Set([new Set([1])])])]));
console.log({ a: { b: { m: new Map([[1, 2]]), s: new Set([1]), e: new Map(), f: new Set() } } });
console.log([[[new Map([[1, 2]])]]], [[[[new Map([[1, 2]]), new Map(), new Set([1])]]]]);
for (const n of [5, 6, 7, 20, 100, 101, 150]) {
    console.log(new Set(Array.from({ length: n }, (_, i) => i)));
    console.log(new Map(Array.from({ length: n }, (_, i) => [i, i * i])));
}
console.log(new Map(Array.from({ length: 10 }, (_, i) => ["key" + i, "a longer value " + i])));
console.log(Object.assign(new Map([[1, 2]]), { extra: true }), Object.assign(new Set(), { extra: true }), Object.assign(new WeakMap(), { x: 1 }));
class M extends Map {}
class S extends Set {}
console.log(new M(), new S(), new M([[1, 2]]), new S([1]), [[[new M([[1, 2]])]]]);
console.log(Object.setPrototypeOf(new Map([[1, 2]]), null), Object.setPrototypeOf(new Set([1]), null));
console.log(Object.setPrototypeOf(new Map(), null), Object.setPrototypeOf(new Set(), null));
console.log(Object.setPrototypeOf(new WeakMap(), null), Object.setPrototypeOf(new WeakSet(), null));
const map = new Map([["a", 1], ["b", { c: 2 }]]), set = new Set(["x", { y: 1 }]);
console.log(map.entries(), map.keys(), map.values(), map[Symbol.iterator]());
console.log(set.entries(), set.keys(), set.values());
const iterator = map.entries();
iterator.next();
console.log(iterator);
iterator.next();
console.log(iterator);
iterator.next();
console.log(iterator);
console.log(new Map().keys(), new Set().entries());
console.log([map.entries()], { k: map.keys() }, [[[map.keys()]]], [[[[map.keys()]]]]);
console.log(Object.assign(set.values(), { extra: 1 }));
console.log(new Map(Array.from({ length: 120 }, (_, i) => [i, i])).keys());
console.log(new Map(Array.from({ length: 120 }, (_, i) => [i, i])).entries());
console.log(new Set(Array.from({ length: 120 }, (_, i) => i)).values());
console.log([1, 2][Symbol.iterator](), "abc"[Symbol.iterator](), "abc".matchAll(/b/g), [1].entries());
console.log(Object.getPrototypeOf(map.entries()), Object.getPrototypeOf([][Symbol.iterator]()));
console.log(Map.prototype, Set.prototype, WeakMap.prototype, WeakSet.prototype);
console.log(Object.defineProperty(new Set([1]), Symbol.toStringTag, { value: "Tag" }));
console.log(new WeakRef({ a: 1 }), new FinalizationRegistry(() => {}));
console.log(new Map([["key", "x".repeat(80)], ["other", ["y".repeat(80)]]]));
console.log(new Set(["x".repeat(80), "multi\nline ".repeat(10)]));
console.log(new Set([-0]), new Set([-0]).values(), new Set([-0]).entries(), new Map([[-0, -0]]), new Map([[-0, -0]]).entries());
console.log({ [Symbol("\ud800x")]: 1, [Symbol("it's")]: 2 }, Object.defineProperty({}, Symbol("\udc00"), { value: 1, enumerable: true }));
