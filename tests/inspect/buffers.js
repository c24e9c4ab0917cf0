// Typed arrays, buffers, views.
for (const type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]) {
    console.log(new type(), new type(3), type.from([1, 2.5, -3]), type);
}
console.log(new BigInt64Array(2), BigUint64Array.of(1n, 2n ** 63n), new BigInt64Array());
for (const n of [6, 7, 20, 100, 101, 300]) console.log(Uint8Array.from({ length: n }, (_, i) => i));
console.log(Float64Array.of(-0, NaN, Infinity, 1e21, 0.1));
console.log(Float32Array.of(0.1, 1 / 3, 16777217));
console.log(new ArrayBuffer(0), new ArrayBuffer(4), new ArrayBuffer(60), new ArrayBuffer(200));
console.log(new SharedArrayBuffer(4), new DataView(new ArrayBuffer(4), 1, 2));
console.log(Uint8Array.of(1, 255, 16).buffer);
console.log({ a: new ArrayBuffer(2), b: { c: { d: new ArrayBuffer(2), e: new Uint8Array(2), f: new DataView(new ArrayBuffer(1)) } } });
console.log([new Uint8Array(2), new ArrayBuffer(2)], [[[[new Uint8Array(2), new ArrayBuffer(2), new Uint8Array()]]]]);
class Bytes extends Uint8Array {}
class Buffers extends ArrayBuffer {}
console.log(new Bytes(2), new Bytes(), new Buffers(2), [[[[new Bytes(2)]]]]);
console.log(Object.assign(new Uint8Array(2), { extra: 1, [Symbol("s")]: 2 }), Object.assign(new ArrayBuffer(1), { extra: 1 }), Object.assign(new DataView(new ArrayBuffer(1)), { extra: 1 }));
console.log(Object.setPrototypeOf(new Uint8Array(2), null), Object.setPrototypeOf(new ArrayBuffer(2), null), Object.setPrototypeOf(new DataView(new ArrayBuffer(1)), null));
console.log(Uint8Array.prototype, ArrayBuffer.prototype, DataView.prototype, Object.getPrototypeOf(Uint8Array));
console.log(new Uint16Array(new ArrayBuffer(8), 2, 2));
const moved = new ArrayBuffer(4);
console.log(Object.defineProperty(new Uint8Array(1), Symbol.toStringTag, { value: "Tag" }));
