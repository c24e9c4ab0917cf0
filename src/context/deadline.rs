//! Limits of time.
//!
//! Invariant: when the work is done, nobody ends what runs afterwards: the watching thread is told and waited for, and an end that came
//! too late is forgotten.

use super::{Context, Error, InterruptHandle};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

impl Context {
    /// Works in the context, and ends the scripts that run for it after `limit`, uncatchably. It holds in loops, calls, built-in
    /// functions, regular expressions and jobs. A thread watches the time.
    ///
    /// ```
    /// use jsrun::context::{Context, Error, Termination};
    /// use std::time::Duration;
    ///
    /// let mut context = Context::default();
    /// let result = context.with_time_limit(Duration::from_millis(20), |context| {
    ///     context.run_script("main.js", b"for (;;) try { for (;;); } catch {}")
    /// });
    /// assert!(matches!(result, Err(Error::Terminated(Termination::Interrupted))));
    /// // The context can go on.
    /// assert_eq!(context.eval("main.js", b"6 * 7")?.as_number(), Some(42.0));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the work, and [`Termination::Interrupted`](super::Termination::Interrupted) when the time is up or no thread can
    /// be started to watch it.
    pub fn with_time_limit<T>(
        &mut self,
        limit: Duration,
        work: impl FnOnce(&mut Context) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let handle: InterruptHandle = self.interrupt_handle();
        let (done, is_done) = channel::<()>();
        let watcher = std::thread::Builder::new().name("time limit".to_owned()).spawn(move || {
            if is_done.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                handle.terminate();
                return true;
            }
            false
        });
        let Ok(watcher) = watcher else {
            return Err(Error::Terminated(super::Termination::Interrupted));
        };
        let result = work(self);
        drop(done);
        let ended = watcher.join().unwrap_or(false);
        if ended && !matches!(result, Err(Error::Terminated(_))) {
            self.vm.clear_termination();
        }
        result
    }
}
