/*---
esid: sec-class-definitions-static-semantics-early-errors
description: >
  What a class may not have
features: [class, class-fields-public, class-fields-private]
---*/

var wrong = [
  "constructor() {} constructor() {}", "get constructor() {}", "*constructor() {}", "async constructor() {}",
  "static prototype() {}", "static prototype = 1", "constructor = 1", "'constructor' = 1", "#constructor = 1",
  "#a; #a", "get #a() {} get #a() {}", "static get #a() {} set #a(v) {}", "x = arguments", "x = super()",
  "m() { delete this.#a; } #a", "a b"
];
for (var i = 0; i < wrong.length; i += 1) {
  assert.throws(SyntaxError, function () { eval("class C extends Object { " + wrong[i] + " }"); }, wrong[i]);
}
var right = ["static constructor() {}", "static get constructor() {}", "['constructor']() {}", "get #a() {} set #a(v) {}", "static static", "get", "static async *#m() {}", "x = () => super.y"];
for (i = 0; i < right.length; i += 1) {
  assert.sameValue(typeof eval("(class C extends Object { " + right[i] + " })"), "function", right[i]);
}
