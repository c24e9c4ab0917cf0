//! Views into the engine as embedders have them: explanations, listeners of tiers, profiles.
#![cfg(feature = "disasm")]

use jsrun::context::*;
use jsrun::interp::tier::Tier;
use jsrun::interp::trace::TierEventKind;
use jsrun::runtime::vm::interrupt;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

const HAS_JIT: bool = cfg!(all(feature = "jit", target_arch = "x86_64", target_os = "linux"));

/// What a script's functions of a name become, once it has run.
fn explained(options: Options, name: &str, script: &str) -> Vec<Explanation> {
    let mut context = Context::new(options);
    context.run_script("view.js", script.as_bytes()).expect("it runs");
    context.explain(&FunctionSelector::new(name)).expect("there is such a function")
}

const SCRIPT: &str = "function f(o, n) {
  let s = 0;
  for (let i = 0; i < n; i++) {
    s += o.x;
  }
  try {
    return s + o.x;
  } catch {
    s = null;
  }
}
for (let i = 0; i < 400; i++) f({ x: i }, 5);
";

#[test]
fn every_instruction_and_every_byte_is_there_once() {
    for tier in [Tier::Auto, Tier::Interpreter, Tier::Jit] {
        let options = Options::new().tier(tier).count_instructions(true);
        let f = explained(options, "f", SCRIPT).remove(0);
        let mut listed: Vec<usize> =
            f.lines.iter().flat_map(|line| line.instructions.clone()).collect();
        listed.sort_unstable();
        assert_eq!(listed, (0..f.instructions.len()).collect::<Vec<usize>>());
        let numbers: Vec<u32> = f.lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, (1..=11).collect::<Vec<u32>>());
        assert_eq!(f.lines[1].text, "  let s = 0;");
        assert_eq!(f.instructions[f.lines[1].instructions[0]].opcode.name, "load_int");
        assert_eq!(f.machine_code.is_empty(), !HAS_JIT || tier == Tier::Interpreter);
        for code in &f.machine_code {
            let bytes: u32 = code.pieces.iter().map(|piece| piece.bytes).sum();
            assert_eq!(bytes as usize, code.bytes);
            let offsets = code.pieces.iter().flat_map(|piece| &piece.instructions);
            let offsets: Vec<u32> = offsets.map(|(offset, _)| *offset).collect();
            assert!(offsets.is_sorted());
        }
        assert_eq!((f.calls(), f.iterations()), (400, 400 * 5));
        assert_eq!(f.handlers.len(), 1);
    }
}

#[test]
fn counts_do_not_depend_on_the_tier() {
    let counts = |tier: Tier| {
        let options = Options::new().tier(tier).count_instructions(true);
        let f = explained(options, "f", SCRIPT).remove(0);
        f.instructions.iter().map(|i| (i.index, i.counts.total())).collect::<Vec<_>>()
    };
    let interpreted = counts(Tier::Interpreter);
    assert_eq!(counts(Tier::Auto), interpreted);
    assert_eq!(counts(Tier::Jit), interpreted);
}

#[test]
fn uncounted_functions_say_so() {
    let f = explained(Options::new(), "f", SCRIPT).remove(0);
    assert!(!f.is_counted);
    assert!(f.instructions.iter().all(|i| i.counts == Counts::default()));
    assert_eq!(matches!(f.tier, TierState::Compiled { .. }), HAS_JIT);
    let text = f.to_text(Detail::MachineCode);
    assert!(!text.contains('×'), "{text}");
}

/// The state of the cache of the first instruction of this name.
fn cache(script: &str, opcode: &str) -> CacheSite {
    let f = explained(Options::new().tier(Tier::Interpreter), "f", script).remove(0);
    let site = f.instructions.into_iter().find(|i| i.opcode.name == opcode);
    site.and_then(|instruction| instruction.cache).expect("it has a cache")
}

#[test]
fn caches_are_told_in_words() {
    let site = cache("function f(o) { return o.x } f({ y: 1, x: 2 })", "get_property");
    assert_eq!((site.state, &*site.key), (CacheState::Monomorphic, "x"));
    assert_eq!(site.entries[0].shape.to_string(), "Object { y, x }");
    assert_eq!(site.entries[0].hit.to_string(), "own property in slot 1");

    let site = cache("function f(o) { return o.x } f({ x: 1 }); f({ y: 1, x: 2 })", "get_property");
    assert_eq!((site.state, site.entries.len()), (CacheState::Polymorphic, 2));
    assert!(site.describe().contains("2 shapes"));

    let many = "function f(o) { return o.x }
for (let i = 0; i < 200; i++) f({ ['p' + i]: 1, x: 2 })";
    assert_eq!(cache(many, "get_property").state, CacheState::Megamorphic);

    let class = "class P { get() {} } function f(o) { return o.get } f(new P)";
    let site = cache(class, "get_property");
    assert!(matches!(&site.entries[0].hit, CacheHit::Prototype { class, .. } if class == "P"));
    assert!(site.entries[0].is_valid);
    let changed = format!("{class}; delete P.prototype.get");
    assert!(cache(&changed, "get_property").entries.iter().all(|entry| !entry.is_valid));

    let site = cache("function f(o) { return o.none } f({ x: 1 })", "get_property");
    assert!(matches!(site.entries[0].hit, CacheHit::Absent));

    let site = cache("function f(o) { o.z = 1 } f({})", "set_property");
    assert_eq!(site.entries[0].hit.to_string(), "adds it in slot 0, giving Object { z }");

    let site = cache("let g = 1; function f() { return g } f()", "get_global");
    assert!(matches!(site.entries[0].hit, CacheHit::Binding));

    let private = "class f { #p = 1; static f(o) { return o.#p } } f.f(new f)";
    let functions = explained(Options::new().tier(Tier::Interpreter), "f", private);
    let sites = functions.iter().flat_map(|f| &f.instructions).filter_map(|i| i.cache.as_ref());
    assert!(sites.into_iter().any(|site| site.key == "#p"), "private names have their text");

    let site = cache("function f(o) { return o.x } function g() {} g()", "get_property");
    assert_eq!(site.state, CacheState::Empty);
    let site = cache("function f(o) { return o.x } f({ get x() { return 1 } })", "get_property");
    assert_eq!(site.state, CacheState::Uncached);
}

#[test]
fn the_text_stands_below_its_source() {
    let f = explained(Options::new().count_instructions(true), "f", SCRIPT).remove(0);
    let bytecode = f.to_text(Detail::Bytecode);
    let lines: Vec<&str> = bytecode.lines().collect();
    assert_eq!(lines[0], "f (view.js:1:1)");
    assert!(lines[1].contains("2 parameters") && lines[1].contains("called 400 times"));
    let at = lines.iter().position(|line| *line == " 2 |   let s = 0;").expect("the line");
    assert!(lines[at + 1].starts_with("    0000  load_int r3, 0"), "{bytecode}");
    assert!(bytecode.contains("mono"), "{bytecode}");
    let machine = f.to_text(Detail::MachineCode);
    if HAS_JIT {
        assert!(machine.contains("slow_get_property") && machine.contains("; out of line"));
        assert!(machine.contains("a general version of"));
    } else {
        assert!(machine.contains("There is no machine code"));
    }
}

#[test]
fn what_is_no_compiled_function_is_refused() {
    let mut context = Context::default();
    for (code, error) in [
        ("1", "1 is not a function"),
        ("({})", "{} is not a function"),
        ("print.bind(1)", "is a bound function: it has no bytecode"),
        ("Math.sin", "[Function: sin] is a function of the engine: it has no bytecode"),
        ("new Proxy(function () {}, {})", "is a proxy: it has no bytecode"),
    ] {
        let value = context.eval("value.js", code.as_bytes()).expect("it runs");
        let refused = context.explain_function(&value).unwrap_err().to_string();
        assert!(refused.ends_with(error), "{refused}");
    }
    let error = context.explain(&FunctionSelector::new("nothing")).unwrap_err();
    assert!(error.to_string().starts_with("there is no function 'nothing'"));
}

#[test]
fn explaining_changes_nothing() {
    let mut context = Context::new(Options::new().gc_stress(true));
    context
        .run_script(
            "a.js",
            b"var junk; class K { get() { return 1n } } var kept = { x: 2n }, k = new K;
function f(o) { return o.x + k.get() + 1n } f(kept)",
        )
        .expect("it runs");
    let selector = FunctionSelector::new("f");
    let mut texts = Vec::new();
    for _ in 0..3 {
        let f = context.explain(&selector).expect("it is there").remove(0);
        texts.push(f.to_text(Detail::MachineCode));
        context.run_script("b.js", b"var junk = [{}, {}]").expect("it runs");
    }
    assert_eq!(texts[0], texts[1]);
    assert_eq!(texts[1], texts[2]);
}

// ---- listeners ----

#[test]
fn a_listener_is_told_and_may_fail() {
    let mut context = Context::new(Options::new().tier_threshold(5));
    let told = Rc::new(Cell::new(0));
    let count = told.clone();
    let listens = context.set_tier_trace(Some(Box::new(move |_| {
        count.set(count.get() + 1);
        panic!("a listener's own defect");
    })));
    assert_eq!(listens, HAS_JIT);
    let script = b"function a() {} function b() {} for (let i = 0; i < 50; i++) { a(); b() }";
    context.run_script("a.js", script).expect("the script goes on");
    assert_eq!(told.get(), i32::from(HAS_JIT), "it is not told any more");

    let events = Rc::new(RefCell::new(vec![]));
    let list = events.clone();
    context.set_tier_trace(Some(Box::new(move |event| list.borrow_mut().push(event.clone()))));
    context.run_script("b.js", script).expect("it runs");
    let compiled = |event: &&jsrun::interp::trace::TierEvent| {
        matches!(event.kind, TierEventKind::Compiled { .. })
    };
    assert_eq!(events.borrow().iter().filter(compiled).count() >= 3, HAS_JIT);
    context.set_tier_trace(None);
    let before = events.borrow().len();
    context.run_script("c.js", script).expect("it runs");
    assert_eq!(events.borrow().len(), before);
}

// ---- profiles ----

/// A script that works until it is told to end.
const BUSY: &[u8] = b"function busy() { for (;;); } busy()";

#[test]
fn sampling_leaves_other_interrupts_alone() {
    let mut context = Context::default();
    let calls = Rc::new(Cell::new(0));
    let count = calls.clone();
    context.vm().set_interrupt_callback(Some(Rc::new(move |_| {
        count.set(count.get() + 1);
        Ok(())
    })));
    context.start_profile(Duration::from_micros(200)).expect("a thread");
    assert!(context.start_profile(Duration::from_millis(1)).is_err(), "one at a time");
    let handle = context.interrupt_handle();
    let other = std::thread::spawn(move || {
        for _ in 0..20 {
            handle.request(interrupt::CALLBACK);
            std::thread::sleep(Duration::from_millis(5));
        }
        handle.terminate();
    });
    let error = context.run_script("busy.js", BUSY).expect_err("it is ended");
    assert!(matches!(error, Error::Terminated(Termination::Interrupted)));
    other.join().expect("it ends");
    assert!(calls.get() > 5, "{} callbacks", calls.get());
    let profile = context.stop_profile().expect("it runs");
    let busy: u64 =
        profile.nodes.iter().filter(|n| n.function.name == "busy").map(|n| n.hits).sum();
    assert!(busy > 50, "{busy} samples");
    assert!(context.stop_profile().is_none());
    assert_eq!(context.eval("after.js", b"1 + 1").expect("it runs").as_number(), Some(2.0));
}

#[test]
fn the_memory_limit_holds_while_sampling() {
    let mut context = Context::new(Options::new().memory_limit(16 << 20));
    context.start_profile(Duration::from_micros(100)).expect("a thread");
    let script = b"function grow() { const a = []; for (;;) a.push([1, 2, 3]) } grow()";
    let error = context.run_script("grow.js", script).expect_err("it is ended");
    assert!(matches!(error, Error::Terminated(Termination::OutOfMemory)), "{error:?}");
    let profile = context.stop_profile().expect("it runs");
    assert!(profile.nodes.iter().any(|node| node.function.name == "grow"));
}

#[test]
fn deep_and_wide_stacks_are_bounded() {
    let mut context = Context::default();
    context.start_profile(Duration::from_micros(100)).expect("a thread");
    let script =
        b"function deep(n) { if (n > 0) return 1 + deep(n - 1); const end = Date.now() + 60;
while (Date.now() < end); return 0 }
deep(5000);
for (let i = 0; i < 3000; i++) new Function('for (let i = 0; i < 2000; i++);')()";
    context.run_script("deep.js", script).expect("it runs");
    let profile = context.stop_profile().expect("it runs");
    assert!(profile.nodes.iter().any(|node| node.function.name == "(omitted)"));
    let depth = |mut at: usize| {
        let mut depth = 0;
        while let Some(parent) = profile.nodes[at].parent {
            (at, depth) = (parent as usize, depth + 1);
        }
        depth
    };
    assert!((0..profile.nodes.len()).map(depth).max() <= Some(260));
}

#[test]
fn a_context_may_go_while_it_is_sampled() {
    let begun = Instant::now();
    for _ in 0..20 {
        let mut context = Context::default();
        context.start_profile(Duration::from_secs(100)).expect("a thread");
        context.run_script("a.js", b"1").expect("it runs");
    }
    assert!(begun.elapsed() < Duration::from_secs(50), "nobody waits for the interval");
}
