//! Inline caches and global variables. The layout is `runtime/cache.rs`'s.
#![allow(
    clippy::missing_safety_doc,
    reason = "a primitive's precondition is its handler's context, and the tests the handler has made"
)]

use super::scope::barrier;
use crate::faults::{Fault, planted};
use crate::handlers::operand::{Cache, Cx};
#[cfg(jit)]
use crate::runtime::cache::InlineCache;
use crate::runtime::cache::{CACHE_ENTRIES, CacheEntry};
use crate::runtime::global::GlobalBinding;
use crate::runtime::object::Object;
use crate::runtime::validity::Validity;
use crate::value::Value;

#[cfg(jit)]
use super::scope::emit_barrier;
#[cfg(jit)]
use crate::jit::emitter::*;
#[cfg(jit)]
use crate::runtime::validity::VALIDITY_VALID;
#[cfg(jit)]
use dynasm::dynasm;

/// Where an object's shape is.
#[cfg(jit)]
const SHAPE: i8 = 4;
#[cfg(jit)]
const ENTRY_OFFSET: i8 = std::mem::offset_of!(CacheEntry, offset) as i8;
#[cfg(jit)]
const ENTRY_HOLDER: i8 = std::mem::offset_of!(CacheEntry, holder) as i8;
#[cfg(jit)]
const ENTRY_VALIDITY: i8 = std::mem::offset_of!(CacheEntry, validity) as i8;
#[cfg(jit)]
const CACHE_KEY: i8 = std::mem::offset_of!(InlineCache, key) as i8;
#[cfg(jit)]
const BINDING_VALUE: i8 = std::mem::offset_of!(GlobalBinding, value) as i8;
#[cfg(jit)]
const OBJECT_SLOTS: i8 = std::mem::offset_of!(Object, slots) as i8;

/// The cache's first entry, if it is about the object's shape.
#[inline(always)]
pub unsafe fn first_entry(o: *mut Object, c: Cache) -> Option<*mut CacheEntry> {
    // SAFETY: the object is live, the cache is one of the running function's.
    unsafe {
        let entry = (&raw mut (*c.0).entries).cast::<CacheEntry>();
        if (*entry).shape == (*o).header.aux() { Some(entry) } else { None }
    }
}

#[cfg(jit)]
pub fn emit_first_entry(e: &mut Emitter<'_>, no: Label, o: Pointer, c: CacheAddress) -> Pointer {
    if !e.is_live() {
        return e.no_pointer();
    }
    e.flush();
    let (r, entry, t) = (e.pointer(o), e.new_temporary(), e.new_temporary());
    e.move_cache(entry, c);
    e.branch(no);
    dynasm!(e.asm ; mov Rd(t), [BYTE Rq(r) + SHAPE] ; cmp Rd(t), [Rq(entry)] ; jne =>no);
    e.new_pointer(entry)
}

/// The cache's entry that is about the object's shape; the first one is expected.
#[inline(always)]
pub unsafe fn find_entry(o: *mut Object, c: Cache) -> Option<*mut CacheEntry> {
    // SAFETY: as for the first entry.
    unsafe {
        let entries = (&raw mut (*c.0).entries).cast::<CacheEntry>();
        let shape = (*o).header.aux();
        for i in 0..CACHE_ENTRIES {
            if (*entries.add(i)).shape == shape {
                return Some(entries.add(i));
            }
        }
        None
    }
}

#[cfg(jit)]
pub fn emit_find_entry(e: &mut Emitter<'_>, no: Label, o: Pointer, c: CacheAddress) -> Pointer {
    if !e.is_live() {
        return e.no_pointer();
    }
    e.flush();
    let (r, entry, t) = (e.pointer(o), e.new_temporary(), e.new_temporary());
    let (other, found) = (e.new_label(), e.new_label());
    let step = size_of::<CacheEntry>() as i8;
    e.move_cache(entry, c);
    e.branch(no);
    dynasm!(e.asm ; mov Rd(t), [BYTE Rq(r) + SHAPE] ; cmp Rd(t), [Rq(entry)] ; jne =>other);
    e.aside(other, found, |asm| {
        for _ in 2..CACHE_ENTRIES {
            dynasm!(asm ; add Rq(entry), BYTE step ; cmp Rd(t), [Rq(entry)] ; je =>found);
        }
        dynasm!(asm ; add Rq(entry), BYTE step ; cmp Rd(t), [Rq(entry)] ; jne =>no);
    });
    e.new_pointer(entry)
}

/// Is the cache of a private member about this name?
#[inline(always)]
pub unsafe fn is_cache_of(c: Cache, name: Value) -> bool {
    // SAFETY: the cache is one of the running function's.
    unsafe { (*c.0).key.bits() == name.bits() }
}

#[cfg(jit)]
pub fn emit_is_cache_of(e: &mut Emitter<'_>, no: Label, c: CacheAddress, name: Val) {
    if !e.is_live() {
        return;
    }
    let n = e.load(name);
    let t = e.new_temporary();
    e.move_cache(t, c);
    e.branch(no);
    dynasm!(e.asm ; cmp Rq(n), [BYTE Rq(t) + CACHE_KEY] ; jne =>no);
    let mark = e.mark_temporaries();
    e.release_temporaries(mark - 1);
}

/// Is the property the receiver's own?
#[inline(always)]
pub unsafe fn is_own(entry: *mut CacheEntry) -> bool {
    // SAFETY: it is an entry of a cache of the running function.
    unsafe { (*entry).holder == 0 }
}

#[cfg(jit)]
pub fn emit_is_own(e: &mut Emitter<'_>, no: Label, entry: Pointer) {
    if !e.is_live() {
        return;
    }
    let r = e.pointer(entry);
    e.branch(no);
    dynasm!(e.asm ; cmp QWORD [BYTE Rq(r) + ENTRY_HOLDER], 0 ; jne =>no);
}

/// Does the store keep the shape?
#[inline(always)]
pub unsafe fn is_replacement(entry: *mut CacheEntry) -> bool {
    // SAFETY: as for `is_own`.
    unsafe { is_own(entry) }
}

#[cfg(jit)]
pub fn emit_is_replacement(e: &mut Emitter<'_>, no: Label, entry: Pointer) {
    emit_is_own(e, no, entry);
}

/// Does the store add a property, whatever the prototypes have?
#[inline(always)]
pub unsafe fn is_addition(entry: *mut CacheEntry) -> bool {
    // SAFETY: as for `is_own`.
    unsafe { !is_own(entry) }
}

#[cfg(jit)]
pub fn emit_is_addition(e: &mut Emitter<'_>, no: Label, entry: Pointer) {
    if !e.is_live() {
        return;
    }
    let r = e.pointer(entry);
    e.branch(no);
    dynasm!(e.asm ; cmp QWORD [BYTE Rq(r) + ENTRY_HOLDER], 0 ; je =>no);
}

/// Is the prototype chain as it was?
#[inline(always)]
pub unsafe fn is_valid(entry: *mut CacheEntry) -> bool {
    // SAFETY: an entry that names a prototype or a new shape has a validity cell, which is alive, since entries are
    // cleared of dead ones.
    unsafe {
        let cell = (*entry).validity as usize;
        (*std::ptr::with_exposed_provenance::<Validity>(cell)).valid.get() != 0
            || planted(Fault::Valid)
    }
}

#[cfg(jit)]
pub fn emit_is_valid(e: &mut Emitter<'_>, no: Label, entry: Pointer) {
    if !e.is_live() || planted(Fault::EmitValid) {
        return;
    }
    let (r, t) = (e.pointer(entry), e.new_temporary());
    e.branch(no);
    dynasm!(e.asm
        ; mov Rq(t), [BYTE Rq(r) + ENTRY_VALIDITY]
        ; cmp QWORD [BYTE Rq(t) + VALIDITY_VALID as i8], 0
        ; je =>no
    );
    let mark = e.mark_temporaries();
    e.release_temporaries(mark - 1);
}

/// The prototype that holds the property.
#[inline(always)]
pub unsafe fn holder(entry: *mut CacheEntry) -> *mut Object {
    // SAFETY: as for `is_own`.
    std::ptr::with_exposed_provenance_mut(unsafe { (*entry).holder } as usize)
}

#[cfg(jit)]
pub fn emit_holder(e: &mut Emitter<'_>, _no: Label, entry: Pointer) -> Pointer {
    if !e.is_live() {
        return e.no_pointer();
    }
    e.flush();
    let (r, t) = (e.pointer(entry), e.new_temporary());
    dynasm!(e.asm ; mov Rq(t), [BYTE Rq(r) + ENTRY_HOLDER]);
    e.new_pointer(t)
}

/// Where an entry's slot is.
#[inline(always)]
unsafe fn slot(o: *mut Object, entry: *mut CacheEntry) -> *mut Value {
    // SAFETY: the entry describes the holder's shape, so it has that slot, inline or out of line.
    unsafe {
        let offset = (*entry).offset as isize;
        if offset >= 0 {
            o.cast::<u8>().offset(offset).cast()
        } else {
            let slots = *(&raw const (*o).slots).cast::<*mut u8>();
            slots.offset(-offset).cast()
        }
    }
}

/// Emits the address of an entry's slot as `[base + index]`.
#[cfg(jit)]
fn emit_slot(e: &mut Emitter<'_>, o: Pointer, entry: Pointer) -> (u8, u8) {
    e.flush();
    let (r, entry) = (e.pointer(o), e.pointer(entry));
    let (base, index) = (e.new_temporary(), e.new_temporary());
    let (out_of_line, known) = (e.new_label(), e.new_label());
    dynasm!(e.asm
        ; movsxd Rq(index), DWORD [BYTE Rq(entry) + ENTRY_OFFSET]
        ; mov Rq(base), Rq(r)
        ; test Rq(index), Rq(index)
        ; js =>out_of_line
    );
    e.aside(out_of_line, known, |asm| {
        dynasm!(asm ; mov Rq(base), [BYTE Rq(r) + OBJECT_SLOTS] ; neg Rq(index));
    });
    (base, index)
}

/// The slot of an entry.
#[inline(always)]
pub unsafe fn load_slot(o: *mut Object, entry: *mut CacheEntry) -> Value {
    // SAFETY: every slot is initialised.
    unsafe { *slot(o, entry) }
}

#[cfg(jit)]
pub fn emit_load_slot(e: &mut Emitter<'_>, _no: Label, o: Pointer, entry: Pointer) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let (base, index) = emit_slot(e, o, entry);
    let v = e.claim_rax(types::ALL);
    dynasm!(e.asm ; mov rax, [Rq(base) + Rq(index)]);
    v
}

/// Stores into the slot of an entry.
#[inline(always)]
pub unsafe fn store_slot(o: *mut Object, entry: *mut CacheEntry, v: Value) {
    // SAFETY: the entry describes the object's shape.
    unsafe {
        barrier(o);
        *slot(o, entry) = v;
    }
}

#[cfg(jit)]
pub fn emit_store_slot(e: &mut Emitter<'_>, _no: Label, o: Pointer, entry: Pointer, v: Val) {
    if !e.is_live() {
        return;
    }
    let x = e.load(v);
    let (base, index) = emit_slot(e, o, entry);
    emit_barrier(e, base);
    dynasm!(e.asm ; mov [Rq(base) + Rq(index)], Rq(x));
}

/// Stores into the slot of an entry and changes the shape: a property is added.
#[inline(always)]
pub unsafe fn store_new_slot(o: *mut Object, entry: *mut CacheEntry, v: Value) {
    // SAFETY: the entry describes the object's shape, and says that there is room for the slot of the new one.
    unsafe {
        barrier(o);
        *slot(o, entry) = v;
        (*o).header.set_aux((*entry).holder as u32);
    }
}

#[cfg(jit)]
pub fn emit_store_new_slot(e: &mut Emitter<'_>, _no: Label, o: Pointer, entry: Pointer, v: Val) {
    if !e.is_live() {
        return;
    }
    let x = e.load(v);
    let (base, index) = emit_slot(e, o, entry);
    emit_barrier(e, base);
    let (r, entry) = (e.pointer(o), e.pointer(entry));
    dynasm!(e.asm
        ; mov [Rq(base) + Rq(index)], Rq(x)
        ; mov Rd(index), [BYTE Rq(entry) + ENTRY_HOLDER]
        ; mov [BYTE Rq(r) + SHAPE], Rd(index)
    );
}

/// The global object of the running code's realm.
#[inline(always)]
pub unsafe fn global_object(cx: Cx) -> *mut Object {
    // SAFETY: the context is live.
    unsafe { (*cx.code()).realm.global_object().as_ptr() }
}

#[cfg(jit)]
pub fn emit_global_object(e: &mut Emitter<'_>, _no: Label, _cx: Context) -> Pointer {
    if !e.is_live() {
        return e.no_pointer();
    }
    e.flush();
    let t = e.new_temporary();
    let address = e.global_object;
    e.move_immediate(t, address);
    e.new_pointer(t)
}

/// The value of the script's binding that an entry names.
#[inline(always)]
pub unsafe fn load_binding(entry: *mut CacheEntry) -> Value {
    // SAFETY: an entry of a global variable's cache that is not own names a live binding.
    unsafe {
        (*std::ptr::with_exposed_provenance::<GlobalBinding>((*entry).holder as usize)).value.get()
    }
}

#[cfg(jit)]
pub fn emit_load_binding(e: &mut Emitter<'_>, _no: Label, entry: Pointer) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let r = e.pointer(entry);
    let v = e.claim_rax(types::ALL);
    dynasm!(e.asm ; mov rax, [BYTE Rq(r) + ENTRY_HOLDER] ; mov rax, [BYTE rax + BINDING_VALUE]);
    v
}

/// Is the binding that an entry names mutable and initialised? A cache for stores names mutable bindings only.
#[inline(always)]
pub unsafe fn can_store_binding(entry: *mut CacheEntry) -> bool {
    // SAFETY: as for `load_binding`.
    unsafe { load_binding(entry) != Value::UNINITIALIZED }
}

#[cfg(jit)]
pub fn emit_can_store_binding(e: &mut Emitter<'_>, no: Label, entry: Pointer) {
    if !e.is_live() {
        return;
    }
    let (r, t) = (e.pointer(entry), e.new_temporary());
    let uninitialized = Value::UNINITIALIZED.bits() as i32;
    e.branch(no);
    dynasm!(e.asm
        ; mov Rq(t), [BYTE Rq(r) + ENTRY_HOLDER]
        ; cmp QWORD [BYTE Rq(t) + BINDING_VALUE], uninitialized
        ; je =>no
    );
}

/// Stores into the binding that an entry names.
#[inline(always)]
pub unsafe fn store_binding(entry: *mut CacheEntry, v: Value) {
    // SAFETY: as for `load_binding`; the value is a plain word behind a `Slot`.
    unsafe {
        let binding =
            std::ptr::with_exposed_provenance_mut::<GlobalBinding>((*entry).holder as usize);
        barrier(binding);
        *(&raw mut (*binding).value).cast::<Value>() = v;
    }
}

#[cfg(jit)]
pub fn emit_store_binding(e: &mut Emitter<'_>, _no: Label, entry: Pointer, v: Val) {
    if !e.is_live() {
        return;
    }
    let x = e.load(v);
    let (r, t) = (e.pointer(entry), e.new_temporary());
    dynasm!(e.asm ; mov Rq(t), [BYTE Rq(r) + ENTRY_HOLDER]);
    emit_barrier(e, t);
    dynasm!(e.asm ; mov [BYTE Rq(t) + BINDING_VALUE], Rq(x));
}
