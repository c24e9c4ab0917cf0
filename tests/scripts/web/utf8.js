// TextEncoder and TextDecoder.
var hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join(" ");
var units = (text) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16)).join(" ");
var encoder = new TextEncoder();
for (var text of ["", "a", "\x7f\x80\u07ff\u0800\uffff", "\u{10000}\u{10FFFF}", "\ud800", "\udc00", "a\ud800b", "\udc00\ud800", "\ud83d\ude00\ud83d", null, 5, undefined]) {
    print(hex(encoder.encode(text)));
}
print(hex(encoder.encode()), encoder.encoding, encoder.encode("x") instanceof Uint8Array);
for (var size = 0; size < 12; size++) {
    var target = new Uint8Array(size);
    var result = encoder.encodeInto("a\u00e9\u20ac\ud83d\ude00\ud800", target);
    print(size, result.read, result.written, hex(target));
}
var shared = new Uint8Array(new SharedArrayBuffer(3));
print(encoder.encodeInto("abcd", shared), hex(shared), encoder.encodeInto("", shared));
var part = new Uint8Array(6).subarray(2, 4);
print(encoder.encodeInto("abcd", part), hex(new Uint8Array(part.buffer)));

function decode(bytes, options) {
    try {
        return units(new TextDecoder("utf-8", options).decode(new Uint8Array(bytes)));
    } catch (e) {
        return e.name + " " + e.message;
    }
}
var inputs = [[], [0x61], [0xff], [0xc0, 0x80], [0xc1, 0xbf], [0xe2, 0x82], [0xe2, 0x82, 0x61], [0xe2, 0x82, 0xac], [0xf0, 0x9f, 0x98], [0xf0, 0x9f, 0x98, 0x80],
    [0xed, 0xa0, 0x80], [0xed, 0x9f, 0xbf], [0xee, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf4, 0x8f, 0xbf, 0xbf], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xe0, 0x80, 0x80],
    [0xe0, 0xa0, 0x80], [0x80, 0x80], [0xf0, 0x80, 0x80, 0x80], [0xf0, 0x90, 0x80, 0x80], [0x61, 0xc3], [0xc3, 0xc3, 0xa9], [0xef, 0xbb, 0xbf], [0xef, 0xbb, 0xbf, 0x61],
    [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x61], [0x61, 0xef, 0xbb, 0xbf], [0xef, 0xbb], [0xfe, 0xff], [0xff, 0xef, 0xbb, 0xbf]];
for (var input of inputs) {
    print(hex(input), "|", decode(input), "|", decode(input, { fatal: true }), "|", decode(input, { ignoreBOM: true }));
}
// In pieces: every input, cut everywhere, and byte by byte.
var wrong = 0;
for (var options of [{}, { ignoreBOM: true }]) {
    var decoder = new TextDecoder("utf-8", options);
    for (var a of inputs) for (var b of inputs) {
        var bytes = new Uint8Array([...a, ...b]);
        var whole = decoder.decode(bytes), pieces = "";
        for (var i = 0; i < bytes.length; i++) pieces += decoder.decode(bytes.subarray(i, i + 1), { stream: true });
        pieces += decoder.decode();
        if (pieces !== whole) wrong++;
        for (var cut = 0; cut <= bytes.length; cut++) {
            var halves = decoder.decode(bytes.subarray(0, cut), { stream: true }) + decoder.decode(bytes.subarray(cut));
            if (halves !== whole) wrong++;
        }
    }
}
print(wrong, "differences");
var out = [], stream = new TextDecoder();
for (var byte of [0xef, 0xbb, 0xbf, 0xf0, 0x9f, 0x98, 0x80, 0xe2, 0x82]) out.push(units(stream.decode(new Uint8Array([byte]), { stream: true })));
out.push(units(stream.decode()));
out.push(units(stream.decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))));
print(out.join());
var fatal = new TextDecoder("utf-8", { fatal: true });
print(fatal.fatal, fatal.ignoreBOM, fatal.encoding, units(fatal.decode(new Uint8Array([0xe2]), { stream: true })));
try { fatal.decode(new Uint8Array([0x20]), { stream: true }); } catch (e) { print(e.name, e.code); }
print(units(fatal.decode(new Uint8Array([0x61]))));
for (var label of ["utf-8", "utf8", "UTF-8", " utf8\n", "\t\fUtF8\r ", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8", undefined]) {
    print(new TextDecoder(label).encoding);
}
print([new TextDecoder("utf8", { fatal: 1, ignoreBOM: "x" }), new TextDecoder("utf8", null), new TextDecoder("utf8", () => 1)].map((d) => d.fatal + " " + d.ignoreBOM).join());
// Everything that holds bytes.
var d = new TextDecoder();
print(d.decode(new Uint16Array([0x6161])), d.decode(new DataView(new ArrayBuffer(3), 1)).length, d.decode(new Uint8Array([1, 97, 98, 1]).subarray(1, 3)), d.decode(new Uint8Array([97]).buffer), d.decode(undefined) === "");
var shared = new SharedArrayBuffer(2);
new Uint8Array(shared).set([97, 98]);
print(d.decode(shared), d.decode(new Uint8Array(shared, 1)));
var gone = new Uint8Array(4);
structuredClone(0, { transfer: [gone.buffer] });
print(d.decode(gone) === "", d.decode(gone.buffer) === "");
var resizable = new ArrayBuffer(4, { maxByteLength: 8 }), all = new Uint8Array(resizable);
all.fill(98);
print(d.decode(resizable), d.decode(all));
resizable.resize(6);
print(d.decode(all).length, d.decode(new Uint8Array(resizable, 5)).length);
// Long texts, in both widths.
for (var unit of ["a", "\u00e9", "\u20ac", "\ud83d\ude00"]) {
    var long = unit.repeat(3000);
    print(encoder.encode(long).length, d.decode(encoder.encode(long)) === long);
}
