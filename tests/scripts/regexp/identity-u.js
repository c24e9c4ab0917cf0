// Without the u flag \u{...} is a quantified u, and \u without four digits a u.
print(/\u{2}/.exec("uu")[0], /^\u{61}$/.test("u".repeat(61)), /\u{2,}x/.test("uuux"), /\ux/.test("ux"));
print(/[\u{61}]/.exec("}")[0], /\\u{61}/.test("\\" + "u".repeat(61)), /\u0061/.test("a"), /\u00/.test("u00"));
print(/\u{61}/u.test("a"), new RegExp("\\u").test("u"));
