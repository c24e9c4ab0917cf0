// atob and btoa.
function tell(f, text) {
    try {
        var result = f(text);
        print(f.name, JSON.stringify(text), JSON.stringify(result));
    } catch (e) {
        print(f.name, JSON.stringify(text), e.name, e.message, e.code);
    }
}
var texts = ["", "YQ==", "YQ", "YQ=", "YWI=", "YWI", "YWJj", " Y Q = = ", "Y", "YQ===", "=", "====", "YQ=a", "ab-_", "\u0100", "YQ\v==",
    "YQ\f==\n\t\r", "!!!!", "YR==", "YWJ=", null, undefined, 12, "A===", "AA=A", "YWJjZA=", "YWJjZA===", "YWJj YWJj", "YQ==YQ==", "////", "++++",
    "AAAAA", "AAAAAA", "AAAAAAA", "\0AAA", "AAA\u00A0A"];
for (var text of texts) tell(atob, text);
for (var text of ["", "a", "ab", "abc", "abcd", "\xff\xfe", "\0\0\0", null, undefined, 12, "\u0100", "\ud800", "a\u20ac"]) tell(btoa, text);
var all = "";
for (var i = 0; i < 256; i++) all += String.fromCharCode(i);
print(btoa(all) === btoa(atob(btoa(all))), atob(btoa(all)) === all, btoa(all).length);
for (var length = 0; length < 40; length++) {
    var text = all.slice(200 - length, 200);
    if (atob(btoa(text)) !== text) print("wrong", length);
}
print(atob({ toString() { return "YWJj"; } }));
