//! Patterns, texts, and what they must give, by tables that `cases/expected.cjs` fills in.

use jsrun_regexp::{Flags, Matcher, NONE, Program, Text};

fn flags(text: &str) -> Flags {
    Flags {
        ignore_case: text.contains('i'),
        multiline: text.contains('m'),
        dot_all: text.contains('s'),
        unicode: text.contains('u'),
        unicode_sets: text.contains('v'),
    }
}

/// The code units of a text in which `\uXXXX` is one.
fn units(text: &str) -> Vec<u16> {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        units.extend(rest[..at].encode_utf16());
        units.push(u16::from_str_radix(&rest[at + 2..at + 6], 16).unwrap());
        rest = &rest[at + 6..];
    }
    units.extend(rest.encode_utf16());
    units
}

fn run(
    matcher: &mut Matcher,
    program: &Program,
    text: Text<'_>,
    start: usize,
    sticky: bool,
) -> String {
    let found = matcher.exec::<()>(program, text, start, sticky, &mut || Ok(()));
    if !found.unwrap() {
        return "none".to_owned();
    }
    let range = |range: &[u32]| match range {
        [NONE, NONE] => "-".to_owned(),
        [start, end] => format!("{start}-{end}"),
        _ => unreachable!(),
    };
    matcher.captures().chunks(2).map(range).collect::<Vec<_>>().join(" ")
}

fn check(table: &str) {
    let mut matcher = Matcher::default();
    let mut failed = Vec::new();
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines {
        let [pattern, given, text, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let expected = expected.trim_end_matches(" (by hand)");
        let (flag_text, start) = given.split_once('@').unwrap_or((given, "0"));
        let (start, sticky) = (start.parse().unwrap(), flag_text.contains('y'));
        let units = units(text);
        let found = match Program::compile(pattern.encode_utf16(), flags(flag_text)) {
            Ok(program) => {
                let found = run(&mut matcher, &program, Text::Utf16(&units), start, sticky);
                let bytes: Option<Vec<u8>> = units.iter().map(|u| u8::try_from(*u).ok()).collect();
                if let Some(bytes) = bytes {
                    let narrow = run(&mut matcher, &program, Text::Latin1(&bytes), start, sticky);
                    assert_eq!(narrow, found, "{line}");
                }
                found
            }
            Err(_) => "error".to_owned(),
        };
        if found != expected {
            failed.push(format!("{line}: {found}"));
        }
    }
    assert!(failed.is_empty(), "{} cases:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn texts_of_code_units() {
    check(include_str!("cases/units.txt"));
}

#[test]
fn texts_of_code_points() {
    check(include_str!("cases/points.txt"));
}

#[test]
fn newer_syntax() {
    check(include_str!("cases/newer.txt"));
}

#[test]
fn patterns_at_random() {
    check(include_str!("cases/random.txt"));
}
