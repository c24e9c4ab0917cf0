// marked renders its own documentation and that of the other programs, in several ways.
'use strict';
var marked = require('marked').marked;
var documents = ['marked/README.md', 'marked/man/marked.1.md', 'acorn/README.md', 'lodash/README.md', 'mustache/README.md', 'bignumber.js/README.md'];

documents.forEach(function (name) {
  var text = require.text(name);
  console.log('== ' + name + ' ' + text.length);
  console.log(marked.parse(text));
  console.log(marked.parse(text, { gfm: false, breaks: true, pedantic: true }));
});

// The tokens.
var kinds = {};
documents.forEach(function (name) {
  marked.walkTokens(marked.lexer(require.text(name)), function (token) {
    kinds[token.type] = (kinds[token.type] || 0) + 1;
  });
});
console.log(JSON.stringify(kinds));
console.log(JSON.stringify(marked.lexer(require.text('marked/README.md')), null, 1));

// What Markdown has.
var samples = [
  '# One\n## Two ##\n\nThree\n===\n\nFour\n---\n',
  '* a\n* b\n  * c\n\n    d\n1. e\n2. f\n7) g\n- [ ] open\n- [x] done\n',
  '> quote\n> > nested\nlazy\n\n```js\nlet a = `<b>`;\n```\n\n    indented & <code>\n',
  '| a | b |\n|:--|:-:|\n| 1 | `|` |\n| *x* | \\| |\n',
  '[link](https://example.org "title") ![image](a.png) <https://example.org> [ref][1]\n\n[1]: /url \'one\'\n',
  '*em* **strong** ***both*** _a_b_c_ ~~del~~ `code` ``a ` b`` \\*no\\* a*b*c\n',
  'hard  \nbreak\\\nhere &amp; &copy; &#35; <b>html</b>\n\n<div>\n*raw*\n</div>\n\n***\n',
  'www.example.org user@example.org http://a.b/c_(d)?e=f&g=h.\n',
  'unicode: \u00fc\u20ac\ud83d\ude00 \u201c**\u4e2d\u6587**\u201d\n',
  new Array(40).join('> ') + 'deep\n', new Array(60).join('*a **b ') + '\n', new Array(80).join('[') + '\n'
];
samples.forEach(function (text) {
  console.log(marked.parse(text));
  console.log(marked.parseInline(text));
});

// With a renderer, an extension and hooks of our own; and asynchronously.
var Marked = require('marked').Marked;
var own = new Marked({
  renderer: {
    heading: function (token) {
      return '<h' + token.depth + ' id="' + token.text.toLowerCase().replace(/[^a-z0-9]+/g, '-') + '">' + this.parser.parseInline(token.tokens) + '</h' + token.depth + '>\n';
    },
    link: function (token) { return '[' + token.href + '|' + this.parser.parseInline(token.tokens) + ']'; }
  },
  extensions: [{
    name: 'note',
    level: 'inline',
    start: function (text) { return text.indexOf('::'); },
    tokenizer: function (text) {
      var match = /^::([^:]+)::/.exec(text);
      if (match) return { type: 'note', raw: match[0], text: match[1] };
    },
    renderer: function (token) { return '<note>' + token.text + '</note>'; }
  }],
  hooks: {
    preprocess: function (text) { return text.replace(/TODO/g, '::to do::'); },
    postprocess: function (html) { return '<article>\n' + html + '</article>'; }
  }
});
console.log(own.parse('# A *title*\n\nTODO: read [this](x) ::now::\n'));
console.log(own.parse(require.text('marked/README.md')));
var later = new Marked({ async: true, walkTokens: async function (token) {
  if (token.type === 'link') {
    await null;
    token.href = 'awaited:' + token.href;
  }
} });
later.parse(require.text('marked/README.md')).then(function (html) { console.log(html); });
try { marked.parse(undefined); } catch (error) { console.log(error.message.split('\n')[0]); }
