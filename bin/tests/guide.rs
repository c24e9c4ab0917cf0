//! The guides do what they show: their files are written, their commands run, and what they print is compared.
//!
//! In the guides, a block that begins with three backticks, a language and a file name is a file; one that is called `console` holds
//! commands, each behind `$ ` with its output below; one called `console machine-code` is passed over where there is no JIT. `⋮` stands for any lines, `…` for any text in a line.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Is there machine code to be looked at?
const HAS_JIT: bool = cfg!(all(feature = "jit", target_arch = "x86_64", target_os = "linux"));

/// A block of the guide.
enum Block {
    File { name: String, text: String },
    Console { line: usize, text: String },
}

fn blocks(guide: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = guide.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let text: String = lines
            .by_ref()
            .map(|(_, line)| line)
            .take_while(|line| *line != "```")
            .flat_map(|line| [line, "\n"])
            .collect();
        match info.split_once(' ') {
            Some(("console", "machine-code")) if !HAS_JIT => {}
            Some(("console", "machine-code")) => {
                blocks.push(Block::Console { line: number + 2, text })
            }
            Some((_, name)) => blocks.push(Block::File { name: name.to_owned(), text }),
            None if info == "console" => blocks.push(Block::Console { line: number + 2, text }),
            None => {}
        }
    }
    blocks
}

/// Runs a command in the folder; what it prints on both streams.
fn run(folder: &Path, command: &str) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_jsrun"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders =
        binary.parent().map(Path::to_owned).into_iter().chain(std::env::split_paths(&path));
    let path = std::env::join_paths(folders).expect("a search path");
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env("PATH", path)
        .env("HOME", folder)
        .env_remove("NO_COLOR")
        .env_remove("FORCE_COLOR")
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Does a line look as it should?
fn line_fits(pattern: &str, line: &str) -> bool {
    let mut parts = pattern.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let mut open_end = false;
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        open_end = part.is_empty();
    }
    open_end || rest.is_empty()
}

fn fits(pattern: &[&str], lines: &[&str]) -> bool {
    match (pattern, lines) {
        ([], []) => true,
        (["⋮", others @ ..], _) => (0..=lines.len()).any(|skip| fits(others, &lines[skip..])),
        ([first, others @ ..], [line, rest @ ..]) => line_fits(first, line) && fits(others, rest),
        _ => false,
    }
}

/// The failures of a block of commands.
fn check(folder: &Path, start: usize, text: &str) -> Vec<String> {
    let mut failures = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let Some(command) = lines[at].strip_prefix("$ ") else {
            failures.push(format!("line {}: output without a command", start + at));
            break;
        };
        let end =
            (at + 1..lines.len()).find(|i| lines[*i].starts_with("$ ")).unwrap_or(lines.len());
        let printed = run(folder, command);
        if !fits(&lines[at + 1..end], &printed.lines().collect::<Vec<_>>()) {
            failures.push(format!("line {}: {command}\n{printed}", start + at));
        }
        at = end;
    }
    failures
}

/// Does what a page of the documentation shows; how many blocks of commands it has.
fn check_page(name: &str) -> usize {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    let guide = std::fs::read_to_string(page).expect("the page");
    let folder = format!("jsrun-{name}-{}", std::process::id());
    let folder: PathBuf = std::env::temp_dir().join(folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut failures = Vec::new();
    let mut commands = 0;
    for block in blocks(&guide) {
        match block {
            Block::File { name, text } => {
                let path = folder.join(name);
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                std::fs::write(path, text).expect("a file");
            }
            Block::Console { line, text } => {
                commands += 1;
                failures.extend(check(&folder, line, &text));
            }
        }
    }
    std::fs::remove_dir_all(&folder).expect("it goes");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    commands
}

#[test]
fn the_guide_is_true() {
    assert!(check_page("guide.md") > 10, "the guide has commands");
}

#[test]
fn the_listings_of_adding_an_opcode_are_true() {
    assert_eq!(check_page("adding-an-opcode.md"), if HAS_JIT { 2 } else { 0 });
}

#[test]
fn patterns_are_strict_but_for_their_gaps() {
    assert!(fits(&["a", "⋮", "c"], &["a", "b", "b", "c"]));
    assert!(fits(&["a … c…"], &["a b c d"]));
    assert!(!fits(&["a"], &["a", "b"]));
    assert!(!fits(&["a … c"], &["a b c d"]));
    assert!(!fits(&["a", "⋮", "c"], &["a", "b"]));
}
