// Exceptions thrown through frames, caught, rethrown and passed by finally.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

class ParseError extends Error {
  constructor(message, at) {
    super(message);
    this.at = at;
  }
}

// A calculator which reports errors by throwing.
class Parser {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.depth = 0;
  }

  peek() {
    return this.at < this.text.length ? this.text.charCodeAt(this.at) : -1;
  }

  sum() {
    let value = this.product();
    for (;;) {
      const c = this.peek();
      if (c !== 43 && c !== 45) return value;
      this.at++;
      const other = this.product();
      value = c === 43 ? value + other : value - other;
    }
  }

  product() {
    let value = this.atom();
    for (;;) {
      const c = this.peek();
      if (c !== 42 && c !== 47) return value;
      this.at++;
      const other = this.atom();
      if (c === 47 && other === 0) throw new ParseError('division by zero', this.at);
      value = c === 42 ? value * other : value / other;
    }
  }

  atom() {
    const c = this.peek();
    if (c === 40) {
      this.at++;
      this.depth++;
      try {
        const value = this.sum();
        if (this.peek() !== 41) throw new ParseError('expected )', this.at);
        this.at++;
        return value;
      } finally {
        this.depth--;
      }
    }
    if (c < 48 || c > 57) throw new ParseError('expected a number', this.at);
    let value = 0;
    for (let d = c; d >= 48 && d <= 57; d = this.peek()) {
      value = value * 10 + d - 48;
      this.at++;
    }
    return value;
  }
}

function evaluate(text) {
  const parser = new Parser(text);
  try {
    return parser.sum();
  } catch (e) {
    if (!(e instanceof ParseError) || parser.depth !== 0) throw e;
    return -e.at;
  }
}

function deep(n) {
  if (n === 0) throw { code: 42 };
  try {
    return deep(n - 1);
  } finally {
    trail++;
  }
}

function relay(n) {
  try {
    if (n === 0) throw 1;
    relay(n - 1);
  } catch (e) {
    throw e + 1;
  }
}

function finish(i) {
  for (;;) {
    try {
      if (i % 2 === 0) return i;
      i++;
      continue;
    } finally {
      if (i % 5 === 0) break;
    }
  }
  return -i;
}

let trail = 0, total = 0;
const texts = ['1+2*(3+4)', '(1+2', '((((7))))/0', '2*(3+', '8/2/2+(1*(2*(3*(4+x))))', '10*(2+3)-(4-(5-6))'];
const rounds = Math.max(1, Math.round(10000 * scale));
for (let r = 0; r < rounds; r++) {
  for (const text of texts) total += evaluate(text);
  try {
    deep(10);
  } catch ({ code }) {
    total += code;
  }
  try {
    relay(10);
  } catch (e) {
    total += e;
  }
  for (let i = 0; i < 20; i++) total += finish(i);
}
out('exceptions ' + total + ' ' + trail);
