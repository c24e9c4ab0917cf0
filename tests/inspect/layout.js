// Where lines are broken, strings in several lines, nesting.
const long = "a long line of text that goes on and on";
console.log({ text: long + long });
console.log({ text: long + "\n" + long });
console.log({ a: { text: long + "\n" + long + "\n" } });
console.log([long + "\n" + long, "short\nlines"]);
console.log(["x".repeat(200)]);
console.log("plain\nlines\n");
console.log({ s: "x\n".repeat(5), t: "y\n".repeat(60) });
console.log(["x".repeat(10001)].map(s => s.length), "z".repeat(20).length);
console.log(["w".repeat(10002)]);
console.log({ key: "v".repeat(10001) });
console.log({ short: "a\nb" }, ["\n"], ["0123456789abcde\n"], ["0123456789abcdef\n"]);
for (let i = 10; i < 24; i++) console.log({ a: "b".repeat(i), c: { d: "e".repeat(i), f: ["g".repeat(i)] } });
for (let i = 1; i < 12; i++) console.log(Array.from({ length: i }, (_, j) => ({ name: "item" + j, list: [j] })));
for (let i = 1; i < 9; i++) {
    let nested = "end";
    for (let j = 0; j < i; j++) nested = { ["level" + j]: nested, x: j };
    console.log(nested);
}
console.log({ a: [{ b: { c: [1, 2, 3] } }], d: [[[]]], e: [{}, {}] });
console.log([{ a: 1 }, { b: [1, { c: 2 }] }, [[{ d: 3 }]]]);
console.log({ f: { g: { h: 1 } }, i: "x".repeat(50) });
console.log([["aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"], ["c"]]);
console.log({ "a key that needs quotes and is long": { "another key of that kind": "and a value" }, z: 1 });
console.log({ data: [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], ["a", "b"]], more: new Map([["k", { deep: [1, 2, 3] }]]) });
console.log([1, [2, [3, [4]]], { a: { b: { c: { d: 1 } } } }]);
console.log({ a: 1, get b() { return 1; }, c: [1, , 2], d: null, e: undefined, f: -0, g: Symbol("x"), h: 5n });
console.log([["中文".repeat(12), "中文".repeat(12)], ["日本".repeat(30)]]);
console.log({ users: [{ name: "Ada Lovelace", born: 1815, tags: ["math", "computing"] }, { name: "Alan Turing", born: 1912, tags: ["math", "logic", "computing"] }], count: 2 });
console.log(Array.from({ length: 10 }, (_, i) => ({ id: i, name: "name " + i, active: i % 2 === 0 })));
console.log({ matrix: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], vector: [1, 2, 3], options: { verbose: true, level: 3 } });
console.log([{ a: { b: 1 } }, { a: { b: 2 } }, { a: { b: 3 } }, { a: { b: 4 } }, { a: { b: 5 } }, { a: { b: 6 } }, { a: { b: 7 } }]);
console.log([[], [], [], [], [], [], []], [{}, {}, {}, {}, {}, {}, {}]);
console.log(Array.from({ length: 27 }, (_, i) => "item number " + i * i));
console.log({ list: Array.from({ length: 27 }, (_, i) => "item number " + i * i) });
