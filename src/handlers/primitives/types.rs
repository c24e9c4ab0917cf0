//! Type tests, unboxing, boxing, constants.
#![allow(
    clippy::missing_safety_doc,
    reason = "a primitive's precondition is its handler's context, and the tests the handler has made"
)]

#[cfg(jit)]
use crate::faults::{Fault, planted};
use crate::handlers::operand::Constant;
use crate::runtime::function::Function;
use crate::runtime::kind::Kind;
use crate::runtime::object::{Environment, Object};
use crate::value::Value;
use jsrun_gc::Header;

#[cfg(jit)]
use crate::jit::emitter::*;
#[cfg(jit)]
use dynasm::dynasm;

/// The kind byte of a cell.
#[inline(always)]
unsafe fn kind(v: Value) -> u8 {
    // SAFETY: the caller has tested that the value is a cell, and every cell begins with a header.
    unsafe { (*std::ptr::with_exposed_provenance::<Header>(v.address())).kind() }
}

/// Is it an int32?
#[inline(always)]
pub unsafe fn is_int32(v: Value) -> bool {
    v.is_int()
}

#[cfg(jit)]
pub fn emit_is_int32(e: &mut Emitter<'_>, no: Label, v: Val) {
    e.test(v, types::INT, no, |a, r| dynasm!(a ; cmp Rq(r), r14 ; jb =>no));
}

/// Is it a Number?
#[inline(always)]
pub unsafe fn is_number(v: Value) -> bool {
    v.is_number()
}

#[cfg(jit)]
pub fn emit_is_number(e: &mut Emitter<'_>, no: Label, v: Val) {
    e.test(v, types::NUMBER, no, |a, r| dynasm!(a ; test Rq(r), r14 ; jz =>no));
}

/// Is it an object?
#[inline(always)]
pub unsafe fn is_object(v: Value) -> bool {
    // SAFETY: the kind is read only of cells.
    v.is_cell() && unsafe { kind(v) } >= Kind::FIRST_OBJECT
}

#[cfg(jit)]
pub fn emit_is_object(e: &mut Emitter<'_>, no: Label, v: Val) {
    e.test(v, types::CELL, no, |a, r| dynasm!(a ; test Rq(r), r15 ; jnz =>no));
    e.test(
        v,
        types::OBJECT,
        no,
        |a, r| dynasm!(a ; cmp BYTE [Rq(r)], Kind::FIRST_OBJECT as i8 ; jb =>no),
    );
}

/// Emits the test for a cell of one kind, which only values of `types` have.
#[cfg(jit)]
fn emit_is_cell_of(e: &mut Emitter<'_>, no: Label, v: Val, types: Types, kind: Kind) {
    e.test(v, types::CELL, no, |a, r| dynasm!(a ; test Rq(r), r15 ; jnz =>no));
    if !e.is_live() {
        return;
    }
    if e.types(v) & types == 0 {
        e.jump(no);
        return;
    }
    let r = e.load(v);
    e.branch(no);
    dynasm!(e.asm ; cmp BYTE [Rq(r)], kind as i8 ; jne =>no);
}

/// Is it a string?
#[inline(always)]
pub unsafe fn is_string(v: Value) -> bool {
    // SAFETY: the kind is read only of cells.
    v.is_cell() && unsafe { kind(v) } == Kind::String as u8
}

#[cfg(jit)]
pub fn emit_is_string(e: &mut Emitter<'_>, no: Label, v: Val) {
    emit_is_cell_of(e, no, v, types::OTHER_CELL, Kind::String);
}

/// Is it a function compiled from source?
#[inline(always)]
pub unsafe fn is_function(v: Value) -> bool {
    // SAFETY: the kind is read only of cells.
    v.is_cell() && unsafe { kind(v) } == Kind::Function as u8
}

#[cfg(jit)]
pub fn emit_is_function(e: &mut Emitter<'_>, no: Label, v: Val) {
    emit_is_cell_of(e, no, v, types::OBJECT, Kind::Function);
}

/// Has it [[IsHTMLDDA]]?
#[inline(always)]
pub unsafe fn emulates_undefined(v: Value) -> bool {
    // SAFETY: the kind is read only of cells.
    v.is_cell() && unsafe { kind(v) } == Kind::EmulatesUndefined as u8
}

#[cfg(jit)]
pub fn emit_emulates_undefined(e: &mut Emitter<'_>, no: Label, v: Val) {
    emit_is_cell_of(e, no, v, types::OBJECT, Kind::EmulatesUndefined);
}

/// Emits a comparison with one bit pattern, which only values of `types` have.
#[cfg(jit)]
pub(super) fn emit_is_pattern(
    e: &mut Emitter<'_>,
    no: Label,
    v: Val,
    types: Types,
    pattern: Value,
) {
    if !e.is_live() {
        return;
    }
    if e.types(v) & types == 0 {
        e.jump(no);
        return;
    }
    let r = e.load(v);
    e.branch(no);
    dynasm!(e.asm ; cmp Rq(r), pattern.bits() as i32 ; jne =>no);
}

/// Is it `true`?
#[inline(always)]
pub unsafe fn is_true(v: Value) -> bool {
    v == Value::TRUE
}

#[cfg(jit)]
pub fn emit_is_true(e: &mut Emitter<'_>, no: Label, v: Val) {
    emit_is_pattern(e, no, v, types::BOOLEAN, Value::TRUE);
}

/// Is it `false`?
#[inline(always)]
pub unsafe fn is_false(v: Value) -> bool {
    v == Value::FALSE
}

#[cfg(jit)]
pub fn emit_is_false(e: &mut Emitter<'_>, no: Label, v: Val) {
    emit_is_pattern(e, no, v, types::BOOLEAN, Value::FALSE);
}

/// Is it `undefined`?
#[inline(always)]
pub unsafe fn is_undefined(v: Value) -> bool {
    v.is_undefined()
}

#[cfg(jit)]
pub fn emit_is_undefined(e: &mut Emitter<'_>, no: Label, v: Val) {
    e.test(
        v,
        types::UNDEFINED,
        no,
        |a, r| dynasm!(a ; cmp Rq(r), Value::UNDEFINED.bits() as i32 ; jne =>no),
    );
}

/// Is it `undefined` or `null`?
#[inline(always)]
pub unsafe fn is_nullish(v: Value) -> bool {
    v.is_nullish()
}

#[cfg(jit)]
pub fn emit_is_nullish(e: &mut Emitter<'_>, no: Label, v: Val) {
    if !e.is_live() {
        return;
    }
    let t = e.new_temporary();
    // The two differ in bit 3 alone.
    e.test(v, types::NULLISH, no, |a, r| {
        let (mask, bits) = if planted(Fault::EmitNullishNull) { (-1, 10) } else { (-9, 2) };
        dynasm!(a ; mov Rq(t), Rq(r) ; and Rq(t), mask ; cmp Rq(t), bits ; jne =>no)
    });
}

/// Is it the mark at the end of an iteration?
#[inline(always)]
pub unsafe fn is_done(v: Value) -> bool {
    v == Value::DONE
}

#[cfg(jit)]
pub fn emit_is_done(e: &mut Emitter<'_>, no: Label, v: Val) {
    emit_is_pattern(e, no, v, types::MARKER, Value::DONE);
}

/// Is it a hole?
#[inline(always)]
pub unsafe fn is_hole(v: Value) -> bool {
    v == Value::HOLE
}

#[cfg(jit)]
pub fn emit_is_hole(e: &mut Emitter<'_>, no: Label, v: Val) {
    let mark = if planted(Fault::EmitHole) { Value::DONE } else { Value::HOLE };
    emit_is_pattern(e, no, v, types::MARKER, mark);
}

/// Is it the mark of the temporal dead zone?
#[inline(always)]
pub unsafe fn is_uninitialized(v: Value) -> bool {
    v == Value::UNINITIALIZED
}

#[cfg(jit)]
pub fn emit_is_uninitialized(e: &mut Emitter<'_>, no: Label, v: Val) {
    emit_is_pattern(e, no, v, types::MARKER, Value::UNINITIALIZED);
}

/// Have they the same bits?
#[inline(always)]
pub unsafe fn same_bits(a: Value, b: Value) -> bool {
    a == b
}

#[cfg(jit)]
pub fn emit_same_bits(e: &mut Emitter<'_>, no: Label, a: Val, b: Val) {
    if !e.is_live() {
        return;
    }
    let (x, y) = (e.load(a), e.load(b));
    e.branch(no);
    dynasm!(e.asm ; cmp Rq(x), Rq(y) ; jne =>no);
}

/// Do different bits make them different for `===`? So where one is neither a Number nor a string or BigInt.
#[inline(always)]
pub unsafe fn strict_eq_differ(a: Value, b: Value) -> bool {
    let is_identity = |v: Value| {
        // SAFETY: the kind is read only of cells.
        if v.is_cell() { unsafe { kind(v) >= Kind::FIRST_OBJECT } } else { !v.is_number() }
    };
    is_identity(a) || is_identity(b)
}

#[cfg(jit)]
pub fn emit_strict_eq_differ(e: &mut Emitter<'_>, no: Label, a: Val, b: Val) {
    if !e.is_live() {
        return;
    }
    let identity = types::OBJECT | types::BOOLEAN | types::NULLISH | types::MARKER;
    if e.types(a) & !identity == 0 || e.types(b) & !identity == 0 {
        return;
    }
    let (x, y) = (e.load(a), e.load(b));
    let (yes, second) = (e.new_label(), e.new_label());
    let first_object = Kind::FIRST_OBJECT as i8;
    let (cell, last) = (e.new_label(), e.new_label());
    e.branch(no);
    dynasm!(e.asm ; test Rq(x), r15 ; jz =>cell ; test Rq(x), r14 ; jz =>yes ; jmp =>second);
    e.bind_here(cell);
    dynasm!(e.asm ; cmp BYTE [Rq(x)], first_object ; jae =>yes);
    e.bind_here(second);
    dynasm!(e.asm ; test Rq(y), r15 ; jz =>last ; test Rq(y), r14 ; jnz =>no ; jmp =>yes);
    e.bind_here(last);
    dynasm!(e.asm ; cmp BYTE [Rq(y)], first_object ; jb =>no);
    e.bind_here(yes);
}

/// Do different bits make them different for `==`? So for two objects.
#[inline(always)]
pub unsafe fn loose_eq_differ(a: Value, b: Value) -> bool {
    // SAFETY: as for `is_object`.
    unsafe { is_object(a) && is_object(b) }
}

#[cfg(jit)]
pub fn emit_loose_eq_differ(e: &mut Emitter<'_>, no: Label, a: Val, b: Val) {
    emit_is_object(e, no, a);
    emit_is_object(e, no, b);
}

/// The int32 of an int32.
#[inline(always)]
pub unsafe fn as_int32(v: Value) -> i32 {
    v.as_int()
}

#[cfg(jit)]
pub fn emit_as_int32(e: &mut Emitter<'_>, _no: Label, v: Val) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    // The tag is in the upper half, which 32-bit instructions ignore.
    Int { register: e.load(v), immediate: 0, owned: false }
}

/// Emits the reading of a cell's address: no code, a cell is its address.
#[cfg(jit)]
fn emit_address(e: &mut Emitter<'_>, v: Val) -> Pointer {
    if !e.is_live() {
        return e.no_pointer();
    }
    let r = e.load(v);
    e.new_pointer(r)
}

/// The object of an object.
#[inline(always)]
pub unsafe fn as_object(v: Value) -> *mut Object {
    std::ptr::with_exposed_provenance_mut(v.address())
}

#[cfg(jit)]
pub fn emit_as_object(e: &mut Emitter<'_>, _no: Label, v: Val) -> Pointer {
    emit_address(e, v)
}

/// The function of a function.
#[inline(always)]
pub unsafe fn as_function(v: Value) -> *mut Function {
    std::ptr::with_exposed_provenance_mut(v.address())
}

#[cfg(jit)]
pub fn emit_as_function(e: &mut Emitter<'_>, _no: Label, v: Val) -> Pointer {
    emit_address(e, v)
}

/// The environment of an environment.
#[inline(always)]
pub unsafe fn as_environment(v: Value) -> *mut Environment {
    std::ptr::with_exposed_provenance_mut(v.address())
}

#[cfg(jit)]
pub fn emit_as_environment(e: &mut Emitter<'_>, _no: Label, v: Val) -> Pointer {
    emit_address(e, v)
}

/// The number of a Number.
#[inline(always)]
pub unsafe fn to_f64(v: Value) -> f64 {
    v.as_number()
}

#[cfg(jit)]
pub fn emit_to_f64(e: &mut Emitter<'_>, _no: Label, v: Val) -> Double {
    if !e.is_live() {
        return Double(0);
    }
    if let Some(d) = e.kept_double(v) {
        return d;
    }
    let r = e.load(v);
    let known = e.types(v);
    let d = e.new_double();
    let t = e.new_temporary();
    let (double, done) = (e.new_label(), e.new_label());
    let maybe_int = known & types::INT != 0;
    let maybe_double = known & !types::INT != 0;
    if maybe_int {
        if maybe_double {
            e.branch(double);
            dynasm!(e.asm ; cmp Rq(r), r14 ; jb =>double);
        }
        dynasm!(e.asm ; xorps Rx(d.0), Rx(d.0) ; cvtsi2sd Rx(d.0), Rd(r));
        if maybe_double {
            e.jump(done);
            e.bind(double);
        }
    }
    if maybe_double {
        e.flush();
        dynasm!(e.asm ; lea Rq(t), [Rq(r) + r14] ; movq Rx(d.0), Rq(t));
    }
    if maybe_int && maybe_double {
        e.bind(done);
    }
    d
}

/// An int32 as a value.
#[inline(always)]
pub unsafe fn box_int32(i: i32) -> Value {
    Value::int(i)
}

#[cfg(jit)]
pub fn emit_box_int32(e: &mut Emitter<'_>, _no: Label, i: Int) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let v = e.claim_rax(types::INT);
    if i.is_immediate() {
        e.move_immediate(0, Value::int(i.immediate).bits());
        return v;
    }
    let r = i.register;
    if i.owned && r != 0 {
        dynasm!(e.asm ; lea rax, [Rq(r) + r14]);
    } else {
        if r != 0 || !i.owned {
            dynasm!(e.asm ; mov eax, Rd(r));
        }
        dynasm!(e.asm ; or rax, r14);
    }
    v
}

/// A double that arithmetic made, as a value: a NaN among them is canonical but for its sign.
#[inline(always)]
pub unsafe fn box_double(d: f64) -> Value {
    // SAFETY: arithmetic on canonical NaNs and numbers makes no other NaN.
    unsafe { Value::arithmetic_double(d) }
}

#[cfg(jit)]
pub fn emit_box_double(e: &mut Emitter<'_>, _no: Label, d: Double) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let v = e.claim_rax(types::DOUBLE);
    dynasm!(e.asm ; movq rax, Rx(d.0) ; sub rax, r14);
    e.note_result_double(d);
    v
}

/// `true`
#[inline(always)]
pub unsafe fn true_value() -> Value {
    Value::TRUE
}

#[cfg(jit)]
pub fn emit_true_value(e: &mut Emitter<'_>, _no: Label) -> Val {
    emit_bits(e, Value::TRUE.bits())
}

/// `false`
#[inline(always)]
pub unsafe fn false_value() -> Value {
    Value::FALSE
}

#[cfg(jit)]
pub fn emit_false_value(e: &mut Emitter<'_>, _no: Label) -> Val {
    emit_bits(e, Value::FALSE.bits())
}

/// The value with these bits.
#[inline(always)]
pub unsafe fn special_value(bits: i32) -> Value {
    // SAFETY: the compiler emits only the patterns of the contract.
    unsafe { Value::from_bits(bits as u32 as u64) }
}

#[cfg(jit)]
pub fn emit_special_value(e: &mut Emitter<'_>, _no: Label, bits: Int) -> Val {
    emit_bits(e, bits.immediate as u32 as u64)
}

/// A constant's value.
#[inline(always)]
pub unsafe fn constant_value(k: Constant) -> Value {
    k.0
}

#[cfg(jit)]
pub fn emit_constant_value(e: &mut Emitter<'_>, _no: Label, k: ConstantBits) -> Val {
    emit_bits(e, k.0)
}

#[cfg(jit)]
fn emit_bits(e: &mut Emitter<'_>, bits: u64) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let v = e.claim_rax(Emitter::types_of_constant(bits));
    e.move_immediate(0, bits);
    v
}
