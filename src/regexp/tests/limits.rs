//! Patterns and texts that would take too much of an engine with less care: stack, memory, time.

use jsrun_regexp::{Flags, Matcher, Program, Stop, Text};
use std::time::Instant;

fn compile(pattern: &str) -> Result<Program, &'static str> {
    Program::compile(pattern.encode_utf16(), Flags::default())
}

fn search(pattern: &str, text: &str) -> Result<bool, Stop<()>> {
    let program = compile(pattern).unwrap();
    Matcher::default().exec(&program, Text::Latin1(text.as_bytes()), 0, false, &mut || Ok(()))
}

const TOO_LARGE: &str = "Regular expression too large";

#[test]
fn deep_patterns_take_no_native_stack() {
    const DEPTH: usize = 100_000;
    for (open, close) in [
        ("(?:", ")"),
        ("(?:a|", ")"),
        ("(?:", ")*"),
        ("(?=", ")"),
        ("(?<!", ")"),
        ("(?:a?", "){2,3}"),
    ] {
        let pattern = format!("{}b{}", open.repeat(DEPTH), close.repeat(DEPTH));
        let small = std::thread::Builder::new().stack_size(256 << 10);
        let run = move || {
            let program = compile(&pattern).unwrap();
            let mut matcher = Matcher::default();
            // Some of them would take until the end of time.
            let mut polls = 0;
            let found = matcher.exec(&program, Text::Latin1(b"ab"), 0, false, &mut || {
                polls += 1;
                if polls == 30 { Err(()) } else { Ok(()) }
            });
            found != Err(Stop::TooComplex)
        };
        assert!(small.spawn(run).unwrap().join().unwrap(), "{open}");
    }
    assert_eq!(
        compile(&format!("{}{}", "(".repeat(DEPTH), ")".repeat(DEPTH))).err(),
        Some(TOO_LARGE)
    );
    let sets = format!("{}a{}", "[^".repeat(DEPTH), "]".repeat(DEPTH));
    let flags = Flags { unicode_sets: true, ..Flags::default() };
    assert!(Program::compile(sets.encode_utf16(), flags).is_ok());
}

#[test]
fn repetition_does_not_make_programs_larger() {
    let few = compile("(?:(?:(?:(?:a|bc){2}){2}){2}){2}").unwrap();
    let many = compile("(?:(?:(?:(?:a|bc){1000}){1000}){1000}){1000}").unwrap();
    assert_eq!(few.bytes(), many.bytes());
    assert_eq!(search("(?:(?:a{1000}){1000}){1000}", "aaa"), Ok(false));
    assert_eq!(search("(?:){4000000000}b", "b"), Ok(true));
}

#[test]
fn programs_are_as_large_as_their_patterns() {
    let bytes = |count: usize| compile(&"(?:ab|[c-e]+f)*".repeat(count)).unwrap().bytes();
    assert!(bytes(4000) < 5 * bytes(1000), "{} {}", bytes(1000), bytes(4000));
    assert!(bytes(4000) < 4000 * 16 * 64, "{}", bytes(4000));
}

#[test]
fn long_lists_compile_in_time() {
    let begun = Instant::now();
    let words: Vec<String> = (0..20_000).map(|n| format!("w{n}")).collect();
    let program = compile(&words.join("|")).unwrap();
    let mut matcher = Matcher::default();
    let text = Text::Latin1(b"... w19999");
    assert_eq!(matcher.exec::<()>(&program, text, 0, false, &mut || Ok(())), Ok(true));
    let names: Vec<String> = (0..20_000).map(|n| format!("(?<n{n}>a)\\k<n{n}>")).collect();
    assert!(compile(&names.join("")).is_ok());
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}

#[test]
fn the_host_can_end_every_match() {
    let text = "a".repeat(40);
    for pattern in [
        "(a+)+$b",
        "(a*)*b",
        "(?:a|a)*b",
        "(?:a?){40}a{40}b",
        "^(?:a+)+?b",
        "(?=(a+)+b)",
        "(?<=b(a|aa)+)c",
        "(a*)*\\1b",
        "(a+?)+?b",
    ] {
        let program = compile(pattern).unwrap();
        let mut polls = 0;
        let mut matcher = Matcher::default();
        let found = matcher.exec(&program, Text::Latin1(text.as_bytes()), 0, false, &mut || {
            polls += 1;
            if polls == 3 { Err("enough") } else { Ok(()) }
        });
        // Some of these are simple for the engine.
        assert!(
            matches!(found, Err(Stop::Interrupted("enough")) | Ok(false)),
            "{pattern}: {found:?}"
        );
        assert!(polls == 3 || found == Ok(false), "{pattern}: {polls}");
        // What was left does not matter to the next match.
        let next = compile("a(b)?").unwrap();
        assert_eq!(
            matcher.exec::<()>(&next, Text::Latin1(b"xa"), 0, false, &mut || Ok(())),
            Ok(true)
        );
        assert_eq!(matcher.captures(), [1, 2, u32::MAX, u32::MAX]);
    }
}

#[test]
fn long_texts_are_polled() {
    let text = "ab".repeat(1 << 20);
    for pattern in [
        "(?:ab)*c",
        "(?:[ab][ab])+$c",
        "[^c]*d",
        "[^c]*?d",
        "[^c]{1000000,}d",
        "(?:a(?=b)b)*c",
        "a*?c",
    ] {
        let program = compile(pattern).unwrap();
        let mut polls = 0;
        let found =
            Matcher::default().exec(&program, Text::Latin1(text.as_bytes()), 0, false, &mut || {
                polls += 1;
                if polls == 4 { Err(()) } else { Ok(()) }
            });
        assert_eq!(found, Err(Stop::Interrupted(())), "{pattern}");
    }
}

#[test]
fn long_literals_are_polled() {
    let text = "a".repeat(4 << 20);
    let wide: Vec<u16> = text.encode_utf16().collect();
    let program = compile(&format!("{}b", "a".repeat(1 << 20))).unwrap();
    for text in [Text::Latin1(text.as_bytes()), Text::Utf16(&wide)] {
        let mut polls = 0;
        let found = Matcher::default().exec(&program, text, 0, false, &mut || {
            polls += 1;
            if polls == 4 { Err(()) } else { Ok(()) }
        });
        assert_eq!(found, Err(Stop::Interrupted(())));
    }
}

#[test]
fn the_stack_is_bounded() {
    let text = "a".repeat(5 << 20);
    assert_eq!(search("(?:a|aa)*b", &text), Err(Stop::TooComplex));
    assert_eq!(search("(a|aa)*?b", &text), Err(Stop::TooComplex));
    let text = "ab".repeat(1 << 22);
    // Loops over one set take one entry, and loops that can be told by the next character none.
    assert_eq!(search("^.*$", &text), Ok(true));
    assert_eq!(search("^(?:ab)*$", &text), Ok(true));
    assert_eq!(search("^[ab]*c?$", &text), Ok(true));
}
