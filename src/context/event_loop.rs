//! The event loop (https://html.spec.whatwg.org/multipage/webappapis.html#event-loops) of a context without input and output:
//! jobs, then what is due of timers, immediates and other agents' notifications.
//!
//! Invariant: behind the script and behind each timer, all jobs run before anything else does, and then rejections that
//! nobody handles are errors, if the options say so.

use super::{Context, Error};
use crate::runtime::promise::{Promise, PromiseState};
use jsrun_gc::Gc;
use std::time::Instant;

impl Context {
    /// Runs jobs, timers and immediates until nothing is left that could run, sleeping in between.
    ///
    /// ```
    /// use jsrun::context::{Context, Options};
    ///
    /// let mut context = Context::new(Options::new());
    /// context.run_script("main", b"var n = 0; setTimeout(() => { n += 2 }, 5); queueMicrotask(() => { n += 1 })")?;
    /// context.run_event_loop()?;
    /// let n = context.eval("main", b"n")?;
    /// assert_eq!(context.inspect(&n)?, "3");
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    ///
    /// # Errors
    /// What a job or timer throws, a rejection that nobody handles (see [`Options::throw_rejections`](super::Options)), or the
    /// end of a limit. What is left may be run by another call.
    pub fn run_event_loop(&mut self) -> Result<(), Error> {
        self.run_loop(None)
    }

    /// Runs the timers that are due now and the immediates, each with the jobs that it leaves, and no others: those that they
    /// set wait for another call. Was there one?
    ///
    /// # Errors
    /// As for [`Context::run_event_loop`].
    pub fn run_due_timers(&mut self) -> Result<bool, Error> {
        self.vm.begin_round();
        let mut ran = false;
        while self.vm.enqueue_due() {
            ran = true;
            self.run_jobs_until(None)?;
        }
        Ok(ran)
    }

    /// When the next timer is due; now if there are immediates. `None` if there is neither.
    pub fn next_timer(&self) -> Option<Instant> {
        self.vm.next_timer()
    }

    /// Runs the event loop until a promise is settled or nothing is left.
    pub(super) fn run_until_settled(&mut self, promise: Gc<Promise>) -> Result<(), Error> {
        self.run_loop(Some(promise))
    }

    fn run_loop(&mut self, until: Option<Gc<Promise>>) -> Result<(), Error> {
        loop {
            let settled = self.run_jobs_until(until)?;
            if settled || !self.wait_for_jobs()? {
                return Ok(());
            }
        }
    }

    /// Runs all jobs, and checks rejections unless the promise has been settled. Has it?
    fn run_jobs_until(&mut self, until: Option<Gc<Promise>>) -> Result<bool, Error> {
        let settled = || until.is_some_and(|promise| promise.state() != PromiseState::Pending);
        if settled() {
            return Ok(true);
        }
        self.run_jobs()?;
        // How the promise ended is for whoever waits for it.
        if settled() {
            return Ok(true);
        }
        if !self.options.ignore_rejections() {
            self.check_rejections()?;
        }
        Ok(false)
    }
}
