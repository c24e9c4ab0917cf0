// Esprima parses its own source, Acorn's and the rest, and prints each tree.
'use strict';
var esprima = require('esprima');

// A regular expression literal's value has no form in JSON.
function plain(key, value) {
  return value instanceof RegExp ? String(value) : value;
}

['esprima', 'acorn', 'mustache', 'bignumber.js'].forEach(function (name) {
  var text = require.text(name);
  var tree = esprima.parseScript(text, { range: true, loc: name === 'mustache', comment: true });
  console.log('== ' + name + ' ' + text.length + ' ' + tree.comments.length);
  console.log(JSON.stringify(tree, plain, 1));
});

// A delegate that counts kinds of nodes, and every fiftieth token.
var counts = {};
esprima.parseScript(require.text('esprima'), {}, function (node, meta) {
  counts[node.type] = (counts[node.type] || 0) + 1;
  if (node.type === 'FunctionDeclaration') console.log(node.id.name, meta.start.line, meta.end.line);
});
console.log(JSON.stringify(counts));
esprima.tokenize(require.text('acorn'), { loc: true, comment: true }).forEach(function (token, i) {
  if (i % 50 === 0) console.log(token.type, token.value, token.loc.start.line + ':' + token.loc.start.column);
});

// Mistakes: those that are thrown, those that are tolerated, and JSX.
['if (a) { b', 'let let = 1', 'return 5 +', '"use strict"; with (a) b', 'a => { ) }', 'class A { constructor(){} constructor(){} }', '"\\u{110000}"', '/a(/'].forEach(function (text) {
  try {
    console.log(JSON.stringify(esprima.parseScript(text)));
  } catch (e) {
    console.log(e.name + ': ' + e.message + ' ' + e.index + ' ' + e.lineNumber + ' ' + e.column + ' ' + e.description);
  }
});
console.log(JSON.stringify(esprima.parseScript('return 1; "use strict"; var a = 010; delete a', { tolerant: true }).errors));
console.log(JSON.stringify(esprima.parseScript('var a = <p class="x" {...y}>t &amp; {z}<br/></p>', { jsx: true })));
console.log(JSON.stringify(esprima.parseModule('import a, {b as c} from "d"; export default async () => await a; export * from "e"')));
