//! One run of a test: a context of its own, the harness, the test, and a judgement of how it ended.
//!
//! Invariant: nothing of a run is left for the next one but compiled files of the harness, which are plain data.

use crate::frontmatter::{Metadata, Negative, Phase};
use crate::outcome::{Status, Tier};
use crate::suite::{Mode, Suite};
use jsrun::context::{
    Context, Error, FileLoader, Options, Phase as EnginePhase, Script, Stream, Termination,
};
use jsrun::interp::tier::Tier as EngineTier;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Mutex;

/// What an asynchronous test prints when it is done.
const COMPLETE: &str = "Test262:AsyncTestComplete";
/// How the line begins that it prints when it fails.
const FAILURE: &str = "Test262:AsyncTestFailure:";
/// How much of a message is kept.
const MESSAGE_BYTES: usize = 2000;

/// What is to be run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Job {
    /// The test's path below `test/`.
    pub path: String,
    /// In which mode.
    pub mode: Mode,
    /// In which tier.
    pub tier: Tier,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// How.
    pub status: Status,
    /// Why it did not pass.
    pub message: String,
    /// What was printed.
    #[serde(skip)]
    pub output: String,
}

impl Outcome {
    fn new(status: Status, message: impl Into<String>) -> Outcome {
        let mut message: String = message.into();
        if message.len() > MESSAGE_BYTES {
            message.truncate(message.floor_char_boundary(MESSAGE_BYTES));
        }
        Outcome { status, message, output: String::new() }
    }
}

/// Runs tests of a suite, one after the other.
pub struct Executor {
    suite: Suite,
    memory_limit: usize,
    harness: HashMap<String, Rc<Script>>,
}

/// Where the last panic was, and what it said.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Keeps what a panic says, instead of printing it.
pub fn keep_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!(" at {}:{}", l.file(), l.line()));
        let payload = info.payload();
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        if let Ok(mut last) = PANIC.lock() {
            *last = format!("{}{}", text.unwrap_or("panic"), place.unwrap_or_default());
        }
    }));
}

fn last_panic() -> String {
    PANIC.lock().map(|mut last| std::mem::take(&mut *last)).unwrap_or_default()
}

impl Executor {
    /// Runs tests of a suite, each with so much memory.
    pub fn new(suite: Suite, memory_limit: usize) -> Executor {
        Executor { suite, memory_limit, harness: HashMap::new() }
    }

    /// Runs a test.
    pub fn run(&mut self, job: &Job) -> Outcome {
        let printed = Rc::new(RefCell::new(Vec::new()));
        let output = printed.clone();
        let result = catch_unwind(AssertUnwindSafe(|| self.run_in_context(job, output)));
        let mut outcome = match result {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(message)) => Outcome::new(Status::Fail, message),
            Err(_) => Outcome::new(Status::Crash, last_panic()),
        };
        outcome.output = String::from_utf8_lossy(&printed.borrow()).into_owned();
        outcome
    }

    fn run_in_context(
        &mut self,
        job: &Job,
        printed: Rc<RefCell<Vec<u8>>>,
    ) -> Result<Outcome, String> {
        let bytes = std::fs::read(self.suite.test_file(&job.path)).map_err(|e| e.to_string())?;
        let metadata = crate::frontmatter::parse(&String::from_utf8_lossy(&bytes))?;
        let can_block = !metadata.flags.can_block_is_false;
        let mut context = Context::new(self.options(job.tier).can_block(can_block));
        let lines = printed.clone();
        context.set_output(move |stream, bytes| {
            if stream == Stream::Out {
                lines.borrow_mut().extend_from_slice(bytes);
            }
        });
        context.set_module_loader(FileLoader::new(self.suite.test_file("")));
        context.install_test_host().map_err(|error| describe(&error))?;
        if job.mode != Mode::Raw {
            for name in harness_files(&metadata) {
                let script = self.harness_script(name)?;
                let run = context.run_compiled(&script);
                run.map_err(|error| format!("harness/{name}: {}", describe(&error)))?;
            }
        }
        let result = match job.mode {
            Mode::Strict => {
                let text = [b"\"use strict\";\n", bytes.as_slice()].concat();
                context.run_script(&job.path, &text)
            }
            Mode::Sloppy | Mode::Raw => context.run_script(&job.path, &bytes),
            Mode::Module => {
                let key = FileLoader::key(&self.suite.test_file(&job.path));
                let key = key.map_err(|error| error.to_string())?;
                context.eval_module(&key, &bytes).map(|_| ())
            }
        };
        // Promises that are rejected and not handled are no failures: it is the test that tells how it ended.
        let mut result = result.and_then(|()| context.run_jobs());
        while result.is_ok() && metadata.flags.is_async && !has_ended(&printed.borrow()) {
            match context.wait_for_jobs() {
                Ok(false) => break,
                Ok(true) => result = context.run_jobs(),
                Err(error) => result = Err(error),
            }
        }
        Ok(judge(&metadata, result, &String::from_utf8_lossy(&printed.borrow())))
    }

    fn options(&self, tier: Tier) -> Options {
        Options::new().throw_rejections(false).memory_limit(self.memory_limit).tier(match tier {
            Tier::Interp => EngineTier::Interpreter,
            Tier::Jit => EngineTier::Jit,
        })
    }

    fn harness_script(&mut self, name: &str) -> Result<Rc<Script>, String> {
        if let Some(script) = self.harness.get(name) {
            return Ok(script.clone());
        }
        let file = self.suite.harness_file(name);
        let text = std::fs::read(file).map_err(|error| format!("harness/{name}: {error}"))?;
        let script = Script::new(name, &text)
            .map_err(|error| format!("harness/{name}: {}", describe(&error)))?;
        let script = Rc::new(script);
        self.harness.insert(name.to_owned(), script.clone());
        Ok(script)
    }
}

/// The files of the harness that a test needs, in order.
fn harness_files(metadata: &Metadata) -> impl Iterator<Item = &str> {
    let standard = ["assert.js", "sta.js"].into_iter();
    let done = metadata.flags.is_async.then_some("doneprintHandle.js");
    standard.chain(done).chain(metadata.includes.iter().map(String::as_str))
}

/// Judges how a test ended.
fn judge(metadata: &Metadata, result: Result<(), Error>, printed: &str) -> Outcome {
    match (result, &metadata.negative) {
        (Err(Error::Terminated(Termination::Engine(message))), _) => {
            let place = last_panic();
            Outcome::new(Status::Crash, if place.is_empty() { message } else { place })
        }
        (Err(Error::Terminated(termination)), _) => {
            Outcome::new(Status::Fail, termination.to_string())
        }
        (Err(error), Some(negative)) => judge_error(&error, negative),
        (Err(error), None) => Outcome::new(Status::Fail, describe(&error)),
        (Ok(()), Some(negative)) => {
            let Negative { phase, kind } = negative;
            let message = format!("no error, where a {kind} was expected ({})", phase.name());
            Outcome::new(Status::Fail, message)
        }
        (Ok(()), None) if metadata.flags.is_async => judge_output(printed),
        (Ok(()), None) => Outcome::new(Status::Pass, ""),
    }
}

/// Judges an error where one is expected.
fn judge_error(error: &Error, expected: &Negative) -> Outcome {
    let phase = match error.report().map(|report| report.phase) {
        Some(EnginePhase::Parse) => Phase::Parse,
        Some(EnginePhase::Resolution) => Phase::Resolution,
        Some(EnginePhase::Runtime) | None => Phase::Runtime,
    };
    let kind = error.report().and_then(|report| report.constructor.as_deref());
    if phase == expected.phase && kind == Some(&expected.kind) {
        return Outcome::new(Status::Pass, "");
    }
    let Negative { phase: when, kind } = expected;
    let (when, phase) = (when.name(), phase.name());
    let what = describe(error);
    Outcome::new(
        Status::Fail,
        format!("a {kind} was expected ({when}), but there was ({phase}) {what}"),
    )
}

/// Has an asynchronous test printed how it ended?
fn has_ended(printed: &[u8]) -> bool {
    let text = String::from_utf8_lossy(printed);
    text.lines().any(|line| line == COMPLETE || line.starts_with(FAILURE))
}

/// Judges an asynchronous test by what it printed.
fn judge_output(printed: &str) -> Outcome {
    for line in printed.lines() {
        if line == COMPLETE {
            return Outcome::new(Status::Pass, "");
        }
        if let Some(message) = line.strip_prefix(FAILURE) {
            return Outcome::new(Status::Fail, message.trim());
        }
    }
    Outcome::new(Status::Fail, "the asynchronous test ended without calling $DONE")
}

/// An error on one line: `Name: message`.
fn describe(error: &Error) -> String {
    let Some(report) = error.report() else { return error.to_string() };
    match (report.is_error, &report.constructor, &report.message) {
        (false, Some(constructor), Some(message)) => format!("{constructor}: {message}"),
        _ => report.summary.clone(),
    }
}
