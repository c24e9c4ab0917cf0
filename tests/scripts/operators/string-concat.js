var s = ''; for (var i = 0; i < 300; i++) s += i; print(s.length, s[100], s.charAt(299), s.slice(0, 20));
var t = ''; for (var i = 0; i < 50; i++) t = i + t; print(t);
print('a' + 1, 1 + 'a', 'a' + null, undefined + 'a', 'a' + true, 1 + 2 + 'a' + 1 + 2, 'a' + 1.5, 'a' + -0, 'a' + [1, [2, 3]], 'x' + {});
print('\u00e9' + '\u4e2d', ('\ud83d' + '\ude00').length, 'abc' < 'abd', 'a' < 'B', '\u00ff' < '\u0100');
var u = 'ab'; u += u; u += u; u += u; print(u, u.length, u == 'abababababababab');
var o = {}; o['k' + 1] = 1; o['k' + 1] += 1; print(o.k1);
