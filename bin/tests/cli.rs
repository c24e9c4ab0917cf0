//! The command as its users meet it: exit codes, forms of errors, bad input, limits.

mod support;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::{Run, Script, command, jsrun, with_input};

const TIERS: [&str; 3] = ["auto", "interp", "jit"];

// ---- where scripts come from ----

#[test]
fn code_on_the_command_line() {
    jsrun(&["-e", "print(1); print('x', 2)"]).prints("1\nx 2\n");
    jsrun(&["--eval", ""]).prints("");
    jsrun(&["-p", "6 * 7"]).prints("42\n");
    jsrun(&["-p", "'a string'"]).prints("a string\n");
    jsrun(&["-p", "var a = 1"]).prints("undefined\n");
    jsrun(&["-p", "-1"]).prints("-1\n");
    jsrun(&["--print", "[1, 2]"]).prints("[ 1, 2 ]\n");
}

#[test]
fn code_on_standard_input() {
    with_input(&[], b"print('piped')").prints("piped\n");
    with_input(&["-"], b"print('dash')").prints("dash\n");
    with_input(&["-", "x", "--y"], b"print(scriptArgs.join())").prints("x,--y\n");
    with_input(&[], b"").prints("");
    with_input(&[], b"null.x").fails(
        1,
        "[stdin]:1\nnull.x\n     ^\n\nTypeError: Cannot read properties of null (reading 'x')\n    at [stdin]:1:6\n",
    );
}

#[test]
fn arguments_of_the_script() {
    let script =
        Script::new("arguments.js", b"print(scriptArgs.length + ':' + scriptArgs.join('|'))");
    jsrun(&[script.path()]).prints("0:\n");
    jsrun(&[script.path(), "a", "--tier", "b c", "-"]).prints("4:a|--tier|b c|-\n");
    jsrun(&["--tier", "interp", script.path(), "-e", "--"]).prints("2:-e|--\n");
    jsrun(&[script.path(), "--", "--stats"]).prints("2:--|--stats\n");
    jsrun(&["-e", "print(scriptArgs.join('|'))", "a", "b"]).prints("a|b\n");
}

#[test]
fn files_of_all_sorts() {
    Script::new("empty.js", b"").run().prints("");
    Script::new("hashbang.js", b"#!/usr/bin/env jsrun\nprint('hashbang')\n")
        .run()
        .prints("hashbang\n");
    Script::new("mark.js", b"\xEF\xBB\xBFprint('mark')").run().prints("mark\n");
    Script::new("both.js", b"\xEF\xBB\xBF#!/usr/bin/env jsrun\nprint('both')")
        .run()
        .prints("both\n");
    Script::new("invalid.js", b"print('a\xFFb\xC3')").run().prints("a\u{FFFD}b\u{FFFD}\n");
    Script::new("null.js", b"print('a\0b'.length)").run().prints("3\n");
    Script::new("crlf.js", b"print(1)\r\nprint(2)\r\n").run().prints("1\n2\n");
}

#[test]
fn files_that_cannot_be_read() {
    jsrun(&["does-not-exist.js"])
        .fails(1, "jsrun: cannot read 'does-not-exist.js': no such file or directory\n");
    jsrun(&["/"]).fails(1, "jsrun: cannot read '/': is a directory\n");
}

#[test]
fn a_large_file() {
    let mut text = b"/*".to_vec();
    text.resize(100 << 20, b'x');
    text.extend_from_slice(b"*/ print('end')");
    Script::new("large.js", &text).run().prints("end\n");
}

/// A folder of files that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let path = std::env::temp_dir().join(format!("jsrun-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("temporary folders can be made");
        let path = path.canonicalize().expect("it is there");
        for (file, text) in files {
            std::fs::write(path.join(file), text).expect("temporary files can be written");
        }
        Folder(path)
    }

    fn path(&self, file: &str) -> String {
        self.0.join(file).to_str().expect("a plain path").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const GREETING: (&str, &str) = ("greeting.mjs", "export const hello = name => `Hello, ${name}!`;");

#[test]
fn modules_come_from_files_code_and_input() {
    let main = "import { hello } from './greeting.mjs'; console.log(hello(scriptArgs[0]))";
    let folder = Folder::new("modules", &[GREETING, ("main.mjs", main), ("main.js", main)]);
    jsrun(&[&folder.path("main.mjs"), "Ada"]).prints("Hello, Ada!\n");
    jsrun(&["--module", &folder.path("main.js"), "Ada"]).prints("Hello, Ada!\n");
    let greeting = folder.path("greeting.mjs");
    for specifier in [greeting.clone(), format!("file://{greeting}")] {
        let code = format!("import {{ hello }} from '{specifier}'; print(hello('you'))");
        jsrun(&["--allow-read", "-m", "-e", &code]).prints("Hello, you!\n");
        with_input(&["--allow-read", "--module"], code.as_bytes()).prints("Hello, you!\n");
    }
    let code = format!("import('{greeting}').then(module => print(module.hello('script')))");
    jsrun(&["--allow-read", "-e", &code]).prints("Hello, script!\n");
    // What is relative in code is relative to the current folder.
    let mut command =
        command(&["-m", "-e", "import * as all from './greeting.mjs'; print(Object.keys(all))"]);
    command.current_dir(&folder.0);
    Run::of(&command.output().expect("jsrun starts")).prints("hello\n");
}

#[test]
fn errors_tell_who_imported_what() {
    let folder = Folder::new(
        "chain",
        &[
            ("main.mjs", "import './middle.mjs';\n"),
            ("middle.mjs", "\nimport value from './missing.mjs';\n"),
            ("wrong-name.mjs", "import { bonjour } from './greeting.mjs';\n"),
            ("wrong.mjs", "import './syntax.mjs';\n"),
            ("syntax.mjs", "let let = 1;\n"),
            ("package.mjs", "import _ from 'lodash';\n"),
            GREETING,
        ],
    );
    let path = |file: &str| folder.path(file);
    let (main, middle) = (path("main.mjs"), path("middle.mjs"));
    let missing = path("missing.mjs");
    jsrun(&[&main]).fails(
        1,
        &format!(
            "{middle}:2\nimport value from './missing.mjs';\n                  ^\n\n\
             Error: Cannot find module '{missing}' imported from {middle}\n    \
             at import './missing.mjs' ({middle}:2:19)\n    \
             at import './middle.mjs' ({main}:1:8) {{\n  code: 'ERR_MODULE_NOT_FOUND'\n}}\n"
        ),
    );
    let wrong = path("wrong-name.mjs");
    jsrun(&[&wrong]).fails(
        1,
        &format!(
            "{wrong}:1\nimport {{ bonjour }} from './greeting.mjs';\n         ^\n\n\
             SyntaxError: The requested module './greeting.mjs' does not provide an export named 'bonjour'\n    \
             at {wrong}:1:10\n"
        ),
    );
    let (wrong, syntax) = (path("wrong.mjs"), path("syntax.mjs"));
    jsrun(&[&wrong]).fails(
        1,
        &format!(
            "{syntax}:1\nlet let = 1;\n    ^\n\n\
             SyntaxError: Unexpected strict mode reserved word\n    \
             at import './syntax.mjs' ({wrong}:1:8)\n"
        ),
    );
    let package = path("package.mjs");
    let run = jsrun(&[&package]);
    let message = format!("Error: Cannot find package 'lodash' imported from {package}\n");
    assert!(run.err.contains(&message), "{}", run.err);
    let none = path("none.mjs");
    jsrun(&[&none]).fails(1, &format!("jsrun: cannot read '{none}': no such file or directory\n"));
}

// ---- options ----

#[test]
fn bad_options() {
    for arguments in [
        &["--bogus"][..],
        &["--tier", "fast", "-e", "1"],
        &["--tier"],
        &["--timeout", "0", "-e", "1"],
        &["--timeout", "soon", "-e", "1"],
        &["--memory-limit", "1T", "-e", "1"],
        &["--stack-size", "1", "-e", "1"],
        &["--dump", "everything", "-e", "1"],
        &["-e"],
        &["-e", "1", "-p", "2"],
    ] {
        let run = jsrun(arguments);
        assert_eq!((run.code, &*run.out), (Some(9), ""), "{arguments:?}");
        assert!(run.err.starts_with("error: "), "{arguments:?}: {}", run.err);
    }
    assert_eq!(jsrun(&["--bogus", "-e", "1"]).code, Some(9));
    assert!(jsrun(&["--tire", "jit"]).err.contains("--tier"), "a similar option is suggested");
}

#[test]
fn help_and_version() {
    let help = jsrun(&["--help"]);
    assert_eq!(help.code, Some(0));
    for part in ["Usage: jsrun", "--tier", "--timeout", "Examples:", "Exit codes:", "jsrun.args"] {
        assert!(help.out.contains(part), "{part}");
    }
    jsrun(&["--version"]).prints(concat!("jsrun ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn listings() {
    let code = "function add(a, b) { return a + b } print(add(1, 2))";
    let bytecode = jsrun(&["--dump", "bytecode", "-e", code]);
    assert_eq!((bytecode.code, &*bytecode.err), (Some(0), ""));
    assert!(bytecode.out.contains("add r3, r1, r2"), "{}", bytecode.out);
    assert!(!bytecode.out.contains("\n3\n"), "the script is not run");
    jsrun(&["--dump", "bytecode", "-e", "("])
        .fails(1, "[eval]:1\n(\n ^\n\nSyntaxError: Unexpected end of input\n");
    let tree = jsrun(&["--dump", "ast", "-e", code]);
    assert_eq!((tree.code, &*tree.err), (Some(0), ""));
    assert!(tree.out.contains("add"), "{}", tree.out);
    let machine = jsrun(&["--dump", "asm", "-e", code]);
    if cfg!(all(feature = "jit", target_arch = "x86_64")) {
        assert_eq!(machine.code, Some(0));
        for part in ["add r3, r1, r2", "call slow_add", "jmp throw", "the general version"] {
            assert!(machine.out.contains(part), "{part}: {}", machine.out);
        }
    } else {
        assert_eq!(machine.code, Some(1));
        assert!(machine.err.contains("no machine code"), "{}", machine.err);
    }
}

#[test]
fn statistics() {
    let run =
        jsrun(&["--stats", "-e", "var s = 0; for (var i = 0; i < 100000; i++) s += i; print(s)"]);
    assert_eq!((run.code, &*run.out), (Some(0), "4999950000\n"));
    assert!(run.err.contains("machine code") && run.err.contains("collections"), "{}", run.err);
    let run = jsrun(&["--trace-gc", "-e", "var a; for (var i = 0; i < 3000000; i++) a = { i: i }"]);
    assert!(run.code == Some(0) && run.err.contains("[gc 1]"), "{}", run.err);
    jsrun(&[
        "--gc-stress",
        "-e",
        "var o = {}; for (var i = 0; i < 50; i++) o['p' + i] = [i]; print(o.p49[0])",
    ])
    .prints("49\n");
}

#[test]
fn colors() {
    let colored = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command(arguments);
        command.env_remove("FORCE_COLOR").env_remove("NO_COLOR").envs(variables.iter().copied());
        Run::of(&command.output().expect("jsrun starts"))
    };
    let script = ["-e", "console.log('a', 1)"];
    // The streams are no terminals.
    colored(&[], &script).prints("a 1\n");
    colored(&[("FORCE_COLOR", "1")], &script).prints("a \x1B[33m1\x1B[39m\n");
    colored(&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], &script).prints("a \x1B[33m1\x1B[39m\n");
    colored(&[("FORCE_COLOR", "0")], &script).prints("a 1\n");
    colored(&[("FORCE_COLOR", "1")], &["-p", "[1, 'a']"])
        .prints("[ \x1B[33m1\x1B[39m, \x1B[32m'a'\x1B[39m ]\n");
    colored(&[("FORCE_COLOR", "1")], &["-p", "'a'"]).prints("a\n");
}

// ---- errors ----

#[test]
fn uncaught_errors() {
    let script = Script::new(
        "throws.js",
        b"function f(x) {\n  return x.y.z;\n}\nprint('before');\nf({});\n",
    );
    let name = script.path();
    for tier in TIERS {
        let run = jsrun(&["--tier", tier, name]);
        assert_eq!(run.out, "before\n");
        run.fails(
            1,
            &format!(
                "{name}:2\n  return x.y.z;\n             ^\n\nTypeError: Cannot read properties of undefined (reading 'z')\n    \
                 at f ({name}:2:14)\n    at {name}:5:1\n"
            ),
        );
    }
}

#[test]
fn thrown_values() {
    jsrun(&["-e", "throw 'x'"]).fails(1, "\n[eval]:1\nthrow 'x'\n^\nx\n");
    jsrun(&["-e", "throw 42"]).fails(1, "\n[eval]:1\nthrow 42\n^\n42\n");
    jsrun(&["-e", "throw undefined"]).fails(1, "\n[eval]:1\nthrow undefined\n^\nundefined\n");
    jsrun(&["-e", "throw null"]).fails(1, "\n[eval]:1\nthrow null\n^\nnull\n");
    jsrun(&["-e", "throw 10n"]).fails(1, "\n[eval]:1\nthrow 10n\n^\n10\n");
    jsrun(&["-e", "throw { a: 1 }"]).fails(1, "\n[eval]:1\nthrow { a: 1 }\n^\n{ a: 1 }\n");
    jsrun(&["-e", "throw { toString() { throw 1 } }"]).fails(
        1,
        "\n[eval]:1\nthrow { toString() { throw 1 } }\n^\n{ toString: [Function: toString] }\n",
    );
}

#[test]
fn syntax_errors() {
    jsrun(&["-e", "}"]).fails(1, "[eval]:1\n}\n^\n\nSyntaxError: Unexpected token '}'\n");
    jsrun(&["-e", "var x = ("])
        .fails(1, "[eval]:1\nvar x = (\n         ^\n\nSyntaxError: Unexpected end of input\n");
    jsrun(&["-e", "let y;\nlet x = ;"])
        .fails(1, "[eval]:2\nlet x = ;\n        ^\n\nSyntaxError: Unexpected token ';'\n");
    let run = jsrun(&["-e", "print('never');\n\u{1}"]);
    assert_eq!((run.code, &*run.out), (Some(1), ""), "nothing runs of what is no script");
}

#[test]
fn errors_of_every_tier_are_alike() {
    let code = "function f(n) { if (n === 0) throw new RangeError('deep'); f(n - 1) }\n\
                for (var i = 0; i < 500; i++) { try { f(3) } catch (e) {} }\nf(2)";
    let runs = TIERS.map(|tier| jsrun(&["--tier", tier, "-e", code]));
    assert!(runs[0].err.contains("RangeError: deep\n    at f ([eval]:1:"), "{}", runs[0].err);
    for run in &runs {
        run.fails(1, &runs[0].err);
    }
}

// ---- limits ----

#[test]
fn the_time_limit_holds() {
    for code in [
        "for (;;);",
        "try { for (;;); } catch (e) { for (;;); } finally { for (;;); }",
        "function f() { f() } for (;;) try { f() } catch (e) {}",
        "var a = []; for (var i = 0; i < 1000; i++) a.push(1000 - i); for (;;) a.sort((x, y) => y - x)",
        "for (;;) [1, 2, 3].map(x => x).join()",
        "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)",
        "/(a+)+b/.test('a'.repeat(40))",
    ] {
        for tier in TIERS {
            let started = Instant::now();
            let run = jsrun(&["--timeout", "0.2", "--tier", tier, "-e", code]);
            run.fails(124, "jsrun: the script took longer than the 0.2 s of --timeout\n");
            assert!(started.elapsed() < Duration::from_secs(20), "{tier}: {code}");
        }
    }
    jsrun(&["--timeout", "60", "-e", "print('in time')"]).prints("in time\n");
}

#[test]
fn the_memory_limit_holds() {
    for code in [
        "var list = null; for (;;) list = { next: list };",
        "var a = []; for (;;) a.push({});",
        "var s = 'x'; for (;;) { s += s; s.charCodeAt(0) }",
        "var all = []; for (var i = 0; ; i++) all[i] = 'item ' + i;",
        "function f(n) { return n === 0 ? [] : [f(n - 1), f(n - 1)] } f(40)",
    ] {
        for tier in TIERS {
            let run =
                jsrun(&["--memory-limit", "32M", "--timeout", "60", "--tier", tier, "-e", code]);
            assert_eq!(run.code, Some(1), "{tier}: {code}: {}", run.err);
            let err = run.err.to_lowercase();
            let told =
                ["out of memory", "invalid string length"].iter().any(|text| err.contains(text));
            assert!(told, "{tier}: {code}: {}", run.err);
        }
    }
}

/// Every way to recurse without end is a RangeError that the script can catch, after which it goes on.
#[test]
fn deep_recursion_is_a_range_error() {
    let forms = [
        ("calls", "function f() { f() } f()"),
        (
            "calls with many arguments",
            "function f(a, b, c, d) { return f(a, b, c, d) + 1 } f(1, 2, 3, 4)",
        ),
        ("constructors", "function F() { new F() } new F()"),
        ("classes", "class A { constructor() { new A() } } new A()"),
        (
            "derived classes",
            "class A {} class B extends A { constructor() { super(); new B() } } new B()",
        ),
        ("getters", "var o = { get x() { return this.x } }; o.x"),
        ("setters", "var o = { set x(v) { this.x = v } }; o.x = 1"),
        ("toString", "var o = { toString() { return '' + this } }; '' + o"),
        ("valueOf", "var o = { valueOf() { return +this } }; +o"),
        ("toPrimitive", "var o = { [Symbol.toPrimitive]() { return `${this}` } }; `${o}`"),
        ("sort comparators", "function f() { [2, 1].sort(f) } f()"),
        ("array callbacks", "function f() { [1].forEach(f) } f()"),
        ("map callbacks", "function f() { return [1].map(f) } f()"),
        ("reduce callbacks", "function f() { return [1, 2].reduce(f) } f()"),
        ("join", "var o = { toString() { return [this].join() + 1 } }; [o].join()"),
        ("JSON revivers", "function f() { JSON.parse('[1]', f) } f()"),
        ("JSON replacers", "function f() { return JSON.stringify([1], f) } f()"),
        ("toJSON", "var o = { toJSON() { return JSON.stringify(this) } }; JSON.stringify(o)"),
        ("replace callbacks", "function f() { return 'a'.replace('a', f) } f()"),
        ("regular replace callbacks", "function f() { return 'a'.replace(/a/g, f) } f()"),
        ("bound functions", "function f() { g() } var g = f.bind(null, 1); g()"),
        (
            "bound of bound",
            "function f() { g() } var g = f; for (var i = 0; i < 10; i++) g = g.bind(null, i); g()",
        ),
        ("call", "function f() { f.call(null) } f()"),
        ("apply", "function f() { f.apply(null, [1, 2]) } f()"),
        ("Reflect.apply", "function f() { Reflect.apply(f, null, []) } f()"),
        ("Reflect.construct", "function F() { Reflect.construct(F, []) } new F()"),
        ("spread", "function f() { f(...[1, 2]) } f()"),
        ("iterators", "var o = { [Symbol.iterator]() { return [...this] } }; [...o]"),
        (
            "instanceof",
            "var C = { [Symbol.hasInstance](v) { return v instanceof C } }; ({}) instanceof C",
        ),
        ("Map.forEach", "var m = new Map([[1, 1]]); function f() { m.forEach(f) } f()"),
        ("default parameters", "function f(a = f()) {} f()"),
        ("tagged templates", "function f() { f`x` } f()"),
    ];
    for (name, code) in forms {
        let code = format!(
            "try {{ {code}; print('no error') }} catch (e) {{ print(e instanceof RangeError, e.message) }} print('on')"
        );
        for tier in TIERS {
            let run = jsrun(&["--timeout", "120", "--tier", tier, "-e", &code]);
            assert_eq!(
                (run.code, &*run.out, &*run.err),
                (Some(0), "true Maximum call stack size exceeded\non\n", ""),
                "{name} in tier {tier}"
            );
        }
    }
}

#[test]
fn the_stack_size_can_be_chosen() {
    let code = "function depth() { try { return 1 + depth() } catch (e) { return 1 } } print(depth() > 60000)";
    jsrun(&["--stack-size", "64M", "-e", code]).prints("true\n");
    jsrun(&["--stack-size", "64K", "-e", code]).prints("false\n");
}

#[test]
fn deep_nesting_is_no_crash() {
    for (open, close) in [
        ("[", "]"),
        ("(", ")"),
        ("{", "}"),
        ("-", "1"),
        ("!", "1"),
        ("a=>", "1"),
        ("(function(){", "})()"),
    ] {
        let text = format!(
            "{}{}",
            open.repeat(100_000),
            if close == "1" { close.to_owned() } else { close.repeat(100_000) }
        );
        let run = with_input(&["--timeout", "60"], text.as_bytes());
        assert!(
            run.code == Some(0) || run.code == Some(1),
            "{open}: {:?} {}",
            run.code,
            &run.err[..run.err.len().min(300)]
        );
    }
}

// ---- the process ----

#[test]
fn a_reader_that_goes_away_ends_the_script_quietly() {
    let mut command = command(&["--timeout", "60", "-e", "for (;;) print('a line of output')"]);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("jsrun starts");
    drop(child.stdout.take());
    let run = Run::of(&child.wait_with_output().expect("jsrun ends"));
    run.fails(141, "");
}

#[test]
fn a_reader_that_does_not_read_does_not_stop_the_clock() {
    for code in ["for (;;) print('x'.repeat(1000))", "print('x'.repeat(100000)); for (;;);"] {
        let mut command = command(&["--timeout", "0.3", "-e", code]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("jsrun starts");
        assert_eq!(child.wait().expect("it ends").code(), Some(124));
    }
}

#[test]
fn closed_streams() {
    let shell = |line: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", line, env!("CARGO_BIN_EXE_jsrun")]);
        Run::of(&command.output().expect("a shell"))
    };
    assert_eq!(shell("\"$0\" -e 'null.x' 2>&-").code, Some(1));
    assert_eq!(
        shell("\"$0\" --trace-gc -e 'for (var a, i = 0; i < 3e6; i++) a = {}' 2>&-").code,
        Some(0)
    );
    shell("\"$0\" -e 'print(1)' >&-").prints("");
    shell("\"$0\" <&-").prints("");
}

#[test]
fn output_comes_before_errors_and_in_time() {
    let run = Command::new("sh")
        .args(["-c", "\"$0\" -e \"print(1); null.x\" 2>&1", env!("CARGO_BIN_EXE_jsrun")])
        .output()
        .expect("a shell");
    assert!(run.stdout.starts_with(b"1\n[eval]:1\n"), "{}", String::from_utf8_lossy(&run.stdout));
    // What was printed is there although the script is still running.
    let mut command = command(&["--timeout", "60", "-e", "print('first'); for (;;);"]);
    let mut child = command.stdout(Stdio::piped()).spawn().expect("jsrun starts");
    let mut first = [0; 6];
    std::io::Read::read_exact(child.stdout.as_mut().expect("a pipe"), &mut first).expect("a line");
    assert_eq!(&first, b"first\n");
    child.kill().expect("it is still running");
    child.wait().expect("it ends");
}

#[test]
fn an_interrupt_ends_the_script() {
    for code in ["for (;;);", "try { for (;;); } finally { for (;;); }"] {
        let mut command = command(&["-e", &format!("print('running'); {code}")]);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("jsrun starts");
        let mut running = [0; 8];
        std::io::Read::read_exact(child.stdout.as_mut().expect("a pipe"), &mut running)
            .expect("a line");
        let killed =
            Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
        assert!(killed.success());
        let run = Run::of(&child.wait_with_output().expect("jsrun ends"));
        run.fails(130, "");
    }
}

#[test]
fn jobs_run_after_the_script() {
    jsrun(&["-e", "Promise.resolve(1).then(print); queueMicrotask(() => print(2)); print(0)"])
        .prints("0\n1\n2\n");
    let run = jsrun(&[
        "-e",
        "Promise.reject(new TypeError('no')); Promise.resolve().then(() => print(1))",
    ]);
    assert_eq!((run.code, &*run.out), (Some(1), "1\n"));
    assert!(run.err.contains("\nTypeError: no\n    at [eval]:1:16\n"), "{}", run.err);
    let run = jsrun(&["-e", "Promise.reject(5)"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.starts_with("UnhandledPromiseRejection: "), "{}", run.err);
    assert!(run.err.contains("the reason \"5\""), "{}", run.err);
    jsrun(&["--unhandled-rejections", "none", "-e", "Promise.reject(5)"]).prints("");
    jsrun(&["-e", "var p = Promise.reject(5); queueMicrotask(() => p.catch(print))"]).prints("5\n");
    jsrun(&["-e", "queueMicrotask(() => { throw new Error('x') })"]).fails(
        1,
        "[eval]:1\nqueueMicrotask(() => { throw new Error('x') })\n                       ^\n\nError: x\n    at [eval]:1:30\n",
    );
}

#[test]
fn timers_run_until_none_is_left() {
    let code = "setTimeout(() => print('timer'), 20); setImmediate(() => print('immediate')); print('script')";
    for tier in TIERS {
        jsrun(&["--tier", tier, "-e", code]).prints("script\nimmediate\ntimer\n");
    }
    jsrun(&["-p", "setTimeout(() => print('behind'), 1); 'value'"]).prints("value\nbehind\n");
    // An exception ends the script: what waits does not run.
    let run = jsrun(&[
        "-e",
        "setTimeout(() => { throw new Error('q') }, 1); setTimeout(() => print('never'), 50)",
    ]);
    assert_eq!((run.code, &*run.out), (Some(1), ""));
    assert!(
        run.err.starts_with("[eval]:1\nsetTimeout(() => { throw new Error('q') }, 1);"),
        "{}",
        run.err
    );
    assert!(run.err.contains("\nError: q\n    at [eval]:1:26\n"), "{}", run.err);
    // So does a rejection, as soon as the jobs behind a timer have run.
    let code = "setTimeout(() => { Promise.reject(new Error('r')); Promise.resolve().then(() => print('job')) }, 1); setTimeout(() => print('never'), 1)";
    let run = jsrun(&["-e", code]);
    assert_eq!((run.code, &*run.out), (Some(1), "job\n"));
    jsrun(&["--unhandled-rejections", "none", "-e", code]).prints("job\nnever\n");
    // In a module that waits as well.
    let code = "setTimeout(() => Promise.reject(new Error('m')), 1); await new Promise(r => setTimeout(r, 50)); print('never')";
    let run = jsrun(&["--module", "-e", code]);
    assert_eq!((run.code, &*run.out), (Some(1), ""));
    assert!(run.err.contains("\nError: m\n"), "{}", run.err);
}

/// What Node prints, where it is at `/usr/bin/node`.
#[test]
fn timers_come_in_the_order_that_node_has() {
    const SCRIPT: &str = r#"
var log = [], seed = 7, made = 0;
function random(n) { seed = (seed * 16807) % 2147483647; return seed % n; }
function busy() { for (var end = Date.now() + 3; Date.now() < end;); }
function work(name, depth) {
    log.push(name);
    for (var i = 0; i < 3 && depth < 4 && made < 300; i++) {
        var next = name + "." + i, d = depth + 1;
        made++;
        switch (random(5)) {
            case 0: queueMicrotask(work.bind(null, next + "q", d)); break;
            case 1: Promise.resolve().then(work.bind(null, next + "p", d)); break;
            case 2: setImmediate(work, next + "i", d); break;
            case 3: setTimeout(work, 1, next + "t", d); break;
            case 4: (async () => { await null; work(next + "a", d); await 1; log.push(next + "b"); })();
        }
    }
    // Timers of this function are due when the next round begins.
    busy();
}
for (var i = 0; i < 4; i++) { work("s" + i, 0); setTimeout(work, 1, "t" + i, 0); setImmediate(work, "i" + i, 0); }
busy();
setTimeout(() => console.log(log.length + "\n" + log.join("\n")), 3000);
"#;
    let Ok(node) = Command::new("/usr/bin/node").args(["-e", SCRIPT]).output() else { return };
    let expected = String::from_utf8_lossy(&node.stdout).into_owned();
    for tier in TIERS {
        jsrun(&["--tier", tier, "-e", SCRIPT]).prints(&expected);
    }
}

#[test]
fn a_sleeping_script_can_be_ended() {
    for code in [
        "setTimeout(() => print('never'), 1e9)",
        "setInterval(() => {}, 0)",
        "(function again() { setImmediate(again) })()",
        "(function again() { queueMicrotask(again) })()",
        "setTimeout(() => { for (;;); }, 1)",
    ] {
        let started = Instant::now();
        let run = jsrun(&["--timeout", "0.2", "-e", code]);
        run.fails(124, "jsrun: the script took longer than the 0.2 s of --timeout\n");
        assert!(started.elapsed() < Duration::from_secs(10), "{code}");
    }
    let started = Instant::now();
    let run = jsrun(&[
        "--timeout",
        "0.2",
        "--module",
        "-e",
        "await new Promise(r => setTimeout(r, 1e9))",
    ]);
    run.fails(124, "jsrun: the script took longer than the 0.2 s of --timeout\n");
    assert!(started.elapsed() < Duration::from_secs(10));
    for code in [
        "for (;;) setTimeout(() => {}, 1e9)",
        "for (;;) setImmediate(print)",
        "for (;;) queueMicrotask(print)",
    ] {
        let run = jsrun(&["--memory-limit", "32M", "--timeout", "60", "-e", code]);
        assert_eq!(run.code, Some(1), "{code}: {}", run.err);
        assert!(run.err.contains("out of memory"), "{code}: {}", run.err);
    }
}

#[test]
fn a_module_that_never_settles_has_a_code_of_its_own() {
    let script = Script::new(
        "unsettled.mjs",
        b"print('begins');\nconst a = 1;\n  const b = await new Promise(() => {});\nprint('never');\n",
    );
    let run = script.run();
    assert_eq!((run.code, &*run.out), (Some(13), "begins\n"));
    let expected = format!(
        "Warning: Detected unsettled top-level await at {}:3\n  const b = await new Promise(() => {{}});\n            ^\n\n\n",
        std::fs::canonicalize(&script.0).expect("it is there").display()
    );
    assert_eq!(run.err, expected);
    let importer = Script::new(
        "importer.mjs",
        format!("import '{}'; await 0; print('never')", script.path()).as_bytes(),
    );
    let run = importer.run();
    assert_eq!((run.code, &*run.out, &*run.err), (Some(13), "begins\n", &*expected));
    // What can still settle it is waited for.
    jsrun(&["--module", "-e", "await new Promise(r => setTimeout(r, 30)); print('end')"])
        .prints("end\n");
    // A script's promises are nobody's business.
    jsrun(&["-e", "(async () => { await new Promise(() => {}) })(); print('end')"]).prints("end\n");
}

#[test]
fn other_runners_of_the_conformance_suite_are_served() {
    let first = Script::new("first.js", b"var log = ['first'];");
    let second = Script::new("second.js", b"log.push('second');");
    let (first, second) = (first.0.to_str().expect("a name"), second.0.to_str().expect("a name"));
    jsrun(&["-I", first, "-I", second, "-e", "print(log)"]).prints("first,second\n");
    let code = "print(typeof $262.createRealm().evalScript, $262.evalScript('1 + 1'), $262.global === globalThis)";
    jsrun(&["--expose-262", "-e", code]).prints("function 2 true\n");
    jsrun(&["-e", "print(typeof $262)"]).prints("undefined\n");
    jsrun(&["--expose-262", "-e", "Promise.reject(1)"]).prints("");
    for (code, line) in [
        ("null.x", "TypeError: Cannot read properties of null (reading 'x')"),
        ("(", "SyntaxError: "),
        (
            "function Test262Error(m) { this.message = m } throw new Test262Error('no')",
            "Test262Error: no",
        ),
        ("class E extends RangeError {} throw new E('m')", "RangeError: m"),
        ("throw new ($262.createRealm().global.URIError)('u')", "URIError: u"),
    ] {
        let run = jsrun(&["--expose-262", "-e", code]);
        assert_eq!(run.code, Some(1), "{code}");
        assert!(run.err.lines().any(|found| found.starts_with(line)), "{code}: {}", run.err);
    }
    let run = jsrun(&["-I", "no-such-file.js", "-e", "1"]);
    run.fails(1, "jsrun: cannot read 'no-such-file.js': no such file or directory\n");
}

#[test]
fn modules_are_shown_in_every_form() {
    let code = "import { a } from 'm'; export const b = await a;";
    let has_machine_code = cfg!(all(feature = "jit", target_arch = "x86_64"));
    let forms = [("ast", "import"), ("bytecode", "get_import"), ("asm", "get_import")];
    for (form, part) in forms.into_iter().filter(|(form, _)| *form != "asm" || has_machine_code) {
        let run = jsrun(&["--module", "--dump", form, "-e", code]);
        assert_eq!((run.code, &*run.err), (Some(0), ""));
        assert!(run.out.contains(part), "{form}: {}", run.out);
    }
}
