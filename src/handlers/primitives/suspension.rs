//! Suspending and resuming: what is saved and built again of a frame, and what a resumed function finds.
//!
//! What is saved says where machine code that suspended a frame goes on: so the next resumption is a call of that place. In the
//! interpreter the bytecode index says the same.
#![allow(
    clippy::missing_safety_doc,
    reason = "a primitive's precondition is its handler's context, and the tests the handler has made"
)]

use super::element::{allocate, load_element};
use super::scope::barrier;
use crate::bytecode::instruction::is_wide;
use crate::handlers::operand::{CallFlow, Cx};
#[cfg(jit)]
use crate::runtime::code::flags;
#[cfg(jit)]
use crate::runtime::coroutine::COROUTINE_WORDS;
use crate::runtime::coroutine::{Coroutine, CoroutineKind, CoroutineState, ResumeMode, Resumption};
use crate::runtime::function::Function;
use crate::runtime::generator::Generator;
use crate::runtime::iterator::{GENERATOR, IteratorRecord};
#[cfg(jit)]
use crate::runtime::iterator::{RECORD_DONE, RECORD_INDEX};
use crate::runtime::object::{Array, INLINE_SLOTS};
#[cfg(jit)]
use crate::runtime::object::{ELEMENT_VALUES, Object};
#[cfg(jit)]
use crate::runtime::realm::Realm;
use crate::runtime::vm::frame::{
    ARGUMENT_COUNT, CALLEE, CALLER, Frame, HEADER_WORDS, NEW_TARGET, RESUMED, SAVED_INDEX,
};
use crate::value::Value;
use jsrun_gc::Gc;
use std::sync::atomic::Ordering;

#[cfg(jit)]
use super::element::emit_allocate;
#[cfg(jit)]
use super::scope::emit_barrier;
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

#[cfg(jit)]
const ENTRY: i8 = offset_of!(Coroutine, entry) as i8;
#[cfg(jit)]
const INDEX: i8 = offset_of!(Coroutine, index) as i8;
#[cfg(jit)]
const LIVE: i8 = offset_of!(Coroutine, live) as i8;
#[cfg(jit)]
const STATE: i8 = offset_of!(Coroutine, state) as i8;
#[cfg(jit)]
const RAW: i8 = offset_of!(Coroutine, raw) as i8;
#[cfg(jit)]
const DIRTY: i8 = offset_of!(Coroutine, dirty) as i8;
#[cfg(jit)]
const COROUTINE_CALLEE: i8 = offset_of!(Coroutine, callee) as i8;
#[cfg(jit)]
const COROUTINE_NEW_TARGET: i8 = offset_of!(Coroutine, new_target) as i8;
/// Where a header's `aux` is: of a coroutine, for how many registers there is room.
#[cfg(jit)]
const AUX: i8 = 4;
/// So many registers are saved by straight code, more by a loop.
#[cfg(jit)]
const UNROLLED: i32 = 16;

/// The element that a record in array mode comes to next, if it is at hand.
#[inline(always)]
pub unsafe fn next_element(record: Value) -> Option<Value> {
    // SAFETY: the compiler applies this to iterator records; one in array mode has an array.
    unsafe {
        let record = std::ptr::with_exposed_provenance::<IteratorRecord>(record.address());
        let index = (*record).index.get();
        if index >= GENERATOR || (*record).is_done() {
            return None;
        }
        let array = (*record).iterator.get().address();
        let array = std::ptr::with_exposed_provenance_mut::<Array>(array);
        let elements = (*array).object.elements.get();
        if index >= (*array).length.get() || index >= elements.header.aux() {
            return None;
        }
        let v = load_element(elements.as_ptr(), index as i32);
        if v == Value::HOLE { None } else { Some(v) }
    }
}

#[cfg(jit)]
pub fn emit_next_element(e: &mut Emitter<'_>, no: Label, record: Val) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let r = e.load(record);
    let mark = e.mark_temporaries();
    let (i, t) = (e.new_temporary(), e.new_temporary());
    e.branch(no);
    dynasm!(e.asm
        ; mov Rd(i), [BYTE Rq(r) + RECORD_INDEX as i8]
        ; cmp Rd(i), GENERATOR as i32
        ; jae =>no
        ; cmp BYTE [BYTE Rq(r) + RECORD_DONE as i8], 0
        ; jne =>no
        ; mov Rq(t), [BYTE Rq(r) + offset_of!(IteratorRecord, iterator) as i8]
        ; cmp Rd(i), [BYTE Rq(t) + offset_of!(Array, length) as i8]
        ; jae =>no
        ; mov Rq(t), [BYTE Rq(t) + offset_of!(Object, elements) as i8]
        ; cmp Rd(i), [BYTE Rq(t) + AUX]
        ; jae =>no
        ; mov Rq(t), [Rq(t) + Rq(i) * 8 + ELEMENT_VALUES as i32]
        ; cmp Rq(t), Value::HOLE.bits() as i32
        ; je =>no
    );
    let v = e.claim_rax(types::ALL);
    dynasm!(e.asm ; mov rax, Rq(t));
    e.release_temporaries(mark);
    v
}

/// Moves a record in array mode on.
#[inline(always)]
pub unsafe fn store_next_index(record: Value) {
    // SAFETY: as for `next_element`.
    unsafe {
        let record = std::ptr::with_exposed_provenance::<IteratorRecord>(record.address());
        (*record).index.set((*record).index.get() + 1);
    }
}

#[cfg(jit)]
pub fn emit_store_next_index(e: &mut Emitter<'_>, _no: Label, record: Val) {
    if !e.is_live() {
        return;
    }
    let r = e.load(record);
    dynasm!(e.asm ; inc DWORD [BYTE Rq(r) + RECORD_INDEX as i8]);
}

/// Does the record step a generator that is resumed without result objects?
#[inline(always)]
pub unsafe fn is_generator_record(record: Value) -> bool {
    // SAFETY: the compiler applies this to iterator records.
    unsafe {
        (*std::ptr::with_exposed_provenance::<IteratorRecord>(record.address())).is_generator()
    }
}

#[cfg(jit)]
pub fn emit_is_generator_record(e: &mut Emitter<'_>, no: Label, record: Val) {
    if !e.is_live() {
        return;
    }
    let r = e.load(record);
    e.branch(no);
    dynasm!(e.asm ; cmp DWORD [BYTE Rq(r) + RECORD_INDEX as i8], GENERATOR as i32 ; jne =>no);
}

/// The suspended generator that a record steps.
#[inline(always)]
pub unsafe fn stepped_generator(record: Value) -> Option<*mut Coroutine> {
    // SAFETY: as above; the iterator of a record in generator mode is a generator.
    unsafe {
        if !is_generator_record(record) {
            return None;
        }
        let record = std::ptr::with_exposed_provenance::<IteratorRecord>(record.address());
        let generator = (*record).iterator.get().address();
        let generator = std::ptr::with_exposed_provenance::<Generator>(generator);
        let coroutine = (*generator).coroutine.get();
        if coroutine.is_suspended() { Some(coroutine.as_ptr()) } else { None }
    }
}

#[cfg(jit)]
pub fn emit_stepped_generator(e: &mut Emitter<'_>, no: Label, record: Val) -> Pointer {
    if !e.is_live() {
        return e.no_pointer();
    }
    emit_is_generator_record(e, no, record);
    let (r, t) = (e.load(record), e.new_temporary());
    e.branch(no);
    dynasm!(e.asm
        ; mov Rq(t), [BYTE Rq(r) + offset_of!(IteratorRecord, iterator) as i8]
        ; mov Rq(t), [BYTE Rq(t) + offset_of!(Generator, coroutine) as i8]
        ; cmp BYTE [BYTE Rq(t) + STATE], CoroutineState::SuspendedYield as i8
        ; ja =>no
    );
    e.new_pointer(t)
}

/// May the tier that runs go on with a suspended frame by itself? Machine code does where machine code has suspended it, the
/// interpreter while the function is not to be compiled.
#[inline(always)]
pub unsafe fn resumes_here(c: *mut Coroutine) -> bool {
    // SAFETY: the callee of a coroutine is a `Function`.
    unsafe {
        let callee = (*c).callee.get().address();
        (*std::ptr::with_exposed_provenance::<Function>(callee)).code.get().counter.get() > 0
    }
}

#[cfg(jit)]
pub fn emit_resumes_here(e: &mut Emitter<'_>, no: Label, c: Pointer) {
    if !e.is_live() {
        return;
    }
    let r = e.pointer(c);
    e.branch(no);
    dynasm!(e.asm ; cmp QWORD [BYTE Rq(r) + ENTRY], 0 ; je =>no);
}

/// Is there room on the VM stack for a frame that is resumed? Not while an interrupt is pending.
#[inline(always)]
pub unsafe fn resumption_fits(cx: Cx, c: *mut Coroutine) -> bool {
    // SAFETY: the context and the coroutine are live.
    unsafe {
        let words = HEADER_WORDS + (*c).header.aux() as usize;
        let end = cx.fp as usize + (*cx.code()).frame_bytes + 8 * words;
        end <= (*cx.vm).stack_limit.load(Ordering::Relaxed)
    }
}

#[cfg(jit)]
pub fn emit_resumption_fits(e: &mut Emitter<'_>, no: Label, _cx: Context, c: Pointer) {
    if !e.is_live() {
        return;
    }
    let (r, t) = (e.pointer(c), e.new_temporary());
    let d = (e.function().frame_bytes + 8 * HEADER_WORDS) as i32;
    e.branch(no);
    dynasm!(e.asm
        ; mov Rd(t), [BYTE Rq(r) + AUX]
        ; lea Rq(t), [rbx + Rq(t) * 8 + d]
        ; cmp Rq(t), [r12 + offset_of!(Vm, stack_limit) as i32]
        ; ja =>no
    );
    let mark = e.mark_temporaries();
    e.release_temporaries(mark - 1);
}

/// Goes on with a suspended generator, which is sent a value and asked for values: builds its frame above the running one.
#[inline(always)]
pub unsafe fn enter_resumed(cx: Cx, c: *mut Coroutine, v: Value) -> CallFlow {
    // SAFETY: the handler has tested that the frame fits.
    unsafe {
        let top = cx.fp.byte_add((*cx.code()).frame_bytes);
        let frame = Frame(top.add(HEADER_WORDS));
        let words = Coroutine::words(Gc::from_addr(c.expose_provenance()));
        for i in 0..(*c).live.get() as usize {
            *frame.0.add(i) = *words.add(i);
        }
        *frame.0.offset(CALLEE) = (*c).callee.get();
        *frame.0.offset(NEW_TARGET) = (*c).new_target.get();
        *frame.word(ARGUMENT_COUNT) = RESUMED as u64;
        *frame.word(SAVED_INDEX) = (*c).index.get() as u64;
        *frame.word(CALLER) = cx.fp as u64;
        (*c).live.set(0);
        (*c).state.set(CoroutineState::Executing);
        (*c).raw.set(true);
        let coroutine = Value::cell(Gc::<Coroutine>::from_addr(c.expose_provenance()));
        (*cx.vm).resumption = Resumption { value: v, coroutine, mode: ResumeMode::Next };
        let callee = std::ptr::with_exposed_provenance::<Function>((*c).callee.get().address());
        CallFlow::Resume(frame, (*callee).code.get().as_ptr())
    }
}

#[cfg(jit)]
pub fn emit_enter_resumed(
    e: &mut Emitter<'_>,
    _no: Label,
    _cx: Context,
    c: Pointer,
    v: Val,
) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let x = e.load(v);
    let (r, i, t) = (e.pointer(c), e.new_temporary(), e.new_temporary());
    let d = (e.function().frame_bytes + 8 * HEADER_WORDS) as i32;
    let header = |word: isize| d + 8 * word as i32;
    let head = e.new_label();
    e.save_index();
    dynasm!(e.asm
        ; mov [r12 + RESUMED_VALUE], Rq(x)
        ; mov [r12 + RESUMED_COROUTINE], Rq(r)
        ; mov DWORD [r12 + RESUMED_MODE], ResumeMode::Next as i32
        ; mov Rd(i), [BYTE Rq(r) + LIVE]
    );
    // The function's `this` is always among them.
    e.bind_here(head);
    dynasm!(e.asm
        ; mov Rq(t), [Rq(r) + Rq(i) * 8 + COROUTINE_WORDS as i32 - 8]
        ; mov [rbx + Rq(i) * 8 + d - 8], Rq(t)
        ; dec Rd(i)
        ; jnz =>head
        ; mov [BYTE Rq(r) + LIVE], Rd(i)
        ; mov BYTE [BYTE Rq(r) + STATE], CoroutineState::Executing as i8
        ; mov BYTE [BYTE Rq(r) + RAW], 1
        ; mov Rq(t), [BYTE Rq(r) + COROUTINE_CALLEE]
        ; mov [rbx + header(CALLEE)], Rq(t)
        ; mov Rq(t), [BYTE Rq(r) + COROUTINE_NEW_TARGET]
        ; mov [rbx + header(NEW_TARGET)], Rq(t)
        ; mov Rd(t), RESUMED as i32
        ; mov [rbx + header(ARGUMENT_COUNT)], Rq(t)
        ; mov [rbx + header(CALLER)], rbx
        ; add rbx, d
        ; call QWORD [BYTE Rq(r) + ENTRY]
        ; sub rbx, d
    );
    let v = e.claim_rax(types::ALL);
    e.forget_registers();
    let throw = e.throw_label();
    dynasm!(e.asm ; test rax, rax ; jz =>throw);
    v
}

/// The coroutine that a register holds.
#[inline(always)]
unsafe fn coroutine(v: Value) -> *mut Coroutine {
    std::ptr::with_exposed_provenance_mut(v.address())
}

/// Has the collector been told that the coroutine is suspended now and then?
#[inline(always)]
pub unsafe fn is_noted(c: Value) -> bool {
    // SAFETY: the compiler applies this to the register of the function's coroutine.
    unsafe { (*coroutine(c)).dirty.get() }
}

#[cfg(jit)]
pub fn emit_is_noted(e: &mut Emitter<'_>, no: Label, c: Val) {
    emit_byte_is_set(e, no, c, DIRTY);
}

#[cfg(jit)]
fn emit_byte_is_set(e: &mut Emitter<'_>, no: Label, c: Val, byte: i8) {
    if !e.is_live() {
        return;
    }
    let r = e.load(c);
    e.branch(no);
    dynasm!(e.asm ; cmp BYTE [BYTE Rq(r) + byte], 0 ; je =>no);
}

/// Is the generator asked for values?
#[inline(always)]
pub unsafe fn yields_values(c: Value) -> bool {
    // SAFETY: as for `is_noted`.
    unsafe { (*coroutine(c)).raw.get() }
}

#[cfg(jit)]
pub fn emit_yields_values(e: &mut Emitter<'_>, no: Label, c: Val) {
    emit_byte_is_set(e, no, c, RAW);
}

/// Does the coroutine belong to a generator? Machine code knows it of its function.
#[inline(always)]
pub unsafe fn is_of_generator(c: Value) -> bool {
    // SAFETY: as for `is_noted`.
    unsafe { (*coroutine(c)).kind == CoroutineKind::Generator }
}

#[cfg(jit)]
pub fn emit_is_of_generator(e: &mut Emitter<'_>, no: Label, _c: Val) {
    if e.function().has(flags::ASYNC) {
        e.jump(no);
    }
}

/// A new result object of a generator that is not done, if there is room without a collection.
#[inline(always)]
pub unsafe fn allocate_result(cx: Cx, v: Value) -> Option<Value> {
    // SAFETY: the context is live; the object's slots are initialised at once.
    unsafe {
        let realm = (*cx.code()).realm;
        let shape = realm.result_shape.get();
        if shape == 0 {
            return None;
        }
        let result = allocate(cx.vm, shape, 2)?;
        let slots = std::ptr::with_exposed_provenance_mut::<Value>(result.address() + INLINE_SLOTS);
        *slots = v;
        *slots.add(1) = Value::FALSE;
        Some(result)
    }
}

#[cfg(jit)]
pub fn emit_allocate_result(e: &mut Emitter<'_>, no: Label, _cx: Context, v: Val) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    e.flush();
    let shape = e.new_temporary();
    let realm = e.function().realm.addr() + offset_of!(Realm, result_shape);
    e.move_immediate(shape, realm as u64);
    e.branch(no);
    dynasm!(e.asm ; mov Rd(shape), [Rq(shape)] ; test Rd(shape), Rd(shape) ; jz =>no);
    let result = emit_allocate(e, no, shape, 2);
    let x = e.load(v);
    dynasm!(e.asm
        ; mov [BYTE rax + INLINE_SLOTS as i8], Rq(x)
        ; mov QWORD [BYTE rax + INLINE_SLOTS as i8 + 8], Value::FALSE.bits() as i32
    );
    result
}

/// Suspends a generator at a `yield`: saves so many registers of its frame, which is left then.
#[inline(always)]
pub unsafe fn store_suspension(cx: Cx, c: Value, live: i32) {
    // SAFETY: as for `is_noted`; a coroutine has room for all registers of its function's frames.
    unsafe {
        let c = coroutine(c);
        barrier(c);
        let words = Coroutine::words(Gc::from_addr(c.expose_provenance()));
        for i in 0..live as usize {
            *words.add(i) = *cx.fp.add(i);
        }
        let index = cx.pc.offset_from((*cx.code()).bytecode) as u32;
        (*c).entry.set(0);
        (*c).index.set(index + 1 + is_wide(*cx.pc) as u32);
        (*c).live.set(live as u32);
        (*c).state.set(CoroutineState::SuspendedYield);
    }
}

#[cfg(jit)]
pub fn emit_store_suspension(e: &mut Emitter<'_>, _no: Label, _cx: Context, c: Val, live: Int) {
    if !e.is_live() {
        return;
    }
    let mark = e.mark_temporaries();
    let r = e.load(c);
    let (i, t) = (e.new_temporary(), e.new_temporary());
    emit_barrier(e, r);
    let (words, live) = (COROUTINE_WORDS as i32, live.immediate);
    if live <= UNROLLED {
        for i in 0..live {
            e.load_register(t, i as u32);
            dynasm!(e.asm ; mov [Rq(r) + words + 8 * i], Rq(t));
        }
    } else {
        let head = e.new_label();
        dynasm!(e.asm ; mov Rd(i), live);
        e.bind_here(head);
        dynasm!(e.asm
            ; mov Rq(t), [rbx + Rq(i) * 8 - 8]
            ; mov [Rq(r) + Rq(i) * 8 + words - 8], Rq(t)
            ; dec Rd(i)
            ; jnz =>head
        );
    }
    let next = e.next_index() as i32;
    let behind = e.behind_suspension();
    dynasm!(e.asm
        ; lea Rq(t), [=>behind]
        ; mov [BYTE Rq(r) + ENTRY], Rq(t)
        ; mov DWORD [BYTE Rq(r) + INDEX], next
        ; mov DWORD [BYTE Rq(r) + LIVE], live
        ; mov BYTE [BYTE Rq(r) + STATE], CoroutineState::SuspendedYield as i8
    );
    e.release_temporaries(mark);
}

/// Notes where machine code goes on with a new generator, which is suspended before its body. The interpreter has nothing to
/// note.
#[inline(always)]
pub unsafe fn store_entry(_generator: Value) {}

#[cfg(jit)]
pub fn emit_store_entry(e: &mut Emitter<'_>, _no: Label, generator: Val) {
    if !e.is_live() || e.function().has(flags::ASYNC) {
        return;
    }
    let (r, t) = (e.load(generator), e.new_temporary());
    let u = e.new_temporary();
    let behind = e.behind_suspension();
    dynasm!(e.asm
        ; mov Rq(t), [BYTE Rq(r) + offset_of!(Generator, coroutine) as i8]
        ; lea Rq(u), [=>behind]
        ; mov [BYTE Rq(t) + ENTRY], Rq(u)
    );
}

/// Ends a generator that is asked for values: notes what it has returned.
#[inline(always)]
pub unsafe fn store_completion(cx: Cx, c: Value, v: Value) {
    // SAFETY: as for `is_noted`.
    unsafe {
        (*coroutine(c)).state.set(CoroutineState::Completed);
        (*cx.vm).resumption.value = v;
    }
}

#[cfg(jit)]
pub fn emit_store_completion(e: &mut Emitter<'_>, _no: Label, _cx: Context, c: Val, v: Val) {
    if !e.is_live() {
        return;
    }
    let (r, x) = (e.load(c), e.load(v));
    dynasm!(e.asm
        ; mov BYTE [BYTE Rq(r) + STATE], CoroutineState::Completed as i8
        ; mov [r12 + RESUMED_VALUE], Rq(x)
    );
}

/// The mark at the end of an iteration.
#[inline(always)]
pub unsafe fn no_value() -> Value {
    Value::DONE
}

#[cfg(jit)]
pub fn emit_no_value(e: &mut Emitter<'_>, _no: Label) -> Val {
    emit_constant(e, types::MARKER, Value::DONE)
}

/// `undefined`
#[inline(always)]
pub unsafe fn undefined() -> Value {
    Value::UNDEFINED
}

#[cfg(jit)]
pub fn emit_undefined(e: &mut Emitter<'_>, _no: Label) -> Val {
    emit_constant(e, types::UNDEFINED, Value::UNDEFINED)
}

#[cfg(jit)]
fn emit_constant(e: &mut Emitter<'_>, types: Types, value: Value) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let v = e.claim_rax(types);
    e.move_immediate(0, value.bits());
    v
}

/// The value that the function was resumed with, or that a generator has returned.
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
