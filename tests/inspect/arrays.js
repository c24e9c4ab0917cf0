// Arrays of all lengths, holes, columns, extra properties.
console.log([]);
console.log([1]);
console.log([1, 2, 3]);
console.log(["a", "b"]);
console.log([[]]);
console.log([[[]]]);
console.log([[[[]]]]);
console.log([[[[1]]]]);
console.log([, ]);
console.log([, , ]);
console.log([1, , 3]);
console.log([, 1, , , 2, , ]);
console.log(new Array(5));
console.log(new Array(4294967295));
for (const length of [5, 6, 7, 8, 10, 16, 17, 26, 27, 30, 50, 99, 100, 101, 102, 200, 1000]) {
    console.log(Array.from({ length }, (_, i) => i));
}
for (const length of [6, 7, 20, 101]) {
    console.log(Array.from({ length }, (_, i) => "text " + i));
    console.log(Array.from({ length }, (_, i) => i * 1000003));
    console.log(Array.from({ length }, (_, i) => i % 3 ? i : "s" + i));
    console.log(Array.from({ length }, (_, i) => i / 7));
    console.log(Array.from({ length }, (_, i) => BigInt(i) ** 5n));
    console.log(Array.from({ length }, (_, i) => "x".repeat(i % 17)));
    console.log(Array.from({ length }, (_, i) => i % 2 === 0));
    console.log(Array.from({ length }, (_, i) => [i]));
    console.log(Array.from({ length }, (_, i) => ({ i })));
    console.log(Array.from({ length }, () => undefined));
    console.log(Array.from({ length }, (_, i) => i % 5 ? i : null));
}
{
    const a = [1, 2, 3];
    a.name = "x";
    a[-1] = "negative";
    a["1.5"] = "fraction";
    a[Symbol("s")] = 1;
    console.log(a);
    const b = [];
    b.only = 1;
    console.log(b);
    const c = Array.from({ length: 10 }, (_, i) => i);
    c.key = "value";
    console.log(c);
    const d = Array.from({ length: 100 }, (_, i) => i);
    d.key = "value";
    console.log(d);
    const e = Array.from({ length: 101 }, (_, i) => i);
    e.key = "value";
    console.log(e);
}
{
    const a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    delete a[3];
    console.log(a);
    delete a[4];
    console.log(a);
    a.length = 12;
    console.log(a);
    const sparse = [];
    sparse[0] = "a";
    sparse[1000] = "b";
    sparse[1e6] = "c";
    console.log(sparse);
    const many = [];
    for (let i = 0; i < 120; i++) many[i * 2] = i;
    console.log(many);
    const end = [];
    for (let i = 0; i < 100; i++) end[i] = i;
    end[200] = 1;
    console.log(end);
    const huge = [1, 2];
    huge[4294967290] = 3;
    console.log(huge);
}
{
    const a = [1, 2, 3];
    Object.defineProperty(a, 1, { enumerable: false });
    console.log(a);
    const b = [1, , 3, 4];
    Object.defineProperty(b, 2, { enumerable: false });
    console.log(b);
    const c = [1, 2, 3];
    Object.defineProperty(c, 1, { get() { throw new Error("must not run"); }, enumerable: true });
    console.log(c);
    Object.defineProperty(c, 2, { get() { throw 1; }, set() {}, enumerable: true });
    Object.defineProperty(c, 3, { set() {}, enumerable: true });
    console.log(c);
    console.log(Object.freeze([1, 2]));
    console.log(Object.freeze(Array.from({ length: 12 }, (_, i) => i)));
}
class List extends Array {}
console.log(new List());
console.log(List.from([1, 2, 3]));
console.log([List.from([1])]);
console.log([[[List.from([1])]]]);
console.log([[[new List()]]]);
console.log(Object.setPrototypeOf([1, 2], null));
console.log(Object.setPrototypeOf([], null));
console.log(Object.setPrototypeOf([1], { constructor: "no" }));
console.log([[[Object.setPrototypeOf([1, 2], null)]]]);
{
    const tagged = [1, 2];
    tagged[Symbol.toStringTag] = "Tag";
    console.log(tagged);
    class Tagged extends Array { }
    Object.defineProperty(Tagged.prototype, Symbol.toStringTag, { value: "Tag" });
    console.log(new Tagged(1, 2));
    console.log(new Tagged());
    console.log(Array.prototype);
}
console.log(["中", "文", "字", "字", "文", "中", "a", "b"]);
console.log(Array.from({ length: 20 }, (_, i) => "中".repeat(i % 4)));
console.log(Array.from({ length: 20 }, (_, i) => ["e\u0301", "👍", "x"][i % 3]));
console.log([undefined, null, , NaN, -0, "", Symbol("x"), 1n, () => {}, function f() {}, class A {}]);
console.log([1.5, 22.25, 333.125, 4, 5, 6, 7, 8, 9]);
console.log([-1, -22, 333, -4444, 55555, -666666, 7777777, 88888888]);
console.log([..."abcdefghijklmnopqrstuvwxyz"]);
console.log("the quick brown fox jumps over the lazy dog and runs away again".split(" "));
console.log(Array.from({ length: 12 }, (_, i) => "x".repeat(40 + i)));
console.log(Array.from({ length: 3 }, () => "y".repeat(30)));
console.log({ list: Array.from({ length: 30 }, (_, i) => i) });
console.log({ a: { b: { c: Array.from({ length: 30 }, (_, i) => i) } } });
console.log({ a: { b: { c: [] } } });
console.log([[1, 2, [3, 4, [5, 6, [7, 8]]]]]);
console.log([[1, 2], [3, 4], [5, 6]]);
console.log(Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => i * j)));
console.log(Array.from({ length: 3 }, (_, i) => Array.from({ length: 40 }, (_, j) => i * j)));
