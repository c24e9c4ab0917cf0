//! A worker process: reads jobs from standard input, one a line, and writes how each ended to standard output.
//!
//! Invariant: nothing but answers goes to standard output, one line for each job.

use crate::execute::{Executor, Job, keep_panics};
use crate::outcome::Status;
use crate::suite::Suite;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Write};
use std::time::Instant;

/// Address space for the native stack; pages that are not used cost nothing.
const STACK_BYTES: usize = 64 << 20;

/// How a job ended.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    /// How.
    pub status: Status,
    /// Why it did not pass.
    pub message: String,
    /// How long it took.
    pub ms: f64,
}

/// Runs jobs until there are no more.
///
/// # Errors
/// Where a stream fails, or a line is no job.
pub fn serve(suite: Suite, memory_limit: usize) -> io::Result<()> {
    keep_panics();
    on_large_stack(move || {
        let mut executor = Executor::new(suite, memory_limit);
        let mut output = io::stdout().lock();
        for line in io::stdin().lock().lines() {
            let job: Job = serde_json::from_str(&line?)?;
            let start = Instant::now();
            let outcome = executor.run(&job);
            let ms = start.elapsed().as_secs_f64() * 1e3;
            let answer = Answer { status: outcome.status, message: outcome.message, ms };
            let mut text = serde_json::to_vec(&answer)?;
            text.push(b'\n');
            output.write_all(&text)?;
            output.flush()?;
        }
        Ok(())
    })?
}

/// Runs something on a thread whose stack is as large as deep recursion wants.
///
/// # Errors
/// Where the thread cannot be started.
pub fn on_large_stack<R: Send + 'static>(
    run: impl FnOnce() -> R + Send + 'static,
) -> io::Result<R> {
    let thread = std::thread::Builder::new().name("tests".to_owned()).stack_size(STACK_BYTES);
    match thread.spawn(run)?.join() {
        Ok(result) => Ok(result),
        Err(payload) => std::panic::resume_unwind(payload),
    }
}
