//! Runs a script file with quickjs-ng, with `print` defined: the yardstick of the comparison.
//!
//! Invariant: nothing but the engine and `print` is set up, so that a start-up is the engine's own.
//! Whatever options quickjs-ng needs to run at full speed are those of its own command.

use rquickjs::function::Func;
use rquickjs::{CatchResultExt, Coerced, Context, Runtime};
use std::error::Error;
use std::process::ExitCode;

/// Bytes of native stack that scripts may use.
const STACK: usize = 6 << 20;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("usage: qjs-run <file>");
        return ExitCode::from(2);
    };
    match run(&file) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(file: &str) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read(file)?;
    let runtime = Runtime::new()?;
    runtime.set_max_stack_size(STACK);
    let context = Context::full(&runtime)?;
    context.with(|ctx| {
        ctx.globals().set("print", Func::from(|line: Coerced<String>| println!("{}", line.0)))?;
        let mut options = rquickjs::context::EvalOptions::default();
        options.strict = false;
        ctx.eval_with_options::<(), _>(text, options)
            .catch(&ctx)
            .map_err(|error| error.to_string().into())
    })
}
