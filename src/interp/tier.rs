//! Where tiers change: counting, compiling, and the ways between interpreter and machine code.
//!
//! Invariant: machine code that goes on in the interpreter, and an interpreter that goes on in machine code within the same
//! frame, do so through a trampoline, so that any number of such changes uses constant native stack.

use crate::handlers::operand::{Cx, Flow};
#[cfg(jit)]
use crate::jit::Jit;
use crate::runtime::code::Code;
use crate::runtime::vm::Vm;
use crate::runtime::vm::frame::Frame;

/// Calls and loop iterations before a function is compiled.
pub const DEFAULT_THRESHOLD: i32 = 200;

/// Which tiers run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tier {
    /// The interpreter, and machine code for what is hot.
    #[default]
    Auto,
    /// The interpreter alone.
    Interpreter,
    /// Machine code from the first call on.
    Jit,
}

/// How tiers change.
#[derive(Clone, Debug)]
pub struct TierOptions {
    /// Which tiers run.
    pub tier: Tier,
    /// Calls and loop iterations before a function is compiled, in `Tier::Auto`.
    pub threshold: i32,
    /// The most machine code, in bytes.
    pub code_memory: usize,
    /// Write `/tmp/perf-PID.map` for `perf`.
    pub perf_map: bool,
    /// Count executed opcodes and calls into the runtime in machine code.
    pub count: bool,
    /// Count how often each instruction runs, in both tiers.
    pub count_instructions: bool,
}

impl TierOptions {
    /// Is a function compiled at its first call?
    pub fn compiles_at_once(&self) -> bool {
        match self.tier {
            Tier::Auto => self.threshold <= 0,
            Tier::Interpreter => false,
            Tier::Jit => true,
        }
    }
}

impl Default for TierOptions {
    fn default() -> TierOptions {
        TierOptions {
            tier: Tier::Auto,
            threshold: DEFAULT_THRESHOLD,
            code_memory: 64 << 20,
            perf_map: false,
            count: false,
            count_instructions: false,
        }
    }
}

/// Installs the interpreter and, where the options and the system allow, the JIT, in a machine without code.
pub fn install(vm: &mut Vm, options: TierOptions) {
    vm.run_function = super::run_function;
    vm.resume_function = super::resume_function;
    if options.count_instructions {
        vm.observation |= crate::runtime::vm::observation::COUNT;
    }
    vm.initial_counter = match options.tier {
        Tier::Auto => options.threshold.max(0),
        Tier::Interpreter => i32::MAX,
        Tier::Jit => 0,
    };
    #[cfg(jit)]
    if options.tier != Tier::Interpreter {
        match Jit::new(&options) {
            Some(jit) => {
                vm.initial_entry = jit.interpreter_stub();
                vm.resume_entry = jit.resumption_stub();
                vm.routines = jit.routines();
                let mut jit = Box::new(jit);
                vm.tier_state = (&raw mut *jit).cast();
                vm.tiers = Some(jit);
            }
            None => vm.initial_counter = i32::MAX,
        }
    }
    #[cfg(not(jit))]
    {
        vm.initial_counter = i32::MAX;
    }
}

/// Counts a call of a function; the address of its machine code if it is to run there.
///
/// # Safety
/// The machine runs; the frame is complete and its function's code is this.
pub unsafe fn count_call(vm: *mut Vm, code: &Code, frame: Frame) -> Option<usize> {
    let left = code.counter.get();
    if left > 0 {
        code.counter.set(left - 1);
        return None;
    }
    // SAFETY: promised by the caller.
    unsafe { compiled_entry(vm, code, frame) }
}

#[cfg(jit)]
#[cold]
unsafe fn compiled_entry(vm: *mut Vm, code: &Code, frame: Frame) -> Option<usize> {
    // SAFETY: promised by the caller; the JIT is not borrowed elsewhere while it compiles.
    unsafe {
        if (*vm).is_previewing() {
            return None;
        }
        Jit::entry(vm, code, frame, None)
    }
}

#[cfg(not(jit))]
unsafe fn compiled_entry(_vm: *mut Vm, code: &Code, _frame: Frame) -> Option<usize> {
    code.counter.set(i32::MAX);
    None
}

/// Counts a resumption of a function that was suspended; where to go on in its machine code if it is to run there.
///
/// # Safety
/// The machine runs; the frame is complete, its function's code is this, and it goes on at the index.
pub unsafe fn count_resumption(
    vm: *mut Vm,
    code: &Code,
    frame: Frame,
    index: u32,
) -> Option<usize> {
    let left = code.counter.get();
    if left > 0 {
        code.counter.set(left - 1);
        return None;
    }
    // SAFETY: promised by the caller.
    unsafe { compiled_suspension(vm, code, frame, index) }
}

#[cfg(jit)]
unsafe fn compiled_suspension(vm: *mut Vm, code: &Code, frame: Frame, index: u32) -> Option<usize> {
    // SAFETY: promised by the caller; the JIT is not borrowed elsewhere while it compiles.
    unsafe {
        if (*vm).is_previewing() {
            return None;
        }
        Jit::entry(vm, code, frame, None)?;
        Jit::loop_entry(vm, code, index, frame)
    }
}

#[cfg(not(jit))]
unsafe fn compiled_suspension(
    _vm: *mut Vm,
    code: &Code,
    _frame: Frame,
    _index: u32,
) -> Option<usize> {
    code.counter.set(i32::MAX);
    None
}

/// Runs a function's machine code in a frame; the result, or 0.
///
/// # Safety
/// The frame is complete; `entry` came from [`count_call`].
#[cfg(jit)]
pub unsafe fn run_machine_code(vm: *mut Vm, frame: Frame, entry: usize) -> u64 {
    // SAFETY: promised by the caller.
    unsafe { Jit::enter(vm, frame, entry) }
}

/// Goes on in a frame at an address of its function's machine code, to its end; the result, or 0.
///
/// # Safety
/// The address came from [`tier_up_loop`] for this frame.
#[cfg(jit)]
pub unsafe fn resume_machine_code(vm: *mut Vm, frame: Frame, address: usize) -> u64 {
    // SAFETY: promised by the caller.
    unsafe { Jit::resume(vm, frame, address) }
}

/// There is no machine code to run.
///
/// # Safety
/// Never called: [`count_call`] gives no entry.
#[cfg(not(jit))]
pub unsafe fn run_machine_code(_vm: *mut Vm, _frame: Frame, _entry: usize) -> u64 {
    unreachable!("without a JIT there is no machine code")
}

/// There is no machine code to go on in.
///
/// # Safety
/// Never called: [`tier_up_loop`] gives no address.
#[cfg(not(jit))]
pub unsafe fn resume_machine_code(_vm: *mut Vm, _frame: Frame, _address: usize) -> u64 {
    unreachable!("without a JIT there is no machine code")
}

/// A loop of the running frame has become hot: on into its machine code, if there is or can be some.
///
/// # Safety
/// The context is live, at a loop head.
#[cold]
#[inline(never)]
pub unsafe fn tier_up_loop(cx: Cx) -> Flow {
    // SAFETY: promised by the caller.
    unsafe {
        let code = &*cx.code();
        if (*cx.vm).is_previewing() {
            return Flow::Next;
        }
        #[cfg(jit)]
        {
            let index = cx.pc.offset_from(code.bytecode) as u32;
            if let Some(address) = Jit::loop_entry(cx.vm, code, index, cx.frame()) {
                super::observe::take_back(cx.vm, code, index);
                return Flow::Compiled(address);
            }
        }
        code.counter.set(i32::MAX);
        Flow::Next
    }
}
