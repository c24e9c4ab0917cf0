//! Changing tier at every turn of a loop uses constant native stack, however long the loop runs.

mod support;

use jsrun::bytecode::CompiledScript;
use jsrun::bytecode::builder::Builder;
use jsrun::interp::tier::Tier;
use jsrun::runtime::source::Source;
use std::rc::Rc;
use support::{Mode, context, run_compiled};

/// `for (i = 0; i < turns; i++) leave_compiled`, which returns `i`: the loop's head enters machine code, its body
/// leaves it.
fn program(turns: i32) -> CompiledScript {
    let mut b = Builder::new(1);
    let (i, end) = (b.allocate(), b.allocate());
    b.load_int(i, 0);
    let k = b.number(turns as f64);
    b.load_constant(end, k);
    let head = b.bound_label();
    b.loop_hint();
    b.leave_compiled();
    b.increment(i, i, 1);
    b.jump_lt(i, end, head);
    b.ret(i);
    let template = b.finish().into_template();
    CompiledScript { functions: vec![template], source: Rc::new(Source::new("alternation", *b"")) }
}

fn alternate(mode: Mode, turns: i32) {
    // Far less than one frame per turn.
    let thread = std::thread::Builder::new().stack_size(1 << 20);
    let run = move || {
        let mut context = context(mode);
        let result = run_compiled(context.vm(), &program(turns)).expect("nothing throws");
        assert_eq!(result.as_number(), turns as f64);
    };
    thread.spawn(run).expect("a thread").join().expect("the loop ends");
}

#[test]
fn ten_million_changes_of_tier_take_no_stack() {
    alternate(Mode { name: "auto-0", tier: Tier::Auto, threshold: 0, stress: false }, 10_000_000);
}

#[test]
fn a_million_changes_from_compiled_code_take_no_stack() {
    alternate(Mode { name: "jit", tier: Tier::Jit, threshold: 0, stress: false }, 1_000_000);
}
