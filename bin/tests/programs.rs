//! Published programs, installed from npm and run unchanged, print in each tier what they print in Node.
//!
//! Each driver `tests/programs/*.js` runs with the programs around it as CommonJS modules: one file, that Node can run
//! too. What Node prints is kept in `tests/programs/expected`: the text, or, where it is large, its length and a hash.
//!
//! Install the programs: `npm ci --prefix tests/programs`.
//! Refresh what is expected: `JSRUN_REFRESH_PROGRAMS=1 cargo test -p jsrun-cli --test programs`.
//!
//! Where the programs are not installed the tests pass with a notice, unless `JSRUN_REQUIRE_PROGRAMS` is 1.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The packages, and the file of each that is its published build.
const PACKAGES: [(&str, &str); 6] = [
    ("acorn", "dist/acorn.js"),
    ("esprima", "dist/esprima.js"),
    ("mustache", "mustache.js"),
    ("bignumber.js", "bignumber.js"),
    ("marked", "lib/marked.cjs"),
    ("lodash", "lodash.js"),
];

/// Documents of packages, for the programs that read some: `require.text("package/file")`.
const DOCUMENTS: [(&str, &str); 6] = [
    ("marked", "README.md"),
    ("marked", "man/marked.1.md"),
    ("acorn", "README.md"),
    ("lodash", "README.md"),
    ("mustache", "README.md"),
    ("bignumber.js", "README.md"),
];

/// Output longer than this is kept as its length and hash.
const LARGE: usize = 100_000;

/// The arguments of each tier; the command's default is the automatic one.
const TIERS: [(&str, &[&str]); 3] =
    [("interp", &["--tier=interp"]), ("jit", &["--tier=jit"]), ("auto", &[])];

#[test]
fn acorn_parses() {
    run("parse-acorn", &["acorn", "esprima", "mustache", "bignumber.js"]);
}

#[test]
fn esprima_parses() {
    run("parse-esprima", &["acorn", "esprima", "mustache", "bignumber.js"]);
}

#[test]
fn mustache_renders() {
    run("mustache", &["mustache"]);
}

#[test]
fn bignumber_computes() {
    run("bignumber", &["bignumber.js"]);
}

#[test]
fn marked_renders() {
    run("marked", &["marked"]);
}

#[test]
fn lodash_answers() {
    run("lodash", &["lodash"]);
}

/// Runs a driver with the named packages in each tier and compares; or in Node, where what is expected is refreshed.
fn run(driver: &str, packages: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/programs");
    if !folder.join("node_modules").is_dir() {
        let notice =
            "tests/programs/node_modules is absent; install with `npm ci --prefix tests/programs`";
        assert!(!flag("JSRUN_REQUIRE_PROGRAMS"), "{notice}");
        println!("skipped: {notice}");
        return;
    }
    let program = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{driver}.js"));
    std::fs::write(&program, assemble(&folder, driver, packages)).expect("the program is written");
    let expected_file = folder.join("expected").join(format!("{driver}.txt"));
    if flag("JSRUN_REFRESH_PROGRAMS") {
        let output = output_of(Command::new("node").arg(&program));
        std::fs::write(&expected_file, summary(&output)).expect("the expected output is written");
        return;
    }
    let expected = std::fs::read(&expected_file).expect("the expected output is there");
    for (tier, arguments) in TIERS {
        let output =
            output_of(Command::new(env!("CARGO_BIN_EXE_jsrun")).args(arguments).arg(&program));
        if summary(&output) != expected {
            let actual = program.with_extension(format!("{tier}.txt"));
            std::fs::write(&actual, &output).expect("the output is written");
            panic!(
                "{driver} in {tier}: the output is not Node's: compare `node {}` with {}",
                program.display(),
                actual.display()
            );
        }
    }
}

fn flag(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| value == "1")
}

/// One script: the packages as CommonJS modules, each unchanged within its function, then the driver within another.
/// `require.text` answers a package's own text, which is data for the parsers.
fn assemble(folder: &Path, driver: &str, packages: &[&str]) -> String {
    let mut script = String::from("var programs = {};\n");
    let mut texts = String::from("var texts = {\n");
    for (name, file) in PACKAGES.iter().filter(|(name, _)| packages.contains(name)) {
        let text = read(&folder.join("node_modules").join(name).join(file));
        script.push_str(&format!(
            "programs['{name}'] = function (exports, require, module) {{\n{text}\n}};\n"
        ));
        texts.push_str(&format!("'{name}': {},\n", literal(&text)));
    }
    if packages.contains(&"marked") {
        for (name, file) in DOCUMENTS {
            let text = read(&folder.join("node_modules").join(name).join(file));
            texts.push_str(&format!("'{name}/{file}': {},\n", literal(&text)));
        }
    }
    script.push_str(&texts);
    script.push_str(
        "};\n\
         function require(name) {\n\
         \x20 var module = { exports: {} };\n\
         \x20 programs[name].call(module.exports, module.exports, require, module);\n\
         \x20 return module.exports;\n\
         }\n\
         require.text = function (name) { return texts[name]; };\n",
    );
    let text = read(&folder.join(format!("{driver}.js")));
    // Node gives a script its own `require`; this one is an argument.
    script.push_str(&format!("(function (require) {{\n{text}\n}})(require);\n"));
    script
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A string literal of this value.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + text.len() / 8);
    literal.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => literal.extend(['\\', character]),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\u{2028}' => literal.push_str("\\u2028"),
            '\u{2029}' => literal.push_str("\\u2029"),
            _ => literal.push(character),
        }
    }
    literal.push('"');
    literal
}

/// What a command that succeeds prints.
fn output_of(command: &mut Command) -> Vec<u8> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", output.status);
    output.stdout
}

/// The form in which output is kept.
fn summary(output: &[u8]) -> Vec<u8> {
    if output.len() <= LARGE {
        return output.to_vec();
    }
    // FNV-1a: output that differs by accident has another hash.
    let hash = output.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{} bytes, FNV-1a {hash:016x}\n", output.len()).into_bytes()
}
