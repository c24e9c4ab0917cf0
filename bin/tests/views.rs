//! Views into the engine: `--explain`, `--dump` of one function, `--trace-tier`, `--cpu-prof`, `--perf-map`.

mod support;

use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::time::Duration;
use support::{Run, Script, command, jsrun};

/// Is there machine code in this build?
const HAS_JIT: bool = cfg!(all(feature = "jit", target_arch = "x86_64", target_os = "linux"));

/// A file that a run writes; it is removed when the test ends.
struct Written(PathBuf);

impl Written {
    fn new(name: &str) -> Written {
        Written(std::env::temp_dir().join(format!("jsrun-{}-{name}", std::process::id())))
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a plain path")
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.0).expect("it was written")
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

// ---- --explain ----

const HOSTILE: &str = r#"
function f(o, text = "</script><img src=x onerror='alert(1)'>") {
  // <script>alert(2)</script>
  const t = o["<b>&amp;"];
  return t + o.x + text.length;
}
for (let i = 0; i < 500; i++) f({ "<b>&amp;": i, x: 1 });
print("ran");
"#;

#[test]
fn a_page_explains_a_function() {
    let page = Written::new("explain.html");
    let run = jsrun(&["--explain", "f", "--explain-out", page.path(), "-e", HOSTILE]);
    let told = format!("jsrun: wrote {}\n", page.path());
    assert_eq!((run.code, &*run.out, run.err), (Some(0), "ran\n", told));
    let html = page.text();
    for part in [
        "<!doctype html>",
        "called 500 times",
        "pub</i> <i class=k>fn</i> get_property",
        "id=h-slow_get_property",
        "monomorphic",
        "onerror",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert_eq!(html.contains("There is no machine code"), !HAS_JIT);
    assert_eq!(html.contains("general version"), HAS_JIT);
}

#[test]
fn an_explanation_can_be_plain_text() {
    let page = Written::new("explain.txt");
    let code = "function add(a, b) { return a + b } add(1, 2)";
    let run = jsrun(&["--explain", "add", "--explain-out", page.path(), "-e", code]);
    assert_eq!(run.code, Some(0));
    let text = page.text();
    assert!(text.starts_with("add ([eval]:1:1)\n"), "{text}");
    assert!(
        text.contains("1 | function add(a, b)") && text.contains("0000  add r3, r1, r2"),
        "{text}"
    );
    assert_eq!(text.contains("slow_add"), HAS_JIT, "{text}");
}

#[test]
fn a_page_is_safe_and_needs_nothing_else() {
    let run = jsrun(&["--explain", "f", "--explain-out", "-", "-e", HOSTILE]);
    assert_eq!((run.code, &*run.err), (Some(0), ""));
    let html = run.out.strip_prefix("ran\n").expect("the script's output comes first");
    // The page's own style and script are the only ones, and nothing of the script's text is markup.
    let own = |tag: &str| html.matches(tag).count();
    assert_eq!((own("<script"), own("</script"), own("<style"), own("<img")), (1, 1, 1, 0));
    for outside in ["<link", "<iframe", " src=", "url(", "@import", "fetch(", "import("] {
        let markup = html.replace("&lt;img src=x", "");
        assert!(!markup.contains(outside), "{outside}");
    }
    assert!(html.contains("&lt;/script&gt;") && html.contains("&lt;b&gt;&amp;amp;"));
    // What is opened is closed.
    for element in ["details", "section", "div", "pre", "summary", "article", "ul", "p"] {
        let (open, close) = (
            own(&format!("<{element}>")) + own(&format!("<{element} ")),
            own(&format!("</{element}>")),
        );
        assert_eq!(open, close, "{element}");
    }
}

#[test]
fn a_page_counts_in_both_tiers_alike() {
    let code = "function g(n) { let s = 0; for (let i = 0; i < n; i++) s += i; return s } g(10000)";
    let counted = |tier: &str| {
        let run = jsrun(&["--tier", tier, "--explain", "g", "--explain-out", "-", "-e", code]);
        assert_eq!((run.code, &*run.err), (Some(0), ""));
        let counts = run.out.split("<span class=count>").skip(1);
        let counts = counts.map(|rest| rest.split('<').next().expect("text").to_owned());
        counts.collect::<Vec<String>>()
    };
    let interpreted = counted("interp");
    assert!(interpreted.len() > 6 && interpreted.iter().any(|c| c == "10\u{202F}000"));
    assert_eq!(interpreted, counted("auto"));
    assert_eq!(interpreted, counted("jit"));
}

#[test]
fn a_page_is_written_however_the_script_ends() {
    let page = Written::new("thrown.html");
    let code = "function f() { throw 1 } f()";
    let run = jsrun(&["--explain", "f", "--explain-out", page.path(), "-e", code]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("Uncaught") || run.err.contains("throw 1"), "{}", run.err);
    assert!(page.text().contains("throw"));
}

#[test]
fn functions_that_cannot_be_explained() {
    let page = Written::new("none.html");
    let code = "function area() {} function volume() {} area()";
    let run = |name: &str| jsrun(&["--explain", name, "--explain-out", page.path(), "-e", code]);
    run("aera").fails(
        1,
        "jsrun: there is no function 'aera'; there are area:1, volume:1, (top level):1\n",
    );
    run("area:7").fails(
        1,
        "jsrun: there is no function 'area:7'; there are area:1, volume:1, (top level):1\n",
    );
    assert!(!page.0.exists(), "nothing is left behind");
    assert_eq!(run("area:1").code, Some(0));
    let before = page.text();
    assert_eq!(run("aera").code, Some(1));
    assert_eq!(page.text(), before, "a page that was there stays");
    let run =
        jsrun(&["--explain", "f", "--explain-out", "/nonexistent/page.html", "-e", "print(1)"]);
    run.fails(1, "jsrun: cannot write '/nonexistent/page.html': no such file or directory\n");
    assert_eq!(run.out, "", "the script is not run");
    for bad in [&["--explain", "", "-e", "1"][..], &["--explain-out", "x", "-e", "1"]] {
        assert_eq!(jsrun(bad).code, Some(9), "{bad:?}");
    }
}

// ---- --dump ----

#[test]
fn one_function_is_dumped() {
    let code =
        "const half = x => x / 2;\nfunction twice(x) { return x + x }\nclass A { twice() {} }";
    let bytecode = jsrun(&["--dump", "bytecode:half", "-e", code]);
    assert_eq!((bytecode.code, &*bytecode.err), (Some(0), ""));
    assert!(bytecode.out.starts_with("half: 1 parameters"), "{}", bytecode.out);
    assert!(!bytecode.out.contains("twice"), "{}", bytecode.out);
    let both = jsrun(&["--dump", "bytecode:twice", "-e", code]).out;
    assert_eq!(both.matches("twice:").count(), 2, "{both}");
    let one = jsrun(&["--dump", "bytecode:twice:2", "-e", code]).out;
    assert!(one.matches("twice:").count() == 1 && one.contains("add"), "{one}");
    jsrun(&["--dump", "ast:half", "-e", code]).prints("(arrow (x) (/ x 2))\n");
    let all = jsrun(&["--dump", "ast", "-e", code]).out;
    assert_eq!(jsrun(&["--dump", "ast:(top level)", "-e", code]).out, all);
    let unknown = "jsrun: there is no function 'thrice'; there are twice:2, twice:3, half:1, A:3, (top level):1\n";
    for form in ["ast", "bytecode"] {
        jsrun(&["--dump", &format!("{form}:thrice"), "-e", code]).fails(1, unknown);
    }
    let machine = jsrun(&["--dump", "asm:half", "-e", code]);
    if HAS_JIT {
        assert!(machine.out.starts_with("half:\n;") && !machine.out.contains("twice"));
    } else {
        assert_eq!(machine.code, Some(1));
        assert!(machine.err.starts_with("jsrun: there is no machine code"), "{}", machine.err);
    }
}

// ---- --trace-tier ----

#[test]
fn tiers_are_traced() {
    let code = "function hot(n) { let s = 0; for (let i = 0; i < n; i++) s += i; return s }
function leaves(o) { return o + 1 }
hot(1000);
for (let i = 0; i < 300; i++) leaves(i);
for (let i = 0; i < 300; i++) leaves('x');
print('done')";
    let run = jsrun(&["--trace-tier", "-e", code]);
    if !HAS_JIT {
        assert_eq!(run.code, Some(1));
        assert!(run.err.starts_with("jsrun: there is nothing to trace"), "{}", run.err);
        return;
    }
    assert_eq!((run.code, &*run.out), (Some(0), "done\n"));
    for part in [
        "hot ([eval]:1:1): compiled because of a loop: ",
        "hot ([eval]:1:1): enters machine code at the loop ",
        "leaves ([eval]:2:1): compiled because of calls: ",
        "leaves ([eval]:2:1): leaves for the interpreter at ",
        ": other types than assumed",
        "leaves ([eval]:2:1): general version made: ",
    ] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    assert!(run.err.lines().all(|line| line.starts_with('[')), "{}", run.err);
    assert!(run.err.lines().count() < 60, "as many lines as events, not as calls: {}", run.err);
    let run = jsrun(&["--trace-tier", "--tier", "interp", "-e", "print(1)"]);
    assert_eq!((run.code, &*run.out), (Some(1), ""));
    assert!(run.err.starts_with("jsrun: there is nothing to trace"), "{}", run.err);
}

#[test]
fn freed_code_is_traced() {
    if !HAS_JIT {
        return;
    }
    let code = "for (let i = 0; i < 40; i++) {
  const gone = new Function('x', 'let s = 0; for (let i = 0; i < 1000; i++) s += x; return s');
  gone(i);
}
let junk; for (let i = 0; i < 2e6; i++) junk = { i };";
    let run = jsrun(&["--trace-tier", "-e", code]);
    assert_eq!(run.code, Some(0));
    assert!(run.err.lines().any(|line| line.contains(": freed: ")), "{}", run.err);
}

// ---- --cpu-prof ----

/// A profile that has been checked: the samples and functions of it.
struct Profile {
    json: Value,
}

impl Profile {
    fn read(text: &str) -> Profile {
        let json: Value = serde_json::from_str(text).expect("it is JSON");
        let list = |of: &Value, key: &str| of[key].as_array().cloned().unwrap_or_default();
        let nodes = list(&json, "nodes");
        let ids: HashSet<i64> =
            nodes.iter().map(|node| node["id"].as_i64().expect("an id")).collect();
        assert_eq!(ids.len(), nodes.len(), "ids differ");
        let samples = list(&json, "samples");
        let deltas = list(&json, "timeDeltas");
        assert_eq!(samples.len(), deltas.len());
        assert!(samples.iter().all(|id| ids.contains(&id.as_i64().expect("an id"))));
        let hits = nodes.iter().map(|node| node["hitCount"].as_u64().expect("a count"));
        assert_eq!(hits.sum::<u64>(), samples.len() as u64);
        let mut children: HashMap<i64, usize> = HashMap::new();
        for node in &nodes {
            for child in list(node, "children") {
                let child = child.as_i64().expect("an id");
                assert!(ids.contains(&child));
                *children.entry(child).or_default() += 1;
            }
            let ticks = list(node, "positionTicks");
            let ticks: u64 =
                ticks.iter().map(|tick| tick["ticks"].as_u64().expect("a count")).sum();
            assert!(ticks == 0 || Some(ticks) == node["hitCount"].as_u64(), "{node}");
            let frame = &node["callFrame"];
            assert!(frame["functionName"].is_string() && frame["url"].is_string());
            assert!(frame["scriptId"].is_string());
            assert!(
                frame["lineNumber"].as_i64() >= Some(-1)
                    && frame["columnNumber"].as_i64() >= Some(-1)
            );
        }
        assert_eq!(children.len(), nodes.len() - 1, "each node but the root has a parent");
        assert!(children.values().all(|parents| *parents == 1));
        let time = json["endTime"].as_i64().unwrap() - json["startTime"].as_i64().unwrap();
        let sum: i64 = deltas.iter().map(|delta| delta.as_i64().expect("microseconds")).sum();
        assert!(sum <= time, "{sum} of {time}");
        Profile { json }
    }

    /// How many samples found functions of this name running.
    fn hits(&self, name: &str) -> u64 {
        let nodes = self.json["nodes"].as_array().expect("nodes").iter();
        let nodes = nodes.filter(|node| node["callFrame"]["functionName"] == name);
        nodes.map(|node| node["hitCount"].as_u64().expect("a count")).sum()
    }

    fn samples(&self) -> usize {
        self.json["samples"].as_array().expect("samples").len()
    }
}

/// Runs with a profile.
fn profiled(name: &str, arguments: &[&str]) -> (Run, Profile) {
    let file = Written::new(name);
    let run = jsrun(&[&["--cpu-prof", file.path()], arguments].concat());
    let profile = Profile::read(&file.text());
    (run, profile)
}

#[test]
fn samples_show_where_time_goes() {
    let script = Script::new(
        "prof.js",
        b"function one() { let s = 0; for (let i = 0; i < 3000; i++) s += i % 7; return s }
function three() { let s = 0; for (let i = 0; i < 9000; i++) s += i % 7; return s }
function leaf(a) { return (a % 3) * (a % 5) + (a % 11) * (a % 13) + (a % 17) * (a % 19) + (a % 23) }
function calls() { let s = 0; for (let i = 0; i < 4000; i++) s += leaf(i); return s }
const end = Date.now() + 900;
while (Date.now() < end) { one(); three(); calls() }
",
    );
    for tier in ["auto", "interp"] {
        let (run, profile) =
            profiled(&format!("{tier}.cpuprofile"), &["--tier", tier, script.path()]);
        assert_eq!((run.code, &*run.err), (Some(0), ""));
        // An interval that was over is counted, so the samples are as many as the milliseconds, however loaded the machine is.
        assert!(profile.samples() > 500, "{} samples", profile.samples());
        let (one, three) = (profile.hits("one"), profile.hits("three"));
        assert!(one > 20, "{tier}: one {one}, three {three}");
        let ratio = three as f64 / one as f64;
        assert!((1.8..5.0).contains(&ratio), "{tier}: one {one}, three {three}");
        let (leaf, calls) = (profile.hits("leaf"), profile.hits("calls"));
        assert!(
            leaf > calls,
            "{tier}: a function without calls and loops: leaf {leaf}, calls {calls}"
        );
        let node = profile.json["nodes"].as_array().unwrap().iter();
        let node = node.clone().find(|n| n["callFrame"]["functionName"] == "three").unwrap();
        let frame = &node["callFrame"];
        assert_eq!(
            (frame["lineNumber"].as_i64(), frame["columnNumber"].as_i64()),
            (Some(1), Some(0))
        );
        let url = frame["url"].as_str().unwrap();
        assert!(url.starts_with("file:///") && url.ends_with("prof.js"), "{url}");
        assert_eq!(node["positionTicks"][0]["line"].as_i64(), Some(2));
    }
}

#[test]
fn built_in_functions_and_the_collector_are_seen() {
    let code = "const end = Date.now() + 600; const keep = [];
function sorts() { return Array.from({ length: 20000 }, (_, i) => (i * 7919) % 20011).sort().length }
function allocates(at) { keep[at % 8] = Array.from({ length: 20000 }, (_, i) => ({ i, keep: [i] })) }
for (let i = 0; Date.now() < end || i < 60; i++) { sorts(); allocates(i) }";
    let arguments = ["--cpu-prof-interval", "100", "-e", code];
    let (run, profile) = profiled("natives.cpuprofile", &arguments);
    assert_eq!((run.code, &*run.err), (Some(0), ""));
    assert!(profile.hits("sort") > 0, "{}", profile.json);
    assert!(profile.hits("(garbage collector)") > 0, "{}", profile.json);
}

#[test]
fn a_profile_is_written_however_the_script_ends() {
    let busy = "const end = Date.now() + 60; while (Date.now() < end);";
    let thrown = format!("function f() {{ {busy} throw new Error('x') }} f()");
    let (run, profile) = profiled("thrown.cpuprofile", &["-e", &thrown]);
    assert!(run.code == Some(1) && run.err.contains("Error: x"), "{}", run.err);
    assert!(profile.samples() > 10 && profile.hits("f") > 0, "{}", profile.json);

    let (run, profile) = profiled(
        "timeout.cpuprofile",
        &["--timeout", "0.3", "-e", "function f() { for (;;); } f()"],
    );
    assert_eq!(run.code, Some(124));
    assert!(profile.hits("f") > 50, "{}", profile.json);

    let (run, profile) = profiled("syntax.cpuprofile", &["-e", "("]);
    assert!(run.code == Some(1) && run.err.contains("SyntaxError"), "{}", run.err);
    assert_eq!(profile.hits("f"), 0);

    let (run, _) = profiled("nothing.cpuprofile", &["-e", ""]);
    run.prints("");

    let (run, _) = profiled(
        "memory.cpuprofile",
        &["--memory-limit", "20M", "-e", "let a = []; for (;;) a.push([1, 2, 3])"],
    );
    assert!(run.code == Some(1) && run.err.contains("out of memory"), "{}", run.err);
}

#[test]
fn a_profile_is_written_after_an_interrupt() {
    let file = Written::new("interrupt.cpuprofile");
    let code = "print('begun'); (function f() { for (;;); })()";
    let mut child = command(&["--cpu-prof", file.path(), "-e", code])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("jsrun starts");
    std::thread::sleep(Duration::from_millis(700));
    let killed =
        std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(killed.expect("kill starts").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert!(Profile::read(&file.text()).hits("f") > 10);
}

#[test]
fn waiting_is_idle() {
    let code = "const word = new Int32Array(new SharedArrayBuffer(8));
Atomics.waitAsync(word, 0, 0, 300).value.then(() => print('woken'))";
    let (run, profile) = profiled("idle.cpuprofile", &["-e", code]);
    run.prints("woken\n");
    assert!(profile.hits("(idle)") > 150, "{}", profile.json);
}

#[test]
fn profiles_that_cannot_be_written() {
    let run = jsrun(&["--cpu-prof", "/nonexistent/p.cpuprofile", "-e", "print(1)"]);
    run.fails(1, "jsrun: cannot write '/nonexistent/p.cpuprofile': no such file or directory\n");
    assert_eq!(run.out, "", "the script is not run");
    for bad in [
        &["--cpu-prof-interval", "1000", "-e", "1"][..],
        &["--cpu-prof", "/tmp/p", "--cpu-prof-interval", "0", "-e", "1"],
        &["--cpu-prof", "/tmp/p", "--cpu-prof-interval", "x", "-e", "1"],
        &["--cpu-prof", "/tmp/p", "--dump", "ast", "-e", "1"],
    ] {
        assert_eq!(jsrun(bad).code, Some(9), "{bad:?}");
    }
}

#[test]
fn the_interval_can_be_chosen() {
    let busy = "const end = Date.now() + 300; while (Date.now() < end);";
    let (_, often) = profiled("often.cpuprofile", &["--cpu-prof-interval", "250", "-e", busy]);
    let (_, seldom) = profiled("seldom.cpuprofile", &["--cpu-prof-interval", "20000", "-e", busy]);
    assert!(
        often.samples() > 600 && seldom.samples() < 60,
        "{} {}",
        often.samples(),
        seldom.samples()
    );
}

// ---- --perf-map ----

#[test]
fn the_map_names_compiled_functions() {
    if !HAS_JIT {
        return;
    }
    let code = "function hot(n) { let s = 0; for (let i = 0; i < n; i++) s += i; return s } print(hot(5000))";
    let child = command(&["--perf-map", "-e", code])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("jsrun starts");
    let map = Written(PathBuf::from(format!("/tmp/perf-{}.map", child.id())));
    assert!(child.wait_with_output().expect("it ends").status.success());
    let text = map.text();
    let line = text.lines().find(|line| line.contains("js:hot [eval]:1")).expect(&text);
    let mut words = line.split(' ');
    for _ in 0..2 {
        let word = words.next().expect("a word");
        assert!(u64::from_str_radix(word, 16).is_ok_and(|number| number > 0), "{line}");
    }
}
