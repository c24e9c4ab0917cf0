//! Random patterns and texts: the engine finds what another one does.

use jsrun_regexp::{Flags, Matcher, NONE, Program, Text};

/// Numbers that look random (https://prng.di.unimi.it/splitmix64.c).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const ATOMS: &[&str] = &[
    "a", "b", "c", "ab", "é", "😀", "\\u00e9", ".", "\\w", "\\d", "\\s", "\\W", "[ab]", "[^a]",
    "[a-c]", "[é-ÿ]", "[^\\w]", "B", "[A-B]", "1", "я",
];
const ASSERTIONS: &[&str] = &["^", "$", "\\b", "\\B"];
const QUANTIFIERS: &[&str] =
    &["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,3}?", "{2,}", "{1,3}"];
const TEXT: &[&str] =
    &["a", "b", "c", "a", "b", "ab", "é", "É", "😀", " ", "1", "B", "A", "\n", "я", "Я", "_"];

/// The groups of a pattern in the making. The other engine goes wrong where a group refers to itself.
#[derive(Default)]
struct Groups {
    count: usize,
    closed: Vec<usize>,
}

/// Writes a random disjunction. A solid one matches no empty string: the other engine has no end where such a one is repeated.
fn disjunction(
    random: &mut Random,
    depth: usize,
    is_solid: bool,
    groups: &mut Groups,
    out: &mut String,
) {
    for at in 0..1 + random.below(5) / 3 {
        if at > 0 {
            out.push('|');
        }
        if is_solid {
            out.push_str(random.pick(ATOMS));
        }
        for _ in 0..random.below(4) {
            term(random, depth, groups, out);
        }
    }
}

fn term(random: &mut Random, depth: usize, groups: &mut Groups, out: &mut String) {
    let open = match random.below(if depth == 0 { 10 } else { 18 }) {
        0 => {
            out.push_str(random.pick(ASSERTIONS));
            return;
        }
        1 if !groups.closed.is_empty() => {
            let group = groups.closed[random.below(groups.closed.len())];
            out.push_str(&format!("\\{group}(?:)"));
            return;
        }
        1..=9 => {
            out.push_str(random.pick(ATOMS));
            if random.below(3) == 0 {
                out.push_str(random.pick(QUANTIFIERS));
            }
            return;
        }
        10..=13 => {
            groups.count += 1;
            "("
        }
        14 | 15 => "(?:",
        16 => random.pick(&["(?=", "(?!"]),
        _ => random.pick(&["(?<=", "(?<!"]),
    };
    let is_repeated = matches!(open, "(" | "(?:") && random.below(2) == 0;
    let group = groups.count;
    out.push_str(open);
    disjunction(random, depth - 1, is_repeated, groups, out);
    out.push(')');
    if open == "(" {
        groups.closed.push(group);
    }
    if is_repeated {
        out.push_str(random.pick(QUANTIFIERS));
    }
}

const CASES: u64 = 30_000;

#[test]
fn random_patterns_find_what_another_engine_does() {
    let mut matcher = Matcher::default();
    let mut compared = 0;
    for seed in 0..CASES {
        let random = &mut Random(seed);
        let (mut pattern, mut groups) = (String::new(), Groups::default());
        disjunction(random, 3, false, &mut groups, &mut pattern);
        let flags = Flags {
            ignore_case: random.below(3) == 0,
            multiline: random.below(3) == 0,
            dot_all: random.below(3) == 0,
            unicode: random.below(2) == 0,
            unicode_sets: false,
        };
        let text: String = (0..random.below(12)).map(|_| random.pick(TEXT)).collect();
        let theirs = regress::Flags {
            icase: flags.ignore_case,
            multiline: flags.multiline,
            dot_all: flags.dot_all,
            no_opt: false,
            unicode: flags.unicode,
            unicode_sets: false,
        };
        let units: Vec<u16> = text.encode_utf16().collect();
        let characters: Vec<u32> = match flags.unicode {
            true => pattern.chars().map(u32::from).collect(),
            false => pattern.encode_utf16().map(u32::from).collect(),
        };
        let Ok(other) = regress::Regex::from_unicode(characters.into_iter(), theirs) else {
            panic!("/{pattern}/ is not valid for the other engine");
        };
        let found = match flags.unicode {
            true => other.find_from_utf16(&units, 0).next(),
            false => other.find_from_ucs2(&units, 0).next(),
        };
        let expected = found.map(|found| {
            let ranges = std::iter::once(Some(found.range.clone())).chain(found.captures);
            ranges.map(|range| range.map(|r| (r.start, r.end))).collect::<Vec<_>>()
        });
        let program = match Program::compile(pattern.encode_utf16(), flags) {
            Ok(program) => program,
            Err(problem) => panic!("/{pattern}/: {problem}"),
        };
        let mut run = |text: Text<'_>| {
            let found = matcher.exec::<()>(&program, text, 0, false, &mut || Ok(())).unwrap();
            found.then(|| {
                let range = |range: &[u32]| {
                    (range[1] != NONE).then_some((range[0] as usize, range[1] as usize))
                };
                matcher.captures().chunks(2).map(range).collect::<Vec<_>>()
            })
        };
        assert_eq!(
            run(Text::Utf16(&units)),
            expected,
            "seed {seed}: /{pattern}/ {flags:?} {text:?}"
        );
        let bytes: Option<Vec<u8>> = units.iter().map(|unit| u8::try_from(*unit).ok()).collect();
        if let Some(bytes) = bytes {
            let narrow = run(Text::Latin1(&bytes));
            assert_eq!(narrow, expected, "seed {seed}: /{pattern}/ {flags:?} {text:?}, Latin-1");
        }
        compared += 1;
    }
    assert_eq!(compared, CASES);
}
