// From text to lists: numbers, strings, symbols, and lists of these.

export class Name {
  static #all = new Map();

  constructor(text) {
    this.text = text;
  }

  /** The one name with this text. */
  static of(text) {
    let name = Name.#all.get(text);
    if (!name) Name.#all.set(text, (name = new Name(text)));
    return name;
  }

  toString() {
    return this.text;
  }
}

const TOKEN = /\s+|;.*|(?<open>\()|(?<close>\))|(?<quote>')|"(?<string>(?:[^"\\]|\\.)*)"|(?<word>[^\s()'";]+)/gy;

/** The tokens of a text: what kind each is, and its text. */
function* tokens(text) {
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    const [kind, value] = Object.entries(match.groups).find(([, group]) => group !== undefined) ?? [];
    if (kind) yield { kind, value };
  }
  if (end < text.length) throw new SyntaxError(`What is this: ${text.slice(end, end + 10)}`);
}

/** The expressions of a text, one after the other. */
export function* read(text) {
  const source = tokens(text);
  for (const token of source) yield expression(token, source);
}

function expression({ kind, value }, source) {
  switch (kind) {
    case "open":
      return list(source);
    case "close":
      throw new SyntaxError("A parenthesis too much");
    case "quote":
      return [Name.of("quote"), expression(next(source), source)];
    case "string":
      return JSON.parse(`"${value}"`);
    default:
      return Number.isNaN(Number(value)) ? Name.of(value) : Number(value);
  }
}

function list(source) {
  const items = [];
  for (;;) {
    const token = next(source);
    if (token.kind === "close") return items;
    items.push(expression(token, source));
  }
}

function next(source) {
  const { value, done } = source.next();
  if (done) throw new SyntaxError("A parenthesis is missing");
  return value;
}

/** An expression as text. */
export function show(value) {
  if (Array.isArray(value)) return `(${value.map(show).join(" ")})`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return `<${value.name || "function"}>`;
  return String(value);
}
