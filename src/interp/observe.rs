//! The interpreter while it is watched: counting instructions, and serving samplers before a function returns.
//!
//! Invariant: a machine that is not watched runs none of this. With tail calls it runs another table of handlers, else another
//! loop.

#[cfg(not(tail_calls))]
use super::{FullHandler, Next};
use crate::bytecode::instruction::opcode;
use crate::handlers::Op;
use crate::handlers::operand::Cx;
use crate::runtime::vm::{Vm, observation};
use crate::value::Value;

#[cfg(tail_calls)]
use super::{Exit, TailHandler, TailHandlerEntry, leave_hot_path};

/// Before an instruction of a machine that is watched.
///
/// # Safety
/// The context is live.
unsafe fn observe(cx: Cx) {
    // SAFETY: promised by the caller.
    unsafe {
        let (code, index) = (&*cx.code(), cx.pc.offset_from((*cx.code()).bytecode) as u32);
        let watched = (*cx.vm).observation;
        if watched & observation::COUNT != 0 {
            let counter = &code.counts()[index as usize].interpreted;
            counter.set(counter.get() + 1);
        }
        if watched & observation::SAMPLE != 0 && opcode(*cx.pc) == Op::Ret.0 {
            sample_return(cx.vm, cx.fp, index);
        }
    }
}

/// The instruction that was counted last is about to run in machine code instead.
#[cfg(jit)]
pub(super) unsafe fn take_back(vm: *mut Vm, code: &crate::runtime::code::Code, index: u32) {
    // SAFETY: the caller passes the running machine.
    if unsafe { (*vm).observation } & observation::COUNT != 0 {
        let counter = &code.counts()[index as usize].interpreted;
        counter.set(counter.get().saturating_sub(1));
    }
}

/// A function is about to return: a sampler that waits learns that it ran.
///
/// # Safety
/// The machine runs, and the frame is its topmost.
pub unsafe extern "C" fn sample_return(vm: *mut Vm, fp: *mut Value, index: u32) {
    // SAFETY: promised by the caller.
    unsafe {
        if (*vm).has_sample_request() {
            let cx = crate::runtime::vm::frame::Frame(fp);
            *cx.word(crate::runtime::vm::frame::SAVED_INDEX) = u64::from(index);
            (*vm).frame = cx;
            (*vm).serve_sampler();
        }
    }
}

/// Does an instruction in a machine that is watched.
///
/// # Safety
/// As for every handler.
#[cfg(not(tail_calls))]
#[inline(always)]
pub(super) unsafe fn complete_observed(
    handler: FullHandler,
    vm: *mut Vm,
    fp: *mut Value,
    pc: *const u64,
) -> Next {
    // SAFETY: promised by the caller.
    unsafe {
        observe(Cx { vm, fp, pc });
        handler(vm, fp, pc)
    }
}

/// The handlers of a machine that is watched: each looks first, and then goes on with the complete one.
#[cfg(tail_calls)]
pub(super) static OBSERVED: [TailHandler; 256] = [observed; 256];

/// The handlers of a machine that is only sampled: the usual ones but for returns.
#[cfg(tail_calls)]
pub(super) static SAMPLED: [TailHandler; 256] = {
    let mut table = crate::handlers::TAIL;
    table[Op::Ret.0 as usize] = observed;
    table[crate::bytecode::instruction::WIDE as usize] = observed;
    table
};

#[cfg(tail_calls)]
unsafe extern "C" fn observed(
    pc: *const u64,
    fp: *mut Value,
    vm: *mut Vm,
    table: *const TailHandlerEntry,
    word: u64,
) -> Exit {
    // SAFETY: as for every handler: the arguments are those of the running interpreter.
    unsafe {
        observe(Cx { vm, fp, pc });
        leave_hot_path(pc, fp, vm, table, word)
    }
}
