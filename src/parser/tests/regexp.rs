//! Patterns of regular expressions: what is one and what is not.

use jsrun_parser::regexp::{PatternMode, check_pattern};

const PLAIN: PatternMode = PatternMode { unicode: false, unicode_sets: false };
const UNICODE: PatternMode = PatternMode { unicode: true, unicode_sets: false };
const SETS: PatternMode = PatternMode { unicode: true, unicode_sets: true };

fn is_valid(pattern: &str, mode: PatternMode) -> bool {
    check_pattern(pattern.encode_utf16(), mode).is_ok()
}

/// Patterns, and whether they are valid plainly, with `u`, with `v`.
const PATTERNS: &[(&str, bool, bool, bool)] = &[
    ("", true, true, true),
    ("a|b|", true, true, true),
    ("(", false, false, false),
    (")", false, false, false),
    ("(?)", false, false, false),
    ("a**", false, false, false),
    ("a*?", true, true, true),
    ("a{2}{3}", false, false, false),
    ("a{1,0}", false, false, false),
    ("a{0001,1}", true, true, true),
    ("a{99999999999999999999,100000000000000000000}", true, true, true),
    ("{", true, false, false),
    ("a{", true, false, false),
    ("a{1", true, false, false),
    ("{1}", false, false, false),
    ("]", true, false, false),
    ("}", true, false, false),
    ("^*", false, false, false),
    ("\\b+", false, false, false),
    ("(?=a)*", true, false, false),
    ("(?<=a)*", false, false, false),
    ("\\", false, false, false),
    ("\\a", true, false, false),
    ("\\-", true, false, false),
    ("\\/", true, true, true),
    ("\\1", true, false, false),
    ("(a)\\1", true, true, true),
    ("\\1(a)", true, true, true),
    ("\\2(a)", true, false, false),
    ("\\00", true, false, false),
    ("\\8", true, false, false),
    ("\\c", true, false, false),
    ("\\cA", true, true, true),
    ("\\c1", true, false, false),
    ("\\x1", true, false, false),
    ("\\u{110000}", true, false, false),
    ("\\u{10FFFF}", true, true, true),
    ("\\u12", true, false, false),
    ("\\p{Lu}", true, true, true),
    ("\\p", true, false, false),
    ("\\p{RGI_Emoji}", true, false, true),
    ("\\P{RGI_Emoji}", true, false, false),
    ("[b-a]", false, false, false),
    ("[\\d-a]", true, false, false),
    ("[a-\\d]", true, false, false),
    ("[\\d-]", true, true, false),
    ("[\\c]", true, false, false),
    ("[\\c_]", true, false, false),
    ("[\\1]", true, false, false),
    ("[\\-]", true, true, true),
    ("[", false, false, false),
    ("[]", true, true, true),
    ("[^]", true, true, true),
    ("\u{1F4A9}*", true, true, true),
    ("[\u{1F4A9}-\u{1F4AB}]", false, true, true),
    ("(?<a>.)\\k<a>", true, true, true),
    ("\\k<a>(?<a>.)", true, true, true),
    ("(?<a>.)\\k<b>", false, false, false),
    ("(?<a>.)\\k", false, false, false),
    ("(?<a>.)[\\k]", false, false, false),
    ("\\k<a>", true, false, false),
    ("(?<>.)", false, false, false),
    ("(?<1>.)", false, false, false),
    ("(?<\\u{61}b>.)\\k<ab>", true, true, true),
    ("(?<\\ud835\\udc9c>.)", true, true, true),
    ("(?<\u{1d49c}>.)", true, true, true),
    ("(?<a>.)(?<a>.)", false, false, false),
    ("(?<a>.)|(?<a>.)", true, true, true),
    ("(?:(?<a>.)|b)(?<a>.)", false, false, false),
    ("(?:(?<a>.)|b)|(?<a>.)", true, true, true),
    ("(?:(?<a>.)|(?<a>.))(?:(?<b>.)|(?<b>.))", true, true, true),
    ("(?:(?<a>.)|(?<a>.(?<a>.)))", false, false, false),
    ("(?i:a)", true, true, true),
    ("(?ims-:a)", true, true, true),
    ("(?i-ms:a)", true, true, true),
    ("(?-:a)", false, false, false),
    ("(?ii:a)", false, false, false),
    ("(?i-i:a)", false, false, false),
    ("(?i--m:a)", false, false, false),
    ("(?u:a)", false, false, false),
    ("(?i)", false, false, false),
    ("[[a-z]&&[aeiou]]", true, false, true),
    ("[\\w--\\d]", true, false, true),
    ("[a--b&&c]", false, false, false),
    ("[ab--c]", false, false, false),
    ("[a-c&&d]", true, true, false),
    ("[a&&b-c]", true, true, false),
    ("[a&&&b]", true, true, false),
    ("[a&&]", true, true, false),
    ("[&&a]", true, true, false),
    ("[a&b]", true, true, true),
    ("[(]", true, true, false),
    ("[a-]", true, true, false),
    ("[!!]", true, true, false),
    ("[\\!\\!]", true, false, true),
    ("[\\q{abc|d|}]", true, false, true),
    ("[^\\q{abc}]", true, false, false),
    ("[^\\q{a|b}]", true, false, true),
    ("[^[\\q{ab}]]", true, false, false),
    ("[^\\q{ab}&&a]", true, false, true),
    ("[^a--\\q{ab}]", false, false, true),
    ("[\\q{\\d}]", true, false, false),
    ("[[a]", true, true, false),
];

#[test]
fn patterns_are_told_from_others() {
    for &(pattern, plain, unicode, sets) in PATTERNS {
        assert_eq!(is_valid(pattern, PLAIN), plain, "/{pattern}/");
        assert_eq!(is_valid(pattern, UNICODE), unicode, "/{pattern}/u");
        assert_eq!(is_valid(pattern, SETS), sets, "/{pattern}/v");
    }
}

#[test]
fn depth_takes_no_stack() {
    let many = 1 << 20;
    let check = |pattern: String, mode| check_pattern(pattern.encode_utf16(), mode);
    assert_eq!(check("(".repeat(many) + &")".repeat(many), UNICODE), Ok(()));
    assert_eq!(check("(".repeat(many), PLAIN), Err("Unterminated group"));
    assert_eq!(check("[".repeat(many) + &"]".repeat(many), SETS), Ok(()));
    let names: String = (0..20_000).map(|i| format!("((?<n{i}>.)|")).collect();
    assert_eq!(check(names + &")".repeat(20_000), UNICODE), Ok(()));
    assert_eq!(check("(?<a>.)|".repeat(100_000), PLAIN), Ok(()));
}
