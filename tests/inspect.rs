//! What `console` prints and how scripts end that throw, compared with what Node prints.
//!
//! The scripts are under `tests/inspect` and `tests/uncaught`, each run by the interpreter and by machine code; beside each is
//! what Node prints, made by `tests/support/expected.cjs`. Where this engine means to print something else, a file
//! `.differences` beside the script says what and why. Invariant: each difference named there is one, so none outlives its reason.

use jsrun::context::{Context, Error, FileLoader, Options, Stream};
use jsrun::interp::tier::Tier;
use libtest_mimic::{Arguments, Failed, Trial};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

const TIERS: [(&str, Tier); 2] = [("interp", Tier::Interpreter), ("jit", Tier::Jit)];

type Form = fn(&Path, &str, Tier) -> String;

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut trials = vec![];
    for (folder, form) in [("inspect", console as Form), ("uncaught", uncaught as Form)] {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder of scripts") {
            let file = entry.expect("an entry").path();
            if file.extension().is_none_or(|e| e != "js" && e != "mjs") {
                continue;
            }
            let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
            for (mode, tier) in TIERS {
                let file = file.clone();
                trials.push(Trial::test(format!("{folder}/{name}::{mode}"), move || {
                    check(&file, form, tier)
                }));
            }
        }
    }
    for (script, text) in NEWER {
        trials.push(Trial::test(
            format!("newer/{}", script.lines().last().unwrap_or_default()),
            move || {
                let printed = console(Path::new("newer.js"), script, Tier::Interpreter);
                let printed = printed.trim_end();
                if printed == text { Ok(()) } else { Err(format!("it printed {printed}").into()) }
            },
        ));
    }
    trials.push(Trial::test("timers", timers));
    trials.push(Trial::test("another realm", another_realm));
    for (name, script) in HOSTILE {
        trials.push(Trial::test(format!("hostile/{name}"), move || survives(script)));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// Values that make an inspection large or deep. None may crash it, or take time that grows faster than the value.
const HOSTILE: [(&str, &str); 14] = [
    (
        "deep nesting",
        "let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; console.dir(o, { depth: Infinity }); \
         let a = []; for (let i = 0; i < 1e5; i++) a = [a]; console.dir(a, { depth: null }); \
         let m = new Map; for (let i = 0; i < 1e5; i++) m = new Map([[m, m]]); console.log(m)",
    ),
    (
        "deep causes",
        "let e; for (let i = 0; i < 1e4; i++) e = new Error('x', { cause: e }); console.log(e)",
    ),
    (
        "many properties",
        "let o = {}; for (let i = 0; i < 1e5; i++) o['key' + i] = i; console.log(o)",
    ),
    (
        "many elements",
        "const a = new Array(1e6).fill(1); console.log(a, new Set(a.keys()), new Uint8Array(1e8)); \
         console.dir(a.slice(0, 1e5), { maxArrayLength: null })",
    ),
    (
        "many holes",
        "const a = []; a[4294967294 - 1] = 1; a[5] = 1; console.log(a); a.length = 4294967295; console.log([a])",
    ),
    (
        "many circles",
        "const o = {}; for (let i = 0; i < 3e4; i++) { o[i] = {}; o[i].o = o[i] } console.log(o)",
    ),
    (
        "shared parts",
        "let o = { leaf: 1 }; for (let i = 0; i < 60; i++) o = { a: o, b: o }; console.dir(o, { depth: 12 })",
    ),
    (
        "long strings",
        "const s = 'x\\n'.repeat(1e6); console.log(s, [s], { [s]: s }, Symbol(s), new Error(s))",
    ),
    (
        "long chains of prototypes",
        "let o = {}; for (let i = 0; i < 1e5; i++) o = Object.create(o); console.log(o); console.log('%o', o); \
         class A {} o = new A; for (let i = 0; i < 1e5; i++) o = Object.create(o); console.log([o, o, o])",
    ),
    (
        "endless chains of prototypes",
        "const t = {}, p = new Proxy(t, {}); Object.setPrototypeOf(t, p); console.log(t, p, [p], '%s', t); \
         console.log('%s %o', p, p); console.table([p]); console.log(Object.setPrototypeOf(new Error('x'), p))",
    ),
    (
        "chains of proxies",
        "let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); console.log(p, [p]); \
         console.dir(p, { showProxy: true, depth: null }); console.log('%s', p)",
    ),
    (
        "long traces",
        "const stack = 'Error: x' + '\\n    at x'.repeat(1e5); \
         const cause = Object.assign(new Error('x'), { stack: stack + '\\n    at y' }); \
         console.log(Object.assign(new Error('x', { cause }), { stack }))",
    ),
    (
        "large tables",
        "const rows = []; for (let i = 0; i < 1e5; i++) rows.push({ ['k' + i]: i }); \
         try { console.table(rows) } catch (e) { console.log(e.message) } console.table(new Array(1e4).fill({ a: 1 }))",
    ),
    (
        "a full stack",
        "function f() { try { f() } finally { console.log([[{ a: new Map([[1, new Error('x')]]) }]]) } } \
         try { f() } catch (e) { console.log(e.message) }",
    ),
];

/// What Node 20 does not have, and what it would say of it by its own rules.
const NEWER: [(&str, &str); 12] = [
    (
        "console.log(new SuppressedError(new Error('a').message, 'b', 'c'))",
        "SuppressedError: c\n    at newer.js:1:13 {\n  [error]: 'a',\n  [suppressed]: 'b'\n}",
    ),
    (
        "console.log(new Float16Array([1, 2.5]), Float16Array)",
        "Float16Array(2) [ 1, 2.5 ] [Function: Float16Array]",
    ),
    ("console.log([1].values().map(x => x))", "Object [Iterator Helper] {}"),
    ("console.log(Iterator.prototype, Iterator)", "{} [Function: Iterator]"),
    ("console.log(new DisposableStack())", "DisposableStack {}"),
    ("console.log(JSON.rawJSON('1'))", "[Object: null prototype] { rawJSON: '1' }"),
    (
        "const b = new ArrayBuffer(2); b.transfer(); console.log(b)",
        "ArrayBuffer { (detached), byteLength: 0 }",
    ),
    (
        "console.log(new ArrayBuffer(1, { maxByteLength: 4 }))",
        "ArrayBuffer { [Uint8Contents]: <00>, byteLength: 1 }",
    ),
    (
        "const b = new ArrayBuffer(4, { maxByteLength: 4 }), t = new Uint8Array(b, 2); b.resize(1); console.log(t, new DataView(b))",
        "Uint8Array(0) [] DataView {\n  byteLength: 1,\n  byteOffset: 0,\n  buffer: ArrayBuffer { [Uint8Contents]: <00>, byteLength: 1 }\n}",
    ),
    ("console.log(Promise.withResolvers().promise)", "Promise { <pending> }"),
    (
        "console.log(Object.groupBy([1, 2], x => x % 2 ? 'odd' : 'even'))",
        "[Object: null prototype] { odd: [ 1 ], even: [ 2 ] }",
    ),
    (
        "// colors\nconsole.error(1); throw Object.assign(new Error('x'), { n: 1 })",
        "! \x1B[33m1\x1B[39m\nnewer.js:2\nconsole.error(1); throw Object.assign(new Error('x'), { n: 1 })\n                  ^\n\n\
         Error: x\n    at newer.js:2:39 {\n  n: \x1B[33m1\x1B[39m\n}",
    ),
];

/// Times are no goldens: only their form is known.
fn timers() -> Result<(), Failed> {
    let script = "console.time('a'); console.timeLog('a', 1, { b: 2 }, 'c'); console.timeEnd('a'); console.timeEnd('a'); \
                  console.time(); console.timeEnd()";
    let printed = console(Path::new("timers.js"), script, Tier::Interpreter);
    let form: String = printed.chars().filter(|c| !c.is_ascii_digit() && *c != '.').collect();
    let expected =
        "a: ms  { b:  } c\na: ms\n! Warning: No such label 'a' for consoletimeEnd()\ndefault: ms\n";
    if form == expected { Ok(()) } else { Err(printed.into()) }
}

/// Values of another realm are shown as those of the script's own.
fn another_realm() -> Result<(), Failed> {
    let values = "[{ a: 1 }, [1, , 2], new Map([[1, new Set([2])]]), new Date(0), /x/g, Object('text'), function f() {}, class A {}, \
                  new (class B extends Map {})(), new Uint8Array(2), new ArrayBuffer(1), Promise.resolve(1), Symbol('s'), Math, \
                  Object.create(null), new Proxy([1], {}), new Map([[1, 2]]).entries(), (function* () {})(), \
                  Object.assign(new TypeError('x', { cause: 1 }), { stack: 'TypeError: x' }), Object.prototype]";
    let print = "for (const value of $262.createRealm().evalScript(values)) console.log('%s|', value, value)";
    let own = "for (const value of $262.evalScript(values)) console.log('%s|', value, value)";
    let [theirs, ours] = [print, own].map(|how| {
        let mut context = Context::new(Options::new());
        let out = Rc::new(RefCell::new(Vec::new()));
        let written = out.clone();
        context.set_output(move |_, bytes| written.borrow_mut().extend_from_slice(bytes));
        let script = format!("const values = `{values}`; {how}");
        let result = context.install_test_host();
        let result = result.and_then(|()| context.run_script("realm.js", script.as_bytes()));
        result.map(|()| String::from_utf8_lossy(&out.take()).into_owned())
    });
    match (theirs, ours) {
        (Ok(theirs), Ok(ours)) if theirs == ours && !ours.is_empty() => Ok(()),
        (theirs, ours) => Err(format!("{theirs:?} is not {ours:?}").into()),
    }
}

fn survives(script: &str) -> Result<(), Failed> {
    let mut context = Context::new(Options::new());
    let written = Rc::new(RefCell::new(0));
    let count = written.clone();
    context.set_output(move |_, bytes| *count.borrow_mut() += bytes.len());
    context.run_script("hostile.js", script.as_bytes()).map_err(|error| error.to_string())?;
    match written.take() {
        0 => Err("it printed nothing".into()),
        bytes if bytes > 1 << 28 => Err(format!("it printed {bytes} bytes").into()),
        _ => Ok(()),
    }
}

fn check(file: &PathBuf, form: Form, tier: Tier) -> Result<(), Failed> {
    let text = std::fs::read_to_string(file)?;
    let mut expected = std::fs::read_to_string(file.with_extension("expected"))?;
    if let Ok(differences) = std::fs::read_to_string(file.with_extension("differences")) {
        expected = differ(expected, &differences)?;
    }
    let printed = form(file, &text, tier);
    if printed == expected {
        return Ok(());
    }
    if let Ok(folder) = std::env::var("JSRUN_PRINTED") {
        std::fs::write(Path::new(&folder).join(name_of(file)), &printed)?;
    }
    let mut lines = expected.lines().zip(printed.lines()).enumerate();
    Err(match lines.find(|(_, (e, p))| e != p) {
        Some((i, (e, p))) => format!("line {}:\n  expected {e}\n  printed  {p}", i + 1).into(),
        None => format!(
            "expected {} lines, printed {}",
            expected.lines().count(),
            printed.lines().count()
        )
        .into(),
    })
}

fn name_of(file: &Path) -> String {
    file.file_name().expect("a name").to_string_lossy().into_owned()
}

/// Puts what this engine prints in the place of what Node prints. A difference is a paragraph: lines that begin with `#`
/// name and explain it, those with `-` are Node's, those with `+` this engine's, those with a space both's.
fn differ(mut expected: String, differences: &str) -> Result<String, Failed> {
    for paragraph in differences.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        let (mut theirs, mut ours, mut why) = (String::from("\n"), String::from("\n"), "");
        for line in paragraph.lines().filter(|line| !line.is_empty()) {
            let (mark, text) = line.split_at(1);
            let (is_theirs, is_ours) = match mark {
                "#" => {
                    why = text;
                    (false, false)
                }
                "-" => (true, false),
                "+" => (false, true),
                " " => (true, true),
                _ => return Err(format!("a line of differences begins with {mark}").into()),
            };
            for (wanted, part) in [(is_theirs, &mut theirs), (is_ours, &mut ours)] {
                if wanted {
                    part.push_str(text);
                    part.push('\n');
                }
            }
        }
        if why.is_empty() {
            return Err(format!("a difference without a reason: {paragraph}").into());
        }
        let text = format!("\n{expected}");
        if text.matches(&theirs).count() != 1 {
            let count = text.matches(&theirs).count();
            return Err(format!("Node prints this {count} times, not once:{theirs}").into());
        }
        expected = text.replacen(&theirs, &ours, 1).split_off(1);
    }
    Ok(expected)
}

/// Runs a script and gives what it writes by `console`, lines of the error stream marked.
fn console(file: &Path, text: &str, tier: Tier) -> String {
    let mut context = Context::new(Options::new().tier(tier));
    if text.lines().any(|line| line == "// colors") {
        context.set_colors(Stream::Out, true);
        context.set_colors(Stream::Error, true);
    }
    let out = Rc::new(RefCell::new(String::new()));
    let written = out.clone();
    context.set_output(move |stream, bytes| {
        for line in String::from_utf8_lossy(bytes).split_inclusive('\n') {
            let mark = if stream == Stream::Error && line != "\n" { "! " } else { "" };
            written.borrow_mut().push_str(mark);
            written.borrow_mut().push_str(line);
        }
    });
    let result = if file.extension().is_some_and(|e| e == "mjs") {
        context.set_module_loader(FileLoader::new(PathBuf::new()));
        context.eval_module(&file.display().to_string(), text.as_bytes()).map(|_| ())
    } else {
        context.run_script(&name_of(file), text.as_bytes())
    };
    let result = result.and_then(|()| context.run_jobs());
    if let Err(error) = result {
        out.borrow_mut().push_str(&format!("{error}\n"));
    }
    out.take()
}

/// Runs each part of a script and gives how it ends.
fn uncaught(file: &Path, text: &str, tier: Tier) -> String {
    let mut out = String::new();
    for part in text.split("// ---- ").skip(1) {
        let (title, script) = part.split_once('\n').expect("a title");
        let script = script.strip_suffix('\n').unwrap_or(script);
        out.push_str(&format!("---- {title}\n"));
        if let Err(error) = ending(&name_of(file), script, tier) {
            out.push_str(&format!("{error}\n"));
        }
    }
    out
}

fn ending(name: &str, script: &str, tier: Tier) -> Result<(), Error> {
    let mut context = Context::new(Options::new().tier(tier));
    context.run_script(name, script.as_bytes())?;
    context.run_jobs()?;
    context.check_rejections()
}
