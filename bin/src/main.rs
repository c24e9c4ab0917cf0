//! The `jsrun` command: arguments, input, output, exit codes.
//!
//! The script runs on a thread of its own, which has a native stack as large as deep recursion wants; the main thread
//! waits for what may end the script from outside. Invariant: the process ends in [`exit`], once, with everything that
//! the script printed written.

mod arguments;
mod colors;
mod host;
mod input;
mod output;
mod repl;
mod report;
mod run;
mod supervisor;
mod views;

use arguments::Arguments;
use output::Output;

/// Exit codes beside 0.
mod code {
    /// An uncaught error, a syntax error, a file that cannot be read, no memory left.
    pub const FAILURE: i32 = 1;
    /// An option that does not exist, or a value that it does not take.
    pub const USAGE: i32 = 9;
    /// A module awaits what nothing is left to settle.
    pub const UNSETTLED: i32 = 13;
    /// A defect of the engine.
    pub const DEFECT: i32 = 70;
    /// `--timeout` ended the script.
    pub const TIMEOUT: i32 = 124;
    /// Ctrl-C ended the script.
    pub const INTERRUPTED: i32 = 130;
    /// Nobody reads standard output any more.
    pub const BROKEN_PIPE: i32 = 141;
}

/// Address space for the native stack at least; pages that are not used cost nothing.
const LEAST_NATIVE_STACK: usize = 64 << 20;

fn main() {
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(status) => std::process::exit(status),
    };
    let output = Output::new();
    let supervisor = supervisor::Supervisor::new(arguments.timeout);
    let (script_output, link) = (output.clone(), supervisor.link());
    // Native frames of the runtime are larger than the script's own.
    let stack = LEAST_NATIVE_STACK.max(arguments.stack_size.unwrap_or(0).saturating_mul(8));
    let thread = std::thread::Builder::new().name("script".to_owned()).stack_size(stack);
    let spawned = thread.spawn(move || {
        let run = || run::run(&arguments, &script_output, &link);
        let status = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
        exit(&script_output, status.unwrap_or(code::DEFECT));
    });
    match spawned {
        Ok(_) => supervisor.supervise(&output),
        Err(error) => {
            output.error(format!(
                "jsrun: cannot start a thread with a stack of {stack} bytes: {error}\n"
            ));
            exit(&output, code::FAILURE);
        }
    }
}

/// Ends the process with everything written.
fn exit(output: &Output, status: i32) -> ! {
    output.flush();
    // The heap goes with the process: taking it down cell by cell would only cost time.
    std::process::exit(status)
}
