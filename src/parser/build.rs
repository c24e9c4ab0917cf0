//! Generates the parser from the grammar, and the tables of `driver` from the parser.
//!
//! LALRPOP's parser is Rust text without an interface to its tables, so they are read from that text (`build/generated.rs`), of the
//! version that Cargo.toml names. Where the text does not look as expected, the build fails.
//! Invariant: the tables say what LALRPOP's say. Only their form is another: the columns of frequent tokens come first, and
//! reductions that pass a symbol on as it is, as `Unary = LeftHandSide`, are marked.

#[path = "build/generated.rs"]
mod generated;

use generated::{GotoRows, Parser, Passing};
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
    let text = std::fs::read_to_string(folder.join("grammar.rs")).expect("it was written");
    let driver = "use self::__lalrpop_util::state_machine as __state_machine;";
    assert!(text.contains(driver), "the generated parser names its driver");
    let with_ours = text.replace(driver, "use crate::driver as __state_machine;");
    std::fs::write(folder.join("parser.rs"), with_ours).expect("it can be written");
    std::fs::write(folder.join("tables.rs"), tables(&Parser::new(&text)))
        .expect("it can be written");
}

/// The tables that `driver` includes.
fn tables(parser: &Parser<'_>) -> String {
    let rows = parser.gotos();
    let mut passing = parser.passing();
    // Reductions of what is inlined are in the text, but never happen.
    passing.retain(|_, nonterminal| rows.contains_key(nonterminal));
    let mut made: Vec<usize> = passing.values().copied().collect();
    made.sort_unstable();
    made.dedup();
    assert!(made.len() > 5, "the grammar has levels of expressions");
    let mut out = String::new();
    write_actions(&mut out, parser, &passing, &made);
    write_gotos(&mut out, parser.states(), &rows, &made);
    out
}

/// Writes `COLUMN` and `ACTION`. `made`: the nonterminals that have a row in `GOTO`.
fn write_actions(out: &mut String, parser: &Parser<'_>, passing: &Passing, made: &[usize]) {
    let terminals = parser.terminals();
    let rank = |terminal: &str| FREQUENT.iter().position(|&name| name == terminal);
    let mut order: Vec<usize> = (0..terminals.len()).collect();
    order.sort_by_key(|&index| rank(terminals[index]).unwrap_or(FREQUENT.len()));
    assert!(rank(terminals[order[FREQUENT.len() - 1]]).is_some(), "the grammar has all of them");
    let mut column = vec![0; terminals.len()];
    for (at, &index) in order.iter().enumerate() {
        column[index] = at;
    }
    let row_of = |action: i16| {
        let nonterminal = passing.get(&(!action as usize))?;
        made.binary_search(nonterminal).ok()
    };
    let marked = |action: i16| match action {
        reduction if reduction < 0 => {
            row_of(reduction).map_or(reduction, |row| i16::MIN + row as i16)
        }
        other => other,
    };
    let (states, width) = (parser.states(), terminals.len().next_multiple_of(CACHE_LINE));
    let _ = writeln!(out, "static COLUMN: [u8; {}] = {column:?};", terminals.len());
    let _ = writeln!(out, "#[repr(align(64))]\nstruct Row([i16; {width}]);");
    let _ = writeln!(out, "static ACTION: [Row; {states}] = [");
    for row in parser.actions() {
        let mut arranged = vec![0; width];
        for (action, &at) in row.into_iter().zip(&column) {
            arranged[at] = marked(action);
        }
        let _ = writeln!(out, "Row({arranged:?}),");
    }
    out.push_str("];\n");
}

/// Writes `GOTO`.
fn write_gotos(out: &mut String, states: usize, rows: &GotoRows, made: &[usize]) {
    let _ = write!(out, "static GOTO: [[i16; {states}]; {}] = [", made.len());
    for nonterminal in made {
        let row = &rows[nonterminal];
        assert!(row.iter().all(|&to| to < states), "a state for each state");
        let _ = writeln!(out, "{row:?},");
    }
    out.push_str("];\n");
}

/// How many actions are in a cache line.
const CACHE_LINE: usize = 32;

/// The tokens of which most code consists. Their columns come first and share a cache line, so that
/// the table's hot part stays in the nearest cache.
const FREQUENT: [&str; CACHE_LINE] = [
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
