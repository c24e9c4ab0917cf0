// The Mandelbrot set in characters: loops over doubles, which the JIT keeps unboxed.
//
//   jsrun examples/mandelbrot.js
//   jsrun --stats examples/mandelbrot.js
//   jsrun --tier interp examples/mandelbrot.js

function iterations(cx, cy, limit) {
  let x = 0, y = 0, n = 0;
  while (n < limit && x * x + y * y < 4) {
    const t = x * x - y * y + cx;
    y = 2 * x * y + cy;
    x = t;
    n++;
  }
  return n;
}

const shades = " .:-=+*#%@";
const limit = 1000;
for (let row = -12; row <= 12; row++) {
  let line = "";
  for (let column = -50; column <= 25; column++) {
    const n = iterations(column / 25, row / 10, limit);
    line += n === limit ? shades[9] : shades[n % 9];
  }
  console.log(line);
}
