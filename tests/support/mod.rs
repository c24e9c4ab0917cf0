//! What the integration tests share: running a script in a given way and collecting what it prints.
//!
//! Invariant: a script's text is the same in every mode; `debugger` statements become changes of tier
//! (`leave_compiled`), which the interpreter takes for nothing.
#![allow(dead_code, unused_imports, reason = "each test uses its part")]

pub mod bytecode;
pub mod differential;
pub mod generate;
pub mod random;

use jsrun::bytecode::CompiledScript;
use jsrun::bytecode::instruction::{compact, decode};
use jsrun::bytecode::materialize::materialize;
use jsrun::bytecode::validator::validate;
use jsrun::context::{Context, Options, compile};
use jsrun::handlers::{Op, layout};
use jsrun::interp::tier::Tier;
use jsrun::runtime::function::Function;
use jsrun::runtime::source::Source;
use jsrun::runtime::string::StringExt;
use jsrun::runtime::vm::Vm;
use jsrun::value::{Res, Value};
use std::rc::Rc;

/// What defines `print` and `show`.
pub const PRELUDE: &str = include_str!("prelude.js");

/// A way to run a script.
#[derive(Clone, Copy, Debug)]
pub struct Mode {
    /// Its name in reports.
    pub name: &'static str,
    /// Which tiers run.
    pub tier: Tier,
    /// Calls before a function is compiled.
    pub threshold: i32,
    /// Collect at each allocation.
    pub stress: bool,
}

/// The interpreter alone: what the others are compared with.
pub const INTERPRETER: Mode =
    Mode { name: "interp", tier: Tier::Interpreter, threshold: 0, stress: false };

/// All ways to run a script.
pub const MODES: [Mode; 7] = [
    INTERPRETER,
    Mode { name: "jit", tier: Tier::Jit, threshold: 0, stress: false },
    Mode { name: "auto-0", tier: Tier::Auto, threshold: 0, stress: false },
    Mode { name: "auto-3", tier: Tier::Auto, threshold: 3, stress: false },
    Mode { name: "auto-50", tier: Tier::Auto, threshold: 50, stress: false },
    Mode { name: "interp-stress", tier: Tier::Interpreter, threshold: 0, stress: true },
    Mode { name: "jit-stress", tier: Tier::Jit, threshold: 0, stress: true },
];

/// A context with the prelude.
pub fn context(mode: Mode) -> Context {
    let options =
        Options::new().tier(mode.tier).tier_threshold(mode.threshold).memory_limit(1 << 30);
    let mut context = Context::new(options);
    context.run_script("prelude.js", PRELUDE.as_bytes()).expect("the prelude runs");
    context.vm().heap.set_stress(mode.stress);
    context
}

/// Compiles a script; `debugger` becomes a change of tier.
pub fn compile_script(name: &str, text: &[u8]) -> Result<CompiledScript, String> {
    let source = Rc::new(Source::new(name, text));
    let mut script = compile(&source, false).map_err(|e| e.to_string())?;
    for function in &mut script.functions {
        let mut at = 0;
        while at < function.bytecode.len() {
            let i = decode(&function.bytecode, at, layout);
            if i.op == Op::Debugger.0 {
                function.bytecode[at] = compact(Op::LeaveCompiled.0, [0; 3]);
            }
            at += i.words as usize;
        }
        validate(function).expect("valid bytecode");
    }
    Ok(script)
}

/// Runs compiled code as a script.
pub fn run_compiled(vm: &mut Vm, script: &CompiledScript) -> Res {
    vm.guard(|vm| {
        let realm = vm.realm();
        let code = materialize(vm, script, realm)?;
        let function = vm.new_function(code, Value::UNDEFINED);
        let this = Value::cell(code.realm.global_this.get());
        vm.call(Value::cell(Function::as_object(function)), this, &[])
    })
}

/// Runs jobs and timers until none is left.
fn run_loop(vm: &mut Vm) -> Res<()> {
    loop {
        vm.run_jobs()?;
        if !vm.wait_for_jobs(|| false)? {
            return Ok(());
        }
    }
}

/// What the script has printed so far.
pub fn output(context: &mut Context) -> String {
    context.vm().heap.set_stress(false);
    let text = context.eval("output", b"$out").expect("the output is there");
    context.to_display_string(&text).expect("the output is a string")
}

/// Runs a script and gives what it prints, with the uncaught exception at the end.
pub fn run(name: &str, text: &[u8], mode: Mode) -> String {
    let script = match compile_script(name, text) {
        Ok(script) => script,
        Err(message) => return format!("{message}\n"),
    };
    let mut context = context(mode);
    let result = run_compiled(context.vm(), &script);
    let result = result.and_then(|_| context.vm().guard(run_loop));
    context.vm().heap.set_stress(false);
    let mut last = String::new();
    if result.is_err() {
        last = match context.vm().catch() {
            Ok(exception) => show(&mut context, exception),
            Err(_) => {
                let what = format!("Terminated: {:?}\n", context.vm().engine_error());
                context.vm().clear_termination();
                what
            }
        };
    }
    output(&mut context) + &last
}

fn show(context: &mut Context, exception: Value) -> String {
    let vm = context.vm();
    let shown = vm.guard(|vm| {
        let key = vm.key_from_str("show");
        let global = vm.global_object();
        let show = vm.get(global, key)?;
        let text = vm.call(show, Value::UNDEFINED, &[exception])?;
        Ok(vm.to_string(text)?.to_rust())
    });
    match shown {
        Ok(text) => format!("Uncaught {text}\n"),
        Err(_) => "Uncaught, and not shown\n".to_owned(),
    }
}
