//! The REPL as its users meet it, in a pseudo-terminal; and without one.

#[path = "support/terminal.rs"]
mod terminal;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use terminal::Terminal;

const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const CTRL_R: &str = "\x12";
const TAB: &str = "\t";
const UP: &str = "\x1b[A";

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jsrun"));
    command.args(arguments).env("JSRUN_HISTORY", "").env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    command
}

fn repl(arguments: &[&str]) -> Terminal {
    let mut terminal = Terminal::start(command(arguments), 24, 80);
    terminal.shows(">");
    terminal
}

fn piped(arguments: &[&str], input: &str) -> Output {
    let mut command = command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("jsrun starts");
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("jsrun ends")
}

/// A folder that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("jsrun-repl-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("temporary folders can be made");
        Folder(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a plain path").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn values_are_shown() {
    let mut t = repl(&[]);
    t.shows("jsrun 0.1.0, type .help for help\n>");
    t.line("1 + 1").answers("> 1 + 1\n2");
    t.line("'a'").answers("'a'");
    t.line("let x = 5").answers("undefined");
    t.line("let x = [x]").answers("ReferenceError: Cannot access 'x' before initialization");
    t.line("let x = [6]").answers("undefined");
    t.line("x").answers("[ 6 ]");
    t.line("_[0]").answers("> _[0]\n6");
    t.line("{ a: 1 }").answers("{ a: 1 }");
    t.line("await Promise.resolve('later')").answers("'later'");
    t.line("console.log('out'); print('more')").answers("out\nmore\nundefined");
    t.keys(CTRL_D);
    assert_eq!(t.ends(), 0);
    assert!(t.is_restored());
}

#[test]
fn errors_are_shown() {
    let mut t = repl(&[]);
    t.line("throw new TypeError('no')")
        .answers("> throw new TypeError('no')\nUncaught TypeError: no");
    t.line("_error.message").answers("'no'");
    t.line("function f() { null.x }").answers("undefined");
    t.line("f()").answers(
        "Uncaught TypeError: Cannot read properties of null (reading 'x')\n    at f (REPL3:1:21)",
    );
    t.line("throw 5").answers("Uncaught 5");
    t.line("a b").answers("a b\n  ^\n\nUncaught SyntaxError: Unexpected identifier 'b'");
    t.line("Promise.reject(new Error('lost'))").answers("Uncaught Error: lost");
    t.line("_error.message").answers("'lost'");
    t.line("_ = 1").answers("(_ is a variable of yours now, and is not set any more)");
    t.line("2; _").answers("> 2; _\n1");
}

#[test]
fn inputs_of_several_lines() {
    let mut t = repl(&[]);
    t.line("function f(a) {").line("  return `${a").line("}`").line("}").answers("undefined");
    t.line("f('}')").answers("'}'");
    t.line("[1,").line("2].length").answers("2].length\n2");
    // All lines come back as one.
    t.keys(UP).shows("> [1,\n2].length");
    t.keys(CTRL_C).answers("2].length");
    t.line("f(]").answers("SyntaxError: Unexpected token ']'");
}

#[test]
fn names_are_completed() {
    let mut t = repl(&[]);
    t.line("var apple = { core: 1, coreless: 2, pip: { deep: 3 } }").answers("undefined");
    t.keys("appl").keys(TAB).shows("> apple");
    t.keys(".pi").keys(TAB).shows("> apple.pip");
    t.keys(".de").keys(TAB).keys("\r").answers("> apple.pip.deep\n3");
    // Of several, what is common to all; then the list.
    t.keys("apple.c").keys(TAB).shows("apple.co");
    t.keys(TAB).keys(TAB).sees("coreless").sees("constructor").shows("> apple.co");
    t.keys(CTRL_C).answers("apple.co");
    t.keys("'x'.toUpp").keys(TAB).keys("()\r").answers("> 'x'.toUpperCase()\n'X'");
    t.keys(".byt").keys(TAB).shows("> .bytecode");
    t.keys(CTRL_C)
        .answers("> .bytecode")
        .keys("Object.getOwnPropertyNam")
        .keys(TAB)
        .shows("> Object.getOwnPropertyNames");
}

#[test]
fn history_goes_from_session_to_session() {
    let folder = Folder::new("history");
    let file = folder.file("deep/er/history");
    let start = || {
        let mut command = command(&[]);
        command.env("JSRUN_HISTORY", &file);
        let mut terminal = Terminal::start(command, 24, 80);
        terminal.shows(">");
        terminal
    };
    let mut t = start();
    t.line("'first'").answers("'first'").line("[").line("'second']").answers("[ 'second' ]");
    t.keys(CTRL_D);
    assert_eq!(t.ends(), 0);
    let mut t = start();
    t.keys(UP)
        .shows("> [\n'second']")
        .keys(UP)
        .keys(UP)
        .shows("> 'first'")
        .keys("\r")
        .answers("> 'first'\n'first'");
    t.keys(CTRL_R).keys("sec").shows("'second']").keys("\r").answers("[ 'second' ]");
    t.line(".exit");
    assert_eq!(t.ends(), 0);
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(&file).expect("it was written").permissions().mode();
    assert_eq!(mode & 0o077, 0, "it is the user's own");
}

#[test]
fn a_history_that_cannot_be_written() {
    let folder = Folder::new("no-history");
    std::fs::write(folder.file("file"), "").expect("it can be written");
    let mut command = command(&[]);
    command.env("JSRUN_HISTORY", folder.file("file/history"));
    let mut t = Terminal::start(command, 24, 200);
    t.shows(">");
    let contents = t.contents();
    assert!(contents.contains("jsrun: cannot") && contents.contains("the history"), "{contents}");
    t.line("1 + 1").answers("2").line("2 + 2").answers("4");
    assert_eq!(t.contents().matches("the history").count(), 1);
    t.keys(CTRL_D);
    assert_eq!(t.ends(), 0);
}

#[test]
fn ctrl_c() {
    let mut t = repl(&[]);
    // It drops the line.
    t.keys("not this").shows("> not this").keys(CTRL_C).answers("> not this");
    t.line("1").answers("> 1\n1");
    t.line("f(").shows("> f(").keys(CTRL_C).answers("> f(\n");
    // It ends what runs.
    t.line("print('be' + 'gun'); for (;;) ;").shows("begun");
    t.keys(CTRL_C).answers("Interrupted");
    t.line("3").answers("> 3\n3");
    // Twice at an empty line, it leaves.
    t.keys(CTRL_C).answers("(Ctrl-C again, Ctrl-D or .exit to leave)");
    t.line("4").answers("> 4\n4");
    t.keys(CTRL_C).answers("(Ctrl-C again, Ctrl-D or .exit to leave)");
    t.keys(CTRL_C);
    assert_eq!(t.ends(), 0);
    assert!(t.is_restored());
}

#[test]
fn ctrl_c_ends_built_in_functions_and_awaits() {
    let mut t = repl(&[]);
    for text in [
        "Array.from({ length: 2e8 }, () => 1)",
        "await new Promise(r => { for (;;) ; })",
        "/(a+)+b/.test('a'.repeat(40))",
    ] {
        t.line(&format!("print('be' + 'gun'); {text}")).shows("begun");
        t.keys(CTRL_C).answers("Interrupted");
    }
    t.line("5").answers("> 5\n5");
}

#[test]
fn time_limits_end_inputs_and_not_the_session() {
    let mut t = repl(&["--timeout", "0.3"]);
    t.line("for (;;) ;").answers("jsrun: the script took longer than the 0.3 s of --timeout");
    t.line("6").answers("> 6\n6");
    t.line("for (;;) ;").answers("--timeout");
    t.line("7").answers("> 7\n7");
    t.line("/(a+)+b/.test('a'.repeat(40))").answers("--timeout");
    t.line("8").answers("> 8\n8");
}

#[test]
fn memory_limits_end_inputs_and_not_the_session() {
    let mut t = repl(&["--memory-limit", "32M"]);
    t.line("let a = []; for (;;) a = [a, [1, 2, 3]]");
    t.answers("jsrun: out of memory: the script needs more than the 32 MiB of --memory-limit");
    t.line("a = null; 8").answers("8");
}

#[test]
fn jobs_run_while_the_prompt_waits() {
    let mut t = repl(&[]);
    t.line("const cell = new Int32Array(new SharedArrayBuffer(4))").answers("undefined");
    t.line("const later = time => Atomics.waitAsync(cell, 0, 0, time).value").answers("undefined");
    t.line("later(300).then(() => print('one', 'two')); 0").answers("0");
    // What is printed meanwhile stands above the line that is being edited.
    t.keys("typed 'so far").shows("one two\n> typed 'so far").keys("\x7f".repeat(13).as_str());
    t.line("later(300).then(() => { throw new Error('late') }); 1")
        .answers("> later(300).then(() => { throw new Error('late') }); 1\n1");
    t.shows("Uncaught Error: late\n>").line("_error.message").answers("'late'");
    t.line("await later(300)").answers("'timed-out'");
}

#[test]
fn previews() {
    let mut t = repl(&[]);
    t.line("var n = 1").answers("undefined");
    t.keys("n + 41").shows_faintly("42").keys(CTRL_C).answers("> n + 41");
    t.keys("[1, 2].map(x => x * 2)").shows_faintly("[ 2, 4 ]").keys(CTRL_C).answers("x * 2)");
    // What would change something has none: it has not happened when the next one is shown.
    t.keys("n = 5").shows("> n = 5").keys(CTRL_C).answers("> n = 5");
    t.keys("n + 100").shows_faintly("101").keys("\r").answers("> n + 100\n101");
    t.keys("for (;;) ;").shows("> for (;;) ;").keys(CTRL_C).answers("> for (;;) ;");
    t.keys("n + 200").shows_faintly("201");
}

#[test]
fn colors() {
    let colored = |variables: &[(&str, &str)]| {
        let mut command = command(&[]);
        for (name, value) in variables {
            command.env(name, value);
        }
        let mut t = Terminal::start(command, 24, 80);
        t.shows(">").line("'a' + 1").answers("'a1'").line("null.x").answers("(reading 'x')");
        t.keys(CTRL_D);
        assert_eq!(t.ends(), 0);
        t.bytes()
    };
    let has = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|w| w == what);
    assert!(has(&colored(&[]), b"\x1b[32m'a'\x1b[0m"));
    let plain = colored(&[("NO_COLOR", "1")]);
    assert!(!plain.windows(3).any(|w| w[0] == 0x1b && w[1] == b'[' && w[2] == b'3'));
    assert!(!has(&plain, b"\x1b[2m"));
    assert!(!has(&colored(&[("TERM", "dumb")]), b"\x1b"));
}

#[test]
fn terminals_without_an_editor() {
    let mut command = command(&[]);
    command.env("TERM", "dumb");
    let mut t = Terminal::start(command, 24, 80);
    t.shows(">").line("function f() {").shows("...").line("return 9 }").answers("undefined");
    t.line("f()").answers("9");
    t.keys(CTRL_D);
    assert_eq!(t.ends(), 0);
}

#[test]
fn previews_below_lines_that_end_at_the_margin() {
    let mut t = Terminal::start(command(&[]), 24, 20);
    t.shows(">").line("'above'").answers("'above'");
    // The prompt takes two columns.
    for c in "1111111 + 2222222222222".chars() {
        t.keys(&c.to_string());
    }
    t.shows("'above'\n> 1111111 + 2222222222222").shows_faintly("2222223333333");
    t.keys("\r").answers("'above'\n> 1111111 + 2222222222222\n2222223333333");
}

#[test]
fn narrow_terminals() {
    for (rows, columns) in [(24, 10), (5, 4), (24, 1), (1, 20)] {
        let mut t = Terminal::start(command(&[]), rows, columns);
        if columns >= 10 && rows > 1 {
            t.shows(">").line("'abc'.repeat(8)").answers("'");
        } else {
            t.line("'abc'.repeat(8)");
        }
        t.line(".exit");
        assert_eq!(t.ends(), 0, "{columns} columns");
    }
}

#[test]
fn terminals_that_go_away() {
    let mut t = repl(&[]);
    t.line("1").answers("> 1\n1");
    t.hang_up();
    let end = t.ends();
    assert!(end == -libc::SIGHUP || end == 1, "{end}");
}

#[test]
fn directives() {
    let folder = Folder::new("directives");
    let mut t = repl(&[]);
    t.line(".hlep").answers("There is no directive .hlep: did you mean .help?");
    t.line(".nothing").answers("There is no directive .nothing: type .help for a list");
    t.line(".help").answers("_ is the last value, _error the last error.");
    assert!(t.contents().contains(".editor"));
    t.line("let a = 1")
        .answers("undefined")
        .line("function f(x) {")
        .line("  return x + a")
        .line("}");
    t.answers("undefined");
    let file = folder.file("saved.js");
    t.line(&format!(".save {file}")).answers(&format!("Saved to '{file}'"));
    let saved = std::fs::read_to_string(&file).expect("it was written");
    assert_eq!(saved, "let a = 1\nfunction f(x) {\n  return x + a\n}\n");
    t.line(".clear").answers("All variables are gone");
    t.line("typeof f").answers("'undefined'");
    t.line(&format!(".load {file}")).answers("undefined");
    t.line("f(2)").answers("> f(2)\n3");
    t.line(".load /nowhere/at/all")
        .answers("Cannot read '/nowhere/at/all': no such file or directory");
    t.line(".save /nowhere/at/all")
        .answers("Cannot write '/nowhere/at/all': no such file or directory");
    t.line(".bytecode f").answers("0002  ret r2\n4 | }");
    assert!(t.contents().contains("3 |   return x + a\n    0000  get_global"), "{}", t.contents());
    t.line(".time f(3)").line("'timed'").answers("'timed'");
    let contents = t.contents();
    let lines: Vec<&str> = contents.lines().rev().skip(3).take(2).collect();
    assert!(lines[0].ends_with('s') && lines[1] == "4", "{contents}");
    t.line(".exit");
    assert_eq!(t.ends(), 0);
}

#[test]
fn several_lines_in_the_editor() {
    let mut t = repl(&[]);
    t.line(".editor").shows("(Ctrl-D runs the lines, Ctrl-C drops them)");
    t.line("let a = 1").line("let b = 2").line("a + b").keys(CTRL_D).answers("3");
    t.line(".editor").shows("drops them)\n").line("let a = 5").keys(CTRL_C).shows("\n>");
    t.line("a").answers("> a\n1");
}

#[test]
fn after_a_script() {
    let mut t = repl(&["-i", "-e", "const answer = 42; print('ready')"]);
    t.shows("ready\njsrun 0.1.0, type .help for help\n>");
    t.line("answer").answers("42");
    t.keys(CTRL_D);
    assert_eq!(t.ends(), 0);
    let mut t = repl(&["-i", "-e", "var left = 1; throw new Error('early')"]);
    t.line("left").answers("> left\n1");
    assert!(t.contents().contains("Error: early"));
}

#[test]
fn without_a_terminal() {
    let run = |input: &str| {
        let output = piped(&["-i"], input);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    assert_eq!(run("1 + 1\n'a'"), (Some(0), "2\n'a'\n".to_owned(), String::new()));
    let several = "function f() {\n  return 3\n}\nf()\n.nothing\n{ a: 1 }\nawait 5\n";
    let shown =
        "undefined\n3\nThere is no directive .nothing: type .help for a list\n{ a: 1 }\n5\n";
    assert_eq!(run(several), (Some(0), shown.to_owned(), String::new()));
    assert_eq!(run("throw 1\n2\n"), (Some(0), "Uncaught 1\n2\n".to_owned(), String::new()));
    assert_eq!(run(".exit\n1\n"), (Some(0), String::new(), String::new()));
    let cut = run("1\nf(\n");
    assert_eq!(cut.0, Some(1));
    assert!(cut.1.starts_with("1\n") && cut.1.contains("Uncaught SyntaxError"), "{}", cut.1);
    assert_eq!(run(".editor\nlet a = 1\na + 1\n"), (Some(0), "2\n".to_owned(), String::new()));
}

#[test]
fn output_that_nobody_reads() {
    let mut command = command(&["-i"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("jsrun starts");
    drop(child.stdout.take());
    let mut input = child.stdin.take().expect("a pipe");
    let _ = input.write_all(b"1\n".repeat(20_000).as_slice());
    drop(input);
    let output = child.wait_with_output().expect("jsrun ends");
    assert_eq!((output.status.code(), &*output.stderr), (Some(141), &b""[..]));
}
