//! The slow paths of cached property operations: do the operation, and fill the cache where the next one can be faster.
//!
//! Invariants of an entry beyond those of `cache.rs`:
//! * The receiver's shape is not of an exotic object, and the key is not special for its class.
//! * A property found up the prototype chain, or nowhere, is guarded by the validity of the whole chain. An absent one has
//!   [`Vm::absent`] as its holder.
//! * An added property goes from one tree shape to its child, with room in the object for it already; the chain has
//!   no property of that name, or first a writable one.

use super::cache::{CacheEntry, InlineCache, MAX_MISSES, SHARED_STORE};
use super::code::Code;
use super::function::Function;
use super::global::GLOBAL_BINDING_VALUE;
use super::kind::Kind;
use super::object::Object;
use super::property::Attributes;
use super::property_key::PropertyKey;
use super::shape::{Shape, ShapeClass};
use super::storage::{out_of_line_capacity, slot_offset};
use super::validity::Validity;
use super::vm::Vm;
use crate::faults::{Fault, planted};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

/// Where a property is.
enum Located {
    /// A data property with this value.
    Value(Value),
    /// An accessor.
    Accessor(Value),
    /// From this object on, which is not ordinary, nobody has looked.
    Beyond(Gc<Object>),
    /// Nowhere.
    Nowhere,
}

/// Which absent properties may be relied on.
fn may_be_absent(vm: &Vm, shape: Gc<Shape>, key: PropertyKey) -> bool {
    match shape.class() {
        ShapeClass::Ordinary => true,
        ShapeClass::Array => key != vm.names.length,
        ShapeClass::Function => !vm.is_lazy_key(key),
        ShapeClass::Exotic => false,
    }
}

impl Vm {
    /// Counts a miss; may the site be filled?
    ///
    /// # Safety
    /// `cache` is a cache of live code.
    unsafe fn note_miss(&mut self, cache: *mut InlineCache) -> bool {
        // SAFETY: promised by the caller.
        unsafe {
            let misses = (*cache).misses.saturating_add(1);
            (*cache).misses = misses;
            misses <= MAX_MISSES
        }
    }

    /// An entry for a load. Of a site that has met too many shapes it goes to the shared cache.
    unsafe fn fill(
        &mut self,
        cache: *mut InlineCache,
        shape: Gc<Shape>,
        absence: bool,
        offset: i32,
        holder: u64,
        validity: u64,
    ) {
        shape.note_cached(absence);
        let shape = self.heap.compress(shape);
        // SAFETY: promised by the callers.
        unsafe { self.put(cache, 0, CacheEntry { shape, offset, holder, validity }) }
    }

    /// The same for a store.
    unsafe fn fill_store(
        &mut self,
        cache: *mut InlineCache,
        shape: Gc<Shape>,
        offset: i32,
        after: u64,
        validity: u64,
    ) {
        shape.note_cached(false);
        let shape = self.heap.compress(shape);
        let entry = CacheEntry { shape, offset, holder: after, validity };
        // SAFETY: promised by the callers.
        unsafe { self.put(cache, SHARED_STORE, entry) }
    }

    unsafe fn put(&mut self, cache: *mut InlineCache, mark: u64, entry: CacheEntry) {
        // SAFETY: the callers are told that `cache` is of live code; no reference to it is alive.
        unsafe {
            if (*cache).is_shared() {
                self.shared_cache.insert((*cache).key.bits() | mark, entry);
            } else {
                (*cache).insert(entry);
            }
        }
    }

    /// The validity cell of the chain that begins at a prototype, if there is one; `None` if the chain cannot be guarded.
    pub(super) fn validity_of(&mut self, prototype: Option<Gc<Object>>) -> Option<Gc<Validity>> {
        match prototype {
            None => Some(self.unguarded),
            Some(p) => self.chain_validity(p),
        }
    }

    /// `base.key` (https://tc39.es/ecma262/#sec-getvalue)
    ///
    /// # Safety
    /// `cache` is a cache of live code.
    pub unsafe fn load_property(&mut self, base: Value, cache: *mut InlineCache) -> Res {
        // SAFETY: promised by the caller.
        let (key, fill) = unsafe { ((*cache).key, self.note_miss(cache)) };
        let Some(object) = base.as_object() else { return self.get_v(base, key) };
        if !fill && let Some(value) = self.load_shared(object, key) {
            return Ok(value);
        }
        // SAFETY: promised by the caller.
        let located = unsafe { self.locate(object, key, cache) };
        self.value_of_located(located, key, base)
    }

    /// Looks for a property on ordinary objects, and fills the cache with what it finds.
    ///
    /// # Safety
    /// `cache` is a cache of live code, for this key.
    unsafe fn locate(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        cache: *mut InlineCache,
    ) -> Located {
        if key.as_index().is_some() || !self.is_ordinary_for(object, key) {
            return Located::Beyond(object);
        }
        let shape = self.shape_of(object);
        if shape.class() == ShapeClass::Exotic {
            return Located::Beyond(object);
        }
        let mut holder = object;
        loop {
            if let Some(found) = self.shape_of(holder).lookup(key) {
                let value = self.slot(holder, found.slot);
                if found.attributes.is_accessor() {
                    return Located::Accessor(value);
                }
                let offset = slot_offset(holder.inline_capacity() as u32, found.slot);
                if holder == object {
                    // SAFETY: promised by the caller.
                    unsafe { self.fill(cache, shape, false, offset, 0, 0) };
                } else if may_be_absent(self, shape, key)
                    && let Some(validity) = self.validity_of(shape.prototype())
                {
                    // SAFETY: promised by the caller.
                    unsafe {
                        self.fill(cache, shape, true, offset, holder.to_word(), validity.to_word())
                    };
                }
                return Located::Value(value);
            }
            match self.prototype(holder) {
                Some(next) if self.is_ordinary_for(next, key) => holder = next,
                Some(next) => return Located::Beyond(next),
                None => break,
            }
        }
        if may_be_absent(self, shape, key)
            && let Some(validity) = self.validity_of(shape.prototype())
        {
            let holder = self.absent.to_word();
            // SAFETY: promised by the caller.
            unsafe {
                self.fill(cache, shape, true, GLOBAL_BINDING_VALUE, holder, validity.to_word())
            };
        }
        Located::Nowhere
    }

    /// HasProperty (https://tc39.es/ecma262/#sec-hasproperty), which fills the shared cache.
    pub(super) fn has_shared(&mut self, object: Gc<Object>, key: PropertyKey) -> Res<bool> {
        if !self.may_share(object) {
            return self.has_property(object, key);
        }
        let mut cache = InlineCache::new(key);
        cache.misses = u32::MAX;
        // SAFETY: as for `get_shared`.
        match unsafe { self.locate(object, key, &mut cache) } {
            Located::Value(_) | Located::Accessor(_) => Ok(true),
            Located::Beyond(next) => self.has_property(next, key),
            Located::Nowhere => Ok(false),
        }
    }

    /// May the shared cache be told of an object's properties under computed keys? Those of a dictionary come and go.
    pub(super) fn may_share(&self, object: Gc<Object>) -> bool {
        !self.shape_of(object).is_unique()
    }

    /// [[Set]] under a computed key, which fills the shared cache.
    pub(super) fn set_shared(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        value: Value,
        strict: bool,
    ) -> Res<()> {
        let mut cache = InlineCache::new(key);
        cache.misses = u32::MAX;
        // SAFETY: as for `get_shared`.
        unsafe { self.store_property(Value::cell(object), value, &mut cache, strict) }
    }

    /// [[Get]] of a key that the engine itself asks for often, or that is computed, through the shared cache.
    pub fn get_shared(&mut self, object: Gc<Object>, key: PropertyKey, receiver: Value) -> Res {
        if let Some(value) = self.load_shared(object, key) {
            return Ok(value);
        }
        let mut cache = InlineCache::new(key);
        cache.misses = u32::MAX;
        // SAFETY: the cache is not of code, but all that matters of that is that it lives during the call; its key is
        // rooted by whoever asks for it.
        let located = unsafe { self.locate(object, key, &mut cache) };
        self.value_of_located(located, key, receiver)
    }

    /// [[Get]] of a property that has been looked for.
    fn value_of_located(&mut self, located: Located, key: PropertyKey, receiver: Value) -> Res {
        match located {
            Located::Value(value) => Ok(value),
            Located::Accessor(accessor) => self.call_getter(accessor, receiver),
            Located::Beyond(next) => self.get_with_receiver(next, key, receiver),
            Located::Nowhere => Ok(Value::UNDEFINED),
        }
    }

    /// A property by the shared cache.
    #[inline]
    fn load_shared(&self, object: Gc<Object>, key: PropertyKey) -> Option<Value> {
        let entry = self.shared_cache.find(object.header.aux(), key.bits())?;
        // SAFETY: an entry is true of every object of its shape while its validity cell is valid, and the cache is
        // emptied before a cell that it names can die. An absent property's holder has `undefined` at the offset.
        unsafe {
            let holder = match entry.holder {
                0 => object.addr(),
                address => {
                    let validity = std::ptr::with_exposed_provenance::<super::validity::Validity>(
                        entry.validity as usize,
                    );
                    if (*validity).valid.get() == 0 {
                        return None;
                    }
                    address as usize
                }
            };
            let slot = match entry.offset {
                offset if offset >= 0 => holder + offset as usize,
                offset => {
                    Gc::<Object>::from_addr(holder).slots.get()?.addr()
                        + offset.unsigned_abs() as usize
                }
            };
            Some(*std::ptr::with_exposed_provenance::<Value>(slot))
        }
    }

    /// `base.key = value` (https://tc39.es/ecma262/#sec-putvalue)
    ///
    /// # Safety
    /// `cache` is a cache of live code.
    pub unsafe fn store_property(
        &mut self,
        base: Value,
        value: Value,
        cache: *mut InlineCache,
        strict: bool,
    ) -> Res<()> {
        // SAFETY: promised by the caller.
        let key = unsafe {
            self.note_miss(cache);
            (*cache).key
        };
        let Some(object) = base.as_object() else { return self.set_v(base, key, value, strict) };
        let before = self.shape_of(object);
        if key.as_index().is_some()
            || !self.is_ordinary_for(object, key)
            || before.class() == ShapeClass::Exotic
        {
            return self.set(object, key, value, strict);
        }
        let before = self.shape_of(object);
        if let Some(found) = before.lookup(key) {
            let writable = found.attributes.is_writable() || planted(Fault::CacheReadOnly);
            let writable = writable && !found.attributes.is_accessor();
            // A function's `prototype` decides what `new` makes: the general way takes note of the change.
            if writable && !(Function::of(object).is_some() && key == self.names.prototype) {
                let offset = slot_offset(object.inline_capacity() as u32, found.slot);
                // SAFETY: promised by the caller.
                unsafe { self.fill_store(cache, before, offset, 0, 0) };
            }
            return self.set(object, key, value, strict);
        }
        self.set(object, key, value, strict)?;
        // The setting may have run scripts: only a plain step from the shape that there was counts.
        if may_be_absent(self, before, key) && self.chain_allows(before.prototype(), key) {
            // SAFETY: promised by the caller.
            unsafe { self.fill_addition(cache, object, before, key, true) };
        }
        Ok(())
    }

    /// Does the chain let a property of this name be added below it by assignment: is there none, or a writable one?
    fn chain_allows(&mut self, prototype: Option<Gc<Object>>, key: PropertyKey) -> bool {
        let mut next = prototype;
        while let Some(object) = next {
            if !self.is_ordinary_for(object, key) {
                return false;
            }
            if let Some(found) = self.shape_of(object).lookup(key) {
                return found.attributes.is_writable() && !found.attributes.is_accessor();
            }
            next = self.prototype(object);
        }
        true
    }

    /// Fills a cache with the addition of a property that has just happened, if it needed no new room.
    unsafe fn fill_addition(
        &mut self,
        cache: *mut InlineCache,
        object: Gc<Object>,
        before: Gc<Shape>,
        key: PropertyKey,
        guarded: bool,
    ) {
        let after = self.shape_of(object);
        if before.is_unique() || after.is_unique() || !before.is_extensible() {
            return;
        }
        let (slot, inline) = (before.slot_count(), object.inline_capacity() as u32);
        let found = after.lookup(key);
        if after.slot_count() != slot + 1
            || found.is_none_or(|p| p.slot != slot || p.attributes != Attributes::ALL)
        {
            return;
        }
        let count = slot.saturating_sub(inline);
        if slot < inline || out_of_line_capacity(count) == out_of_line_capacity(count + 1) {
            let validity =
                if guarded { self.validity_of(before.prototype()) } else { Some(self.unguarded) };
            if let Some(validity) = validity {
                let after = if planted(Fault::CacheTransition) { before } else { after };
                let holder = self.heap.compress(after) as u64;
                // SAFETY: promised by the callers.
                unsafe {
                    self.fill_store(
                        cache,
                        before,
                        slot_offset(inline, slot),
                        holder,
                        validity.to_word(),
                    )
                };
            }
        }
    }

    /// CreateDataProperty on an object literal (https://tc39.es/ecma262/#sec-createdataproperty). An own property that the
    /// literal has already is written through the same cache.
    ///
    /// # Safety
    /// `cache` is a cache of live code; the object is one that no script has seen yet.
    pub unsafe fn define_field(
        &mut self,
        object: Gc<Object>,
        value: Value,
        cache: *mut InlineCache,
    ) -> Res<()> {
        // SAFETY: promised by the caller.
        let (key, fill) = unsafe { ((*cache).key, self.note_miss(cache)) };
        let before = self.shape_of(object);
        self.create_data_property_or_throw(object, key, value)?;
        if fill && object.kind() == Kind::Object as u8 && key.as_index().is_none() {
            if before == self.shape_of(object) {
                if let Some(found) = before.lookup(key).filter(|p| p.attributes == Attributes::ALL)
                {
                    let offset = slot_offset(object.inline_capacity() as u32, found.slot);
                    // SAFETY: promised by the caller.
                    unsafe { self.fill_store(cache, before, offset, 0, 0) };
                }
            } else if before.lookup(key).is_none() {
                // SAFETY: promised by the caller.
                unsafe { self.fill_addition(cache, object, before, key, false) };
            }
        }
        Ok(())
    }

    /// Makes a cache one for a private name, which is known only when the class has been evaluated.
    ///
    /// # Safety
    /// `cache` is a cache of `code`, which is live.
    unsafe fn rekey(&mut self, code: Gc<Code>, cache: *mut InlineCache, key: PropertyKey) {
        // SAFETY: promised by the caller.
        unsafe {
            if (*cache).key != key {
                self.heap.barrier(code.addr());
                (*cache).entries = Default::default();
                (*cache).key = key;
            }
        }
    }

    /// `base.#name`: PrivateGet (https://tc39.es/ecma262/#sec-privateget). The cache is one for the name it met last; an
    /// entry counts only if [`InlineCache::key`] is the key of `name`.
    ///
    /// # Safety
    /// `cache` is a cache of `code`, which is live.
    pub unsafe fn load_private(
        &mut self,
        base: Value,
        name: Value,
        code: Gc<Code>,
        cache: *mut InlineCache,
    ) -> Res {
        let key = Vm::private_key(name);
        // SAFETY: promised by the caller.
        let fill = unsafe { self.note_miss(cache) };
        if let Some(object) = base.as_object() {
            let shape = self.shape_of(object);
            if let Some(found) = shape.lookup(key).filter(|p| fill && !p.attributes.is_accessor()) {
                let offset = slot_offset(object.inline_capacity() as u32, found.slot);
                // SAFETY: promised by the caller.
                unsafe {
                    self.rekey(code, cache, key);
                    self.fill(cache, shape, false, offset, 0, 0);
                }
                return Ok(self.slot(object, found.slot));
            }
        }
        self.private_get(base, name)
    }

    /// `base.#name = value`: PrivateSet (https://tc39.es/ecma262/#sec-privateset), with a cache like that of
    /// [`Vm::load_private`].
    ///
    /// # Safety
    /// `cache` is a cache of `code`, which is live.
    pub unsafe fn store_private(
        &mut self,
        base: Value,
        name: Value,
        value: Value,
        code: Gc<Code>,
        cache: *mut InlineCache,
    ) -> Res<()> {
        let key = Vm::private_key(name);
        // SAFETY: promised by the caller.
        let fill = unsafe { self.note_miss(cache) };
        if let Some(object) = base.as_object() {
            let shape = self.shape_of(object);
            let found = shape.lookup(key);
            if let Some(found) =
                found.filter(|p| fill && p.attributes.is_writable() && !p.attributes.is_accessor())
            {
                let offset = slot_offset(object.inline_capacity() as u32, found.slot);
                // SAFETY: promised by the caller.
                unsafe {
                    self.rekey(code, cache, key);
                    self.fill(cache, shape, false, offset, 0, 0);
                }
                self.set_slot(object, found.slot, value);
                return Ok(());
            }
        }
        self.private_set(base, name, value)
    }

    /// A global name's value (https://tc39.es/ecma262/#sec-global-environment-records-getbindingvalue-n-s).
    /// `typeof_like`: a name that does not exist is `undefined`, as for `typeof`.
    ///
    /// # Safety
    /// `cache` is a cache of live code.
    pub unsafe fn load_global(&mut self, cache: *mut InlineCache, typeof_like: bool) -> Res {
        // SAFETY: promised by the caller.
        let (key, fill) = unsafe { ((*cache).key, self.note_miss(cache)) };
        let realm = self.realm();
        let global = realm.global.get();
        if let Some(binding) = realm.lexical_binding(key) {
            let value = binding.value.get();
            if value == Value::UNINITIALIZED {
                return Err(self.throw_uninitialized(key));
            }
            if fill {
                let shape = self.shape_of(global);
                // SAFETY: promised by the caller.
                unsafe {
                    self.fill(cache, shape, false, GLOBAL_BINDING_VALUE, binding.to_word(), 0)
                };
            }
            return Ok(value);
        }
        let shape = self.shape_of(global);
        if let Some(found) = shape.lookup(key) {
            let value = self.slot(global, found.slot);
            if found.attributes.is_accessor() {
                return self.call_getter(value, Value::cell(realm.global_this.get()));
            }
            if fill {
                let offset = slot_offset(global.inline_capacity() as u32, found.slot);
                // SAFETY: promised by the caller.
                unsafe { self.fill(cache, shape, false, offset, 0, 0) };
            }
            return Ok(value);
        }
        if self.has_property(global, key)? {
            return self.get(global, key);
        }
        if typeof_like {
            return Ok(Value::UNDEFINED);
        }
        let name = self.key_display(key);
        Err(self.throw_reference_error(format!("{name} is not defined")))
    }

    /// The ReferenceError of a binding in its temporal dead zone.
    pub fn throw_uninitialized(&mut self, key: PropertyKey) -> crate::value::Thrown {
        let name = self.key_display(key);
        self.throw_reference_error(format!("Cannot access '{name}' before initialization"))
    }

    /// Assigns to a global name (https://tc39.es/ecma262/#sec-global-environment-records-setmutablebinding-n-v-s).
    ///
    /// # Safety
    /// `cache` is a cache of live code.
    pub unsafe fn store_global(
        &mut self,
        value: Value,
        cache: *mut InlineCache,
        strict: bool,
    ) -> Res<()> {
        // SAFETY: promised by the caller.
        let (key, fill) = unsafe { ((*cache).key, self.note_miss(cache)) };
        let realm = self.realm();
        let global = realm.global.get();
        if let Some(binding) = realm.lexical_binding(key) {
            if binding.value.get() == Value::UNINITIALIZED {
                return Err(self.throw_uninitialized(key));
            }
            if !binding.is_mutable() {
                return Err(self.throw_type_error("Assignment to constant variable."));
            }
            binding.value.set(&mut self.heap, binding, value);
            if fill {
                let shape = self.shape_of(global);
                // SAFETY: promised by the caller.
                unsafe {
                    self.fill(cache, shape, false, GLOBAL_BINDING_VALUE, binding.to_word(), 0)
                };
            }
            return Ok(());
        }
        let shape = self.shape_of(global);
        if let Some(found) =
            shape.lookup(key).filter(|p| p.attributes.is_writable() && !p.attributes.is_accessor())
        {
            if fill {
                let offset = slot_offset(global.inline_capacity() as u32, found.slot);
                // SAFETY: promised by the caller.
                unsafe { self.fill(cache, shape, false, offset, 0, 0) };
            }
            self.set_slot(global, found.slot, value);
            return Ok(());
        }
        if strict && !self.has_property(global, key)? {
            let name = self.key_display(key);
            return Err(self.throw_reference_error(format!("{name} is not defined")));
        }
        self.set(global, key, value, strict)
    }
}
