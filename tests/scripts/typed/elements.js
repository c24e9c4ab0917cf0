// Every kind of typed array, loaded and stored in loops that become machine code: bounds, conversions, NaN, detached.
const kinds = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array];
const numbers = [0, -0, 1, -1, 127, 128, 255, 256, -129, 32767, 32768, 65535, 65536, 2147483647, 2147483648, 4294967295, 4294967296, -2147483649, 0.5, 1.5, 2.5, -0.5, 1e10, 1e20, 1e300, NaN, Infinity, -Infinity];
function fill(a, values) { for (let i = 0; i < values.length; i++) a[i] = values[i]; }
function read(a) { let s = []; for (let i = 0; i < a.length + 2; i++) s[i] = a[i]; return s; }
for (let round = 0; round < 3; round++) {
  for (const K of kinds) {
    const a = new K(numbers.length - 1);
    fill(a, numbers);
    const got = read(a);
    if (round == 2) print(K.name + ' ' + got.map(x => Object.is(x, -0) ? '-0' : String(x)).join(' '));
  }
}
const big = new BigInt64Array(2);
big[0] = 5n;
try { big[1] = 1; } catch (e) { print(e.name); }
print(String(big[0]), String(big[1]));
const buffer = new ArrayBuffer(16), view = new Float64Array(buffer), bytes = new Uint8Array(buffer);
bytes.fill(0xFF);
let nan = view[0];
print(nan !== nan, typeof nan);
for (let i = 0; i < 100; i++) view[1] = i * 0.25;
print(view[1], bytes[15]);
view[5] = 1;
print(view[5], '5' in view, view['-0'], view.length);
