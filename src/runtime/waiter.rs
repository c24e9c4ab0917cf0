//! Waiting for other agents: WaiterLists (https://tc39.es/ecma262/#sec-waiterlist-records), which agents join to sleep or to have
//! a promise settled, and from which others take them.
//!
//! Invariant: lists are changed and memory is compared under one lock, so that no notification is lost. A waiter refers to
//! no heap: promises stay with their agent, which finds them by number.

use super::promise::Promise;
use super::shared::{self, SharedBlock};
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Gc, Marker};
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long an agent sleeps before it looks for interrupts.
const SLICE: Duration = Duration::from_millis(5);

/// The waiters at each address of shared memory, in the order in which they came.
static LISTS: Mutex<BTreeMap<usize, VecDeque<Arc<Waiter>>>> = Mutex::new(BTreeMap::new());

type Lists = MutexGuard<'static, BTreeMap<usize, VecDeque<Arc<Waiter>>>>;

/// EnterCriticalSection (https://tc39.es/ecma262/#sec-entercriticalsection)
fn lists() -> Lists {
    LISTS.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Waiter {
    notified: AtomicBool,
    wake: Wake,
}

enum Wake {
    /// The agent sleeps.
    Thread(Condvar),
    /// The agent looks for this number in its mailbox.
    Promise(u64, Arc<Mailbox>),
}

/// Where an agent is told which of its promises are to be settled.
#[derive(Default)]
struct Mailbox {
    settled: Mutex<Vec<u64>>,
    arrival: Condvar,
}

/// The promises of an agent that wait to be settled.
#[derive(Default)]
pub struct AsyncWaits {
    mailbox: Arc<Mailbox>,
    pending: Vec<Pending>,
    last: u64,
}

struct Pending {
    number: u64,
    promise: Gc<Promise>,
    address: usize,
    deadline: Option<Instant>,
    /// Keeps the address from being used for something else.
    _block: Option<Arc<SharedBlock>>,
}

impl AsyncWaits {
    /// Visits the promises.
    pub fn trace(&self, marker: &mut Marker) {
        self.pending.iter().for_each(|pending| marker.visit(pending.promise));
    }

    /// When the first one ends at the latest, if that is known.
    pub fn next_deadline(&self) -> Option<Instant> {
        self.pending.iter().filter_map(|pending| pending.deadline).min()
    }

    /// Does none wait?
    pub fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }
}

impl Drop for AsyncWaits {
    fn drop(&mut self) {
        let mut lists = lists();
        for pending in &self.pending {
            remove(
                &mut lists,
                pending.address,
                |waiter| matches!(&waiter.wake, Wake::Promise(_, mailbox) if Arc::ptr_eq(mailbox, &self.mailbox)),
            );
        }
    }
}

/// RemoveWaiter (https://tc39.es/ecma262/#sec-removewaiter)
fn remove(lists: &mut Lists, address: usize, which: impl Fn(&Waiter) -> bool) {
    if let Some(list) = lists.get_mut(&address) {
        list.retain(|waiter| !which(waiter));
        if list.is_empty() {
            lists.remove(&address);
        }
    }
}

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WaitResult {
    /// Another agent notified.
    Ok,
    /// The value was another.
    NotEqual,
    /// Nobody notified in time.
    TimedOut,
}

impl WaitResult {
    /// As scripts see it.
    pub fn text(self) -> &'static str {
        match self {
            WaitResult::Ok => "ok",
            WaitResult::NotEqual => "not-equal",
            WaitResult::TimedOut => "timed-out",
        }
    }
}

/// The element at which an agent waits.
#[derive(Clone, Copy)]
pub struct WaitPlace {
    /// Where it is.
    pub place: *mut u8,
    /// How many bytes it has: 4 or 8.
    pub size: usize,
}

impl WaitPlace {
    fn address(self) -> usize {
        self.place.addr()
    }

    /// # Safety
    /// The element is there, aligned.
    unsafe fn load(self) -> u64 {
        // SAFETY: promised by the caller.
        unsafe { shared::load(self.place, self.size) }
    }
}

/// NotifyWaiter (https://tc39.es/ecma262/#sec-notifywaiter) for as many waiters as there are, at most so many; how many there
/// were.
pub fn notify(place: WaitPlace, most: usize) -> usize {
    let mut lists = lists();
    let Some(list) = lists.get_mut(&place.address()) else { return 0 };
    let count = list.len().min(most);
    for waiter in list.drain(..count) {
        waiter.notified.store(true, Ordering::SeqCst);
        match &waiter.wake {
            Wake::Thread(condition) => condition.notify_all(),
            Wake::Promise(number, mailbox) => {
                let mut settled = mailbox.settled.lock().unwrap_or_else(PoisonError::into_inner);
                settled.push(*number);
                mailbox.arrival.notify_all();
            }
        }
    }
    if list.is_empty() {
        lists.remove(&place.address());
    }
    count
}

fn join(lists: &mut Lists, place: WaitPlace, wake: Wake) -> Arc<Waiter> {
    let waiter = Arc::new(Waiter { notified: AtomicBool::new(false), wake });
    lists.entry(place.address()).or_default().push_back(waiter.clone());
    waiter
}

/// What became of a wait that does not block.
pub enum AsyncWait {
    /// It ended at once.
    Ended(WaitResult),
    /// The promise tells how it ends.
    Promise(Gc<Promise>),
}

impl Vm {
    /// DoWait (https://tc39.es/ecma262/#sec-dowait), ~sync~, from where the agent is known to be allowed to block.
    ///
    /// # Safety
    /// The element is there, aligned, in shared memory that stays.
    pub unsafe fn wait(
        &mut self,
        place: WaitPlace,
        expected: u64,
        timeout: Option<Duration>,
    ) -> Res<WaitResult> {
        let mut guard = lists();
        // SAFETY: promised by the caller.
        if unsafe { place.load() } != expected {
            return Ok(WaitResult::NotEqual);
        }
        let deadline = timeout.map(|timeout| Instant::now() + timeout);
        let waiter = join(&mut guard, place, Wake::Thread(Condvar::new()));
        let leave = |guard: &mut Lists| {
            remove(guard, place.address(), |other| std::ptr::eq(other, &*waiter));
        };
        let Wake::Thread(condition) = &waiter.wake else { return Ok(WaitResult::Ok) };
        loop {
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                leave(&mut guard);
                return Ok(WaitResult::TimedOut);
            }
            let time = left.map_or(SLICE, |left| left.min(SLICE));
            let woken = condition.wait_timeout(guard, time);
            guard = woken.unwrap_or_else(PoisonError::into_inner).0;
            if waiter.notified.load(Ordering::SeqCst) {
                return Ok(WaitResult::Ok);
            }
            drop(guard);
            let interrupted = self.poll_interrupt();
            guard = lists();
            if let Err(thrown) = interrupted {
                leave(&mut guard);
                return Err(thrown);
            }
            if waiter.notified.load(Ordering::SeqCst) {
                return Ok(WaitResult::Ok);
            }
        }
    }

    /// DoWait (https://tc39.es/ecma262/#sec-dowait), ~async~, at an element of a block.
    ///
    /// # Safety
    /// The element is there, aligned, in shared memory that stays.
    pub unsafe fn wait_async(
        &mut self,
        place: WaitPlace,
        block: Option<Arc<SharedBlock>>,
        expected: u64,
        timeout: Option<Duration>,
    ) -> AsyncWait {
        let promise = self.new_promise();
        let mut guard = lists();
        // SAFETY: promised by the caller.
        if unsafe { place.load() } != expected {
            return AsyncWait::Ended(WaitResult::NotEqual);
        }
        if timeout.is_some_and(|timeout| timeout.is_zero()) {
            return AsyncWait::Ended(WaitResult::TimedOut);
        }
        let waits = &mut self.waits;
        waits.last += 1;
        let (number, address) = (waits.last, place.address());
        // A time that the clock cannot count to never comes.
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        waits.pending.push(Pending { number, promise, address, deadline, _block: block });
        join(&mut guard, place, Wake::Promise(number, waits.mailbox.clone()));
        AsyncWait::Promise(promise)
    }

    /// Settles the promises of waits that have ended.
    pub(super) fn settle_waits(&mut self) {
        if self.waits.is_empty() {
            return;
        }
        let mailbox = self.waits.mailbox.clone();
        let take = || {
            let mut settled = mailbox.settled.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *settled)
        };
        for number in take() {
            self.settle_wait(number, WaitResult::Ok);
        }
        let now = Instant::now();
        let late = |pending: &&Pending| pending.deadline.is_some_and(|deadline| deadline <= now);
        let late: Vec<(u64, usize)> =
            self.waits.pending.iter().filter(late).map(|p| (p.number, p.address)).collect();
        for (number, address) in late {
            remove(
                &mut lists(),
                address,
                |waiter| matches!(&waiter.wake, Wake::Promise(n, m) if *n == number && Arc::ptr_eq(m, &mailbox)),
            );
            // Whoever was faster than the clock has notified for good.
            for number in take() {
                self.settle_wait(number, WaitResult::Ok);
            }
            self.settle_wait(number, WaitResult::TimedOut);
        }
    }

    fn settle_wait(&mut self, number: u64, result: WaitResult) {
        let pending = &mut self.waits.pending;
        if let Some(index) = pending.iter().position(|pending| pending.number == number) {
            let promise = pending.remove(index).promise;
            let text = self.new_string(result.text());
            self.fulfill_promise(promise, Value::cell(text));
        }
    }

    /// For the host, when no job waits: sleeps until there is one, be it that of a timer whose turn has come. False if none can
    /// come, so far as this agent knows; other agents may notify if `others` says so.
    pub fn wait_for_jobs(&mut self, others: impl Fn() -> bool) -> Res<bool> {
        loop {
            self.settle_waits();
            // Where a round ends, the next one may have something to do.
            if self.has_jobs() || self.enqueue_due() || self.enqueue_due() {
                return Ok(true);
            }
            let next = self.waits.next_deadline().into_iter().chain(self.next_timer()).min();
            if next.is_none() && (self.waits.is_empty() || !others()) {
                return Ok(false);
            }
            self.poll_interrupt()?;
            let left = next.map_or(SLICE, |next| next.saturating_duration_since(Instant::now()));
            let mailbox = &self.waits.mailbox;
            let settled = mailbox.settled.lock().unwrap_or_else(PoisonError::into_inner);
            if settled.is_empty() {
                drop(mailbox.arrival.wait_timeout(settled, left.min(SLICE)));
            }
        }
    }
}
