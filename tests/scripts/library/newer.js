// Younger parts of the library: raw JSON, RegExp.escape, bytes as text.
function attempt(f) { try { return f(); } catch (e) { return e.name; } }
print(JSON.stringify({ big: JSON.rawJSON("12345678901234567890"), text: JSON.rawJSON('"a"') }));
print(JSON.isRawJSON(JSON.rawJSON("1")), JSON.isRawJSON({ rawJSON: "1" }), Object.isFrozen(JSON.rawJSON("1")));
print(attempt(() => JSON.rawJSON("{}")), attempt(() => JSON.rawJSON(" 1")), attempt(() => JSON.rawJSON("")));
print(JSON.stringify(JSON.parse("[1.0, 2]", (k, v, { source }) => source === undefined ? v : source)));
print(RegExp.escape("a.b*c"), RegExp.escape("-\n\u2028\ud800"), RegExp.escape("_x/"), attempt(() => RegExp.escape(1)));
print(new RegExp("^" + RegExp.escape("1+1=(2)") + "$").test("1+1=(2)"));
const bytes = new Uint8Array([0, 255, 16, 250, 1]);
print(bytes.toHex(), bytes.toBase64(), bytes.toBase64({ alphabet: "base64url", omitPadding: true }));
print(Uint8Array.fromHex("00ff10").join(), Uint8Array.fromBase64(" AP8Q\n+gE= ").join());
print(attempt(() => Uint8Array.fromHex("0")), attempt(() => Uint8Array.fromBase64("A")), attempt(() => Uint8Array.fromBase64(1)));
const target = new Uint8Array(4);
const { read, written } = target.setFromBase64("AAEC/w==", { lastChunkHandling: "strict" });
print(read, written, target.join());
print(attempt(() => target.setFromHex("0102zz")), target.join());
print(/(?<𝑓𝑜𝑥>fox)/.exec("a fox").groups["𝑓𝑜𝑥"]);
print([..."ab"].entries().next().value.join(), attempt(() => Object.freeze(new Uint8Array(new ArrayBuffer(1, { maxByteLength: 2 })))));
print((function () {}).caller, (function () {}).arguments, attempt(() => (function () { "use strict"; }).caller));
