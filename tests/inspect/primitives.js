// Values that are no objects, alone and nested.
const values = [
    0, -0, 1, -1, 1.5, 1e21, 1e-7, 123456789.123, 2 ** 53, NaN, Infinity, -Infinity, 0n, -5n, 123456789012345678901234567890n,
    true, false, null, undefined, "", "text", "it's", 'say "x"', `'"`, "`'\"", "'\"${x}", "'\"$x", "a\nb", "\t\r\b\f\v\0", "\\", "\u007f\u0080\u009f\u00a0",
    "\u{1F600}", "\ud83d", "\ude00x", "é", "中文", "\x1b[31mred\x1b[39m", Symbol(), Symbol(""), Symbol("x"), Symbol.for("y"), Symbol.iterator, Symbol("a b'c\n"),
];
for (const value of values) {
    console.log(value);
    console.log([value]);
    console.log({ value });
}
console.log();
console.log("");
console.log(undefined, null, "a", 1, "b");
console.log(-0, [-0], "-0");
console.log("x", "y", ["x", "y"]);
console.log(values);
