// The Mandelbrot set: floating-point arithmetic in local variables.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function escape(cr, ci, limit) {
  let zr = 0, zi = 0, n = 0;
  while (n < limit) {
    const rr = zr * zr, ii = zi * zi;
    if (rr + ii > 4) break;
    zi = 2 * zr * zi + ci;
    zr = rr - ii + cr;
    n++;
  }
  return n;
}

function image(width, height, limit) {
  let sum = 0;
  for (let y = 0; y < height; y++) {
    const ci = (2 * y) / height - 1;
    for (let x = 0; x < width; x++) sum += escape((3 * x) / width - 2, ci, limit);
  }
  return sum;
}

const side = Math.max(8, Math.round(430 * Math.sqrt(scale)));
out('mandelbrot ' + image(side, side, 250));
