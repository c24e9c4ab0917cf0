//! Leaving an opcode, changing tier, noticing interrupts.
#![allow(
    clippy::missing_safety_doc,
    reason = "a primitive's precondition is its handler's context, and the tests the handler has made"
)]

use crate::handlers::operand::{CallFlow, Cx, Flow, Target};
use crate::value::Value;
use std::sync::atomic::Ordering;

#[cfg(jit)]
use crate::jit::emitter::*;
#[cfg(jit)]
use crate::runtime::vm::Vm;
#[cfg(jit)]
use dynasm::dynasm;

/// To a target.
#[inline(always)]
pub unsafe fn jump(t: Target) -> Flow {
    Flow::Jump(t.0)
}

#[cfg(jit)]
pub fn emit_jump(e: &mut Emitter<'_>, _no: Label, t: TargetIndex) -> Left {
    e.leave_to_target(t);
    Left
}

/// To the next instruction.
#[inline(always)]
pub unsafe fn next() -> Flow {
    Flow::Next
}

#[cfg(jit)]
pub fn emit_next(e: &mut Emitter<'_>, _no: Label) -> Left {
    e.leave_to_next(false);
    Left
}

/// Back to the caller.
#[inline(always)]
pub unsafe fn leave(v: Value) -> Flow {
    Flow::Return(v)
}

#[cfg(jit)]
pub fn emit_leave(e: &mut Emitter<'_>, _no: Label, v: Val) -> Left {
    if e.is_live() {
        if v != RESULT {
            e.poll_sampler();
        }
        let r = e.load(v);
        if r != 0 {
            dynasm!(e.asm ; mov rax, Rq(r));
        }
        e.epilogue();
        e.end_path();
    }
    Left
}

/// A call's result.
#[inline(always)]
pub unsafe fn done(v: Value) -> CallFlow {
    CallFlow::Done(v)
}

#[cfg(jit)]
pub fn emit_done(_e: &mut Emitter<'_>, _no: Label, v: Val) -> Val {
    v
}

/// Is this the interpreter? In machine code what depends on it is not there.
#[inline(always)]
pub unsafe fn in_interpreter() -> bool {
    true
}

#[cfg(jit)]
pub fn emit_in_interpreter(e: &mut Emitter<'_>, no: Label) {
    e.jump(no);
}

/// Counts an iteration: has the loop become hot? Only the interpreter asks.
#[inline(always)]
pub unsafe fn hot_loop(cx: Cx) -> bool {
    // SAFETY: the context is live.
    unsafe {
        let counter = &(*cx.code()).counter;
        counter.set(counter.get() - 1);
        counter.get() < 0
    }
}

#[cfg(jit)]
pub fn emit_hot_loop(e: &mut Emitter<'_>, _no: Label, _cx: Context) {
    assert!(!e.is_live(), "only the interpreter counts");
}

/// Into the machine code of the loop that begins here, if there is some.
#[inline(always)]
pub unsafe fn enter_compiled_loop(cx: Cx) -> Flow {
    // SAFETY: the context is live.
    unsafe { crate::interp::tier_up_loop(cx) }
}

#[cfg(jit)]
pub fn emit_enter_compiled_loop(e: &mut Emitter<'_>, _no: Label, _cx: Context) -> Left {
    assert!(!e.is_live(), "only the interpreter enters machine code");
    Left
}

/// In machine code: to the next instruction, in the interpreter.
#[inline(always)]
pub unsafe fn bail_out() -> Flow {
    Flow::Next
}

#[cfg(jit)]
pub fn emit_bail_out(e: &mut Emitter<'_>, _no: Label) -> Left {
    e.bail_out_to_next();
    Left
}

/// Is an interrupt pending?
#[inline(always)]
pub unsafe fn interrupted(cx: Cx) -> bool {
    // SAFETY: the context is live.
    unsafe { (*cx.vm).interrupt.load(Ordering::Relaxed) != 0 }
}

#[cfg(jit)]
pub fn emit_interrupted(e: &mut Emitter<'_>, no: Label, _cx: Context) {
    if !e.is_live() {
        return;
    }
    e.branch(no);
    dynasm!(e.asm ; cmp DWORD [r12 + std::mem::offset_of!(Vm, interrupt) as i32], 0 ; je =>no);
}
