//! What a function that has just been resumed finds.
#![allow(
    clippy::missing_safety_doc,
    reason = "a primitive's precondition is its handler's context, and the tests the handler has made"
)]

use crate::handlers::operand::Cx;
use crate::runtime::coroutine::ResumeMode;
#[cfg(jit)]
use crate::runtime::coroutine::Resumption;
use crate::value::Value;

#[cfg(jit)]
use crate::jit::emitter::*;
#[cfg(jit)]
use crate::runtime::vm::Vm;
#[cfg(jit)]
use dynasm::dynasm;
#[cfg(jit)]
use std::mem::offset_of;

#[cfg(jit)]
const RESUMED_VALUE: i32 = (offset_of!(Vm, resumption) + offset_of!(Resumption, value)) as i32;
#[cfg(jit)]
const RESUMED_COROUTINE: i32 =
    (offset_of!(Vm, resumption) + offset_of!(Resumption, coroutine)) as i32;
#[cfg(jit)]
const RESUMED_MODE: i32 = (offset_of!(Vm, resumption) + offset_of!(Resumption, mode)) as i32;

/// The value that the function was resumed with.
#[inline(always)]
pub unsafe fn resumed_value(cx: Cx) -> Value {
    // SAFETY: the context is live.
    unsafe { (*cx.vm).resumption.value }
}

#[cfg(jit)]
pub fn emit_resumed_value(e: &mut Emitter<'_>, _no: Label, _cx: Context) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let v = e.claim_rax(types::ALL);
    dynasm!(e.asm ; mov rax, [r12 + RESUMED_VALUE]);
    v
}

/// The coroutine that was resumed.
#[inline(always)]
pub unsafe fn resumed_coroutine(cx: Cx) -> Value {
    // SAFETY: the context is live.
    unsafe { (*cx.vm).resumption.coroutine }
}

#[cfg(jit)]
pub fn emit_resumed_coroutine(e: &mut Emitter<'_>, _no: Label, _cx: Context) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let v = e.claim_rax(types::OTHER_CELL);
    dynasm!(e.asm ; mov rax, [r12 + RESUMED_COROUTINE]);
    v
}

/// How it was resumed, as a number.
#[inline(always)]
pub unsafe fn resumed_mode(cx: Cx) -> Value {
    // SAFETY: the context is live.
    unsafe { Value::int((*cx.vm).resumption.mode as i32) }
}

#[cfg(jit)]
pub fn emit_resumed_mode(e: &mut Emitter<'_>, _no: Label, _cx: Context) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let v = e.claim_rax(types::INT);
    dynasm!(e.asm ; mov eax, [r12 + RESUMED_MODE] ; or rax, r14);
    v
}

/// Is the function to go on?
#[inline(always)]
pub unsafe fn resumed_to_go_on(cx: Cx) -> bool {
    // SAFETY: the context is live.
    unsafe { (*cx.vm).resumption.mode == ResumeMode::Next }
}

#[cfg(jit)]
pub fn emit_resumed_to_go_on(e: &mut Emitter<'_>, no: Label, _cx: Context) {
    emit_mode_is(e, no, ResumeMode::Next);
}

/// Is the function to throw?
#[inline(always)]
pub unsafe fn resumed_to_throw(cx: Cx) -> bool {
    // SAFETY: the context is live.
    unsafe { (*cx.vm).resumption.mode == ResumeMode::Throw }
}

#[cfg(jit)]
pub fn emit_resumed_to_throw(e: &mut Emitter<'_>, no: Label, _cx: Context) {
    emit_mode_is(e, no, ResumeMode::Throw);
}

#[cfg(jit)]
fn emit_mode_is(e: &mut Emitter<'_>, no: Label, mode: ResumeMode) {
    if !e.is_live() {
        return;
    }
    e.branch(no);
    dynasm!(e.asm ; cmp DWORD [r12 + RESUMED_MODE], mode as i32 ; jne =>no);
}
