//! The shared cache, looked into by handlers: for sites that have met too many shapes, for computed keys, `in`, `instanceof`.
//! Machine code does so through routines that all functions share, so that a site costs a call.
//!
//! Invariant: what these do not find they leave to the runtime with no effect; an entry is used as `runtime/cache.rs` says.
#![allow(
    clippy::missing_safety_doc,
    reason = "a primitive's precondition is its handler's context, and the tests the handler has made"
)]

use super::scope::barrier;
use crate::handlers::operand::{Cache, Cx};
use crate::runtime::cache::{CacheEntry, SHARED_STORE};
use crate::runtime::function::Function;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::kind::Kind;
use crate::runtime::object::Object;
use crate::runtime::shape::Shape;
use crate::runtime::string::string_flags::ATOM;
use crate::runtime::validity::Validity;
#[cfg(jit)]
use crate::runtime::vm::Vm;
use crate::value::Value;
use jsrun_gc::Header;

#[cfg(jit)]
use super::scope::assemble_barrier;
#[cfg(jit)]
use crate::jit::assembler::Assembler;
#[cfg(jit)]
use crate::jit::emitter::*;
#[cfg(jit)]
use crate::runtime::cache::{InlineCache, MAX_MISSES, SHARED_HASH, SHARED_KEY_SHIFT, SharedEntry};
#[cfg(jit)]
use crate::runtime::code::Code;
#[cfg(jit)]
use crate::runtime::realm::Realm;
#[cfg(jit)]
use crate::runtime::validity::VALIDITY_VALID;
#[cfg(jit)]
use crate::runtime::vm::frame::CALLEE;
#[cfg(jit)]
use dynasm::dynasm;
#[cfg(jit)]
use std::mem::offset_of;

/// How many prototypes `instanceof` looks at before it leaves the rest to the runtime, which serves interrupts.
const MAX_HOPS: i32 = 64;

/// What the shared cache knows of a key of an object: for loads, or with [`SHARED_STORE`] for stores.
#[inline(always)]
unsafe fn find(cx: Cx, o: *mut Object, key: u64) -> Option<CacheEntry> {
    // SAFETY: the context and the object are live.
    unsafe {
        let cache = &(*cx.vm).shared_cache;
        cache.find((*o).header.aux(), key).copied()
    }
}

/// Is the chain as it was that an entry depends on?
#[inline(always)]
unsafe fn holds(entry: &CacheEntry) -> bool {
    let cell = std::ptr::with_exposed_provenance::<Validity>(entry.validity as usize);
    // SAFETY: an entry with a holder has a live validity cell.
    unsafe { (*cell).valid.get() != 0 }
}

/// Where the slot of an entry is.
#[inline(always)]
unsafe fn slot(holder: *mut Object, entry: &CacheEntry) -> *mut Value {
    // SAFETY: the entry describes the holder's shape.
    unsafe {
        match entry.offset as isize {
            offset if offset >= 0 => holder.cast::<u8>().offset(offset).cast(),
            offset => {
                let slots = *(&raw const (*holder).slots).cast::<*mut u8>();
                slots.offset(-offset).cast()
            }
        }
    }
}

/// A property by the shared cache.
#[inline(always)]
unsafe fn load(cx: Cx, o: *mut Object, key: u64) -> Option<Value> {
    // SAFETY: as for `find`; entries are cleared of the dead.
    unsafe {
        let entry = find(cx, o, key)?;
        if entry.holder == 0 {
            return Some(*slot(o, &entry));
        }
        let holder = std::ptr::with_exposed_provenance_mut(entry.holder as usize);
        if holds(&entry) { Some(*slot(holder, &entry)) } else { None }
    }
}

#[inline(always)]
unsafe fn store(cx: Cx, o: *mut Object, key: u64, v: Value) -> bool {
    // SAFETY: as for `load`; the entry of an addition says that there is room for the slot of the new shape.
    unsafe {
        let Some(entry) = find(cx, o, key | SHARED_STORE) else { return false };
        if entry.holder != 0 && !holds(&entry) {
            return false;
        }
        barrier(o);
        *slot(o, &entry) = v;
        if entry.holder != 0 {
            (*o).header.set_aux(entry.holder as u32);
        }
        true
    }
}

/// The word of the key that a string is, if it is an atom.
#[inline(always)]
unsafe fn key_of(k: Value) -> Option<u64> {
    if !k.is_cell() {
        return None;
    }
    // SAFETY: a cell's address is that of its header.
    unsafe {
        let header = &*std::ptr::with_exposed_provenance::<Header>(k.address());
        let is_atom = header.kind() == Kind::String as u8 && header.spare() & ATOM != 0;
        if is_atom { Some(k.bits()) } else { None }
    }
}

/// The object of a value that is one.
#[inline(always)]
unsafe fn object_of(v: Value) -> Option<*mut Object> {
    if v.is_object() { Some(std::ptr::with_exposed_provenance_mut(v.address())) } else { None }
}

/// A property of a site that has met too many shapes.
#[inline(always)]
pub unsafe fn load_shared(cx: Cx, o: *mut Object, c: Cache) -> Option<Value> {
    // SAFETY: the cache is one of the running function's.
    unsafe { if (*c.0).is_shared() { load(cx, o, (*c.0).key.bits()) } else { None } }
}

/// A property of an object whose key is an atom.
#[inline(always)]
pub unsafe fn load_keyed(cx: Cx, o: Value, k: Value) -> Option<Value> {
    // SAFETY: the values are live.
    unsafe { load(cx, object_of(o)?, key_of(k)?) }
}

/// Stores a property, of a site that has met too many shapes.
#[inline(always)]
pub unsafe fn store_shared(cx: Cx, o: *mut Object, c: Cache, v: Value) -> bool {
    // SAFETY: as for `load_shared`.
    unsafe { (*c.0).is_shared() && store(cx, o, (*c.0).key.bits(), v) }
}

/// Stores a property of an object whose key is an atom.
#[inline(always)]
pub unsafe fn store_keyed(cx: Cx, o: Value, k: Value, v: Value) -> bool {
    // SAFETY: the values are live.
    unsafe {
        match (object_of(o), key_of(k)) {
            (Some(o), Some(key)) => store(cx, o, key, v),
            _ => false,
        }
    }
}

/// Whether an object has a property whose key is an atom.
#[inline(always)]
pub unsafe fn has_keyed(cx: Cx, o: Value, k: Value) -> Option<Value> {
    // SAFETY: the values are live.
    unsafe {
        let entry = find(cx, object_of(o)?, key_of(k)?)?;
        if entry.holder == 0 {
            return Some(Value::TRUE);
        }
        let is_absent = entry.holder == (*cx.vm).absent.to_word();
        if holds(&entry) { Some(Value::bool(!is_absent)) } else { None }
    }
}

/// `v instanceof c` of a function whose `Symbol.hasInstance` is the original one of the running realm.
#[inline(always)]
pub unsafe fn instance_by_caches(cx: Cx, v: Value, c: Value) -> Option<Value> {
    // SAFETY: the values are live; an object's shape is, too.
    unsafe {
        let function = object_of(c)?;
        if (*function).kind() != Kind::Function as u8 {
            return None;
        }
        let original = (*cx.code()).realm.intrinsic_value(Intrinsic::FunctionHasInstance);
        if load(cx, function, (*cx.vm).symbols.has_instance.bits())? != original {
            return None;
        }
        let prototype = load(cx, function, (*cx.vm).names.prototype.bits())?;
        object_of(prototype)?;
        let Some(mut object) = object_of(v) else { return Some(Value::FALSE) };
        for _ in 0..MAX_HOPS {
            if (*object).kind() == Kind::Proxy as u8 {
                return None;
            }
            let shape = (*cx.vm).heap.decompress::<Shape>((*object).header.aux());
            match shape.prototype() {
                None => return Some(Value::FALSE),
                Some(next) if Value::cell(next) == prototype => return Some(Value::TRUE),
                Some(next) => object = next.as_ptr(),
            }
        }
        None
    }
}

/// The prototype of a function's home object, which is none of the sort that decides for itself.
#[inline(always)]
pub unsafe fn home_prototype(cx: Cx, f: Value) -> Option<Value> {
    // SAFETY: the values are live.
    unsafe {
        if (*object_of(f)?).kind() != Kind::Function as u8 {
            return None;
        }
        let function = std::ptr::with_exposed_provenance::<Function>(f.address());
        let home = object_of((*function).home_object.get())?;
        if (*home).kind() == Kind::Proxy as u8 {
            return None;
        }
        let shape = (*cx.vm).heap.decompress::<Shape>((*home).header.aux());
        shape.prototype().map(Value::cell)
    }
}

#[cfg(jit)]
pub fn emit_home_prototype(e: &mut Emitter<'_>, no: Label, _cx: Context, f: Val) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let r = e.load(f);
    let t = e.new_temporary();
    e.branch(no);
    dynasm!(e.asm
        ; test Rq(r), r15
        ; jnz =>no
        ; cmp BYTE [Rq(r)], Kind::Function as i8
        ; jne =>no
        ; mov Rq(t), [Rq(r) + offset_of!(Function, home_object) as i32]
        ; test Rq(t), r15
        ; jnz =>no
        ; cmp BYTE [Rq(t)], Kind::FIRST_OBJECT as i8
        ; jb =>no
        ; cmp BYTE [Rq(t)], Kind::Proxy as i8
        ; je =>no
        ; mov Rd(t), [BYTE Rq(t) + SHAPE]
        ; shl Rq(t), jsrun_gc::GRANULE_SHIFT as i8
        ; add Rq(t), [r12 + offset_of!(Vm, region_base) as i32]
        ; mov Rq(t), [BYTE Rq(t) + Shape::PROTOTYPE as i8]
        ; test Rq(t), Rq(t)
        ; jz =>no
    );
    let v = e.claim_rax(types::OBJECT);
    dynasm!(e.asm ; mov rax, Rq(t));
    v
}

/// The routines, in the order of [`Vm::routines`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Routine {
    /// [`load_shared`]: r11 is the cache.
    LoadShared,
    /// [`load_keyed`]: r11 is the key.
    LoadKeyed,
    /// [`store_shared`]
    StoreShared,
    /// [`store_keyed`]
    StoreKeyed,
    /// [`has_keyed`]
    HasKeyed,
    /// [`instance_by_caches`]: r10 is the value, r11 the function.
    InstanceByCaches,
}

/// How many routines there are.
pub const ROUTINES: usize = 6;

// A routine takes the object in r10, the cache or the key in r11, and a value to store in rax. It gives its result in rax, 0
// where nothing was found, and changes nothing else but r10 and r11.

/// How many temporaries a handler may have taken when it calls a routine: r10 and r11 are the last of the pool.
#[cfg(jit)]
const FREE_TEMPORARIES: u8 = 6;

/// Emits the call of a routine whose operands are in place.
#[cfg(jit)]
fn emit_routine(e: &mut Emitter<'_>, no: Label, routine: Routine) {
    let address = offset_of!(Vm, routines) + 8 * routine as usize;
    e.branch(no);
    dynasm!(e.asm ; call QWORD [r12 + address as i32] ; test rax, rax ; jz =>no);
}

/// Emits two operands into r10 and r11, and a value to store into rax.
#[cfg(jit)]
fn emit_operands(
    e: &mut Emitter<'_>,
    first: u8,
    second: Result<u8, CacheAddress>,
    stored: Option<u8>,
) {
    assert!(e.mark_temporaries() <= FREE_TEMPORARIES, "the routine's registers are taken");
    dynasm!(e.asm ; mov r10, Rq(first));
    match second {
        Ok(register) => dynasm!(e.asm ; mov r11, Rq(register)),
        Err(cache) => e.move_cache(11, cache),
    }
    if let Some(r) = stored
        && r != 0
    {
        dynasm!(e.asm ; mov rax, Rq(r));
    }
}

#[cfg(jit)]
pub fn emit_load_shared(
    e: &mut Emitter<'_>,
    no: Label,
    _cx: Context,
    o: Pointer,
    c: CacheAddress,
) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    e.flush();
    let r = e.pointer(o);
    emit_operands(e, r, Err(c), None);
    let v = e.claim_rax(types::ALL);
    emit_routine(e, no, Routine::LoadShared);
    v
}

/// Emits a routine that takes two values and gives one of `types`.
#[cfg(jit)]
fn emit_of_values(
    e: &mut Emitter<'_>,
    no: Label,
    routine: Routine,
    (a, b): (Val, Val),
    types: Types,
) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let (x, y) = (e.load(a), e.load(b));
    emit_operands(e, x, Ok(y), None);
    let v = e.claim_rax(types);
    emit_routine(e, no, routine);
    v
}

#[cfg(jit)]
pub fn emit_load_keyed(e: &mut Emitter<'_>, no: Label, _cx: Context, o: Val, k: Val) -> Val {
    emit_of_values(e, no, Routine::LoadKeyed, (o, k), types::ALL)
}

#[cfg(jit)]
pub fn emit_store_shared(
    e: &mut Emitter<'_>,
    no: Label,
    _cx: Context,
    o: Pointer,
    c: CacheAddress,
    v: Val,
) {
    if !e.is_live() {
        return;
    }
    let x = e.load(v);
    let r = e.pointer(o);
    emit_operands(e, r, Err(c), Some(x));
    e.claim_rax(types::ALL);
    emit_routine(e, no, Routine::StoreShared);
}

#[cfg(jit)]
pub fn emit_store_keyed(e: &mut Emitter<'_>, no: Label, _cx: Context, o: Val, k: Val, v: Val) {
    if !e.is_live() {
        return;
    }
    let (x, y, z) = (e.load(o), e.load(k), e.load(v));
    emit_operands(e, x, Ok(y), Some(z));
    e.claim_rax(types::ALL);
    emit_routine(e, no, Routine::StoreKeyed);
}

#[cfg(jit)]
pub fn emit_has_keyed(e: &mut Emitter<'_>, no: Label, _cx: Context, o: Val, k: Val) -> Val {
    emit_of_values(e, no, Routine::HasKeyed, (o, k), types::BOOLEAN)
}

#[cfg(jit)]
pub fn emit_instance_by_caches(
    e: &mut Emitter<'_>,
    no: Label,
    _cx: Context,
    v: Val,
    c: Val,
) -> Val {
    emit_of_values(e, no, Routine::InstanceByCaches, (v, c), types::BOOLEAN)
}

#[cfg(jit)]
const SHAPE: i8 = 4;
#[cfg(jit)]
const SPARE: i8 = 2;
#[cfg(jit)]
const SLOTS: i8 = offset_of!(Object, slots) as i8;
#[cfg(jit)]
const ENTRY_SHAPE: i8 = (offset_of!(SharedEntry, entry) + offset_of!(CacheEntry, shape)) as i8;
#[cfg(jit)]
const ENTRY_OFFSET: i8 = (offset_of!(SharedEntry, entry) + offset_of!(CacheEntry, offset)) as i8;
#[cfg(jit)]
const ENTRY_HOLDER: i8 = (offset_of!(SharedEntry, entry) + offset_of!(CacheEntry, holder)) as i8;
#[cfg(jit)]
const ENTRY_VALIDITY: i8 =
    (offset_of!(SharedEntry, entry) + offset_of!(CacheEntry, validity)) as i8;

/// A routine under construction. It uses rcx and rdx, which it saves; `fail` leaves it with 0.
#[cfg(jit)]
struct Assembly {
    asm: Assembler,
    fail: Label,
}

#[cfg(jit)]
impl Assembly {
    fn new() -> Assembly {
        let mut asm = Assembler::with_capacity(512);
        let fail = asm.new_label((0, 0));
        dynasm!(asm ; push rcx ; push rdx);
        Assembly { asm, fail }
    }

    fn leave(&mut self) {
        dynasm!(self.asm ; pop rdx ; pop rcx ; ret);
    }

    fn finish(mut self) -> Vec<u8> {
        self.asm.set_label_here(self.fail);
        dynasm!(self.asm ; xor eax, eax);
        self.leave();
        self.asm.into_code()
    }

    /// Makes a key in r11 of a cache in r11.
    fn key_of_cache(&mut self) {
        let fail = self.fail;
        dynasm!(self.asm
            ; cmp DWORD [r11 + offset_of!(InlineCache, misses) as i32], MAX_MISSES as i32
            ; jbe =>fail
            ; mov r11, [r11 + offset_of!(InlineCache, key) as i32]
        );
    }

    /// Fails unless r10 is an object.
    fn object(&mut self) {
        let fail = self.fail;
        dynasm!(self.asm
            ; test r10, r15
            ; jnz =>fail
            ; cmp BYTE [r10], Kind::FIRST_OBJECT as i8
            ; jb =>fail
        );
    }

    /// Fails unless r11 is an atom.
    fn atom(&mut self) {
        let fail = self.fail;
        dynasm!(self.asm
            ; test r11, r15
            ; jnz =>fail
            ; cmp BYTE [r11], Kind::String as i8
            ; jne =>fail
            ; test BYTE [BYTE r11 + SPARE], ATOM as i8
            ; jz =>fail
        );
    }

    /// Makes an entry's address in rcx for the object in r10 and the key in r11; edx is the shape, and rax is free.
    fn find(&mut self) {
        let fail = self.fail;
        let (factor, shift) = (SHARED_HASH.0 as i32, SHARED_HASH.1 as i8);
        let size = size_of::<SharedEntry>().trailing_zeros() as i8;
        dynasm!(self.asm
            ; mov edx, [BYTE r10 + SHAPE]
            ; mov rcx, r11
            ; shr rcx, SHARED_KEY_SHIFT as i8
            ; xor ecx, edx
            ; imul ecx, ecx, factor
            ; shr ecx, shift
            ; shl ecx, size
            ; add rcx, [r12 + offset_of!(Vm, shared_cache) as i32]
            ; cmp [rcx], r11
            ; jne =>fail
            ; cmp [BYTE rcx + ENTRY_SHAPE], edx
            ; jne =>fail
        );
    }

    /// Makes the holder of the entry in rcx in r10, if it is not the object itself; fails if the entry does not hold.
    fn holder(&mut self) {
        let (fail, own) = (self.fail, self.asm.new_label((0, 0)));
        dynasm!(self.asm ; mov rdx, [BYTE rcx + ENTRY_HOLDER] ; test rdx, rdx ; jz =>own);
        self.valid(fail);
        dynasm!(self.asm ; mov r10, rdx);
        self.asm.set_label_here(own);
    }

    /// Fails if the validity cell of the entry in rcx is not valid; r11 is lost.
    fn valid(&mut self, fail: Label) {
        dynasm!(self.asm
            ; mov r11, [BYTE rcx + ENTRY_VALIDITY]
            ; cmp QWORD [BYTE r11 + VALIDITY_VALID as i8], 0
            ; je =>fail
        );
    }

    /// Makes the address of the entry's slot in r10, of the holder in r10; r11 is lost.
    fn slot(&mut self) {
        let (inline, done) = (self.asm.new_label((0, 0)), self.asm.new_label((0, 0)));
        dynasm!(self.asm
            ; movsxd r11, DWORD [BYTE rcx + ENTRY_OFFSET]
            ; test r11, r11
            ; jns =>inline
            ; mov r10, [BYTE r10 + SLOTS]
            ; sub r10, r11
            ; jmp =>done
        );
        self.asm.set_label_here(inline);
        dynasm!(self.asm ; add r10, r11);
        self.asm.set_label_here(done);
    }

    /// Loads what the object in r10 has under the key in r11 into rax; both are lost.
    fn load(&mut self) {
        self.find();
        self.holder();
        self.slot();
        dynasm!(self.asm ; mov rax, [r10]);
    }

    /// Stores rax under the key in r11 of the object in r10.
    fn store(&mut self) {
        let (fail, replaces) = (self.fail, self.asm.new_label((0, 0)));
        dynasm!(self.asm ; or r11, SHARED_STORE as i32);
        self.find();
        dynasm!(self.asm ; mov edx, [BYTE rcx + ENTRY_HOLDER] ; test edx, edx ; jz =>replaces);
        self.valid(fail);
        dynasm!(self.asm ; mov [BYTE r10 + SHAPE], edx);
        self.asm.set_label_here(replaces);
        assemble_barrier(&mut self.asm, 10);
        self.slot();
        dynasm!(self.asm ; mov [r10], rax ; mov eax, 1);
    }
}

/// The code of a routine.
#[cfg(jit)]
pub fn assemble_routine(routine: Routine) -> Vec<u8> {
    let mut a = Assembly::new();
    match routine {
        Routine::LoadShared => {
            a.key_of_cache();
            a.load();
        }
        Routine::LoadKeyed => {
            a.object();
            a.atom();
            a.load();
        }
        Routine::StoreShared => {
            a.key_of_cache();
            a.store();
        }
        Routine::StoreKeyed => {
            a.object();
            a.atom();
            a.store();
        }
        Routine::HasKeyed => assemble_has(&mut a),
        Routine::InstanceByCaches => assemble_instance(&mut a),
    }
    a.leave();
    a.finish()
}

#[cfg(jit)]
fn assemble_has(a: &mut Assembly) {
    let (fail, own, absent) = (a.fail, a.asm.new_label((0, 0)), a.asm.new_label((0, 0)));
    a.object();
    a.atom();
    a.find();
    dynasm!(a.asm ; mov rdx, [BYTE rcx + ENTRY_HOLDER] ; test rdx, rdx ; jz =>own);
    a.valid(fail);
    dynasm!(a.asm
        ; cmp rdx, [r12 + offset_of!(Vm, absent) as i32]
        ; mov eax, Value::FALSE.bits() as i32
        ; je =>absent
    );
    a.asm.set_label_here(own);
    dynasm!(a.asm ; mov eax, Value::TRUE.bits() as i32);
    a.asm.set_label_here(absent);
}

/// The value is kept on the stack, and then the function; the prototype that is looked for comes to rax.
#[cfg(jit)]
fn assemble_instance(a: &mut Assembly) {
    let label = |a: &mut Assembly| a.asm.new_label((0, 0));
    let (restore, is_not, is, next, end) = (label(a), label(a), label(a), label(a), label(a));
    let fail = std::mem::replace(&mut a.fail, restore);
    let has_instance =
        (offset_of!(Vm, symbols) + offset_of!(crate::runtime::names::Symbols, has_instance)) as i32;
    let prototype =
        (offset_of!(Vm, names) + offset_of!(crate::runtime::names::Names, prototype)) as i32;
    let intrinsic = Realm::intrinsic_offset(Intrinsic::FunctionHasInstance) as i32;
    dynasm!(a.asm ; push r10 ; push r11 ; mov r10, r11);
    a.object();
    dynasm!(a.asm
        ; cmp BYTE [r10], Kind::Function as i8
        ; jne =>restore
        ; mov r11, [r12 + has_instance]
    );
    a.load();
    dynasm!(a.asm
        ; mov rcx, [BYTE rbx + (8 * CALLEE) as i8]
        ; mov rcx, [rcx + offset_of!(Function, code) as i32]
        ; mov rcx, [rcx + offset_of!(Code, realm) as i32]
        ; cmp rax, [rcx + intrinsic]
        ; jne =>restore
        ; mov r10, [rsp]
        ; mov r11, [r12 + prototype]
    );
    a.load();
    dynasm!(a.asm ; mov r10, rax);
    a.object();
    dynasm!(a.asm
        ; mov r10, [rsp + 8]
        ; test r10, r15
        ; jnz =>is_not
        ; cmp BYTE [r10], Kind::FIRST_OBJECT as i8
        ; jb =>is_not
        ; mov ecx, MAX_HOPS
    );
    a.asm.set_label_here(next);
    dynasm!(a.asm
        ; cmp BYTE [r10], Kind::Proxy as i8
        ; je =>restore
        ; mov r11d, [BYTE r10 + SHAPE]
        ; shl r11, jsrun_gc::GRANULE_SHIFT as i8
        ; add r11, [r12 + offset_of!(Vm, region_base) as i32]
        ; mov r10, [r11 + Shape::PROTOTYPE as i32]
        ; test r10, r10
        ; jz =>is_not
        ; cmp r10, rax
        ; je =>is
        ; dec ecx
        ; jnz =>next
    );
    a.asm.set_label_here(restore);
    dynasm!(a.asm ; pop r11 ; pop r10 ; jmp =>fail);
    a.asm.set_label_here(is);
    dynasm!(a.asm ; mov eax, Value::TRUE.bits() as i32 ; jmp =>end);
    a.asm.set_label_here(is_not);
    dynasm!(a.asm ; mov eax, Value::FALSE.bits() as i32);
    a.asm.set_label_here(end);
    dynasm!(a.asm ; pop r11 ; pop r10);
    a.fail = fail;
}
