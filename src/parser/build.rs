//! Generates the parser from the grammar, and from the text of the generated parser the tables of
//! `driver`: LALRPOP's actions with the frequent tokens first, and with the reductions marked that
//! pass a symbol on as it is, as `Unary = LeftHandSide`. Where the text does not look as expected,
//! the build fails.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;
use std::path::Path;

fn main() {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| ".".into());
    let result = lalrpop::Configuration::new()
        .use_cargo_dir_conventions()
        .emit_rerun_directives(true)
        .emit_report(false)
        .set_in_dir(&folder)
        .process();
    if let Err(error) = result {
        panic!("the grammar: {error}");
    }
    let folder = std::env::var("OUT_DIR").expect("cargo names a folder");
    let folder = Path::new(&folder);
    let generated = std::fs::read_to_string(folder.join("grammar.rs")).expect("it was written");
    let driver = "use self::__lalrpop_util::state_machine as __state_machine;";
    assert!(generated.contains(driver), "the generated parser names its driver");
    let parser = generated.replace(driver, "use crate::driver as __state_machine;");
    std::fs::write(folder.join("parser.rs"), parser).expect("it can be written");
    std::fs::write(folder.join("tables.rs"), tables(&generated)).expect("it can be written");
}

/// The tables for `driver`.
fn tables(generated: &str) -> String {
    let lines: Vec<&str> = generated.lines().collect();
    let number = |text: &str, before: &str, after: &str| -> Option<usize> {
        text.trim().strip_prefix(before)?.strip_suffix(after)?.parse().ok()
    };
    // Actions that return their operand.
    let mut identities = HashSet::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(action) = number(line, "fn __action", "<") else { continue };
        let body = lines[at..].iter().position(|&line| line == "{").expect("a body") + at;
        if lines[body + 1..body + 3] == ["    __0", "}"] {
            identities.insert(action);
        }
    }
    // By reduction: the nonterminal it makes, if it is such an action on one symbol.
    let mut units = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(reduction) = number(line, "fn __reduce", "<") else { continue };
        let end = lines[at..].iter().position(|&line| line == "    }").expect("an end") + at;
        let action = lines[at..end].iter().find_map(|line| {
            line.trim()
                .strip_prefix("//")?
                .rsplit_once("ActionFn(")?
                .1
                .strip_suffix(");")?
                .parse()
                .ok()
        });
        let action: usize = action.expect("a comment names the action");
        if identities.contains(&action)
            && let Some(nonterminal) = number(lines[end - 1], "(1, ", ")")
        {
            units.insert(reduction, nonterminal);
        }
    }
    // By nonterminal and state: where the parser goes.
    let states =
        lines.iter().filter_map(|line| number(line, "// State ", "")).max().expect("states") + 1;
    let mut rows: HashMap<usize, Vec<usize>> = HashMap::new();
    let start = lines.iter().position(|line| line.contains("fn __goto(")).expect("a function") + 2;
    let mut current = None;
    for line in &lines[start..] {
        let Some((left, right)) = line.trim().split_once(" => ") else {
            match line.trim() {
                "}," => current = None,
                _ => break,
            }
            continue;
        };
        let value = right.trim_end_matches(',').parse::<usize>().ok();
        match (current, value) {
            (None, Some(value)) => {
                left.parse().into_iter().for_each(|nonterminal| {
                    rows.insert(nonterminal, vec![value; states]);
                });
            }
            (None, None) => {
                let nonterminal = left.parse().expect("a nonterminal");
                rows.insert(nonterminal, vec![usize::MAX; states]);
                current = Some(nonterminal);
            }
            (Some(nonterminal), value) => {
                let value = value.expect("a state");
                let row = rows.get_mut(&nonterminal).expect("it was begun");
                for part in left.split(" | ") {
                    let (low, high) = part.split_once("..=").unwrap_or((part, part));
                    if part == "_" {
                        row.iter_mut().filter(|to| **to == usize::MAX).for_each(|to| *to = value);
                    } else {
                        let (low, high): (usize, usize) =
                            (low.parse().expect("a state"), high.parse().expect("a state"));
                        row[low..=high].fill(value);
                    }
                }
            }
        }
    }
    // Reductions of what is inlined are in the text, but never happen.
    units.retain(|_, nonterminal| rows.contains_key(nonterminal));
    let mut made: Vec<usize> = units.values().copied().collect();
    made.sort_unstable();
    made.dedup();
    assert!(made.len() > 5, "the grammar has levels of expressions");
    let unit_row =
        |action: i16| -> Option<usize> { made.binary_search(units.get(&(!action as usize))?).ok() };
    let mut out = actions(&lines, states, unit_row);
    let _ = write!(out, "static GOTO: [[i16; {states}]; {}] = [", made.len());
    for nonterminal in &made {
        let row = &rows[nonterminal];
        assert!(row.iter().all(|&to| to < states), "a state for each state");
        let _ = writeln!(out, "{row:?},");
    }
    out + "];\n"
}

/// The tokens of which most code consists. Their columns come first and share a cache line, so that
/// the table's hot part stays in the nearest cache.
const FREQUENT: &[&str] = &[
    "Identifier",
    "(",
    ")",
    ".",
    ",",
    ";",
    "=",
    "{",
    "}",
    "[",
    "]",
    ":",
    "?",
    "&&",
    "||",
    "!",
    "+",
    "-",
    "===",
    "==",
    "<",
    "*",
    "String",
    "Number",
    "return",
    "this",
    "var",
    "if",
    "function expression",
    "object {",
    "const",
    "=>",
];

/// The tables `COLUMN` and `ACTION`.
fn actions(lines: &[&str], states: usize, unit_row: impl Fn(i16) -> Option<usize>) -> String {
    let start = lines.iter().position(|line| line.contains("const __TERMINAL")).expect("terminals");
    let terminals: Vec<&str> = lines[start + 1..]
        .iter()
        .map_while(|line| line.trim().strip_prefix("r###\""))
        .map(|line| line.trim_end_matches("\"###,").trim_matches('"'))
        .collect();
    let rank = |terminal: &str| FREQUENT.iter().position(|&name| name == terminal);
    let mut order: Vec<usize> = (0..terminals.len()).collect();
    order.sort_by_key(|&index| rank(terminals[index]).unwrap_or(FREQUENT.len()));
    assert!(rank(terminals[order[FREQUENT.len() - 1]]).is_some(), "the grammar has all of them");
    let mut column = vec![0; terminals.len()];
    for (at, &index) in order.iter().enumerate() {
        column[index] = at;
    }
    let width = terminals.len().next_multiple_of(32);
    let mut out = format!("static COLUMN: [u8; {}] = {column:?};\n", terminals.len());
    let _ = writeln!(out, "#[repr(align(64))]\nstruct Row([i16; {width}]);");
    let _ = writeln!(out, "static ACTION: [Row; {states}] = [");
    let start = lines.iter().position(|line| line.contains("const __ACTION")).expect("a table");
    let rows = lines[start + 1..].iter().filter(|line| !line.trim().starts_with("//"));
    for line in rows.take(states) {
        let row: Vec<i16> =
            line.split_terminator(',').map(|to| to.trim().parse().expect("an action")).collect();
        let mut ordered = vec![0; width];
        for (&to, &at) in row.iter().zip(&column) {
            ordered[at] =
                if to < 0 { unit_row(to).map_or(to, |unit| i16::MIN + unit as i16) } else { to };
        }
        let _ = writeln!(out, "Row({ordered:?}),");
    }
    out + "];\n"
}
