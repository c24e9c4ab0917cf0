//! Elements, array and string lengths, allocation of ordinary objects.
#![allow(
    clippy::missing_safety_doc,
    reason = "a primitive's precondition is its handler's context, and the tests the handler has made"
)]

#[cfg(jit)]
use super::call::{OBJECT_ELEMENTS, cursor_offset};
use super::call::{object_header, object_size};
use super::scope::barrier;
#[cfg(jit)]
use crate::faults::{Fault, planted};
use crate::handlers::operand::Cx;
use crate::runtime::kind::Kind;
use crate::runtime::object::{Array, ELEMENT_VALUES, Elements, INLINE_SLOTS, Object};
use crate::runtime::vm::Vm;
use crate::value::Value;
use jsrun_gc::{Gc, Header};

#[cfg(jit)]
use super::number::{in_register, put};
#[cfg(jit)]
use super::scope::emit_barrier;
#[cfg(jit)]
use crate::jit::emitter::*;
#[cfg(jit)]
use dynasm::dynasm;

/// Where a header's `aux` is.
#[cfg(jit)]
const AUX: i8 = 4;
#[cfg(jit)]
const ELEMENTS_CAPACITY: i8 = std::mem::offset_of!(Elements, capacity) as i8;
#[cfg(jit)]
const ARRAY_LENGTH: i8 = std::mem::offset_of!(Array, length) as i8;

/// An object's elements.
#[inline(always)]
pub unsafe fn elements_of(o: *mut Object) -> *mut Elements {
    // SAFETY: the handler has tested that it is an object.
    unsafe { (*o).elements.get().as_ptr() }
}

#[cfg(jit)]
pub fn emit_elements_of(e: &mut Emitter<'_>, _no: Label, o: Pointer) -> Pointer {
    if !e.is_live() {
        return e.no_pointer();
    }
    e.flush();
    let (r, t) = (e.pointer(o), e.new_temporary());
    dynasm!(e.asm ; mov Rq(t), [BYTE Rq(r) + OBJECT_ELEMENTS as i8]);
    e.new_pointer(t)
}

/// Is `i` the index of an initialised element (which may be a hole)?
#[inline(always)]
pub unsafe fn in_bounds(elements: *mut Elements, i: i32) -> bool {
    // SAFETY: they are the elements of a live object.
    (i as u32) < unsafe { (*elements).header.aux() }
}

#[cfg(jit)]
pub fn emit_in_bounds(e: &mut Emitter<'_>, no: Label, elements: Pointer, i: Int) {
    if !e.is_live() {
        return;
    }
    let (r, i) = (e.pointer(elements), in_register(e, i));
    e.branch(no);
    dynasm!(e.asm ; cmp Rd(i), [BYTE Rq(r) + AUX] ; jae =>no);
}

/// Where element `i` is.
#[inline(always)]
unsafe fn element(elements: *mut Elements, i: i32) -> *mut Value {
    // SAFETY: the handler has tested that the index is within the capacity.
    unsafe { elements.cast::<u8>().add(ELEMENT_VALUES).cast::<Value>().add(i as u32 as usize) }
}

/// An element, or the hole.
#[inline(always)]
pub unsafe fn load_element(elements: *mut Elements, i: i32) -> Value {
    // SAFETY: the handler has tested the bounds.
    unsafe { *element(elements, i) }
}

#[cfg(jit)]
pub fn emit_load_element(e: &mut Emitter<'_>, _no: Label, elements: Pointer, i: Int) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    e.flush();
    let (r, t) = (e.pointer(elements), e.new_temporary());
    put(e, t, i);
    let v = e.claim_rax(types::ALL);
    dynasm!(e.asm ; mov rax, [Rq(r) + Rq(t) * 8 + ELEMENT_VALUES as i32]);
    v
}

/// Is element `i` no hole?
#[inline(always)]
pub unsafe fn has_element(elements: *mut Elements, i: i32) -> bool {
    // SAFETY: the handler has tested the bounds.
    unsafe { *element(elements, i) != Value::HOLE }
}

#[cfg(jit)]
pub fn emit_has_element(e: &mut Emitter<'_>, no: Label, elements: Pointer, i: Int) {
    if !e.is_live() {
        return;
    }
    let mark = e.mark_temporaries();
    let (r, t) = (e.pointer(elements), e.new_temporary());
    e.flush();
    put(e, t, i);
    e.branch(no);
    dynasm!(e.asm ; cmp QWORD [Rq(r) + Rq(t) * 8 + ELEMENT_VALUES as i32], Value::HOLE.bits() as i32 ; je =>no);
    e.release_temporaries(mark);
}

/// Stores an element.
#[inline(always)]
pub unsafe fn store_element(elements: *mut Elements, i: i32, v: Value) {
    // SAFETY: the handler has tested the bounds.
    unsafe {
        barrier(elements);
        *element(elements, i) = v;
    }
}

#[cfg(jit)]
pub fn emit_store_element(e: &mut Emitter<'_>, _no: Label, elements: Pointer, i: Int, v: Val) {
    if !e.is_live() {
        return;
    }
    let x = e.load(v);
    let (r, t) = (e.pointer(elements), e.new_temporary());
    put(e, t, i);
    emit_barrier(e, r);
    dynasm!(e.asm ; mov [Rq(r) + Rq(t) * 8 + ELEMENT_VALUES as i32], Rq(x));
}

/// Can `i` be appended to an array's elements as the last one, with no more effect than that? There must be room, and no
/// prototype may have elements. What is not extensible, or has a read-only `length`, has no room.
#[inline(always)]
pub unsafe fn can_append(cx: Cx, o: *mut Object, elements: *mut Elements, i: i32) -> bool {
    // SAFETY: the context and the object are live; an array's fields are read of arrays only.
    unsafe {
        (*o).kind() == Kind::Array as u8
            && i as u32 == (*elements).header.aux()
            && (i as u32) < (*elements).capacity
            && i as u32 == (*o.cast::<Array>()).length.get()
            && (*cx.vm).prototype_elements.get() == 0
    }
}

#[cfg(jit)]
pub fn emit_can_append(
    e: &mut Emitter<'_>,
    no: Label,
    _cx: Context,
    o: Pointer,
    elements: Pointer,
    i: Int,
) {
    if !e.is_live() {
        return;
    }
    let (o, r, i) = (e.pointer(o), e.pointer(elements), in_register(e, i));
    e.branch(no);
    dynasm!(e.asm
        ; cmp BYTE [Rq(o)], Kind::Array as i8
        ; jne =>no
        ; cmp Rd(i), [BYTE Rq(r) + AUX]
        ; jne =>no
        ; cmp Rd(i), [BYTE Rq(r) + ELEMENTS_CAPACITY]
        ; jae =>no
        ; cmp Rd(i), [BYTE Rq(o) + ARRAY_LENGTH]
        ; jne =>no
        ; cmp DWORD [r12 + std::mem::offset_of!(Vm, prototype_elements) as i32], 0
        ; jne =>no
    );
}

/// Appends an element to an array.
#[inline(always)]
pub unsafe fn append_element(o: *mut Object, elements: *mut Elements, i: i32, v: Value) {
    // SAFETY: the handler has tested that this is possible.
    unsafe {
        barrier(elements);
        *element(elements, i) = v;
        (*elements).header.set_aux(i as u32 + 1);
        (*o.cast::<Array>()).length.set(i as u32 + 1);
    }
}

#[cfg(jit)]
pub fn emit_append_element(
    e: &mut Emitter<'_>,
    _no: Label,
    o: Pointer,
    elements: Pointer,
    i: Int,
    v: Val,
) {
    if !e.is_live() {
        return;
    }
    let x = e.load(v);
    let (o, r, t) = (e.pointer(o), e.pointer(elements), e.new_temporary());
    put(e, t, i);
    emit_barrier(e, r);
    dynasm!(e.asm
        ; mov [Rq(r) + Rq(t) * 8 + ELEMENT_VALUES as i32], Rq(x)
        ; inc Rd(t)
        ; mov [BYTE Rq(r) + AUX], Rd(t)
    );
    if !planted(Fault::EmitAppendLength) {
        dynasm!(e.asm ; mov [BYTE Rq(o) + ARRAY_LENGTH], Rd(t));
    }
}

/// Is it an array?
#[inline(always)]
pub unsafe fn is_array(o: *mut Object) -> bool {
    // SAFETY: the handler has tested that it is an object.
    unsafe { (*o).kind() == Kind::Array as u8 }
}

#[cfg(jit)]
pub fn emit_is_array(e: &mut Emitter<'_>, no: Label, o: Pointer) {
    if !e.is_live() {
        return;
    }
    let r = e.pointer(o);
    e.branch(no);
    dynasm!(e.asm ; cmp BYTE [Rq(r)], Kind::Array as i8 ; jne =>no);
}

/// An array's `length`, if it fits an int32.
#[inline(always)]
pub unsafe fn array_length(o: *mut Object) -> Option<i32> {
    // SAFETY: the handler has tested that it is an array.
    i32::try_from(unsafe { (*o.cast::<Array>()).length.get() }).ok()
}

#[cfg(jit)]
pub fn emit_array_length(e: &mut Emitter<'_>, no: Label, o: Pointer) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    e.flush();
    let (r, t) = (e.pointer(o), e.new_temporary());
    e.branch(no);
    dynasm!(e.asm ; mov Rd(t), [BYTE Rq(r) + ARRAY_LENGTH] ; test Rd(t), Rd(t) ; js =>no);
    Int::owned(t)
}

/// A string's length: it is limited to less than 2^29.
#[inline(always)]
pub unsafe fn string_length(v: Value) -> i32 {
    // SAFETY: the handler has tested that it is a string.
    unsafe { (*std::ptr::with_exposed_provenance::<Header>(v.address())).aux() as i32 }
}

#[cfg(jit)]
pub fn emit_string_length(e: &mut Emitter<'_>, _no: Label, v: Val) -> Int {
    if !e.is_live() {
        return Int::immediate(0);
    }
    let r = e.load(v);
    let t = e.new_temporary();
    dynasm!(e.asm ; mov Rd(t), [BYTE Rq(r) + AUX]);
    Int::owned(t)
}

/// An ordinary object of a shape, if there is room without a collection. Its slots are `undefined`.
#[inline(always)]
pub(super) unsafe fn allocate(vm: *mut Vm, shape: u32, capacity: u32) -> Option<Value> {
    let (class, bytes) = object_size(capacity);
    // SAFETY: the memory between cursor and limit is free; all traced words of the object are written at once.
    unsafe {
        let bump = &mut (*vm).heap.bump[class];
        let address = bump.cursor;
        if address + bytes > bump.limit {
            return None;
        }
        bump.cursor = address + bytes;
        let words = std::ptr::with_exposed_provenance_mut::<u64>(address);
        *words = object_header(capacity, shape);
        *words.add(1) = 0;
        *words.add(2) = (*vm).empty_elements.to_word();
        for i in 0..capacity as usize {
            *words.add(INLINE_SLOTS / 8 + i) = Value::UNDEFINED.bits();
        }
        Some(Value::cell(Gc::<Object>::from_addr(address)))
    }
}

/// Emits the same; the shape is in a register of its own.
#[cfg(jit)]
pub(super) fn emit_allocate(e: &mut Emitter<'_>, no: Label, shape: u8, capacity: u32) -> Val {
    let (class, bytes) = object_size(capacity);
    let cursor = cursor_offset(class) as i32;
    let t = e.new_temporary();
    // The header's upper half is the shape; the lower half is the same for all.
    let header = object_header(capacity, 0) as u32 as i32;
    let v = e.claim_rax(types::OBJECT);
    e.branch(no);
    dynasm!(e.asm
        ; mov rax, [r12 + cursor]
        ; lea Rq(t), [rax + bytes as i32]
        ; cmp Rq(t), [r12 + cursor + 8]
        ; ja =>no
        ; mov [r12 + cursor], Rq(t)
        ; mov DWORD [rax], header
        ; mov [BYTE rax + AUX], Rd(shape)
        ; mov QWORD [BYTE rax + 8], 0
        ; mov Rq(t), [r12 + std::mem::offset_of!(Vm, empty_elements) as i32]
        ; mov [BYTE rax + OBJECT_ELEMENTS as i8], Rq(t)
    );
    e.move_immediate(t, Value::UNDEFINED.bits());
    for i in 0..capacity as i32 {
        dynasm!(e.asm ; mov [rax + INLINE_SLOTS as i32 + 8 * i], Rq(t));
    }
    v
}

/// An empty ordinary object with so many inline slots, if there is room without a collection.
#[inline(always)]
pub unsafe fn allocate_object(cx: Cx, capacity: i32) -> Option<Value> {
    // SAFETY: the context is live.
    unsafe {
        let shape = (*cx.code()).realm.object_shape(capacity as u32);
        if shape == 0 { None } else { allocate(cx.vm, shape, capacity as u32) }
    }
}

#[cfg(jit)]
pub fn emit_allocate_object(e: &mut Emitter<'_>, no: Label, _cx: Context, capacity: Int) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let capacity = capacity.immediate as u32;
    match e.object_shapes.get(capacity as usize) {
        None | Some(0) => {
            e.jump(no);
            RESULT
        }
        Some(&id) => {
            e.flush();
            let shape = e.new_temporary();
            e.move_immediate(shape, id as u64);
            emit_allocate(e, no, shape, capacity)
        }
    }
}
