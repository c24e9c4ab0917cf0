//! Timers and immediates: what is to be called when its time has come
//! (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers).
//!
//! They are taken in rounds: first the timers that are due when it begins, in the order of their times, then the immediates
//! that there are by then. What is made meanwhile waits for the next round, so that neither keeps the other from its turn.
//!
//! Invariant: `order` names every timer that waits, once, at the time that it is due; one whose function runs is not in it.
//! What a timer refers to lives as long as it waits. The heap knows how many bytes all of them take.

use super::jobs::Job;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Marker, RootVec};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The greatest delay in milliseconds; a longer one is none at all.
const MAX_DELAY: f64 = i32::MAX as f64;
/// The room that the table keeps, however few timers there are.
const KEPT_ROOM: usize = 1 << 10;
/// About what the tables need for a timer.
const TIMER_BYTES: usize = 160;

/// What is called.
struct Callback {
    function: Value,
    arguments: Box<[Value]>,
}

impl Callback {
    fn bytes(&self) -> usize {
        TIMER_BYTES + size_of_val(&*self.arguments)
    }

    fn trace(&self, marker: &mut Marker) {
        marker.visit(self.function);
        self.arguments.iter().for_each(|argument| marker.visit(*argument));
    }
}

struct Timer {
    callback: Callback,
    delay: Duration,
    repeats: bool,
    /// Where it stands in the order, unless its turn has come.
    place: Option<(Instant, u64)>,
}

/// Where the present round is.
#[derive(Clone, Copy, Default)]
enum Phase {
    /// Before its beginning.
    #[default]
    Idle,
    /// At timers that are due by then.
    Timers(Instant),
    /// At immediates up to this number.
    Immediates(u64),
}

/// The timers and immediates of a machine.
#[derive(Default)]
pub struct Timers {
    timers: FxHashMap<u64, Timer>,
    /// Numbers of timers by the time that they are due, and then in the order in which they were set.
    order: BTreeMap<(Instant, u64), u64>,
    immediates: BTreeMap<u64, Callback>,
    phase: Phase,
    /// The last number that was given.
    last: u64,
    /// How often a timer was set.
    set: u64,
}

impl Timers {
    /// Visits what the timers refer to.
    pub fn trace(&self, marker: &mut Marker) {
        self.timers.values().for_each(|timer| timer.callback.trace(marker));
        self.immediates.values().for_each(|callback| callback.trace(marker));
    }

    /// When the next timer is due; at once if there are immediates. `None` if nothing waits.
    pub fn next(&self) -> Option<Instant> {
        if !self.immediates.is_empty() {
            return Some(Instant::now());
        }
        self.order.first_key_value().map(|((due, _), _)| *due)
    }

    /// Puts a timer into the order.
    fn set(&mut self, number: u64, due: Instant) {
        let place = (due, self.set);
        self.set += 1;
        if let Some(timer) = self.timers.get_mut(&number) {
            timer.place = Some(place);
            self.order.insert(place, number);
        }
    }

    /// The number of what is next in this round; `None` at its end.
    fn take(&mut self) -> Option<u64> {
        if let Phase::Idle = self.phase {
            self.phase = Phase::Timers(Instant::now());
        }
        if let Phase::Timers(by) = self.phase {
            if let Some(entry) = self.order.first_entry()
                && entry.key().0 <= by
            {
                let number = entry.remove();
                if let Some(timer) = self.timers.get_mut(&number) {
                    timer.place = None;
                }
                return Some(number);
            }
            self.phase = Phase::Immediates(self.last);
        }
        if let Phase::Immediates(last) = self.phase
            && let Some((number, _)) = self.immediates.first_key_value()
            && *number <= last
        {
            return Some(*number);
        }
        self.phase = Phase::Idle;
        None
    }

    /// Removes a timer, waiting or not.
    fn remove_timer(&mut self, number: u64) -> Option<Callback> {
        let timer = self.timers.remove(&number)?;
        if let Some(place) = timer.place {
            self.order.remove(&place);
        }
        if self.timers.capacity() > KEPT_ROOM && self.timers.len() < self.timers.capacity() / 8 {
            self.timers.shrink_to(self.timers.len() * 2);
        }
        Some(timer.callback)
    }
}

impl Vm {
    /// Sets a timer; gives its number, which is positive.
    ///
    /// Timer initialization steps (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timer-initialisation-steps),
    /// with the limits of delays that Node has
    pub fn set_timer(
        &mut self,
        function: Value,
        delay: f64,
        arguments: &[Value],
        repeats: bool,
    ) -> u64 {
        let milliseconds = if (1.0..=MAX_DELAY).contains(&delay) { delay as u64 } else { 1 };
        let delay = Duration::from_millis(milliseconds);
        let callback = Callback { function, arguments: arguments.into() };
        let bytes = callback.bytes();
        self.timers.last += 1;
        let number = self.timers.last;
        self.timers.timers.insert(number, Timer { callback, delay, repeats, place: None });
        self.timers.set(number, Instant::now() + delay);
        self.account_timer(bytes);
        number
    }

    /// Has a function called in the next round; gives its number.
    pub fn set_immediate(&mut self, function: Value, arguments: &[Value]) -> u64 {
        let callback = Callback { function, arguments: arguments.into() };
        let bytes = callback.bytes();
        self.timers.last += 1;
        let number = self.timers.last;
        self.timers.immediates.insert(number, callback);
        self.account_timer(bytes);
        number
    }

    /// Cancels a timer, if it waits or repeats.
    pub fn clear_timer(&mut self, number: u64) {
        if let Some(callback) = self.timers.remove_timer(number) {
            self.heap.sub_external(callback.bytes());
        }
    }

    /// Cancels an immediate, if it waits.
    pub fn clear_immediate(&mut self, number: u64) {
        if let Some(callback) = self.timers.immediates.remove(&number) {
            self.heap.sub_external(callback.bytes());
        }
    }

    /// When the next timer is due; at once if there are immediates. `None` if nothing waits.
    pub fn next_timer(&self) -> Option<Instant> {
        self.timers.next()
    }

    /// Begins a round of timers and immediates: what is due now is its business.
    pub fn begin_round(&mut self) {
        self.timers.phase = Phase::Idle;
    }

    /// Makes a job of the timer or immediate whose turn has come in this round; false at its end. To be called when no job
    /// waits.
    pub fn enqueue_due(&mut self) -> bool {
        let next = self.timers.take();
        if let Some(number) = next {
            self.enqueue_job(Job::Timer(number));
        }
        next.is_some()
    }

    /// Calls what belongs to a number, unless it has been cancelled.
    pub(super) fn run_timer(&mut self, number: u64) -> Res<()> {
        let mut arguments: RootVec<Value> = self.heap.root_vec();
        let mut take = |callback: &Callback| {
            arguments.extend_from_slice(&callback.arguments);
            callback.function
        };
        let function = if let Some(timer) = self.timers.timers.get(&number) {
            let (function, repeats) = (take(&timer.callback), timer.repeats);
            if !repeats {
                self.clear_timer(number);
            }
            function
        } else if let Some(callback) = self.timers.immediates.get(&number) {
            let function = take(callback);
            self.clear_immediate(number);
            function
        } else {
            return Ok(());
        };
        let begun = Instant::now();
        self.entered_realm = Some(self.job_realm(function));
        let result = self.call(function, Value::UNDEFINED, &arguments);
        // It repeats if it is still there. Time that it took is not made up for.
        if let Some(timer) = self.timers.timers.get(&number) {
            let due = begun + timer.delay;
            self.timers.set(number, due);
        }
        result.map(|_| ())
    }

    fn account_timer(&mut self, bytes: usize) {
        self.heap.add_external(bytes);
        // A script that does nothing but set timers makes no cell, where a due collection would happen.
        if self.heap.should_collect() {
            self.heap.collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timer(delay: u64, repeats: bool) -> Timer {
        let callback = Callback { function: Value::UNDEFINED, arguments: Box::new([]) };
        Timer { callback, delay: Duration::from_millis(delay), repeats, place: None }
    }

    /// Timers with these due times, in milliseconds from a moment in the past.
    fn timers(due: &[u64]) -> Timers {
        let past = Instant::now() - Duration::from_secs(1000);
        let mut timers = Timers::default();
        for (number, due) in due.iter().enumerate() {
            timers.last = number as u64;
            timers.timers.insert(number as u64, timer(*due, false));
            timers.set(number as u64, past + Duration::from_millis(*due));
        }
        timers
    }

    fn rest_of_round(timers: &mut Timers) -> Vec<u64> {
        std::iter::from_fn(|| {
            let next = timers.take();
            next.inspect(|number| {
                timers.remove_timer(*number);
                timers.immediates.remove(number);
            })
        })
        .collect()
    }

    #[test]
    fn timers_come_by_time_and_then_as_they_were_set() {
        let mut timers = timers(&[30, 10, 20, 10, 30, 5_000_000]);
        assert_eq!(rest_of_round(&mut timers), [1, 3, 2, 0, 4]);
        assert!(rest_of_round(&mut timers).is_empty());
        assert_eq!(timers.order.len(), 1);
        assert!(timers.next().is_some_and(|due| due > Instant::now()));
    }

    #[test]
    fn what_is_cancelled_is_gone() {
        let mut timers = timers(&[1, 2, 3]);
        assert_eq!(timers.take(), Some(0));
        assert!(timers.remove_timer(1).is_some());
        assert!(timers.remove_timer(1).is_none());
        // The one whose turn has come can be cancelled, too.
        assert!(timers.remove_timer(0).is_some());
        assert_eq!(rest_of_round(&mut timers), [2]);
        assert!(timers.next().is_none());
    }

    #[test]
    fn a_round_does_not_take_what_is_made_in_it() {
        let mut timers = timers(&[10, 20]);
        assert_eq!(timers.take(), Some(0));
        timers.remove_timer(0);
        timers.timers.insert(7, timer(1, false));
        timers.set(7, Instant::now());
        timers.last = 8;
        let immediate = || Callback { function: Value::UNDEFINED, arguments: Box::new([]) };
        timers.immediates.insert(8, immediate());
        assert_eq!(timers.take(), Some(1));
        timers.remove_timer(1);
        assert_eq!(timers.take(), Some(8));
        timers.immediates.remove(&8);
        timers.last = 9;
        timers.immediates.insert(9, immediate());
        assert_eq!(timers.take(), None);
        assert_eq!(rest_of_round(&mut timers), [7, 9]);
    }
}
