//! The main thread while a script runs: the time limit and Ctrl-C.
//!
//! Invariant: a script that has been told to end has a moment to do so; then the process ends, whatever the script does.

use crate::output::{Output, tell};
use crate::{code, report};
use jsrun::context::InterruptHandle;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a script that was told to end may take: built-in functions notice at intervals.
const GRACE: Duration = Duration::from_millis(1000);
/// How often buffered output is written.
const OUTPUT_INTERVAL: Duration = Duration::from_millis(100);

/// What connects the script's thread with the supervisor.
#[derive(Clone, Default)]
pub struct Link {
    handle: Arc<Mutex<Option<InterruptHandle>>>,
    cause: Arc<AtomicI32>,
}

impl Link {
    /// The script can be ended through this handle from now on.
    pub fn attach(&self, handle: InterruptHandle) {
        let mut slot = self.handle.lock().unwrap_or_else(PoisonError::into_inner);
        if self.cause() != 0 {
            handle.terminate();
        }
        *slot = Some(handle);
    }

    /// The exit code of what ended the script, or 0.
    pub fn cause(&self) -> i32 {
        self.cause.load(Ordering::SeqCst)
    }

    fn terminate(&self, cause: i32) {
        let slot = self.handle.lock().unwrap_or_else(PoisonError::into_inner);
        self.cause.store(cause, Ordering::SeqCst);
        if let Some(handle) = &*slot {
            handle.terminate();
        }
    }
}

/// Waits for what may end the script.
pub struct Supervisor {
    link: Link,
    started: Instant,
    timeout: Option<Duration>,
}

impl Supervisor {
    /// A supervisor, to be made before any other thread: it takes over Ctrl-C for all of them.
    pub fn new(timeout: Option<Duration>) -> Supervisor {
        block_interrupt();
        Supervisor { link: Link::default(), started: Instant::now(), timeout }
    }

    /// For the script's thread.
    pub fn link(&self) -> Link {
        self.link.clone()
    }

    /// Waits until the process ends.
    pub fn supervise(&self, output: &Output) -> ! {
        let mut deadline = self.timeout.map(|timeout| (self.started + timeout, code::TIMEOUT));
        loop {
            let now = Instant::now();
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
            if self.link.cause() != 0 {
                // It was told before, and has not ended: it may be waiting for a reader, or be deep in a built-in function.
                if self.link.cause() == code::TIMEOUT {
                    tell(&report::timeout(self.timeout));
                }
                std::process::exit(self.link.cause());
            }
            self.link.terminate(cause);
            deadline = Some((Instant::now() + GRACE, cause));
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
