//! Limits: both stacks, interrupts from outside, termination, and the boundary that panics do not cross.
//!
//! Invariant: while a terminating interrupt is pending, `vm.stack_limit` is 0 and every entry and poll fails with
//! [`Vm::TERMINATION`], so nothing a script does can outlive it; only the host clears it.

use super::{Vm, interrupt, observation};
use crate::value::{Res, Thrown, Value};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What is left of the native stack when a RangeError is thrown: enough for built-in functions that do not recurse.
const NATIVE_MARGIN: usize = 256 << 10;

/// Native stack that a call from machine code to machine code takes: the return address and a saved register.
#[cfg(jit)]
const NATIVE_BYTES_PER_CALL: usize = 16;
/// The least that such a call takes of the stack of frames: a header and `this`.
#[cfg(jit)]
const FRAME_BYTES_PER_CALL: usize = 8 * (super::frame::HEADER_WORDS + 1);
/// The part of [`NATIVE_MARGIN`] that such calls may use.
#[cfg(jit)]
const NATIVE_SPARE: usize = 32 << 10;

/// Where an interrupt is noted: words of a [`Vm`] that lives while they are known here.
struct Targets {
    interrupt: NonNull<AtomicU32>,
    stack_limit: NonNull<AtomicUsize>,
}

// SAFETY: both words are atomic, and the mutex around the targets keeps them from being used after the VM is gone.
unsafe impl Send for Targets {}

/// Interrupts a VM from any thread. It may outlive the VM, and then does nothing.
#[derive(Clone, Default)]
pub struct InterruptHandle(Arc<Mutex<Option<Targets>>>);

impl InterruptHandle {
    /// Asks for these [`interrupt`] bits to be served: at the next loop head, function entry or poll.
    pub fn request(&self, bits: u32) {
        let targets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(targets) = &*targets {
            // SAFETY: the VM withdraws the targets, under the mutex, before it is freed.
            unsafe {
                targets.interrupt.as_ref().fetch_or(bits, Ordering::SeqCst);
                targets.stack_limit.as_ref().store(0, Ordering::SeqCst);
            }
        }
    }

    /// Ends the script that runs, uncatchably.
    pub fn terminate(&self) {
        self.request(interrupt::TERMINATE);
    }
}

/// What the host wants done on [`interrupt::CALLBACK`].
pub type InterruptCallback = Rc<dyn Fn(&mut Vm) -> Res<()>>;

/// What is told, on [`interrupt::SAMPLE`], that it may look at the frames.
pub type Sampler = Rc<dyn Fn(&mut Vm)>;

/// The part of the VM's state that concerns limits.
#[derive(Default)]
pub struct Limits {
    handle: InterruptHandle,
    callback: Option<InterruptCallback>,
    engine_error: Option<String>,
}

impl Drop for Limits {
    fn drop(&mut self) {
        *self.handle.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The payload of the unwinding that [`out_of_memory`] starts.
struct OutOfMemory;

/// Gives up because the heap cannot hold a large cell: unwinds to the nearest [`Vm::guard`], which ends the script.
pub(crate) fn out_of_memory() -> ! {
    resume_unwind(Box::new(OutOfMemory))
}

/// The lowest address that the native stack of this thread may reach.
pub fn native_stack_limit() -> usize {
    // SAFETY: `attributes` is initialised by the first call and destroyed by the last; the others read it.
    unsafe {
        let mut attributes = std::mem::zeroed::<libc::pthread_attr_t>();
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attributes) != 0 {
            return 0;
        }
        let (mut lowest, mut size, mut guard) = (std::ptr::null_mut(), 0, 0);
        let known = libc::pthread_attr_getstack(&attributes, &mut lowest, &mut size) == 0;
        libc::pthread_attr_getguardsize(&attributes, &mut guard);
        libc::pthread_attr_destroy(&mut attributes);
        if known { lowest.addr() + guard + NATIVE_MARGIN.min(size / 2) } else { 0 }
    }
}

/// About where the native stack is now.
#[inline(always)]
fn stack_pointer() -> usize {
    let here = 0u8;
    (&raw const here).addr()
}

impl Vm {
    /// Makes the VM reachable for [`InterruptHandle`]s and learns the limits of this thread, of whose native stack it may
    /// use so many bytes from here on. The VM must not move in memory after this.
    pub fn install_limits(&mut self, native_stack_bytes: usize) {
        self.native_stack_limit =
            native_stack_limit().max(stack_pointer().saturating_sub(native_stack_bytes));
        self.stack_limit.store(self.stack.limit(), Ordering::SeqCst);
        self.set_tail_call_depth();
        let targets = Targets {
            interrupt: NonNull::from(&self.interrupt),
            stack_limit: NonNull::from(&self.stack_limit),
        };
        *self.limits.handle.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(targets);
    }

    /// A handle that interrupts this VM, for other threads and signal-like callbacks.
    pub fn interrupt_handle(&self) -> InterruptHandle {
        self.limits.handle.clone()
    }

    /// Notes interrupts from this thread.
    pub fn request_interrupt(&self, bits: u32) {
        self.interrupt.fetch_or(bits, Ordering::SeqCst);
        self.stack_limit.store(0, Ordering::SeqCst);
    }

    /// Sets what is run on [`interrupt::CALLBACK`].
    pub fn set_interrupt_callback(&mut self, callback: Option<InterruptCallback>) {
        self.limits.callback = callback;
    }

    /// Sets what is told on [`interrupt::SAMPLE`]. Code that is compiled while there is one looks for it before it returns.
    pub fn set_sampler(&mut self, sampler: Option<Sampler>) {
        match sampler {
            Some(_) => self.observation |= observation::SAMPLE,
            None => self.observation &= !observation::SAMPLE,
        }
        self.sampler = sampler;
    }

    /// Does a sampler wait?
    #[inline(always)]
    pub fn has_sample_request(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed) & interrupt::SAMPLE != 0
    }

    /// Lets a sampler that waits look at the frames. Other interrupts stay pending.
    #[cold]
    #[inline(never)]
    pub fn serve_sampler(&mut self) {
        if self.take_interrupts(interrupt::SAMPLE) & interrupt::SAMPLE != 0
            && let Some(sampler) = self.sampler.clone()
        {
            sampler(self);
        }
    }

    /// Takes these interrupts off what is pending; gives what was pending before.
    fn take_interrupts(&mut self, bits: u32) -> u32 {
        let before = self.interrupt.fetch_and(!bits, Ordering::SeqCst);
        self.stack_limit.store(self.stack.limit(), Ordering::SeqCst);
        // An interrupt that is still pending, or that came between the two lines, must not be lost.
        if self.interrupt.load(Ordering::SeqCst) != 0 {
            self.stack_limit.store(0, Ordering::SeqCst);
        }
        before
    }

    /// Begins a termination: no handler of the script catches it.
    pub fn terminate(&mut self) -> Thrown {
        self.request_interrupt(interrupt::TERMINATE);
        self.exception = Vm::TERMINATION;
        Thrown
    }

    /// Is what is being thrown a termination?
    pub fn is_terminating(&self) -> bool {
        self.exception == Vm::TERMINATION
    }

    /// For the host, between scripts: forgets a termination, so that scripts run again.
    pub fn clear_termination(&mut self) {
        if self.interrupt.load(Ordering::SeqCst) & interrupt::OUT_OF_MEMORY != 0 {
            // Or what filled the heap might keep the next script from running.
            self.collect_after_frames();
        }
        // A collection that finds the heap full says so again: that is known.
        self.interrupt.store(0, Ordering::SeqCst);
        self.stack_limit.store(self.stack.limit(), Ordering::SeqCst);
        self.exception = Value::UNDEFINED;
        self.limits.engine_error = None;
    }

    /// Serves pending interrupts, in built-in functions that take long.
    #[inline(always)]
    pub fn poll_interrupt(&mut self) -> Res<()> {
        if self.interrupt.load(Ordering::Relaxed) == 0 { Ok(()) } else { self.serve_interrupt() }
    }

    /// The slow path of a poll.
    #[cold]
    pub fn serve_interrupt(&mut self) -> Res<()> {
        let bits = self.interrupt.load(Ordering::SeqCst);
        if bits & (interrupt::TERMINATE | interrupt::OUT_OF_MEMORY) != 0 {
            self.exception = Vm::TERMINATION;
            return Err(Thrown);
        }
        self.serve_sampler();
        let bits = self.take_interrupts(interrupt::CALLBACK);
        if bits & interrupt::CALLBACK != 0
            && let Some(callback) = self.limits.callback.clone()
        {
            callback(self)?;
        }
        Ok(())
    }

    /// Machine code checks the stack of frames alone, so before it runs in a frame that stack is bounded by what is left of
    /// the native one. The result is the limit to [restore](Self::set_stack_limit) afterwards.
    #[cfg(jit)]
    #[inline]
    pub(crate) fn bound_machine_frames(&mut self, frame: super::frame::Frame) -> usize {
        let limit = self.stack.limit();
        let native = stack_pointer().saturating_sub(self.native_stack_limit) + NATIVE_SPARE;
        let reach = frame.0.addr() + native / NATIVE_BYTES_PER_CALL * FRAME_BYTES_PER_CALL;
        self.set_stack_limit(limit.min(reach));
        limit
    }

    /// Moves the limit of the stack of frames. An interrupt that comes meanwhile is not lost.
    #[cfg(jit)]
    #[inline]
    pub(crate) fn set_stack_limit(&mut self, limit: usize) {
        if limit != self.stack.limit() {
            self.stack.set_limit(limit);
            self.stack_limit.store(limit, Ordering::SeqCst);
            if self.interrupt.load(Ordering::SeqCst) != 0 {
                self.stack_limit.store(0, Ordering::SeqCst);
            }
        }
    }

    /// Checks that a frame may end at this address, and that there is native stack left. Serves interrupts.
    #[inline(always)]
    pub fn check_stacks(&mut self, frame_end: usize) -> Res<()> {
        if frame_end <= self.stack_limit.load(Ordering::Relaxed)
            && stack_pointer() >= self.native_stack_limit
        {
            return Ok(());
        }
        self.check_stacks_slow(frame_end)
    }

    #[cold]
    fn check_stacks_slow(&mut self, frame_end: usize) -> Res<()> {
        self.poll_interrupt()?;
        if frame_end > self.stack.limit() {
            return Err(self.throw_stack_overflow());
        }
        self.check_native_stack()
    }

    /// Is there room for so many bytes on the native stack?
    pub(super) fn has_native_stack(&self, bytes: usize) -> bool {
        stack_pointer().saturating_sub(self.native_stack_limit) > bytes
    }

    /// Throws a RangeError if the native stack is nearly used up. For everything in the runtime that recurses.
    #[inline(always)]
    pub fn check_native_stack(&mut self) -> Res<()> {
        if stack_pointer() >= self.native_stack_limit {
            Ok(())
        } else {
            Err(self.throw_stack_overflow())
        }
    }

    /// Throws the RangeError of a full stack.
    #[cold]
    pub fn throw_stack_overflow(&mut self) -> Thrown {
        self.throw_range_error("Maximum call stack size exceeded")
    }

    /// Runs Rust code that a tier calls. A panic in it becomes an uncatchable engine error, see [`Vm::engine_error`].
    #[inline]
    pub fn guard<R>(&mut self, run: impl FnOnce(&mut Vm) -> Res<R>) -> Res<R> {
        let frame = self.frame;
        match catch_unwind(AssertUnwindSafe(|| run(self))) {
            Ok(result) => result,
            Err(payload) => {
                self.frame = frame;
                Err(self.panicked(payload))
            }
        }
    }

    #[cold]
    fn panicked(&mut self, payload: Box<dyn Any + Send>) -> Thrown {
        let message = if payload.is::<OutOfMemory>() {
            self.request_interrupt(interrupt::OUT_OF_MEMORY);
            "out of memory"
        } else if let Some(text) = payload.downcast_ref::<&str>() {
            text
        } else if let Some(text) = payload.downcast_ref::<String>() {
            text
        } else {
            "panic"
        };
        self.limits.engine_error = Some(message.to_owned());
        self.terminate()
    }

    /// What went wrong inside the engine, after a termination that it caused itself.
    pub fn engine_error(&self) -> Option<&str> {
        self.limits.engine_error.as_deref()
    }
}
