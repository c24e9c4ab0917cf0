//! Where the time of scripts goes, by sampling.
//!
//! A thread of its own counts intervals and asks for an interrupt. The script's thread serves it where it is next safe to look at
//! the frames: at a loop's head, a call, a return, or where a built-in function polls or ends. Every function passes one of these
//! before it gives control away, so what it did until then is counted as its own.
//!
//! Invariant: each interval is counted once, for what ran when it was over or a moment later; memory is bounded, however long the
//! profile takes.

mod cpuprofile;
mod recorder;

pub use recorder::{Profile, ProfileFunction, ProfileNode, ProfileSample};

use super::Context;
use crate::runtime::vm::interrupt;
use crate::runtime::vm::limits::InterruptHandle;
use recorder::Recorder;
use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A shorter interval would cost more time than it measures.
const SHORTEST: Duration = Duration::from_micros(20);

impl Context {
    /// Begins to sample what runs, at this interval. Functions that were compiled to machine code before are seen where they call
    /// and loop, but not where they return, so short ones are counted as their callers.
    ///
    /// # Errors
    /// If a profile is being taken already, or there can be no more threads.
    ///
    /// ```
    /// use jsrun::context::Context;
    /// use std::time::Duration;
    ///
    /// let mut context = Context::default();
    /// context.start_profile(Duration::from_micros(200))?;
    /// context.run_script("busy.js", b"function busy() { for (let i = 0; i < 3e6; i++); } busy()")?;
    /// let profile = context.stop_profile().unwrap();
    /// let hits = profile.nodes.iter().map(|node| node.hits).sum::<u64>();
    /// assert_eq!(hits, profile.samples.len() as u64);
    /// let mut json = Vec::new();
    /// profile.write_cpuprofile(&mut json)?;
    /// assert!(json.starts_with(b"{\"nodes\":["));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn start_profile(&mut self, interval: Duration) -> io::Result<()> {
        if self.profiler.is_some() {
            let error = "a profile is being taken already";
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, error));
        }
        let interval = interval.max(SHORTEST);
        let timer = Timer::start(interval, self.interrupt_handle())?;
        let pause = self.vm.heap.stats().pause;
        let recorder = Rc::new(RefCell::new(Recorder::new(interval, pause, timer.ticks.clone())));
        let shared = recorder.clone();
        self.vm.set_sampler(Some(Rc::new(move |vm| {
            // Recording runs nothing that could be sampled in turn.
            if let Ok(mut recorder) = shared.try_borrow_mut() {
                recorder.sample(vm);
            }
        })));
        self.profiler = Some(Profiler { timer, recorder });
        Ok(())
    }

    /// Ends sampling; `None` if there was none. What ran last, and was not yet sampled, is counted.
    pub fn stop_profile(&mut self) -> Option<Profile> {
        let profiler = self.profiler.take()?;
        drop(profiler.timer);
        profiler.recorder.borrow_mut().sample(&mut self.vm);
        self.vm.set_sampler(None);
        // The callback was the only other owner.
        let recorder = Rc::try_unwrap(profiler.recorder).ok()?.into_inner();
        Some(recorder.finish())
    }

    /// Waits, in a way that a profile shows as `(idle)`: for embedders that wait for what is to happen next.
    pub fn idle<R>(&mut self, wait: impl FnOnce(&mut Context) -> R) -> R {
        set_idle(&self.profiler.as_ref(), true);
        let result = wait(self);
        set_idle(&self.profiler.as_ref(), false);
        result
    }

    /// What ran until now was no script: parsing, compiling.
    pub(super) fn note_program(&mut self) {
        if let Some(profiler) = &self.profiler
            && self.vm.frame.is_none()
        {
            profiler.recorder.borrow_mut().sample(&mut self.vm);
        }
    }
}

/// From now on the thread waits, or no longer does.
pub(super) fn set_idle(profiler: &Option<&Profiler>, idle: bool) {
    if let Some(profiler) = profiler {
        profiler.recorder.borrow_mut().set_idle(idle);
    }
}

/// A profile being taken.
pub(super) struct Profiler {
    timer: Timer,
    recorder: Rc<RefCell<Recorder>>,
}

/// The thread that counts intervals. It ends when this is dropped.
struct Timer {
    /// Intervals that are over and not yet recorded.
    ticks: Arc<AtomicU64>,
    stopped: Arc<(Mutex<bool>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

impl Timer {
    fn start(interval: Duration, handle: InterruptHandle) -> io::Result<Timer> {
        let ticks = Arc::new(AtomicU64::new(0));
        let stopped = Arc::new((Mutex::new(false), Condvar::new()));
        let (count, stop) = (ticks.clone(), stopped.clone());
        let thread = std::thread::Builder::new().name("sampler".to_owned()).spawn(move || {
            let mut due = Instant::now() + interval;
            let mut stopped = stop.0.lock().unwrap_or_else(PoisonError::into_inner);
            while !*stopped {
                let now = Instant::now();
                if now < due {
                    let wait = stop.1.wait_timeout(stopped, due - now);
                    stopped = wait.unwrap_or_else(PoisonError::into_inner).0;
                    continue;
                }
                let passed = 1 + ((now - due).as_nanos() / interval.as_nanos()) as u64;
                due += interval * u32::try_from(passed).unwrap_or(u32::MAX);
                count.fetch_add(passed, Ordering::SeqCst);
                handle.request(interrupt::SAMPLE);
            }
        })?;
        Ok(Timer { ticks, stopped, thread: Some(thread) })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        *self.stopped.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.stopped.1.notify_one();
        if let Some(thread) = self.thread.take() {
            // It has nothing to say.
            let _ = thread.join();
        }
    }
}
