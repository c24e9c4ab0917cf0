//! Elements of typed arrays, of the kinds that scripts compute with. Machine code reaches them through two routines that
//! all functions share, so that a site costs a call and no table of kinds.
//!
//! Invariant: what these do not do (out of range, detached, BigInt and Float16 elements) they leave to the runtime
//! with no effect.
#![allow(
    clippy::missing_safety_doc,
    reason = "a primitive's precondition is its handler's context, and the tests the handler has made"
)]

use crate::runtime::kind::Kind;
use crate::runtime::object::Object;
use crate::runtime::typed_array::TypedArray;
use crate::value::Value;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

#[cfg(jit)]
use super::number::put;
#[cfg(jit)]
use crate::jit::assembler::Assembler;
#[cfg(jit)]
use crate::jit::emitter::*;
#[cfg(jit)]
use dynasm::dynasm;

/// Where machine code finds a typed array's memory and length.
const DATA: usize = 32;
const LENGTH: usize = 40;
const _: () = assert!(std::mem::offset_of!(TypedArray, data) == DATA);
const _: () = assert!(std::mem::offset_of!(TypedArray, length) == LENGTH);

/// The memory of a typed array, if `i` is the index of one of its elements.
#[inline(always)]
unsafe fn memory(o: *mut Object, i: i32) -> Option<(u8, *mut u8)> {
    // SAFETY: the handler has tested that it is an object; the fields are read of typed arrays only.
    unsafe {
        let kind = (*o).kind();
        if !Kind::TYPED_ARRAYS.contains(&kind) {
            return None;
        }
        let (data, length) = (
            *o.cast::<u8>().add(DATA).cast::<*mut u8>(),
            *o.cast::<u8>().add(LENGTH).cast::<u64>(),
        );
        if (i as u32 as u64) < length { Some((kind, data)) } else { None }
    }
}

/// Accesses to elements, which other agents may access at the same time: whole, as those of machine code are.
macro_rules! accesses {
    ($($load:ident $store:ident $atomic:ident $int:ty,)*) => {$(
        /// # Safety
        /// There is such an element, aligned to its size.
        #[inline(always)]
        unsafe fn $load(data: *mut u8, i: usize) -> $int {
            // SAFETY: promised by the caller.
            unsafe { $atomic::from_ptr(data.cast::<$int>().add(i)).load(Ordering::Relaxed) }
        }

        /// # Safety
        /// There is such an element, aligned to its size.
        #[inline(always)]
        unsafe fn $store(data: *mut u8, i: usize, n: $int) {
            // SAFETY: promised by the caller.
            unsafe { $atomic::from_ptr(data.cast::<$int>().add(i)).store(n, Ordering::Relaxed) }
        }
    )*};
}

accesses! {
    load8 store8 AtomicU8 u8,
    load16 store16 AtomicU16 u16,
    load32 store32 AtomicU32 u32,
    load64 store64 AtomicU64 u64,
}

/// An element of a typed array.
#[inline(always)]
pub unsafe fn load_typed_element(o: *mut Object, i: i32) -> Option<Value> {
    // SAFETY: `memory` has tested the bounds; elements are aligned to their size within the buffer's memory.
    unsafe {
        let (kind, data) = memory(o, i)?;
        let i = i as u32 as usize;
        Some(match Kind::from_u8(kind)? {
            Kind::Int8Array => Value::int(load8(data, i) as i8 as i32),
            Kind::Uint8Array | Kind::Uint8ClampedArray => Value::int(load8(data, i) as i32),
            Kind::Int16Array => Value::int(load16(data, i) as i16 as i32),
            Kind::Uint16Array => Value::int(load16(data, i) as i32),
            Kind::Int32Array => Value::int(load32(data, i) as i32),
            Kind::Uint32Array => Value::number(load32(data, i) as f64),
            Kind::Float32Array => Value::double(f32::from_bits(load32(data, i)) as f64),
            Kind::Float64Array => Value::double(f64::from_bits(load64(data, i))),
            _ => return None,
        })
    }
}

/// Stores a Number into an element of a typed array; `false` if that is left to the runtime.
#[inline(always)]
pub unsafe fn store_typed_element(o: *mut Object, i: i32, v: Value) -> bool {
    // SAFETY: as for loads; the handler has tested that the value is a Number.
    unsafe {
        let Some((kind, data)) = memory(o, i) else { return false };
        let i = i as u32 as usize;
        match Kind::from_u8(kind) {
            Some(Kind::Float32Array) => {
                store32(data, i, (v.as_number() as f32).to_bits());
            }
            Some(Kind::Float64Array) => store64(data, i, v.as_number().to_bits()),
            Some(kind) => {
                let Some(n) = super::number::number_to_int32(v) else { return false };
                match kind {
                    Kind::Int8Array | Kind::Uint8Array => store8(data, i, n as u8),
                    Kind::Int16Array | Kind::Uint16Array => store16(data, i, n as u16),
                    Kind::Int32Array | Kind::Uint32Array => store32(data, i, n as u32),
                    _ => return false,
                }
            }
            None => return false,
        }
        true
    }
}

/// The machine registers that the routines take their operands in: r10 the object, r11 the index; rax gives the value to
/// store, and is the result, 0 where nothing was done. They change nothing else but xmm0.
#[cfg(jit)]
const OBJECT: u8 = 10;
#[cfg(jit)]
const INDEX: u8 = 11;

/// How many temporaries a handler may have taken when it calls a routine: r10 and r11 are the last of the pool.
#[cfg(jit)]
const FREE_TEMPORARIES: u8 = 6;

/// Emits the object and the index into their registers.
#[cfg(jit)]
fn emit_routine_operands(e: &mut Emitter<'_>, o: Pointer, i: Int) {
    assert!(e.mark_temporaries() <= FREE_TEMPORARIES, "the routine's registers are taken");
    e.flush();
    let r = e.pointer(o);
    dynasm!(e.asm ; mov Rq(OBJECT), Rq(r));
    put(e, INDEX, i);
}

/// Emits the call of a routine, which finds rax above its return address.
#[cfg(jit)]
fn emit_routine_call(e: &mut Emitter<'_>, no: Label, routine: usize) {
    e.branch(no);
    dynasm!(e.asm ; sub rsp, 8 ; push rax ; mov rax, QWORD routine as i64 ; call rax ; lea rsp, [rsp + 16] ; test rax, rax ; jz =>no);
}

#[cfg(jit)]
pub fn emit_load_typed_element(e: &mut Emitter<'_>, no: Label, o: Pointer, i: Int) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    emit_routine_operands(e, o, i);
    let v = e.claim_rax(types::NUMBER);
    let routine = e.typed_load;
    emit_routine_call(e, no, routine);
    v
}

#[cfg(jit)]
pub fn emit_store_typed_element(e: &mut Emitter<'_>, no: Label, o: Pointer, i: Int, v: Val) {
    if !e.is_live() {
        return;
    }
    let x = e.load(v);
    emit_routine_operands(e, o, i);
    e.claim_rax(types::ALL);
    if x != 0 {
        dynasm!(e.asm ; mov rax, Rq(x));
    }
    let routine = e.typed_store;
    emit_routine_call(e, no, routine);
}

/// The distance of a kind from the first typed array's.
#[cfg(jit)]
const fn ordinal(kind: Kind) -> i8 {
    (kind as u8 - *Kind::TYPED_ARRAYS.start()) as i8
}

/// Emits the bounds check: eax is the ordinal of the kind, r10 the memory from here on; `fail` if out of range.
#[cfg(jit)]
fn emit_memory(a: &mut Assembler, fail: Label) {
    let first = *Kind::TYPED_ARRAYS.start() as i32;
    let count = (*Kind::TYPED_ARRAYS.end() - *Kind::TYPED_ARRAYS.start()) as i32;
    dynasm!(a
        ; movzx eax, BYTE [r10]
        ; sub eax, first
        ; cmp eax, count
        ; ja =>fail
        ; mov r11d, r11d
        ; cmp r11, [BYTE r10 + LENGTH as i8]
        ; jae =>fail
        ; mov r10, [BYTE r10 + DATA as i8]
    );
}

/// The routine of [`load_typed_element`]. The value slot on the stack is not used.
#[cfg(jit)]
pub fn assemble_typed_load() -> Vec<u8> {
    let mut asm = Assembler::with_capacity(512);
    let a = &mut asm;
    let label = |a: &mut Assembler| a.new_label((0, 0));
    let (fail, nan, box_double, box_int) = (label(a), label(a), label(a), label(a));
    emit_memory(a, fail);
    macro_rules! kind {
        ($kind:ident, $($code:tt)*) => {{
            let other = label(a);
            dynasm!(a ; cmp eax, ordinal(Kind::$kind) as i32 ; jne =>other $($code)*);
            a.set_label_here(other);
        }};
    }
    kind!(Float64Array, ; movsd xmm0, [r10 + r11 * 8] ; jmp =>box_double);
    kind!(Int32Array, ; mov eax, [r10 + r11 * 4] ; jmp =>box_int);
    kind!(Uint8Array, ; movzx eax, BYTE [r10 + r11] ; jmp =>box_int);
    kind!(Float32Array, ; cvtss2sd xmm0, [r10 + r11 * 4] ; jmp =>box_double);
    kind!(Uint16Array, ; movzx eax, WORD [r10 + r11 * 2] ; jmp =>box_int);
    kind!(Int16Array, ; movsx eax, WORD [r10 + r11 * 2] ; jmp =>box_int);
    kind!(Int8Array, ; movsx eax, BYTE [r10 + r11] ; jmp =>box_int);
    kind!(Uint8ClampedArray, ; movzx eax, BYTE [r10 + r11] ; jmp =>box_int);
    kind!(Uint32Array, ; mov eax, [r10 + r11 * 4] ; test eax, eax ; jns =>box_int ; cvtsi2sd xmm0, rax ; jmp =>box_double);
    a.set_label_here(fail);
    dynasm!(a ; xor eax, eax ; ret);
    a.set_label_here(box_int);
    dynasm!(a ; or rax, r14 ; ret);
    a.set_label_here(box_double);
    dynasm!(a ; ucomisd xmm0, xmm0 ; jp =>nan ; movq rax, xmm0 ; sub rax, r14 ; ret);
    a.set_label_here(nan);
    dynasm!(a ; mov rax, QWORD Value::NAN.bits() as i64 ; ret);
    asm.into_code()
}

/// The routine of [`store_typed_element`]. The value is on the stack, above the return address.
#[cfg(jit)]
pub fn assemble_typed_store() -> Vec<u8> {
    let mut asm = Assembler::with_capacity(512);
    let a = &mut asm;
    let label = |a: &mut Assembler| a.new_label((0, 0));
    let (fail, done, floats, single, ready, int, store) =
        (label(a), label(a), label(a), label(a), label(a), label(a), label(a));
    emit_memory(a, fail);
    let (float32, float64) =
        (ordinal(Kind::Float32Array) as i32, ordinal(Kind::Float64Array) as i32);
    dynasm!(a ; cmp eax, float64 ; je =>floats ; cmp eax, float32 ; je =>floats ; ja =>fail);
    // Integers: the memory's address moves to the element, so that r11 is free for the number.
    macro_rules! scale {
        ($first:ident, $second:ident, $shift:literal) => {{
            let other = label(a);
            let here = label(a);
            dynasm!(a
                ; cmp eax, ordinal(Kind::$first) as i32
                ; je =>here
                ; cmp eax, ordinal(Kind::$second) as i32
                ; jne =>other
            );
            a.set_label_here(here);
            dynasm!(a ; shl r11, $shift ; add r10, r11 ; jmp =>store);
            a.set_label_here(other);
        }};
    }
    scale!(Int32Array, Uint32Array, 2);
    scale!(Int8Array, Uint8Array, 0);
    scale!(Int16Array, Uint16Array, 1);
    dynasm!(a ; jmp =>fail);
    a.set_label_here(store);
    dynasm!(a ; mov r11, [rsp + 8] ; cmp r11, r14 ; jae =>int);
    dynasm!(a ; add r11, r14 ; movq xmm0, r11 ; cvttsd2si r11, xmm0 ; cmp r11, 1 ; jo =>fail);
    a.set_label_here(int);
    let (word, byte) = (label(a), label(a));
    dynasm!(a
        ; cmp eax, ordinal(Kind::Uint8Array) as i32
        ; jbe =>byte
        ; cmp eax, ordinal(Kind::Uint16Array) as i32
        ; jbe =>word
        ; mov [r10], r11d
        ; jmp =>done
    );
    a.set_label_here(word);
    dynasm!(a ; mov [r10], r11w ; jmp =>done);
    a.set_label_here(byte);
    dynasm!(a ; mov [r10], r11b ; jmp =>done);
    a.set_label_here(floats);
    let boxed = label(a);
    dynasm!(a ; cmp eax, float32 ; mov rax, [rsp + 8] ; je =>single);
    dynasm!(a ; lea r10, [r10 + r11 * 8] ; cmp rax, r14 ; jb =>boxed ; cvtsi2sd xmm0, eax ; movsd [r10], xmm0 ; jmp =>done);
    a.set_label_here(boxed);
    dynasm!(a ; add rax, r14 ; mov [r10], rax ; jmp =>done);
    a.set_label_here(single);
    dynasm!(a ; lea r10, [r10 + r11 * 4] ; cmp rax, r14 ; jb =>ready ; cvtsi2sd xmm0, eax ; cvtsd2ss xmm0, xmm0 ; movss [r10], xmm0 ; jmp =>done);
    a.set_label_here(ready);
    dynasm!(a ; add rax, r14 ; movq xmm0, rax ; cvtsd2ss xmm0, xmm0 ; movss [r10], xmm0);
    a.set_label_here(done);
    dynasm!(a ; mov eax, 1 ; ret);
    a.set_label_here(fail);
    dynasm!(a ; xor eax, eax ; ret);
    asm.into_code()
}
