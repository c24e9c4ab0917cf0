//! Calls between functions compiled from source, and what a function finds in its frame.
#![allow(
    clippy::missing_safety_doc,
    reason = "a primitive's precondition is its handler's context, and the tests the handler has made"
)]

use crate::handlers::operand::{CallFlow, Cx, Reg};
use crate::runtime::code::{Code, flags};
use crate::runtime::function::Function;
use crate::runtime::kind::Kind;
use crate::runtime::object::INLINE_SLOTS;
use crate::runtime::storage::CONSTRUCT_INLINE_CAPACITY;
use crate::runtime::vm::frame::{
    ARGUMENT_COUNT, CALLEE, CALLER, Frame, HEADER_WORDS, NEW_TARGET, SAVED_INDEX,
};
use crate::value::Value;
use jsrun_gc::{Header, class_bytes, size_class};
use std::sync::atomic::Ordering;

#[cfg(jit)]
use crate::jit::emitter::*;
#[cfg(jit)]
use crate::runtime::object::Object;
#[cfg(jit)]
use crate::runtime::vm::Vm;
#[cfg(jit)]
use dynasm::dynasm;
#[cfg(jit)]
use jsrun_gc::Heap;

#[cfg(jit)]
const FUNCTION_CODE: i32 = std::mem::offset_of!(Function, code) as i32;
#[cfg(jit)]
const FUNCTION_SHAPE: i32 = std::mem::offset_of!(Function, construct_shape) as i32;
#[cfg(jit)]
const CODE_ENTRY: i32 = std::mem::offset_of!(Code, entry) as i32;
#[cfg(jit)]
const CODE_FRAME: i32 = std::mem::offset_of!(Code, frame_bytes) as i32;
#[cfg(jit)]
const CODE_PARAMETERS: i32 = std::mem::offset_of!(Code, parameter_count) as i32;
#[cfg(jit)]
const CODE_FLAGS: i32 = std::mem::offset_of!(Code, flags) as i32;

/// A function with any of these is not called directly.
const NOT_CALLED: u32 = flags::CLASS_CONSTRUCTOR;
/// Of these a function that is constructed directly has just one.
const CONSTRUCTED: u32 = flags::BASE_CONSTRUCTOR | flags::DERIVED_CONSTRUCTOR;

/// A register's value: the callee of a call.
#[inline(always)]
pub unsafe fn register(cx: Cx, base: Reg) -> Value {
    // SAFETY: the compiler built the call there.
    unsafe { *cx.fp.add(base.0 as usize) }
}

#[cfg(jit)]
pub fn emit_register(e: &mut Emitter<'_>, _no: Label, _cx: Context, base: RegisterOperand) -> Val {
    e.operand(base.0)
}

/// The value of the register after one.
#[inline(always)]
pub unsafe fn second_register(cx: Cx, first: Reg) -> Value {
    // SAFETY: the compiler allocated a pair there.
    unsafe { *cx.fp.add(first.0 as usize + 1) }
}

#[cfg(jit)]
pub fn emit_second_register(
    e: &mut Emitter<'_>,
    _no: Label,
    _cx: Context,
    first: RegisterOperand,
) -> Val {
    e.operand(first.0 + 1)
}

/// A function's body.
#[inline(always)]
pub unsafe fn function_code(f: *mut Function) -> *const Code {
    // SAFETY: the handler has tested that it is a `Function`.
    unsafe { (*f).code.get().as_ptr() }
}

#[cfg(jit)]
pub fn emit_function_code(e: &mut Emitter<'_>, _no: Label, f: Pointer) -> Pointer {
    if !e.is_live() {
        return e.no_pointer();
    }
    e.flush();
    let (r, t) = (e.pointer(f), e.new_temporary());
    dynasm!(e.asm ; mov Rq(t), [BYTE Rq(r) + FUNCTION_CODE as i8]);
    e.new_pointer(t)
}

/// Words from a frame to that of the function it calls with surplus arguments.
fn surplus_distance(base: u32, argc: i32) -> usize {
    base as usize + HEADER_WORDS + 1 + argc as usize + HEADER_WORDS
}

/// Is there room on the VM stack for the callee's frame, wherever it will be? Not while an interrupt is pending.
#[inline(always)]
pub unsafe fn frame_fits(cx: Cx, base: Reg, argc: i32, code: *const Code) -> bool {
    // SAFETY: the context is live.
    unsafe {
        let end = cx.fp as usize + 8 * surplus_distance(base.0, argc) + (*code).frame_bytes;
        end <= (*cx.vm).stack_limit.load(Ordering::Relaxed)
    }
}

#[cfg(jit)]
pub fn emit_frame_fits(
    e: &mut Emitter<'_>,
    no: Label,
    _cx: Context,
    base: RegisterOperand,
    argc: Int,
    code: Pointer,
) {
    if !e.is_live() {
        return;
    }
    let (r, t) = (e.pointer(code), e.new_temporary());
    let d = 8 * surplus_distance(base.0, argc.immediate) as i32;
    e.branch(no);
    dynasm!(e.asm
        ; lea Rq(t), [rbx + d]
        ; add Rq(t), [BYTE Rq(r) + CODE_FRAME as i8]
        ; cmp Rq(t), [r12 + std::mem::offset_of!(Vm, stack_limit) as i32]
        ; ja =>no
    );
    let mark = e.mark_temporaries();
    e.release_temporaries(mark - 1);
}

/// Is the stack so shallow that a tail call may be an ordinary one, which stack traces show?
#[inline(always)]
pub unsafe fn is_shallow(cx: Cx) -> bool {
    // SAFETY: the context is live.
    unsafe { (cx.fp as usize) < (*cx.vm).tail_calls_from }
}

#[cfg(jit)]
pub fn emit_is_shallow(e: &mut Emitter<'_>, no: Label, _cx: Context) {
    if !e.is_live() {
        return;
    }
    e.branch(no);
    dynasm!(e.asm ; cmp rbx, [r12 + std::mem::offset_of!(Vm, tail_calls_from) as i32] ; jae =>no);
}

/// May the function be called directly, and has it so many parameters?
#[inline(always)]
pub unsafe fn call_arity_is(code: *const Code, argc: i32) -> bool {
    // SAFETY: it is the code of a function.
    unsafe { (*code).parameter_count == argc as u32 && (*code).flags & NOT_CALLED == 0 }
}

#[cfg(jit)]
pub fn emit_call_arity_is(e: &mut Emitter<'_>, no: Label, code: Pointer, argc: Int) {
    if !e.is_live() {
        return;
    }
    let r = e.pointer(code);
    e.branch(no);
    dynasm!(e.asm
        ; cmp DWORD [BYTE Rq(r) + CODE_PARAMETERS as i8], argc.immediate
        ; jne =>no
        ; test DWORD [BYTE Rq(r) + CODE_FLAGS as i8], NOT_CALLED as i32
        ; jnz =>no
    );
}

/// Is it a constructor of this kind, which sees no more arguments than it has parameters?
#[inline(always)]
unsafe fn constructs(code: *const Code, argc: i32, kind: u32) -> bool {
    // SAFETY: it is the code of a function.
    unsafe {
        let sees =
            (*code).flags & flags::KEEPS_SURPLUS != 0 && argc as u32 > (*code).parameter_count;
        (*code).flags & CONSTRUCTED == kind && !sees
    }
}

#[cfg(jit)]
fn emit_constructs(e: &mut Emitter<'_>, no: Label, code: Pointer, argc: Int, kind: u32) {
    if !e.is_live() {
        return;
    }
    let (r, t) = (e.pointer(code), e.new_temporary());
    let yes = e.new_label();
    e.branch(no);
    dynasm!(e.asm
        ; mov Rd(t), [BYTE Rq(r) + CODE_FLAGS as i8]
        ; and Rd(t), (CONSTRUCTED | flags::KEEPS_SURPLUS) as i32
        ; cmp Rd(t), kind as i32
        ; je =>yes
        ; cmp Rd(t), (kind | flags::KEEPS_SURPLUS) as i32
        ; jne =>no
        ; cmp DWORD [BYTE Rq(r) + CODE_PARAMETERS as i8], argc.immediate
        ; jb =>no
    );
    e.bind_here(yes);
    let mark = e.mark_temporaries();
    e.release_temporaries(mark - 1);
}

/// May the function be constructed directly, with an object that exists before it runs?
#[inline(always)]
pub unsafe fn is_base_constructor(code: *const Code, argc: i32) -> bool {
    // SAFETY: it is the code of a function.
    unsafe { constructs(code, argc, flags::BASE_CONSTRUCTOR) }
}

#[cfg(jit)]
pub fn emit_is_base_constructor(e: &mut Emitter<'_>, no: Label, code: Pointer, argc: Int) {
    emit_constructs(e, no, code, argc, flags::BASE_CONSTRUCTOR);
}

/// May the function be constructed directly, and makes `super()` its object?
#[inline(always)]
pub unsafe fn is_derived_constructor(code: *const Code, argc: i32) -> bool {
    // SAFETY: it is the code of a function.
    unsafe { constructs(code, argc, flags::DERIVED_CONSTRUCTOR) }
}

#[cfg(jit)]
pub fn emit_is_derived_constructor(e: &mut Emitter<'_>, no: Label, code: Pointer, argc: Int) {
    emit_constructs(e, no, code, argc, flags::DERIVED_CONSTRUCTOR);
}

/// May the function be called directly with too few arguments, or with surplus ones that it cannot see?
#[inline(always)]
pub unsafe fn adapts_arguments(code: *const Code, argc: i32) -> bool {
    // SAFETY: it is the code of a function.
    unsafe {
        let sees =
            (*code).flags & flags::KEEPS_SURPLUS != 0 && argc as u32 > (*code).parameter_count;
        (*code).flags & NOT_CALLED == 0 && !sees
    }
}

#[cfg(jit)]
pub fn emit_adapts_arguments(e: &mut Emitter<'_>, no: Label, code: Pointer, argc: Int) {
    if !e.is_live() {
        return;
    }
    let r = e.pointer(code);
    let yes = e.new_label();
    e.branch(no);
    dynasm!(e.asm ; test DWORD [BYTE Rq(r) + CODE_FLAGS as i8], NOT_CALLED as i32 ; jnz =>no);
    e.branch(yes);
    dynasm!(e.asm ; test DWORD [BYTE Rq(r) + CODE_FLAGS as i8], flags::KEEPS_SURPLUS as i32 ; jz =>yes);
    e.branch(no);
    dynasm!(e.asm ; cmp DWORD [BYTE Rq(r) + CODE_PARAMETERS as i8], argc.immediate ; jb =>no);
    e.bind(yes);
}

/// Makes the missing arguments `undefined`.
#[inline(always)]
pub unsafe fn pad_arguments(cx: Cx, base: Reg, argc: i32, code: *const Code) {
    // SAFETY: the handler has tested that the callee's frame fits.
    unsafe {
        let first = cx.fp.add(base.0 as usize + HEADER_WORDS + 1);
        for i in argc as usize..(*code).parameter_count as usize {
            *first.add(i) = Value::UNDEFINED;
        }
    }
}

#[cfg(jit)]
pub fn emit_pad_arguments(
    e: &mut Emitter<'_>,
    _no: Label,
    _cx: Context,
    base: RegisterOperand,
    argc: Int,
    code: Pointer,
) {
    if !e.is_live() {
        return;
    }
    e.flush();
    let (r, i) = (e.pointer(code), e.new_temporary());
    let (head, end) = (e.new_label(), e.new_label());
    let first = 8 * (base.0 as i32 + HEADER_WORDS as i32 + 1);
    let undefined = Value::UNDEFINED.bits() as i32;
    dynasm!(e.asm ; mov Rd(i), argc.immediate);
    e.bind_here(head);
    dynasm!(e.asm
        ; cmp Rd(i), [BYTE Rq(r) + CODE_PARAMETERS as i8]
        ; jae =>end
        ; mov QWORD [rbx + Rq(i) * 8 + first], undefined
        ; inc Rd(i)
        ; jmp =>head
    );
    e.bind_here(end);
}

/// May the function be called directly with surplus arguments that it can see?
#[inline(always)]
pub unsafe fn keeps_surplus(code: *const Code, argc: i32) -> bool {
    // SAFETY: it is the code of a function.
    unsafe { (*code).flags & NOT_CALLED == 0 && argc as u32 > (*code).parameter_count }
}

#[cfg(jit)]
pub fn emit_keeps_surplus(e: &mut Emitter<'_>, no: Label, code: Pointer, argc: Int) {
    if !e.is_live() {
        return;
    }
    let r = e.pointer(code);
    e.branch(no);
    dynasm!(e.asm
        ; test DWORD [BYTE Rq(r) + CODE_FLAGS as i8], NOT_CALLED as i32
        ; jnz =>no
        ; cmp DWORD [BYTE Rq(r) + CODE_PARAMETERS as i8], argc.immediate
        ; jae =>no
    );
}

/// Writes a header but for the saved index and the place to go on.
#[inline(always)]
unsafe fn write_header(cx: Cx, frame: Frame, argc: i32, new_target: Value) {
    // SAFETY: the handler has tested that the callee's frame fits.
    unsafe {
        *frame.0.offset(NEW_TARGET) = new_target;
        *frame.word(ARGUMENT_COUNT) = argc as u64;
        *frame.word(SAVED_INDEX) = 0;
        *frame.word(CALLER) = cx.fp as u64;
    }
}

/// Enters the callee.
#[inline(always)]
pub unsafe fn enter(cx: Cx, base: Reg, argc: i32, code: *const Code) -> CallFlow {
    // SAFETY: the handler has tested that the callee's frame fits.
    unsafe {
        let frame = Frame(cx.fp.add(base.0 as usize + HEADER_WORDS));
        write_header(cx, frame, argc, Value::UNDEFINED);
        CallFlow::Enter(frame, code)
    }
}

/// Emits the header of a frame that begins `distance` bytes from this one's, and the call.
#[cfg(jit)]
fn emit_call_at(e: &mut Emitter<'_>, distance: i32, argc: Int, code: u8) -> Val {
    e.save_index();
    let header = |word: isize| distance + 8 * word as i32;
    dynasm!(e.asm
        ; mov QWORD [rbx + header(ARGUMENT_COUNT)], argc.immediate
        ; mov [rbx + header(CALLER)], rbx
        ; add rbx, distance
        ; call QWORD [BYTE Rq(code) + CODE_ENTRY as i8]
        ; sub rbx, distance
    );
    let v = e.claim_rax(types::ALL);
    e.forget_registers();
    let throw = e.throw_label();
    dynasm!(e.asm ; test rax, rax ; jz =>throw);
    v
}

#[cfg(jit)]
pub fn emit_enter(
    e: &mut Emitter<'_>,
    _no: Label,
    _cx: Context,
    base: RegisterOperand,
    argc: Int,
    code: Pointer,
) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    e.flush();
    let distance = 8 * (base.0 as i32 + HEADER_WORDS as i32);
    let undefined = Value::UNDEFINED.bits() as i32;
    dynasm!(e.asm ; mov QWORD [rbx + distance + 8 * NEW_TARGET as i32], undefined);
    let code = e.pointer(code);
    emit_call_at(e, distance, argc, code)
}

/// Enters the callee in a frame above its surplus arguments.
#[inline(always)]
pub unsafe fn enter_with_surplus(cx: Cx, base: Reg, argc: i32, code: *const Code) -> CallFlow {
    // SAFETY: the handler has tested that the callee's frame fits above the surplus arguments.
    unsafe {
        let from = cx.fp.add(base.0 as usize + HEADER_WORDS);
        let frame = Frame(cx.fp.add(surplus_distance(base.0, argc)));
        std::ptr::copy_nonoverlapping(from, frame.0, 1 + (*code).parameter_count as usize);
        *frame.0.offset(CALLEE) = *cx.fp.add(base.0 as usize);
        write_header(cx, frame, argc, Value::UNDEFINED);
        CallFlow::Enter(frame, code)
    }
}

#[cfg(jit)]
pub fn emit_enter_with_surplus(
    e: &mut Emitter<'_>,
    _no: Label,
    _cx: Context,
    base: RegisterOperand,
    argc: Int,
    code: Pointer,
) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    e.flush();
    let code = e.pointer(code);
    let (i, t) = (e.new_temporary(), e.new_temporary());
    let from = 8 * (base.0 as i32 + HEADER_WORDS as i32);
    let distance = 8 * surplus_distance(base.0, argc.immediate) as i32;
    let undefined = Value::UNDEFINED.bits() as i32;
    let head = e.new_label();
    // `this` and the declared parameters, the last one first.
    dynasm!(e.asm ; mov Rd(i), [BYTE Rq(code) + CODE_PARAMETERS as i8]);
    e.bind_here(head);
    dynasm!(e.asm
        ; mov Rq(t), [rbx + Rq(i) * 8 + from]
        ; mov [rbx + Rq(i) * 8 + distance], Rq(t)
        ; dec Rd(i)
        ; jns =>head
        ; mov Rq(t), [rbx + 8 * base.0 as i32]
        ; mov [rbx + distance + 8 * CALLEE as i32], Rq(t)
        ; mov QWORD [rbx + distance + 8 * NEW_TARGET as i32], undefined
    );
    emit_call_at(e, distance, argc, code)
}

/// An ordinary object for `new` to initialise, if the shape is known and there is room.
#[inline(always)]
pub unsafe fn allocate_this(cx: Cx, f: *mut Function) -> Option<Value> {
    // SAFETY: the handler has tested that it is a `Function`; the memory taken is initialised at once.
    unsafe {
        let shape = (*f).construct_shape.get();
        if shape == 0 {
            None
        } else {
            super::element::allocate(cx.vm, shape, CONSTRUCT_INLINE_CAPACITY)
        }
    }
}

#[cfg(jit)]
pub fn emit_allocate_this(e: &mut Emitter<'_>, no: Label, _cx: Context, f: Pointer) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let r = e.pointer(f);
    let shape = e.new_temporary();
    e.branch(no);
    dynasm!(e.asm ; mov Rd(shape), [Rq(r) + FUNCTION_SHAPE] ; test Rd(shape), Rd(shape) ; jz =>no);
    super::element::emit_allocate(e, no, shape, CONSTRUCT_INLINE_CAPACITY)
}

/// The marker of a variable that is not initialised: the `this` of a derived constructor.
#[inline(always)]
pub fn uninitialized() -> Value {
    Value::UNINITIALIZED
}

#[cfg(jit)]
pub fn emit_uninitialized(e: &mut Emitter<'_>, _no: Label) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let v = e.claim_rax(types::MARKER);
    e.move_immediate(0, Value::UNINITIALIZED.bits());
    v
}

/// Enters a constructor, with `this` in place.
#[inline(always)]
pub unsafe fn enter_constructor(
    cx: Cx,
    base: Reg,
    argc: i32,
    code: *const Code,
    new_target: Value,
    this: Value,
) -> CallFlow {
    // SAFETY: the handler has tested that the callee's frame fits.
    unsafe {
        let frame = Frame(cx.fp.add(base.0 as usize + HEADER_WORDS));
        *frame.0 = this;
        write_header(cx, frame, argc, new_target);
        CallFlow::Enter(frame, code)
    }
}

#[cfg(jit)]
#[allow(clippy::too_many_arguments, reason = "the emitter and the label before the meaning's own")]
pub fn emit_enter_constructor(
    e: &mut Emitter<'_>,
    _no: Label,
    _cx: Context,
    base: RegisterOperand,
    argc: Int,
    code: Pointer,
    new_target: Val,
    this: Val,
) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let new_target = e.load(new_target);
    let this = e.load(this);
    let code = e.pointer(code);
    let distance = 8 * (base.0 as i32 + HEADER_WORDS as i32);
    dynasm!(e.asm
        ; mov [rbx + distance + 8 * NEW_TARGET as i32], Rq(new_target)
        ; mov [rbx + distance], Rq(this)
    );
    emit_call_at(e, distance, argc, code)
}

/// Has the runtime prepared a call instead of making it?
#[inline(always)]
pub fn is_prepared(v: Value) -> bool {
    v == Value::PREPARED
}

#[cfg(jit)]
pub fn emit_is_prepared(e: &mut Emitter<'_>, no: Label, v: Val) {
    super::types::emit_is_pattern(e, no, v, types::MARKER, Value::PREPARED);
}

/// Enters the frame that the runtime has prepared.
#[inline(always)]
pub unsafe fn enter_prepared(cx: Cx) -> CallFlow {
    // SAFETY: the frame is complete, and its callee a `Function`.
    unsafe {
        let frame = (*cx.vm).prepared;
        CallFlow::Enter(frame, frame.code_unchecked().as_ptr())
    }
}

#[cfg(jit)]
pub fn emit_enter_prepared(e: &mut Emitter<'_>, _no: Label, _cx: Context) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    e.flush();
    dynasm!(e.asm
        ; mov rbx, [r12 + std::mem::offset_of!(Vm, prepared) as i32]
        ; call QWORD [r12 + std::mem::offset_of!(Vm, prepared_entry) as i32]
        ; mov rbx, [BYTE rbx + 8 * CALLER as i8]
    );
    let v = e.claim_rax(types::ALL);
    e.forget_registers();
    let throw = e.throw_label();
    dynasm!(e.asm ; test rax, rax ; jz =>throw);
    v
}

/// The running function.
#[inline(always)]
pub unsafe fn callee(cx: Cx) -> Value {
    // SAFETY: the context is live.
    unsafe { cx.frame().callee() }
}

#[cfg(jit)]
pub fn emit_callee(e: &mut Emitter<'_>, _no: Label, _cx: Context) -> Val {
    emit_header_word(e, CALLEE, types::OBJECT)
}

/// `new.target`
#[inline(always)]
pub unsafe fn new_target(cx: Cx) -> Value {
    // SAFETY: the context is live.
    unsafe { cx.frame().new_target() }
}

#[cfg(jit)]
pub fn emit_new_target(e: &mut Emitter<'_>, _no: Label, _cx: Context) -> Val {
    emit_header_word(e, NEW_TARGET, types::OBJECT | types::UNDEFINED)
}

#[cfg(jit)]
fn emit_header_word(e: &mut Emitter<'_>, word: isize, types: Types) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let v = e.claim_rax(types);
    dynasm!(e.asm ; mov rax, [BYTE rbx + 8 * word as i8]);
    v
}

/// The fixed words of an ordinary object with so many inline slots, and the class of cells that holds it.
pub(super) const fn object_size(capacity: u32) -> (usize, usize) {
    let bytes = INLINE_SLOTS + 8 * capacity as usize;
    (size_class(bytes), class_bytes(size_class(bytes)))
}

/// The header of a new ordinary object.
pub(super) fn object_header(capacity: u32, shape: u32) -> u64 {
    Header::initial_word(Kind::Object as u8, capacity as u16, shape)
}

/// Where the bump cursor of a size class is, from the VM.
#[cfg(jit)]
pub(super) const fn cursor_offset(class: usize) -> usize {
    std::mem::offset_of!(Vm, heap)
        + std::mem::offset_of!(Heap, bump)
        + class * size_of::<jsrun_gc::Bump>()
}

/// Where an object keeps its elements.
#[cfg(jit)]
pub(super) const OBJECT_ELEMENTS: usize = std::mem::offset_of!(Object, elements);
