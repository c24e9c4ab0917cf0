//! The session on the script's thread: it evaluates inputs, shows what they come to, and runs what they leave to be done.
//!
//! Invariant: scripts run only between [`Link::start`] and [`Link::finish`], so Ctrl-C and `--timeout` end what runs and
//! nothing else.

use super::console::Console;
use super::directives;
use super::listing::{self, Form};
use crate::arguments::UnhandledRejections;
use crate::run::Setup;
use crate::supervisor::Link;
use crate::{code, colors, report};
use jsrun::context::{
    Candidates, Context, Error, ErrorReport, InspectOptions, JsValue, PreviewLimits, Statistics,
    Stream, Termination,
};
use std::mem::ManuallyDrop;
use std::time::{Duration, Instant};

/// What comes after an input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The next one.
    Next,
    /// Several lines, up to Ctrl-D.
    Editor,
    /// Nothing.
    Exit,
}

/// The bounds of a preview.
const PREVIEW_LIMITS: PreviewLimits =
    PreviewLimits { steps: 100_000, time: Duration::from_millis(40), bytes: 8 << 20 };

/// A session.
pub struct Session<'a> {
    setup: &'a Setup<'a>,
    console: Console,
    // It goes with the process.
    context: ManuallyDrop<Context>,
    /// Inputs so far, to name them.
    count: u32,
    /// What `.save` writes.
    inputs: String,
    /// It has been told that scripts own `_` or `_error`.
    has_told: bool,
}

impl<'a> Session<'a> {
    /// A session in a context in which a script may have run.
    pub fn new(
        setup: &'a Setup<'a>,
        context: ManuallyDrop<Context>,
        console: Console,
    ) -> Session<'a> {
        let mut session =
            Session { setup, console, context, count: 0, inputs: String::new(), has_told: false };
        session.redirect();
        session
    }

    /// Lets the context print through the console.
    fn redirect(&mut self) {
        let console = self.console.clone();
        self.context.set_output(move |stream, bytes| match stream {
            Stream::Out => console.write(bytes),
            Stream::Error => console.error(bytes),
        });
    }

    /// Writes a line of the session's own.
    pub fn say(&self, text: &str) {
        self.console.write(format!("{text}\n").as_bytes());
    }

    /// Does what a line, or several, say.
    pub fn submit(&mut self, text: &str) -> Step {
        if directives::is_directive(text) {
            return directives::run(self, text);
        }
        self.input(text);
        self.next_step()
    }

    /// Evaluates an input and shows its value, or why there is none; then runs what it has left to be done. Is there a value?
    pub fn input(&mut self, text: &str) -> bool {
        if text.trim().is_empty() {
            return false;
        }
        self.count += 1;
        self.inputs.push_str(text);
        self.inputs.push('\n');
        let name = format!("REPL{}", self.count);
        let result = self.guarded(|context| context.eval_input(&name, text.as_bytes()));
        let is_value = match result {
            Ok(value) => self.show(&value),
            Err((error, cause)) => {
                self.tell(&error, cause);
                false
            }
        };
        self.run_jobs();
        is_value
    }

    /// The inputs so far.
    pub fn inputs(&self) -> &str {
        &self.inputs
    }

    /// What has been compiled and collected so far.
    pub fn statistics(&mut self) -> Statistics {
        self.context.statistics()
    }

    /// Calls into the context where scripts may run. An error comes with the exit code of what ended the script, or 0.
    fn guarded<R>(
        &mut self,
        run: impl FnOnce(&mut Context) -> Result<R, Error>,
    ) -> Result<R, (Error, i32)> {
        let link: &Link = self.setup.link;
        link.start();
        let result = run(&mut self.context);
        let cause = link.finish();
        self.context.forget_interrupt();
        result.map_err(|error| (error, cause))
    }

    fn show(&mut self, value: &JsValue) -> bool {
        let options = InspectOptions::colored(colors::wanted(Stream::Out));
        let shown = self.guarded(|context| {
            let is_kept = context.set_session_variable("_", value)?;
            Ok((context.inspect_with(value, &options)?, is_kept))
        });
        match shown {
            Ok((text, is_kept)) => {
                self.say(&text);
                self.tell_of_variable("_", is_kept);
                true
            }
            Err((error, cause)) => {
                self.tell(&error, cause);
                false
            }
        }
    }

    fn tell_of_variable(&mut self, name: &str, is_kept: bool) {
        if !is_kept && !self.has_told {
            self.has_told = true;
            self.say(&format!("({name} is a variable of yours now, and is not set any more)"));
        }
    }

    /// Tells why an input has no value.
    fn tell(&mut self, error: &Error, cause: i32) {
        if self.exit_code().is_some() {
            return;
        }
        let text = match (error, error.report()) {
            (Error::Terminated(Termination::OutOfMemory), _) => {
                report::out_of_memory(self.setup.arguments.memory_limit)
            }
            (Error::Terminated(Termination::Engine(what)), _) => report::defect(what),
            (Error::Terminated(_), _) if cause == code::TIMEOUT => {
                report::timeout(self.setup.arguments.timeout)
            }
            (Error::Terminated(_), _) => "Interrupted\n".to_owned(),
            (_, Some(report)) => {
                uncaught(report, &format!("REPL{}", self.count), matches!(error, Error::Syntax(_)))
            }
            (_, None) => format!("{error}\n"),
        };
        self.console.write(text.as_bytes());
        if error.report().is_some() {
            let thrown = self.context.thrown_value();
            if let Ok(is_kept) = self.context.set_session_variable("_error", &thrown) {
                self.tell_of_variable("_error", is_kept);
            }
        }
    }

    /// Runs the jobs that wait; what they throw, and rejections that nobody handles, are uncaught errors.
    pub fn run_jobs(&mut self) {
        let checks = self.setup.arguments.unhandled_rejections == UnhandledRejections::Throw;
        loop {
            let run = self.guarded(|context| {
                context.run_jobs()?;
                if checks { context.check_rejections() } else { Ok(()) }
            });
            match run {
                Ok(()) => return,
                Err((error @ Error::Terminated(_), cause)) => return self.tell(&error, cause),
                Err((error, cause)) => self.tell(&error, cause),
            }
        }
    }

    /// When something is to be done next while the prompt waits; `None`: nothing is until another input comes.
    pub fn next_due(&self) -> Option<Instant> {
        self.context.next_job_at()
    }

    /// Does what is due.
    pub fn run_due(&mut self) {
        if let Err((error, cause)) = self.guarded(|context| context.run_due_timers()) {
            self.tell(&error, cause);
        }
        self.run_jobs();
    }

    /// The exit code that a script has asked for.
    pub fn exit_code(&self) -> Option<i32> {
        self.setup.host.exit.get()
    }

    /// What comes after scripts have run.
    fn next_step(&self) -> Step {
        if self.exit_code().is_some() { Step::Exit } else { Step::Next }
    }

    /// Begins again in a new context.
    pub fn clear(&mut self) {
        match self.setup.context() {
            Ok(context) => {
                self.context = context;
                self.has_told = false;
                self.redirect();
                self.say("All variables are gone");
            }
            Err(error) => self.tell(&error, 0),
        }
    }

    /// Shows what the function becomes that is an expression's value.
    pub fn list(&mut self, expression: &str, form: Form) {
        self.count += 1;
        let name = format!("REPL{}", self.count);
        let listed = self.guarded(|context| {
            let function = context.eval_input(&name, expression.as_bytes())?;
            listing::list(context, &function, form)
        });
        match listed {
            Ok(text) => self.say(&text),
            Err((error, cause)) => self.tell(&error, cause),
        }
    }

    /// How the name that ends at the cursor may go on.
    pub fn complete(&mut self, text: &str, cursor: usize) -> Candidates {
        self.context.complete(text, cursor)
    }

    /// What the text would come to, in one line, if that can be found out without changing anything.
    pub fn preview(&mut self, text: &str) -> Option<String> {
        self.setup.link.start_preview();
        let shown = self.context.preview(text.as_bytes(), &PREVIEW_LIMITS);
        self.setup.link.finish();
        self.context.forget_interrupt();
        let shown = shown?;
        let mut line = String::new();
        for part in shown.lines() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(part.trim_start());
        }
        Some(line)
    }
}

/// An error that nobody has caught, as it is shown: a syntax error with its place, of others the stack without the frame
/// of the input itself.
fn uncaught(report: &ErrorReport, input: &str, is_syntax: bool) -> String {
    let mut text = String::new();
    if is_syntax && report.source_name.is_some() {
        text.push_str(&format!("{}\n\n", report.excerpt()));
    }
    let own = format!("\n    at {input}:");
    let stack = match report.stack.rfind(&own) {
        // Only where it is the last line.
        Some(at) if !report.stack[at + 1..].contains('\n') => &report.stack[..at],
        _ => &report.stack,
    };
    text.push_str("Uncaught ");
    text.push_str(stack);
    text.push('\n');
    text
}
