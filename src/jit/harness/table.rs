//! No emission is forgotten: each primitive `x` has an `emit_x`, and that is run natively by a test here, or named with the
//! reason why whole programs test it.

use std::collections::HashSet;
use std::path::Path;

/// Emissions without a test of their own, and why.
const ELSEWHERE: [(&str, &str); 3] = [
    ("jump", "ends at a label of a compiled function: every branch of every program"),
    ("next", "ends at a label of a compiled function: every opcode of every program"),
    ("bail_out", "ends in the interpreter: programs with `leave_compiled`"),
];

/// The text of all files of a folder below `src`.
fn texts(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder);
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.extension().is_some_and(|e| e == "rs") && !path.ends_with("table.rs"))
        .map(|path| std::fs::read_to_string(path).expect("a file in UTF-8"))
        .collect()
}

/// The names behind a prefix at the beginning of lines.
fn names(texts: &[String], prefix: &str) -> HashSet<String> {
    let lines = texts.iter().flat_map(|text| text.lines());
    let rest = lines.filter_map(|line| line.strip_prefix(prefix));
    rest.map(|rest| rest.split(['(', '<']).next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_primitive_has_an_emission_that_is_tested() {
    let primitives = texts("handlers/primitives");
    let tests = texts("jit/harness").join("\n");
    let emissions = names(&primitives, "pub fn emit_");
    let mut meanings = names(&primitives, "pub unsafe fn ");
    let safe = names(&primitives, "pub fn ").into_iter();
    meanings.extend(safe.filter(|n| !n.starts_with("emit_") && !n.starts_with("assemble_")));
    assert!(meanings.len() > 100, "the primitives are found");
    let lonely: Vec<_> = meanings.symmetric_difference(&emissions).collect();
    assert!(lonely.is_empty(), "a meaning without an emission, or the reverse: {lonely:?}");
    let called = |name: &str| {
        let call = format!("emit_{name}");
        tests.match_indices(&call).any(|(at, _)| {
            let next = tests[at + call.len()..].chars().next();
            !next.is_some_and(|c| c == '_' || c.is_alphanumeric())
        })
    };
    let untested: Vec<_> = emissions
        .iter()
        .filter(|name| !called(name) && !ELSEWHERE.iter().any(|(n, _)| n == name))
        .collect();
    assert!(untested.is_empty(), "neither a test nor a reason: {untested:?}");
    let needless: Vec<_> =
        ELSEWHERE.iter().filter(|(name, _)| !emissions.contains(*name) || called(name)).collect();
    assert!(needless.is_empty(), "reasons for what needs none: {needless:?}");
}
