//! Previews: what an input would come to, found out without changing anything.
//!
//! Invariant: a preview leaves every object, variable and job queue as it was, and prints nothing.

use super::session::compile_input;
use super::{Context, run_top_level};
use crate::builtins::inspect::{InspectOptions, inspect};
use crate::bytecode::materialize::materialize;
use crate::runtime::code::flags;
use crate::runtime::preview::Preview;
use crate::runtime::source::Source;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// The bounds of a preview; beyond one of them there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviewLimits {
    /// The most bytecodes that it executes.
    pub steps: u32,
    /// How long it may take. A built-in function that takes longer ends as scripts do: by an interrupt from another thread.
    pub time: Duration,
    /// The most memory of the heap that it takes.
    pub bytes: usize,
}

impl Context {
    /// The value that an input of a session would have, as [`Context::inspect`] shows it, if that can be found out
    /// without side effects. There is none
    /// of incomplete inputs, of those that throw, declare, await or print, that would change an object or variable that
    /// exists already, call a built-in function that is not known to change nothing, or reach a limit.
    ///
    /// ```
    /// use jsrun::context::{Context, Options, PreviewLimits};
    /// # use std::time::Duration;
    /// let limits = PreviewLimits { steps: 10_000, time: Duration::from_secs(1), bytes: 1 << 20 };
    /// let mut context = Context::new(Options::new());
    /// context.eval_input("1", b"var list = [3, 1, 2]")?;
    /// assert_eq!(context.preview(b"[...list].sort()", &limits).as_deref(), Some("[ 1, 2, 3 ]"));
    /// assert_eq!(context.preview(b"list.sort()", &limits), None);
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    pub fn preview(&mut self, text: &[u8], limits: &PreviewLimits) -> Option<String> {
        let deadline = Instant::now() + limits.time;
        let script = compile_input(&Rc::new(Source::new("preview", text))).ok()?;
        let vm = &mut *self.vm;
        let exception = vm.exception;
        let preview = Preview { steps: limits.steps, deadline, is_refused: false };
        vm.begin_preview(preview, limits.bytes);
        let result = vm.guard(|vm| {
            let realm = vm.realm();
            let code = materialize(vm, &script, realm)?;
            drop(script);
            match code.has(flags::ASYNC) {
                true => Err(vm.refuse_preview()),
                false => {
                    let value = run_top_level(vm, code)?;
                    // What is shown of objects is cut, but a string is shown as a whole.
                    match value.as_string() {
                        Some(text) if text.len() as usize > limits.bytes => {
                            Err(vm.refuse_preview())
                        }
                        _ => inspect(vm, value, &InspectOptions::default()),
                    }
                }
            }
        });
        let is_refused = vm.end_preview();
        if is_refused || vm.is_terminating() {
            vm.clear_termination();
        }
        vm.exception = exception;
        result.ok().filter(|_| !is_refused)
    }
}
