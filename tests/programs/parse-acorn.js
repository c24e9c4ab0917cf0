// Acorn parses its own source, Esprima's and the rest, and prints each tree.
'use strict';
var acorn = require('acorn');

// Values that JSON has no form for: a regular expression literal's, a bigint's.
function plain(key, value) {
  if (value instanceof RegExp) return String(value);
  if (typeof value === 'bigint') return value + 'n';
  return value;
}

['acorn', 'esprima', 'mustache', 'bignumber.js'].forEach(function (name) {
  var text = require.text(name);
  var comments = [];
  var tree = acorn.parse(text, { ecmaVersion: 2022, sourceType: 'script', onComment: comments });
  console.log('== ' + name + ' ' + text.length + ' ' + comments.length);
  console.log(JSON.stringify(tree, plain, 1));
});

// With locations and ranges, every token.
var tokens = 0;
var kinds = {};
var tokenizer = acorn.tokenizer(require.text('acorn'), { ecmaVersion: 'latest', locations: true, ranges: true });
for (var token of tokenizer) {
  tokens++;
  kinds[token.type.label] = (kinds[token.type.label] || 0) + 1;
  if (tokens % 50 === 0) console.log(token.type.label, String(token.value), token.loc.start.line, token.loc.start.column, token.range.join('-'));
}
console.log(tokens, JSON.stringify(kinds));

// Syntax of every year, and mistakes.
[
  'let [a, {b = 1, ...c}] = d; for await (x of y);',
  'async function* f() { for await (const x of g()) yield* x; }',
  'class A extends B { #p = 1; static #q() {} static { this.x = 1; } get [k]() { return super.k?.(this.#p ?? 2) } }',
  'a ??= b || c; x ** y ** z; `p${q}r${`s`}`; tag`\\unicode`;',
  '/(?<year>\\d{4})-(?<month>\\d\\d)/u.exec(s); /[\\p{L}--[a-z]]/v; 123_456n; 0b101; 0o17; .5e-7',
  'var \\u0061bc = "\\u{1F600}"; label: while (1) { continue label }',
  'if (a) { b', 'let let = 1', 'return 5 +', '"use strict"; with (a) b', 'a\n++\nb\n=> c', 'var a = /(?<n>.)(?<n>.)/;', 'class { }', '({a: 1, a = 2})'
].forEach(function (text) {
  try {
    console.log(JSON.stringify(acorn.parse(text, { ecmaVersion: 2025, allowAwaitOutsideFunction: true, locations: true }), plain));
  } catch (e) {
    console.log(e.name + ': ' + e.message + ' ' + e.pos + ' ' + e.raisedAt + ' ' + JSON.stringify(e.loc));
  }
});
