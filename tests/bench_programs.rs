//! The benchmark programs give what other engines give, in each tier.
//!
//! Each program in `benches/programs` runs at a small size, which the global `SCALE` sets. The second line of its
//! `.expected` file is what it then prints; the first line is what it prints at full size.

use jsrun::context::{Context, Options};
use jsrun::interp::tier::Tier;
use std::path::{Path, PathBuf};

/// Sets the size for which the expected line was recorded, and keeps what the program prints.
const PRELUDE: &str =
    "var SCALE = 0.02, printed = ''; var print = function (line) { printed += line + '\\n'; };";

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs");
    let entries = std::fs::read_dir(folder).expect("the folder of programs");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "js"));
    files.sort();
    files
}

/// What a program prints, or how it fails.
fn run(file: &Path, options: Options) -> String {
    let text = std::fs::read(file).expect("a program");
    let name = file.file_name().expect("a name").to_string_lossy();
    let mut context = Context::new(options);
    let result = context
        .run_script("prelude", PRELUDE.as_bytes())
        .and_then(|()| context.run_script(&name, &text))
        .and_then(|()| context.eval("result", b"printed"))
        .and_then(|value| context.to_display_string(&value));
    result.unwrap_or_else(|error| error.to_string())
}

fn check(options: impl Fn() -> Options) {
    let mut failures = vec![];
    for file in programs() {
        let expected =
            std::fs::read_to_string(file.with_extension("expected")).expect("what is expected");
        let expected = expected.lines().nth(1).expect("a line for the small size");
        let printed = run(&file, options());
        if printed.trim_end() != expected {
            failures.push(format!("{}: expected {expected}, got {printed}", file.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn there_are_programs() {
    assert!(programs().len() >= 16);
}

#[test]
fn in_the_interpreter() {
    check(|| Options::new().tier(Tier::Interpreter));
}

#[test]
fn in_machine_code() {
    check(|| Options::new().tier(Tier::Jit));
}

#[test]
fn where_tiers_change() {
    check(|| Options::new().tier(Tier::Auto).tier_threshold(20));
}
