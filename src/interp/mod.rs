//! The interpreter: dispatch over the generated handlers, calls and returns between interpreted frames, unwinding.
//!
//! Two forms share everything but the dispatch: a table of functions that tail-call each other, each cut before its first
//! slow statement so that it needs no native frame, and, where the build does not turn such calls into jumps, a loop over
//! the complete handlers. Invariant: calls between interpreted functions use no native stack.

#[cfg(all(test, tail_calls))]
mod frames;
pub mod machine_code;
mod observe;
mod preview;
pub mod tier;
pub mod trace;

pub use observe::sample_return;
pub use tier::tier_up_loop;

use crate::bytecode::instruction::{is_wide, opcode};
use crate::faults::{Fault, planted};
use crate::handlers::complete;
use crate::handlers::operand::{CallFlow, CallRes, Cx, Flow, FlowRes};
use crate::runtime::code::Code;
use crate::runtime::coroutine::Coroutine;
use crate::runtime::vm::Vm;
use crate::runtime::vm::frame::{ARGUMENT_COUNT, CALLER, Frame, RETURN, SAVED_INDEX};
use crate::value::{Res, Thrown, Value};

/// Where the interpreter goes on. A null `pc`: it is left, see [`Vm::exit`].
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Next {
    /// The instruction.
    pub pc: *const u64,
    /// The frame.
    pub fp: *mut Value,
}

/// How the interpreter is left.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct Exit {
    /// The result of the frame that it was entered with; 0: it threw.
    pub result: u64,
    /// If not 0: that frame goes on in machine code at this address.
    pub resume: usize,
}

/// A complete handler.
pub type FullHandler = unsafe extern "C" fn(*mut Vm, *mut Value, *const u64) -> Next;

/// A tail-calling handler: the instruction, the frame, the machine, the table, the instruction's word.
pub type TailHandler =
    unsafe extern "C" fn(*const u64, *mut Value, *mut Vm, *const TailHandlerEntry, u64) -> Exit;

/// An entry of the table, untyped: the type of the table would contain itself.
pub type TailHandlerEntry = ();

/// The hot path ends here: the complete handler takes over.
pub struct Slow;

/// What an opcode came to.
pub enum Step {
    /// A value for the destination.
    Value(Value),
    /// The next instruction.
    Next,
    /// A jump of so many words.
    Jump(i32),
    /// A return.
    Return(Value),
    /// A call of a function compiled from source, whose header is complete but for the link to an interpreted caller.
    Enter(Frame, *const Code),
    /// The same of a frame that is resumed where its index says.
    Resume(Frame, *const Code),
    /// On into machine code.
    Compiled(usize),
    /// An exception.
    Throw,
}

/// The results of handlers.
pub trait IntoStep {
    /// As a step.
    fn step(self) -> Step;
}

impl IntoStep for Value {
    #[inline(always)]
    fn step(self) -> Step {
        Step::Value(self)
    }
}

impl IntoStep for Res {
    #[inline(always)]
    fn step(self) -> Step {
        match self {
            Ok(v) => Step::Value(v),
            Err(Thrown) => Step::Throw,
        }
    }
}

impl IntoStep for Flow {
    #[inline(always)]
    fn step(self) -> Step {
        match self {
            Flow::Next => Step::Next,
            Flow::Jump(words) => Step::Jump(words),
            Flow::Return(v) => Step::Return(v),
            Flow::Compiled(address) => Step::Compiled(address),
        }
    }
}

impl IntoStep for FlowRes {
    #[inline(always)]
    fn step(self) -> Step {
        match self {
            Ok(flow) => flow.step(),
            Err(Thrown) => Step::Throw,
        }
    }
}

impl IntoStep for CallRes {
    #[inline(always)]
    fn step(self) -> Step {
        match self {
            Ok(CallFlow::Done(v)) => Step::Value(v),
            Ok(CallFlow::Enter(frame, code)) => Step::Enter(frame, code),
            Ok(CallFlow::Resume(frame, code)) => Step::Resume(frame, code),
            Err(Thrown) => Step::Throw,
        }
    }
}

/// An instruction of either form.
#[derive(Clone, Copy)]
pub struct Instruction {
    word: u64,
    second: u64,
}

impl Instruction {
    /// The instruction at a place.
    ///
    /// # Safety
    /// An instruction begins there.
    #[inline(always)]
    pub unsafe fn at(pc: *const u64) -> Instruction {
        // SAFETY: a wide instruction has a second word.
        unsafe {
            let word = *pc;
            Instruction { word, second: if is_wide(word) { *pc.add(1) } else { 0 } }
        }
    }

    #[inline(always)]
    fn is_wide(self) -> bool {
        is_wide(self.word)
    }

    /// Its length in words.
    #[inline(always)]
    pub fn words(self) -> u32 {
        1 + self.is_wide() as u32
    }

    /// An unsigned operand.
    #[inline(always)]
    pub fn unsigned(self, place: usize) -> u32 {
        if self.is_wide() {
            self.wide(place)
        } else {
            (self.word >> (16 + 16 * place)) as u16 as u32
        }
    }

    /// A signed operand.
    #[inline(always)]
    pub fn signed(self, place: usize) -> i32 {
        if self.is_wide() {
            self.wide(place) as i32
        } else {
            (self.word >> (16 + 16 * place)) as i16 as i32
        }
    }

    #[inline(always)]
    fn wide(self, place: usize) -> u32 {
        match place {
            0 => (self.word >> 32) as u32,
            1 => self.second as u32,
            _ => (self.second >> 32) as u32,
        }
    }
}

/// Goes on with the instruction at `$pc`, by a call in tail position.
#[cfg(tail_calls)]
macro_rules! dispatch {
    ($pc:expr, $fp:expr, $vm:expr, $table:expr) => {{
        let pc: *const u64 = $pc;
        let word = *pc;
        let handler = *$table.cast::<crate::interp::TailHandler>().add(word as u8 as usize);
        return handler(pc, $fp, $vm, $table.cast(), word);
    }};
}
#[cfg(tail_calls)]
pub(crate) use dispatch;

/// Calls and returns between interpreted frames without leaving the hot path; `None` where more is to be done.
///
/// # Safety
/// The context is live, and the step its instruction's (which is compact).
#[cfg(tail_calls)]
#[inline(always)]
pub unsafe fn fast_control(cx: Cx, destination: u32, step: Step) -> Option<Next> {
    // SAFETY: headers of live frames are as the contract says.
    unsafe {
        match step {
            Step::Return(v) => {
                let frame = cx.frame();
                let go_on = *frame.word(RETURN) as *const u64;
                if go_on.is_null() {
                    return None;
                }
                let caller = *frame.word(CALLER) as *mut Value;
                *caller.add((*frame.word(ARGUMENT_COUNT) >> 32) as usize) = v;
                Some(Next { pc: go_on, fp: caller })
            }
            Step::Enter(frame, code) => {
                let left = (*code).counter.get();
                if left <= 0 {
                    return None;
                }
                (*code).counter.set(left - 1);
                cx.save_index();
                *frame.word(RETURN) = cx.pc.add(1) as u64;
                *frame.word(ARGUMENT_COUNT) |= (destination as u64) << 32;
                Some(Next { pc: (*code).bytecode, fp: frame.0 })
            }
            Step::Resume(frame, code) => {
                (*code).counter.set((*code).counter.get() - 1);
                cx.save_index();
                *frame.word(RETURN) = cx.pc.add(1) as u64;
                *frame.word(ARGUMENT_COUNT) |= (destination as u64) << 32;
                let index = frame.saved_index() as usize;
                Some(Next { pc: (*code).bytecode.add(index), fp: frame.0 })
            }
            _ => None,
        }
    }
}

/// From a hot path to the complete handler, and from the wide form of any opcode.
///
/// # Safety
/// As for every handler: the arguments are those of the running interpreter.
#[cfg(tail_calls)]
#[inline(never)]
pub unsafe extern "C" fn leave_hot_path(
    pc: *const u64,
    fp: *mut Value,
    vm: *mut Vm,
    table: *const TailHandlerEntry,
    word: u64,
) -> Exit {
    // SAFETY: promised by the caller.
    unsafe {
        let n = complete(opcode(word))(vm, fp, pc);
        if n.pc.is_null() {
            return (*vm).exit;
        }
        dispatch!(n.pc, n.fp, vm, table)
    }
}

/// Leaves the interpreter.
unsafe fn leave(vm: *mut Vm, exit: Exit) -> Next {
    // SAFETY: the machine runs.
    unsafe { (*vm).exit = exit };
    Next { pc: std::ptr::null(), fp: std::ptr::null_mut() }
}

/// What a step means for the interpreter. `words`: the instruction's length.
///
/// # Safety
/// The context is live, and the step its instruction's.
#[inline(always)]
pub unsafe fn control(cx: Cx, words: u32, destination: u32, step: Step) -> Next {
    // SAFETY: the destination is a register of the frame, targets are instructions of its code.
    unsafe {
        let next = cx.pc.add(words as usize);
        match step {
            Step::Value(v) => {
                *cx.fp.add(destination as usize) = v;
                Next { pc: next, fp: cx.fp }
            }
            Step::Next => Next { pc: next, fp: cx.fp },
            Step::Jump(distance) => Next { pc: cx.pc.offset(distance as isize), fp: cx.fp },
            Step::Return(v) => return_value(cx.vm, cx.frame(), v),
            Step::Enter(frame, code) | Step::Resume(frame, code) => {
                enter(cx, next, destination, frame, code)
            }
            Step::Compiled(address) => enter_machine_code(cx, address),
            Step::Throw => {
                cx.save_index();
                unwind(cx.vm, cx.frame())
            }
        }
    }
}

/// Returns from a frame.
unsafe fn return_value(vm: *mut Vm, frame: Frame, v: Value) -> Next {
    // SAFETY: headers of live frames are as the contract says.
    unsafe {
        let go_on = *frame.word(RETURN) as *const u64;
        if go_on.is_null() {
            return leave(vm, Exit { result: v.bits(), resume: 0 });
        }
        let caller = *frame.word(CALLER) as *mut Value;
        *caller.add((*frame.word(ARGUMENT_COUNT) >> 32) as usize) = v;
        Next { pc: go_on, fp: caller }
    }
}

/// Enters a function, in whichever tier it runs.
#[inline(never)]
unsafe fn enter(
    cx: Cx,
    next: *const u64,
    destination: u32,
    frame: Frame,
    code: *const Code,
) -> Next {
    // SAFETY: the frame's header is complete but for the link to an interpreted caller.
    unsafe {
        cx.save_index();
        *frame.word(RETURN) = 0;
        let index = frame.saved_index();
        if index != 0 {
            // A frame that is resumed; the native stack was checked when it was prepared.
            if let Some(address) = tier::count_resumption(cx.vm, &*code, frame, index) {
                let result = tier::resume_machine_code(cx.vm, frame, address);
                return finish(cx.vm, cx.frame(), destination, next, result);
            }
        } else if let Some(entry) = tier::count_call(cx.vm, &*code, frame) {
            (*cx.vm).frame = cx.frame();
            if (*cx.vm).check_native_stack().is_err() {
                return unwind(cx.vm, cx.frame());
            }
            let result = tier::run_machine_code(cx.vm, frame, entry);
            let result = finish_tail_calls(cx.vm, result);
            return finish(cx.vm, cx.frame(), destination, next, result);
        }
        *frame.word(RETURN) = next as u64;
        *frame.word(ARGUMENT_COUNT) |= (destination as u64) << 32;
        Next { pc: (*code).bytecode.add(index as usize), fp: frame.0 }
    }
}

/// After a call that ran elsewhere: its result, or 0, for a frame whose index is saved.
unsafe fn finish(
    vm: *mut Vm,
    frame: Frame,
    destination: u32,
    next: *const u64,
    result: u64,
) -> Next {
    // SAFETY: the destination is a register of the frame; a word that is not zero is a value.
    unsafe {
        if result == 0 {
            return unwind(vm, frame);
        }
        *frame.0.add(destination as usize) = Value::from_bits(result);
        Next { pc: next, fp: frame.0 }
    }
}

/// Goes on in machine code within the running frame. The frame that the interpreter was entered with is handed back to
/// whoever entered it, so that changing tier never nests; one above it runs to its end here.
#[inline(never)]
unsafe fn enter_machine_code(cx: Cx, address: usize) -> Next {
    // SAFETY: headers of live frames are as the contract says.
    unsafe {
        let frame = cx.frame();
        if *frame.word(RETURN) == 0 {
            return leave(cx.vm, Exit { result: 0, resume: address });
        }
        let (go_on, destination) = (*frame.word(RETURN), *frame.word(ARGUMENT_COUNT) >> 32);
        let caller = frame.caller();
        let result = finish_tail_calls(cx.vm, tier::resume_machine_code(cx.vm, frame, address));
        finish(cx.vm, caller, destination as u32, go_on as *const u64, result)
    }
}

/// Finds the handler of the pending exception in a frame or its interpreted callers, whose indices are saved.
#[cold]
#[inline(never)]
unsafe fn unwind(vm: *mut Vm, mut frame: Frame) -> Next {
    // SAFETY: headers of live frames are as the contract says.
    unsafe {
        if (*vm).has_tail_call() {
            return replace_frame(vm);
        }
        loop {
            if let Some(target) = find_handler(vm, frame) {
                return Next {
                    pc: frame.code_unchecked().bytecode.add(target as usize),
                    fp: frame.0,
                };
            }
            if *frame.word(RETURN) == 0 {
                return leave(vm, Exit { result: 0, resume: 0 });
            }
            frame = frame.caller();
        }
    }
}

/// The running frame has ended in a tail call. If its caller is interpreted, goes on in the frame that replaces it; else
/// whoever entered it does so.
unsafe fn replace_frame(vm: *mut Vm) -> Next {
    // SAFETY: headers of live frames are as the contract says; the frame that replaces has that of the one replaced.
    unsafe {
        let go_on = *(*vm).prepared.word(RETURN);
        if go_on == 0 {
            return leave(vm, Exit { result: 0, resume: 0 });
        }
        let frame = (*vm).take_tail_call();
        let (caller, destination) = (frame.caller(), *frame.word(ARGUMENT_COUNT) >> 32);
        let code = frame.code_unchecked();
        *frame.word(RETURN) = 0;
        let Some(entry) = tier::count_call(vm, &code, frame) else {
            *frame.word(RETURN) = go_on;
            return Next { pc: code.bytecode, fp: frame.0 };
        };
        (*vm).frame = caller;
        if (*vm).check_native_stack().is_err() {
            return unwind(vm, caller);
        }
        let result = finish_tail_calls(vm, tier::run_machine_code(vm, frame, entry));
        finish(vm, caller, destination as u32, go_on as *const u64, result)
    }
}

/// The result of a frame that ended with this word: if it ended in a tail call, what comes of that.
///
/// # Safety
/// The word came from a frame that nothing else waits for.
#[inline]
pub unsafe fn finish_tail_calls(vm: *mut Vm, word: u64) -> u64 {
    // SAFETY: promised by the caller.
    unsafe {
        if word != 0 || !(*vm).has_tail_call() {
            return word;
        }
        run_tail_calls(vm)
    }
}

#[cold]
#[inline(never)]
unsafe fn run_tail_calls(vm: *mut Vm) -> u64 {
    // SAFETY: a frame is to be replaced, and its caller waits for the result.
    unsafe {
        loop {
            let frame = (*vm).take_tail_call();
            if (*vm).check_native_stack().is_err() {
                return 0;
            }
            let word = run_frame(vm, frame);
            if word != 0 || !(*vm).has_tail_call() {
                return word;
            }
        }
    }
}

/// The bytecode index of the handler for the pending exception in a frame, whose register then holds the exception.
/// A termination has none, and there is none in a frame whose function is suspended.
///
/// # Safety
/// The frame is live, runs bytecode and has saved its index.
pub unsafe fn find_handler(vm: *mut Vm, frame: Frame) -> Option<u32> {
    // SAFETY: promised by the caller.
    unsafe {
        if (*vm).is_terminating() || frame.is_suspended() {
            return None;
        }
        let index = frame.saved_index();
        let code = frame.code_unchecked();
        let handler = code.data().handlers.iter();
        let handler = handler.into_iter().find(|h| {
            let start = h.start + planted(Fault::HandlerRangeStart) as u32;
            start <= index && index < h.end
        })?;
        *frame.0.add(handler.register as usize) = (*vm).exception;
        Some(handler.target)
    }
}

/// Interprets from an instruction of a frame until that frame returns, throws or changes tier.
///
/// # Safety
/// The frame is live, and its `RETURN` word 0.
pub unsafe fn run(vm: *mut Vm, frame: Frame, pc: *const u64) -> Exit {
    // SAFETY: promised by the caller.
    unsafe {
        if (*vm).is_previewing() {
            return preview::run(vm, frame, pc);
        }
        let watched = (*vm).observation;
        #[cfg(tail_calls)]
        {
            let table = match watched {
                0 => &crate::handlers::TAIL,
                crate::runtime::vm::observation::SAMPLE => &observe::SAMPLED,
                _ => &observe::OBSERVED,
            };
            let word = *pc;
            table[word as u8 as usize](pc, frame.0, vm, table.as_ptr().cast(), word)
        }
        #[cfg(not(tail_calls))]
        {
            let mut n = Next { pc, fp: frame.0 };
            loop {
                let handler = complete(opcode(*n.pc));
                n = match watched {
                    0 => handler(vm, n.fp, n.pc),
                    _ => observe::complete_observed(handler, vm, n.fp, n.pc),
                };
                if n.pc.is_null() {
                    return (*vm).exit;
                }
            }
        }
    }
}

/// Goes on in a frame that was suspended and that the runtime has built again: the VM's way up to the tiers.
///
/// # Safety
/// The frame is complete, its callee is a `Function`, and its saved index that of the instruction behind a suspension.
pub unsafe fn resume_function(vm: &mut Vm, frame: Frame) -> Res {
    // SAFETY: promised by the caller.
    unsafe {
        *frame.word(RETURN) = 0;
        let entry = Coroutine::of(vm.resumption.coroutine).entry.get();
        if entry != 0 {
            return crate::handlers::slow::result(tier::run_machine_code(vm, frame, entry));
        }
        let index = frame.saved_index();
        let code = frame.code_unchecked();
        let vm: *mut Vm = vm;
        let mut address = tier::count_resumption(vm, &code, frame, index);
        if address.is_none() {
            let exit = run(vm, frame, code.bytecode.add(index as usize));
            if exit.resume == 0 {
                return crate::handlers::slow::result(exit.result);
            }
            address = Some(exit.resume);
        }
        let address = address.unwrap_or_default();
        crate::handlers::slow::result(tier::resume_machine_code(vm, frame, address))
    }
}

/// Runs the function of a frame that the runtime has built: the VM's way up to the tiers.
///
/// # Safety
/// The frame is complete, and its callee a `Function`.
pub unsafe fn run_function(vm: &mut Vm, frame: Frame) -> Res {
    let vm: *mut Vm = vm;
    // SAFETY: promised by the caller.
    unsafe { crate::handlers::slow::result(finish_tail_calls(vm, run_frame(vm, frame))) }
}

/// Runs the function of a complete frame until it returns, throws or ends in a tail call: the result, or 0.
unsafe fn run_frame(vm: *mut Vm, frame: Frame) -> u64 {
    // SAFETY: promised by the caller.
    unsafe {
        *frame.word(RETURN) = 0;
        *frame.word(SAVED_INDEX) = 0;
        let code = frame.code_unchecked();
        if let Some(entry) = tier::count_call(vm, &code, frame) {
            return tier::run_machine_code(vm, frame, entry);
        }
        let exit = run(vm, frame, code.bytecode);
        if exit.resume == 0 {
            return exit.result;
        }
        tier::resume_machine_code(vm, frame, exit.resume)
    }
}
