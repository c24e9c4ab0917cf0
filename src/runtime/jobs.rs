//! The job queue (https://tc39.es/ecma262/#sec-jobs), and the rejections that nobody has handled yet.
//!
//! Invariant: jobs run in the order in which they were enqueued, each with no frame below it; what a job refers to lives as
//! long as it waits.

use super::coroutine::Coroutine;
use super::error::Place;
use super::promise::{Promise, PromiseReaction};
use super::vm::Vm;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::{Gc, Marker};
use std::collections::VecDeque;

/// The room that an empty queue keeps, in jobs.
const KEPT_ROOM: usize = 1 << 12;

/// Something to be done when no code runs.
#[derive(Clone, Copy)]
pub enum Job {
    /// NewPromiseReactionJob (https://tc39.es/ecma262/#sec-newpromisereactionjob)
    Reaction {
        /// What is to be done.
        reaction: Gc<PromiseReaction>,
        /// The promise was rejected.
        rejected: bool,
        /// The value or reason.
        argument: Value,
    },
    /// NewPromiseResolveThenableJob (https://tc39.es/ecma262/#sec-newpromiseresolvethenablejob)
    Thenable {
        /// The promise that is resolved.
        promise: Gc<Promise>,
        /// With what.
        thenable: Value,
        /// Its `then`.
        then: Value,
    },
    /// `queueMicrotask`
    Call(Value),
    /// What `setTimeout`, `setInterval` or `setImmediate` gave this number.
    Timer(u64),
    /// A suspended function goes on.
    Resume {
        /// The function.
        coroutine: Gc<Coroutine>,
        /// What it awaits was rejected.
        rejected: bool,
        /// The value or reason.
        argument: Value,
    },
}

/// A rejected promise without a handler.
struct Unhandled {
    promise: Gc<Promise>,
    /// Where what it was rejected with was thrown.
    place: Option<Place>,
}

/// The jobs that wait, and the rejections that nobody has handled.
#[derive(Default)]
pub struct JobQueue {
    waiting: VecDeque<Job>,
    /// The room in the queue that the heap knows of, in jobs.
    accounted: usize,
    unhandled: Vec<Unhandled>,
}

impl JobQueue {
    /// Visits what the jobs refer to.
    pub fn trace(&self, marker: &mut Marker) {
        for job in &self.waiting {
            match *job {
                Job::Reaction { reaction, argument, .. } => {
                    marker.visit(reaction);
                    marker.visit(argument);
                }
                Job::Thenable { promise, thenable, then } => {
                    marker.visit(promise);
                    marker.visit(thenable);
                    marker.visit(then);
                }
                Job::Call(function) => marker.visit(function),
                // The table of timers has what it refers to.
                Job::Timer(_) => {}
                Job::Resume { coroutine, argument, .. } => {
                    marker.visit(coroutine);
                    marker.visit(argument);
                }
            }
        }
        self.unhandled.iter().for_each(|entry| marker.visit(entry.promise));
    }
}

impl Vm {
    /// HostEnqueuePromiseJob (https://tc39.es/ecma262/#sec-hostenqueuepromisejob)
    pub fn enqueue_job(&mut self, job: Job) {
        if self.is_previewing() {
            let Thrown = self.refuse_preview();
            return;
        }
        self.jobs.waiting.push_back(job);
        if self.jobs.waiting.capacity() != self.jobs.accounted {
            self.account_jobs();
        }
    }

    /// Tells the heap how much room the queue takes, lest a script fill the memory with jobs.
    #[cold]
    fn account_jobs(&mut self) {
        let capacity = self.jobs.waiting.capacity();
        let before = std::mem::replace(&mut self.jobs.accounted, capacity);
        self.heap.sub_external(before * size_of::<Job>());
        self.heap.add_external(capacity * size_of::<Job>());
        // A script that does nothing but enqueue jobs makes no cell, where a due collection would happen.
        if self.heap.should_collect() {
            self.heap.collect();
        }
    }

    /// Does a job wait?
    pub fn has_jobs(&self) -> bool {
        !self.jobs.waiting.is_empty()
    }

    /// Runs jobs until none is left, those included that are enqueued meanwhile. What a job throws ends this; the jobs behind
    /// it wait on.
    pub fn run_jobs(&mut self) -> Res<()> {
        self.clear_kept_objects();
        self.settle_waits();
        while let Some(job) = self.jobs.waiting.pop_front() {
            self.poll_interrupt()?;
            self.run_job(job)?;
            self.settle_waits();
            self.clear_kept_objects();
        }
        if self.jobs.accounted > KEPT_ROOM {
            self.jobs.waiting.shrink_to(KEPT_ROOM);
            self.account_jobs();
        }
        Ok(())
    }

    /// AddToKeptObjects (https://tc39.es/ecma262/#sec-addtokeptobjects)
    pub fn add_to_kept_objects(&mut self, value: Value) {
        self.kept_alive.insert(value.bits());
    }

    /// ClearKeptObjects (https://tc39.es/ecma262/#sec-clear-kept-objects)
    pub fn clear_kept_objects(&mut self) {
        if !self.kept_alive.is_empty() {
            self.kept_alive.clear();
        }
    }

    fn run_job(&mut self, job: Job) -> Res<()> {
        let entered = self.entered_realm;
        let result = match job {
            Job::Reaction { reaction, rejected, argument } => {
                self.run_reaction(reaction, rejected, argument)
            }
            Job::Thenable { promise, thenable, then } => {
                self.entered_realm = Some(self.job_realm(then));
                self.resolve_thenable(promise, thenable, then)
            }
            Job::Call(function) => {
                self.entered_realm = Some(self.job_realm(function));
                self.call(function, Value::UNDEFINED, &[]).map(|_| ())
            }
            Job::Timer(number) => self.run_timer(number),
            Job::Resume { coroutine, rejected, argument } => {
                self.resume_awaiting(coroutine, rejected, argument)
            }
        };
        self.entered_realm = entered;
        result
    }

    /// HostPromiseRejectionTracker (https://tc39.es/ecma262/#sec-host-promise-rejection-tracker), "reject"
    pub(super) fn track_rejection(&mut self, promise: Gc<Promise>, place: Option<Place>) {
        if self.is_previewing() {
            let Thrown = self.refuse_preview();
            return;
        }
        self.jobs.unhandled.push(Unhandled { promise, place });
        if let Some(hook) = self.host.rejection {
            hook(self, promise, false);
        }
    }

    /// HostPromiseRejectionTracker (https://tc39.es/ecma262/#sec-host-promise-rejection-tracker), "handle"
    pub(super) fn track_handling(&mut self, promise: Gc<Promise>) {
        if let Some(hook) = self.host.rejection {
            hook(self, promise, true);
        }
    }

    /// For the host: the reason for which a promise was rejected, and with it where it was thrown; it counts as handled.
    pub fn take_rejection(&mut self, promise: Gc<Promise>) -> Value {
        let at = self.jobs.unhandled.iter().position(|entry| entry.promise == promise);
        self.errors.thrown_at = at.and_then(|at| self.jobs.unhandled.swap_remove(at).place);
        promise.result()
    }

    /// For the host, when no job waits: the reason of the first rejection that is still not handled, and with it where it was
    /// thrown. All that are known so far are forgotten.
    pub fn take_unhandled_rejection(&mut self) -> Option<Value> {
        let unhandled = std::mem::take(&mut self.jobs.unhandled);
        let first = unhandled.into_iter().find(|entry| !entry.promise.is_handled())?;
        self.errors.thrown_at = first.place;
        Some(first.promise.result())
    }
}
