// A fast Fourier transform and a blur on typed arrays.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function fft(real, imaginary, inverse) {
  const n = real.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      const r = real[i], m = imaginary[i];
      real[i] = real[j];
      imaginary[i] = imaginary[j];
      real[j] = r;
      imaginary[j] = m;
    }
  }
  for (let size = 2; size <= n; size <<= 1) {
    const angle = (inverse ? -2 : 2) * Math.PI / size, half = size >> 1;
    const stepR = Math.cos(angle), stepI = Math.sin(angle);
    for (let start = 0; start < n; start += size) {
      let wr = 1, wi = 0;
      for (let k = 0; k < half; k++) {
        const a = start + k, b = a + half;
        const tr = real[b] * wr - imaginary[b] * wi, ti = real[b] * wi + imaginary[b] * wr;
        real[b] = real[a] - tr;
        imaginary[b] = imaginary[a] - ti;
        real[a] += tr;
        imaginary[a] += ti;
        const next = wr * stepR - wi * stepI;
        wi = wr * stepI + wi * stepR;
        wr = next;
      }
    }
  }
  if (inverse) {
    for (let i = 0; i < n; i++) {
      real[i] /= n;
      imaginary[i] /= n;
    }
  }
}

function blur(pixels, target, width, height) {
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      target[i] = (pixels[i] * 4 + pixels[i - 1] + pixels[i + 1] + pixels[i - width] + pixels[i + width]) >> 3;
    }
  }
}

const n = 4096;
const real = new Float64Array(n), imaginary = new Float64Array(n);
for (let i = 0; i < n; i++) real[i] = (i * 37 % 101) / 101;
const width = 256, height = 128;
let pixels = new Uint8Array(width * height), target = new Uint8Array(width * height);
for (let i = 0; i < pixels.length; i++) pixels[i] = i * i;
let peak = 0;
const rounds = Math.max(1, Math.round(56 * scale));
for (let r = 0; r < rounds; r++) {
  fft(real, imaginary, false);
  peak += Math.hypot(real[5], imaginary[5]);
  fft(real, imaginary, true);
  blur(pixels, target, width, height);
  const old = pixels;
  pixels = target;
  target = old;
}
for (let i = 0; i < n; i++) if (Math.abs(real[i] - (i * 37 % 101) / 101) > 1e-8) throw new Error('not inverted');
let sum = 0;
for (let i = 0; i < pixels.length; i++) sum = (sum * 3 + pixels[i]) % 1000003;
out('fft ' + Math.round(peak * 1e4) + ' ' + sum);
