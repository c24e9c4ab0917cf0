// What the RegExp constructor tells of the last match.
/(b)(c)?(d)/.exec('aabdee');
print(RegExp.$1, RegExp.$2 === '', RegExp.$3, RegExp.$4 === '', RegExp.$9 === '');
print(RegExp.lastMatch, RegExp['$&'], RegExp.lastParen, RegExp['$+'], RegExp.leftContext, RegExp['$`'], RegExp.rightContext, RegExp["$'"], RegExp.input, RegExp.$_);
/no/.test('match');
print(RegExp.lastMatch);
print(/(\d)-(\d)/.test('x1-2y'), RegExp.$1 + RegExp.$2);
print('k7 k8 k9'.replace(/k(\d)/g, () => RegExp.input.length), RegExp.$1);
print('q1r2s'.split(/(\d)/).join(), RegExp.$1, 'abc'.search(/(c)/), RegExp.$1, 'xyxy'.match(/x(y)/g).length, RegExp.leftContext);
var text = '¨G0G ¨K12K', found = [];
while (/¨(K|G)(\d+)\1/.test(text)) { found.push(RegExp.$1 + RegExp.$2); text = text.replace(/¨(K|G)\d+\1/, ''); }
print(found.join());
RegExp.input = 5; print(typeof RegExp.input, RegExp.input, RegExp.lastMatch);
for (var name of ['$1', 'input', 'lastMatch', '$&', 'lastParen']) {
  var d = Object.getOwnPropertyDescriptor(RegExp, name);
  print(name, typeof d.get, d.enumerable, d.configurable);
}
