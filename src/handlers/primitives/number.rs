//! Arithmetic and comparison of int32s and doubles.
#![allow(
    clippy::missing_safety_doc,
    reason = "a primitive's precondition is its handler's context, and the tests the handler has made"
)]

use crate::faults::{Fault, planted};
use crate::value::Value;

#[cfg(jit)]
use crate::jit::emitter::*;
#[cfg(jit)]
use dynasm::dynasm;

/// The number of rdx.
#[cfg(jit)]
const RDX: u8 = 2;

/// Copies an int32 into a register of its own, where it may be changed.
#[cfg(jit)]
fn copy(e: &mut Emitter<'_>, i: Int) -> u8 {
    e.flush();
    let r = e.new_result();
    put(e, r, i);
    r
}

/// Loads an int32 into a register.
#[cfg(jit)]
pub(super) fn put(e: &mut Emitter<'_>, r: u8, i: Int) {
    if i.is_immediate() {
        dynasm!(e.asm ; mov Rd(r), i.immediate);
    } else {
        dynasm!(e.asm ; mov Rd(r), Rd(i.register));
    }
}

/// A register that holds an int32, which may not be changed.
#[cfg(jit)]
pub(super) fn in_register(e: &mut Emitter<'_>, i: Int) -> u8 {
    e.flush();
    if i.is_immediate() {
        let t = e.new_temporary();
        put(e, t, i);
        t
    } else {
        i.register
    }
}

/// Emits `copy of x OP y`.
#[cfg(jit)]
macro_rules! alu {
    ($e:ident, $op:ident, $x:expr, $y:expr) => {{
        let (x, y) = ($x, $y);
        let r = copy($e, x);
        if y.is_immediate() {
            dynasm!($e.asm ; $op Rd(r), y.immediate);
        } else {
            dynasm!($e.asm ; $op Rd(r), Rd(y.register));
        }
        r
    }};
}

/// Emits `copy of x OP y` on doubles. Kept doubles are not changed.
#[cfg(jit)]
macro_rules! sse {
    ($e:ident, $op:ident, $x:expr, $y:expr) => {{
        let (x, y): (Double, Double) = ($x, $y);
        $e.flush();
        let d = $e.new_double();
        dynasm!($e.asm ; movaps Rx(d.0), Rx(x.0) ; $op Rx(d.0), Rx(y.0));
        d
    }};
}

/// `x + y`, unless it overflows.
#[inline(always)]
pub unsafe fn add_i32(x: i32, y: i32) -> Option<i32> {
    if planted(Fault::AddWraps) { Some(x.wrapping_add(y)) } else { x.checked_add(y) }
}

#[cfg(jit)]
pub fn emit_add_i32(e: &mut Emitter<'_>, no: Label, x: Int, y: Int) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    let r = alu!(e, add, x, y);
    e.branch(no);
    dynasm!(e.asm ; jo =>no);
    Int::owned(r)
}

/// `x - y`, unless it overflows.
#[inline(always)]
pub unsafe fn sub_i32(x: i32, y: i32) -> Option<i32> {
    x.checked_sub(y)
}

#[cfg(jit)]
pub fn emit_sub_i32(e: &mut Emitter<'_>, no: Label, x: Int, y: Int) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    let r = alu!(e, sub, x, y);
    e.branch(no);
    dynasm!(e.asm ; jo =>no);
    Int::owned(r)
}

/// `x * y`, unless it overflows or is -0.
#[inline(always)]
pub unsafe fn mul_i32(x: i32, y: i32) -> Option<i32> {
    match x.checked_mul(y) {
        Some(0) if (x | y) < 0 => None,
        product => product,
    }
}

#[cfg(jit)]
pub fn emit_mul_i32(e: &mut Emitter<'_>, no: Label, x: Int, y: Int) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    let y = Int { register: in_register(e, y), immediate: 0, owned: false };
    let sign = e.new_temporary();
    let r = copy(e, x);
    let nonzero = e.new_label();
    e.branch(no);
    dynasm!(e.asm ; imul Rd(r), Rd(y.register) ; jo =>no ; test Rd(r), Rd(r));
    e.branch(nonzero);
    dynasm!(e.asm ; jnz =>nonzero);
    put(e, sign, x);
    e.branch(no);
    if !planted(Fault::EmitMulZero) {
        dynasm!(e.asm ; or Rd(sign), Rd(y.register) ; js =>no);
    }
    e.bind(nonzero);
    Int::owned(r)
}

/// `x % y`, where `x` is not negative and `y` is positive.
#[inline(always)]
pub unsafe fn rem_i32(x: i32, y: i32) -> Option<i32> {
    if x >= 0 && y > 0 { Some(x % y) } else { None }
}

#[cfg(jit)]
pub fn emit_rem_i32(e: &mut Emitter<'_>, no: Label, x: Int, y: Int) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    // The division takes edx:eax, so the divisor lies elsewhere.
    let divisor = match e.new_temporary() {
        RDX => e.new_temporary(),
        other => other,
    };
    put(e, divisor, y);
    let dividend = in_register(e, x);
    e.branch(no);
    dynasm!(e.asm ; test Rd(divisor), Rd(divisor) ; jle =>no ; test Rd(dividend), Rd(dividend) ; js =>no);
    e.claim_rax(types::ALL);
    dynasm!(e.asm ; mov eax, Rd(dividend) ; xor edx, edx ; div Rd(divisor) ; mov eax, edx);
    e.clobber(RDX);
    Int::owned(0)
}

/// `-x`, unless that is -0 or overflows.
#[inline(always)]
pub unsafe fn neg_i32(x: i32) -> Option<i32> {
    if x == 0 { None } else { x.checked_neg() }
}

#[cfg(jit)]
pub fn emit_neg_i32(e: &mut Emitter<'_>, no: Label, x: Int) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    let r = copy(e, x);
    if !planted(Fault::EmitNegZero) {
        e.branch(no);
        dynasm!(e.asm ; test Rd(r), 0x7FFF_FFFF ; jz =>no);
    }
    dynasm!(e.asm ; neg Rd(r));
    Int::owned(r)
}

/// `x & y`
#[inline(always)]
pub unsafe fn bit_and_i32(x: i32, y: i32) -> i32 {
    x & y
}

#[cfg(jit)]
pub fn emit_bit_and_i32(e: &mut Emitter<'_>, _no: Label, x: Int, y: Int) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    Int::owned(alu!(e, and, x, y))
}

/// `x | y`
#[inline(always)]
pub unsafe fn bit_or_i32(x: i32, y: i32) -> i32 {
    x | y
}

#[cfg(jit)]
pub fn emit_bit_or_i32(e: &mut Emitter<'_>, _no: Label, x: Int, y: Int) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    Int::owned(alu!(e, or, x, y))
}

/// `x ^ y`
#[inline(always)]
pub unsafe fn bit_xor_i32(x: i32, y: i32) -> i32 {
    x ^ y
}

#[cfg(jit)]
pub fn emit_bit_xor_i32(e: &mut Emitter<'_>, _no: Label, x: Int, y: Int) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    Int::owned(alu!(e, xor, x, y))
}

/// `x << y`
#[inline(always)]
pub unsafe fn shl_i32(x: i32, y: i32) -> i32 {
    x.wrapping_shl(y as u32)
}

#[cfg(jit)]
pub fn emit_shl_i32(e: &mut Emitter<'_>, _no: Label, x: Int, y: Int) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    let (x, y) = (in_register(e, x), in_register(e, y));
    let r = e.new_temporary();
    dynasm!(e.asm ; shlx Rd(r), Rd(x), Rd(y));
    Int::owned(r)
}

/// `x >> y`
#[inline(always)]
pub unsafe fn shr_i32(x: i32, y: i32) -> i32 {
    x.wrapping_shr(y as u32)
}

#[cfg(jit)]
pub fn emit_shr_i32(e: &mut Emitter<'_>, _no: Label, x: Int, y: Int) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    let (x, y) = (in_register(e, x), in_register(e, y));
    let r = e.new_temporary();
    dynasm!(e.asm ; sarx Rd(r), Rd(x), Rd(y));
    Int::owned(r)
}

/// `x >>> y`, unless it does not fit an int32.
#[inline(always)]
pub unsafe fn ushr_i32(x: i32, y: i32) -> Option<i32> {
    i32::try_from((x as u32).wrapping_shr(y as u32)).ok()
}

#[cfg(jit)]
pub fn emit_ushr_i32(e: &mut Emitter<'_>, no: Label, x: Int, y: Int) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    let (x, y) = (in_register(e, x), in_register(e, y));
    let r = e.new_temporary();
    e.branch(no);
    dynasm!(e.asm ; shrx Rd(r), Rd(x), Rd(y) ; test Rd(r), Rd(r) ; js =>no);
    Int::owned(r)
}

/// `x >>> y` as a double.
#[inline(always)]
pub unsafe fn ushr_f64(x: i32, y: i32) -> f64 {
    (x as u32).wrapping_shr(y as u32) as f64
}

#[cfg(jit)]
pub fn emit_ushr_f64(e: &mut Emitter<'_>, _no: Label, x: Int, y: Int) -> Double {
    if !e.is_live() {
        return Double(0);
    }
    let (x, y) = (in_register(e, x), in_register(e, y));
    let (r, d) = (e.new_temporary(), e.new_double());
    dynasm!(e.asm ; shrx Rd(r), Rd(x), Rd(y) ; xorps Rx(d.0), Rx(d.0) ; cvtsi2sd Rx(d.0), Rq(r));
    d
}

/// Emits a comparison that jumps to `no` on the negated condition.
#[cfg(jit)]
macro_rules! compare_ints {
    ($e:ident, $no:ident, $x:ident, $y:ident, $negated:ident) => {{
        if !$e.is_live() {
            return;
        }
        let x = in_register($e, $x);
        $e.branch($no);
        if $y.is_immediate() {
            dynasm!($e.asm ; cmp Rd(x), $y.immediate ; $negated =>$no);
        } else {
            dynasm!($e.asm ; cmp Rd(x), Rd($y.register) ; $negated =>$no);
        }
    }};
}

/// `x < y`
#[inline(always)]
pub unsafe fn lt_i32(x: i32, y: i32) -> bool {
    x < y
}

#[cfg(jit)]
pub fn emit_lt_i32(e: &mut Emitter<'_>, no: Label, x: Int, y: Int) {
    if planted(Fault::EmitLessUnsigned) {
        compare_ints!(e, no, x, y, jae);
        return;
    }
    compare_ints!(e, no, x, y, jge);
}

/// `x <= y`
#[inline(always)]
pub unsafe fn le_i32(x: i32, y: i32) -> bool {
    x <= y
}

#[cfg(jit)]
pub fn emit_le_i32(e: &mut Emitter<'_>, no: Label, x: Int, y: Int) {
    compare_ints!(e, no, x, y, jg);
}

/// `x > y`
#[inline(always)]
pub unsafe fn gt_i32(x: i32, y: i32) -> bool {
    x > y
}

#[cfg(jit)]
pub fn emit_gt_i32(e: &mut Emitter<'_>, no: Label, x: Int, y: Int) {
    compare_ints!(e, no, x, y, jle);
}

/// `x >= y`
#[inline(always)]
pub unsafe fn ge_i32(x: i32, y: i32) -> bool {
    x >= y
}

#[cfg(jit)]
pub fn emit_ge_i32(e: &mut Emitter<'_>, no: Label, x: Int, y: Int) {
    compare_ints!(e, no, x, y, jl);
}

/// `x == y`
#[inline(always)]
pub unsafe fn eq_i32(x: i32, y: i32) -> bool {
    x == y
}

#[cfg(jit)]
pub fn emit_eq_i32(e: &mut Emitter<'_>, no: Label, x: Int, y: Int) {
    compare_ints!(e, no, x, y, jne);
}

/// `x + y`
#[inline(always)]
pub unsafe fn add_f64(x: f64, y: f64) -> f64 {
    x + y
}

#[cfg(jit)]
pub fn emit_add_f64(e: &mut Emitter<'_>, _no: Label, x: Double, y: Double) -> Double {
    if !e.is_live() {
        return Double(0);
    }
    sse!(e, addsd, x, y)
}

/// `x - y`
#[inline(always)]
pub unsafe fn sub_f64(x: f64, y: f64) -> f64 {
    x - y
}

#[cfg(jit)]
pub fn emit_sub_f64(e: &mut Emitter<'_>, _no: Label, x: Double, y: Double) -> Double {
    if !e.is_live() {
        return Double(0);
    }
    sse!(e, subsd, x, y)
}

/// `x * y`
#[inline(always)]
pub unsafe fn mul_f64(x: f64, y: f64) -> f64 {
    x * y
}

#[cfg(jit)]
pub fn emit_mul_f64(e: &mut Emitter<'_>, _no: Label, x: Double, y: Double) -> Double {
    if !e.is_live() {
        return Double(0);
    }
    sse!(e, mulsd, x, y)
}

/// `x / y`
#[inline(always)]
pub unsafe fn div_f64(x: f64, y: f64) -> f64 {
    x / y
}

#[cfg(jit)]
pub fn emit_div_f64(e: &mut Emitter<'_>, _no: Label, x: Double, y: Double) -> Double {
    if !e.is_live() {
        return Double(0);
    }
    sse!(e, divsd, x, y)
}

/// `-x`
#[inline(always)]
pub unsafe fn neg_f64(x: f64) -> f64 {
    -x
}

#[cfg(jit)]
pub fn emit_neg_f64(e: &mut Emitter<'_>, _no: Label, x: Double) -> Double {
    if !e.is_live() {
        return Double(0);
    }
    e.flush();
    let d = e.new_double();
    let t = e.new_temporary();
    dynasm!(e.asm ; movq Rq(t), Rx(x.0) ; btc Rq(t), 63 ; movq Rx(d.0), Rq(t));
    d
}

/// Emits a comparison of doubles that jumps to `no` where it does not hold, unordered operands included.
#[cfg(jit)]
macro_rules! compare_doubles {
    ($e:ident, $no:ident, $left:ident, $right:ident, $negated:ident) => {{
        if !$e.is_live() {
            return;
        }
        $e.branch($no);
        dynasm!($e.asm ; ucomisd Rx($left.0), Rx($right.0) ; $negated =>$no);
    }};
}

/// `x < y`
#[inline(always)]
pub unsafe fn lt_f64(x: f64, y: f64) -> bool {
    x < y
}

#[cfg(jit)]
pub fn emit_lt_f64(e: &mut Emitter<'_>, no: Label, x: Double, y: Double) {
    compare_doubles!(e, no, y, x, jbe);
}

/// `x <= y`
#[inline(always)]
pub unsafe fn le_f64(x: f64, y: f64) -> bool {
    x <= y
}

#[cfg(jit)]
pub fn emit_le_f64(e: &mut Emitter<'_>, no: Label, x: Double, y: Double) {
    if planted(Fault::EmitLessEqualNaN) {
        compare_doubles!(e, no, x, y, ja);
        return;
    }
    compare_doubles!(e, no, y, x, jb);
}

/// `x > y`
#[inline(always)]
pub unsafe fn gt_f64(x: f64, y: f64) -> bool {
    x > y
}

#[cfg(jit)]
pub fn emit_gt_f64(e: &mut Emitter<'_>, no: Label, x: Double, y: Double) {
    compare_doubles!(e, no, x, y, jbe);
}

/// `x >= y`
#[inline(always)]
pub unsafe fn ge_f64(x: f64, y: f64) -> bool {
    x >= y || planted(Fault::GreaterEqualNaN) && x.partial_cmp(&y).is_none()
}

#[cfg(jit)]
pub fn emit_ge_f64(e: &mut Emitter<'_>, no: Label, x: Double, y: Double) {
    compare_doubles!(e, no, x, y, jb);
}

/// `x == y`
#[inline(always)]
pub unsafe fn eq_f64(x: f64, y: f64) -> bool {
    x == y
}

#[cfg(jit)]
pub fn emit_eq_f64(e: &mut Emitter<'_>, no: Label, x: Double, y: Double) {
    if !e.is_live() {
        return;
    }
    e.branch(no);
    dynasm!(e.asm ; ucomisd Rx(x.0), Rx(y.0) ; jp =>no ; jne =>no);
}

/// An int32 as a double.
#[inline(always)]
pub unsafe fn int_to_f64(i: i32) -> f64 {
    i as f64
}

#[cfg(jit)]
pub fn emit_int_to_f64(e: &mut Emitter<'_>, _no: Label, i: Int) -> Double {
    if !e.is_live() {
        return Double(0);
    }
    let mark = e.mark_temporaries();
    let r = in_register(e, i);
    let d = e.new_double();
    dynasm!(e.asm ; xorps Rx(d.0), Rx(d.0) ; cvtsi2sd Rx(d.0), Rd(r));
    e.release_temporaries(mark);
    d
}

/// ToInt32 of a Number (https://tc39.es/ecma262/#sec-toint32) whose truncation fits 64 bits.
#[inline(always)]
pub unsafe fn number_to_int32(v: Value) -> Option<i32> {
    if v.is_int() {
        return Some(v.as_int());
    }
    let d = v.as_double();
    if planted(Fault::ToInt32Saturates) {
        return Some(d as i64 as i32);
    }
    // The magnitude's bound excludes NaN as well.
    if d.abs() < 9_223_372_036_854_775_808.0 { Some(d as i64 as i32) } else { None }
}

#[cfg(jit)]
pub fn emit_number_to_int32(e: &mut Emitter<'_>, no: Label, v: Val) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    let known = e.types(v);
    if known & !types::INT == 0 {
        return super::types::emit_as_int32(e, no, v);
    }
    let r = e.load(v);
    let (t, d) = (e.new_temporary(), e.new_double());
    let (double, done) = (e.new_label(), e.new_label());
    if known & types::INT != 0 {
        e.branch(double);
        dynasm!(e.asm ; cmp Rq(r), r14 ; jb =>double ; mov Rd(t), Rd(r));
        e.jump(done);
        e.bind(double);
    }
    e.flush();
    // Out of range gives the least int64, which alone overflows when 1 is subtracted.
    dynasm!(e.asm ; lea Rq(t), [Rq(r) + r14] ; movq Rx(d.0), Rq(t) ; cvttsd2si Rq(t), Rx(d.0));
    e.branch(no);
    dynasm!(e.asm ; cmp Rq(t), 1 ; jo =>no ; mov Rd(t), Rd(t));
    e.bind(done);
    Int::owned(t)
}
