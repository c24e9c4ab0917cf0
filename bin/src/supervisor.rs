//! The main thread while a script runs: the time limit and Ctrl-C.
//!
//! Invariant: a script that has been told to end has a moment to do so; then the process ends, whatever the script does.

use crate::output::{Output, tell};
use crate::{code, report};
use jsrun::context::InterruptHandle;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a script that was told to end may take: built-in functions notice at intervals.
const GRACE: Duration = Duration::from_millis(1000);
/// How often buffered output is written.
const OUTPUT_INTERVAL: Duration = Duration::from_millis(100);

/// What connects the script's thread with the supervisor.
#[derive(Clone)]
pub struct Link(Arc<Mutex<State>>);

struct State {
    handle: Option<InterruptHandle>,
    /// The exit code of what ended the script, or 0.
    cause: i32,
    /// When it was told to end.
    told: Instant,
    /// When the script began that runs; none runs between the inputs of a session.
    running: Option<Instant>,
    is_previewing: bool,
    /// Between inputs, Ctrl-C is the editor's.
    has_editor: bool,
}

/// What became of an attempt to end the script.
enum Ending {
    /// It has been told, or there is nothing to be done.
    Done,
    /// It was told before, and runs on; or it waits where only the end of the process ends it.
    Overdue(i32),
}

impl Link {
    fn new() -> Link {
        let now = Instant::now();
        let state = State {
            handle: None,
            cause: 0,
            told: now,
            running: Some(now),
            is_previewing: false,
            has_editor: false,
        };
        Link(Arc::new(Mutex::new(state)))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The script can be ended through this handle from now on.
    pub fn attach(&self, handle: InterruptHandle) {
        let mut state = self.state();
        if state.cause != 0 {
            handle.terminate();
        }
        state.handle = Some(handle);
    }

    /// The exit code of what ended the script, or 0.
    pub fn cause(&self) -> i32 {
        self.state().cause
    }

    /// From now on scripts run between [`Link::start`] and [`Link::finish`] only, and ending one does not end the process.
    pub fn begin_session(&self, has_editor: bool) {
        let mut state = self.state();
        state.running = None;
        state.has_editor = has_editor;
    }

    /// A script begins to run.
    pub fn start(&self) {
        let mut state = self.state();
        state.running = Some(Instant::now());
        state.cause = 0;
    }

    /// A preview begins, which nobody but [`Link::end_preview`] ends.
    pub fn start_preview(&self) {
        self.state().is_previewing = true;
    }

    /// Ends the preview that runs, if one does: nobody waits for it any more.
    pub fn end_preview(&self) {
        let state = self.state();
        if let Some(handle) = state.handle.as_ref().filter(|_| state.is_previewing) {
            handle.terminate();
        }
    }

    /// The script or preview has ended. The exit code of what ended it, or 0. It is not told to end after this.
    pub fn finish(&self) -> i32 {
        let mut state = self.state();
        state.running = None;
        state.is_previewing = false;
        std::mem::take(&mut state.cause)
    }

    /// When the script is to end, and why: at its time limit, or at the latest when it has been told.
    fn deadline(&self, timeout: Option<Duration>) -> Option<(Instant, i32)> {
        let state = self.state();
        let started = state.running?;
        match state.cause {
            0 => timeout.map(|timeout| (started + timeout, code::TIMEOUT)),
            cause => Some((state.told + GRACE, cause)),
        }
    }

    fn end(&self, cause: i32) -> Ending {
        let mut state = self.state();
        match (state.running, state.cause) {
            (None, _) if state.has_editor || cause == code::TIMEOUT => Ending::Done,
            (None, _) => Ending::Overdue(cause),
            (Some(_), 0) => {
                state.cause = cause;
                state.told = Instant::now();
                if let Some(handle) = &state.handle {
                    handle.terminate();
                }
                Ending::Done
            }
            (Some(_), before) => Ending::Overdue(before),
        }
    }
}

/// Waits for what may end the script.
pub struct Supervisor {
    link: Link,
    timeout: Option<Duration>,
}

impl Supervisor {
    /// A supervisor, to be made before any other thread: it takes over Ctrl-C for all of them.
    pub fn new(timeout: Option<Duration>) -> Supervisor {
        block_interrupt();
        Supervisor { link: Link::new(), timeout }
    }

    /// For the script's thread.
    pub fn link(&self) -> Link {
        self.link.clone()
    }

    /// Waits until the process ends.
    pub fn supervise(&self, output: &Output) -> ! {
        loop {
            let now = Instant::now();
            let deadline = self.link.deadline(self.timeout);
            let due = deadline.filter(|(at, _)| *at <= now);
            let interrupted = due.is_none() && {
                let left = deadline.map_or(OUTPUT_INTERVAL, |(at, _)| at - now);
                wait_for_interrupt(left.min(OUTPUT_INTERVAL))
            };
            output.flush_without_waiting();
            let cause = match due {
                Some((_, cause)) => cause,
                None if interrupted => code::INTERRUPTED,
                None => continue,
            };
            if let Ending::Overdue(cause) = self.link.end(cause) {
                // It may be waiting for a reader, or be deep in a built-in function.
                if cause == code::TIMEOUT {
                    tell(&report::timeout(self.timeout));
                }
                std::process::exit(cause);
            }
        }
    }
}

/// Only Ctrl-C.
fn interrupt_set() -> libc::sigset_t {
    // SAFETY: `sigemptyset` initialises the set.
    unsafe {
        let mut set = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGINT);
        set
    }
}

/// Keeps Ctrl-C from ending the process: it is waited for instead.
fn block_interrupt() {
    // SAFETY: the set is initialised, and the old mask is not wanted.
    unsafe { libc::pthread_sigmask(libc::SIG_BLOCK, &interrupt_set(), std::ptr::null_mut()) };
}

/// Waits for Ctrl-C; false if it did not come in time.
fn wait_for_interrupt(time: Duration) -> bool {
    let time = libc::timespec {
        tv_sec: time.as_secs() as libc::time_t,
        tv_nsec: time.subsec_nanos().into(),
    };
    // SAFETY: the set is initialised, and nothing is wanted but the signal's number.
    unsafe { libc::sigtimedwait(&interrupt_set(), std::ptr::null_mut(), &time) == libc::SIGINT }
}
