// Mustache renders a few hundred templates.
'use strict';
var Mustache = require('mustache');

console.log(Mustache.name, Mustache.version);

var people = [];
for (var i = 0; i < 40; i++) {
  people.push({
    name: 'Person <' + i + '> & "co"',
    age: 20 + (i * 7) % 45,
    tags: ['t' + i % 3, 'u' + i % 5],
    active: i % 2 === 0,
    address: i % 4 === 0 ? null : { street: i + " O'Hara St.", city: { name: 'Ville/' + i } },
    greet: function () { return 'Hi, ' + this.name; },
    bold: function () { return function (text, render) { return '<b>' + render(text) + '</b>'; }; }
  });
}

var templates = [
  '{{name}} is {{age}}\n',
  '{{{name}}} {{&name}}\n',
  '{{#active}}yes{{/active}}{{^active}}no{{/active}}\n',
  'Tags:{{#tags}} [{{.}}]{{/tags}}\n',
  '{{#address}}{{street}}, {{city.name}}{{/address}}{{^address}}nowhere{{/address}}\n',
  '{{greet}}; {{#bold}}I am {{name}}{{/bold}}\n',
  '{{! a comment }}{{=<% %>=}}<% name %><%={{ }}=%>{{age}}\n',
  '{{> card}}\n',
  '  {{> card}}\n  {{#tags}}\n  * {{.}}\n  {{/tags}}\n'
];
var partials = { card: '<div>\n  {{name}}\n  {{> line}}\n</div>', line: '{{#tags}}<i>{{.}}</i>{{/tags}}' };

people.forEach(function (person) {
  templates.forEach(function (template) {
    console.log(Mustache.render(template, person, partials));
  });
});
console.log(Mustache.render('{{#people}}{{name}}: {{#tags}}{{.}},{{/tags}}\n{{/people}}', { people: people }));

// Trees, tags of one's own, escaping of one's own, contexts.
templates.forEach(function (template) { console.log(JSON.stringify(Mustache.parse(template))); });
console.log(Mustache.render('<%a%> {{a}}', { a: '<1>' }, {}, ['<%', '%>']));
console.log(Mustache.render('{{a}}', { a: 'x"y' }, {}, { escape: function (text) { return JSON.stringify(text); } }));
var context = new Mustache.Context({ a: { b: 1 } }).push({ c: 2 });
console.log(context.lookup('a.b'), context.lookup('c'), context.lookup('d.e'));
var writer = new Mustache.Writer();
for (var n = 0; n < 100; n++) console.log(writer.render('{{#n}}{{n}} {{half}}{{/n}}{{^n}}none{{/n}}', { n: n, half: n / 2 }));
Mustache.clearCache();

['{{#a}}', '{{/a}}', '{{#a}}{{/b}}', '{{a', '{{=a=}}'].forEach(function (template) {
  try { console.log(Mustache.render(template, { a: 1 })); } catch (e) { console.log(e.name + ': ' + e.message); }
});
try { Mustache.render(5, {}); } catch (e) { console.log(e.name + ': ' + e.message); }
