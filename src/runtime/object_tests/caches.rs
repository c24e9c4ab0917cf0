//! Inline caches: whatever happens to objects and prototypes, an entry that matches is right.

use super::*;
use crate::runtime::cache::InlineCache;
use crate::runtime::code::Code;
use crate::runtime::object::Object;
use crate::runtime::property::PropertyDescriptor;
use crate::runtime::testing::Random;
use crate::runtime::validity::Validity;
use crate::value::Res;
use jsrun_gc::{Gc, RootVec};

/// What machine code does: the value if an entry matches.
fn probe_load(vm: &Vm, cache: &InlineCache, object: Gc<Object>) -> Option<Value> {
    let entry = cache.entries.iter().find(|e| e.shape != 0 && e.shape == object.header.aux())?;
    if entry.validity != 0 {
        // SAFETY: entries of dead cells are cleared.
        let validity = unsafe { Gc::<Validity>::from_addr(entry.validity as usize) };
        if validity.valid.get() == 0 {
            return None;
        }
    }
    let holder = if entry.holder == 0 {
        object
    } else {
        // SAFETY: as above.
        unsafe { Gc::<Object>::from_addr(entry.holder as usize) }
    };
    let address = if entry.offset >= 0 {
        holder.addr() + entry.offset as usize
    } else {
        holder.slots.get().unwrap().addr() + entry.offset.unsigned_abs() as usize
    };
    let _ = vm;
    // SAFETY: an entry that matches names a slot.
    Some(unsafe { *std::ptr::with_exposed_provenance::<Value>(address) })
}

/// What machine code does for a store; did an entry match?
fn probe_store(vm: &mut Vm, cache: &InlineCache, object: Gc<Object>, value: Value) -> bool {
    let Some(entry) = cache.entries.iter().find(|e| e.shape != 0 && e.shape == object.header.aux())
    else {
        return false;
    };
    if entry.validity != 0 {
        // SAFETY: entries of dead cells are cleared.
        let validity = unsafe { Gc::<Validity>::from_addr(entry.validity as usize) };
        if validity.valid.get() == 0 {
            return false;
        }
    }
    let address = if entry.offset >= 0 {
        object.addr() + entry.offset as usize
    } else {
        object.slots.get().unwrap().addr() + entry.offset.unsigned_abs() as usize
    };
    vm.heap.barrier(object.addr());
    // SAFETY: an entry that matches names a slot that the object has room for.
    unsafe { *std::ptr::with_exposed_provenance_mut::<Value>(address) = value };
    if entry.holder != 0 {
        object.header.set_aux(entry.holder as u32);
    }
    true
}

#[test]
fn loads_hit_own_inherited_and_absent_properties() {
    let mut vm = new_vm();
    let (x, y, z) = (key(&mut vm, "x"), key(&mut vm, "y"), key(&mut vm, "z"));
    let prototype = vm.new_object();
    vm.set(prototype, y, Value::int(2), true).unwrap();
    let o = vm.new_object_with_prototype(Some(prototype));
    vm.set(o, x, Value::int(1), true).unwrap();
    let mut caches = [x, y, z].map(InlineCache::new);
    for (cache, expected) in caches.iter_mut().zip([Value::int(1), Value::int(2), UNDEFINED]) {
        // SAFETY: the cache lives in this frame.
        assert_eq!(unsafe { vm.load_property(Value::cell(o), cache) }, Ok(expected));
        assert_eq!(probe_load(&vm, cache, o), Some(expected));
    }
    // A new value is seen; a new property of the chain makes the entries miss.
    vm.set(prototype, y, Value::int(3), true).unwrap();
    assert_eq!(probe_load(&vm, &caches[1], o), Some(Value::int(3)));
    vm.set(prototype, z, Value::int(4), true).unwrap();
    assert_eq!(probe_load(&vm, &caches[1], o), None);
    assert_eq!(probe_load(&vm, &caches[2], o), None);
    assert_eq!(probe_load(&vm, &caches[0], o), Some(Value::int(1)));
}

#[test]
fn stores_add_properties_without_calls() {
    let mut vm = new_vm();
    let x = key(&mut vm, "x");
    let mut cache = InlineCache::new(x);
    let first = vm.new_object();
    // SAFETY: the cache lives in this frame.
    unsafe { vm.store_property(Value::cell(first), Value::int(1), &mut cache, true) }.unwrap();
    let second = vm.new_object();
    assert!(probe_store(&mut vm, &cache, second, Value::int(2)));
    assert_eq!(vm.get(second, x), Ok(Value::int(2)));
    assert_eq!(vm.shape_of(first), vm.shape_of(second));
    // A setter that appears on the chain is not passed over.
    let prototype = vm.get_prototype_of(first).unwrap().unwrap();
    let accessor =
        PropertyDescriptor { get: Some(UNDEFINED), configurable: Some(true), ..Default::default() };
    assert!(vm.define_own_property(prototype, x, &accessor).unwrap());
    let third = vm.new_object();
    assert!(!probe_store(&mut vm, &cache, third, Value::int(3)));
}

#[test]
fn literals_add_their_fields_without_calls() {
    let mut vm = new_vm();
    let names = ["a", "b", "c"].map(|n| key(&mut vm, n));
    let mut caches = names.map(InlineCache::new);
    let first = vm.new_literal_object(3);
    for cache in &mut caches {
        // SAFETY: the caches live in this frame, and no script has seen the object.
        unsafe { vm.define_field(first, Value::int(1), cache) }.unwrap();
    }
    let second = vm.new_literal_object(3);
    for cache in &caches {
        assert!(probe_store(&mut vm, cache, second, Value::int(2)));
    }
    assert_eq!(vm.shape_of(first), vm.shape_of(second));
    assert_eq!(vm.get(second, names[2]), Ok(Value::int(2)));
    // A setter of Object.prototype has no say in a literal, and a key that comes twice is written twice.
    let prototype = vm.get_prototype_of(first).unwrap().unwrap();
    let accessor = PropertyDescriptor { get: Some(UNDEFINED), ..PropertyDescriptor::default() };
    assert!(vm.define_own_property(prototype, names[0], &accessor).unwrap());
    let third = vm.new_literal_object(3);
    assert!(probe_store(&mut vm, &caches[0], third, Value::int(3)));
    // SAFETY: as above.
    unsafe { vm.define_field(third, Value::int(4), &mut caches[0]) }.unwrap();
    assert_eq!(vm.get(third, names[0]), Ok(Value::int(4)));
}

#[test]
fn global_caches_miss_when_a_name_gets_another_meaning() {
    let mut vm = new_vm();
    let (x, y) = (key(&mut vm, "x"), key(&mut vm, "y"));
    let mut cache = InlineCache::new(x);
    vm.create_global_var(x, true).unwrap();
    let global = vm.global_object();
    vm.set(global, x, Value::int(1), true).unwrap();
    // SAFETY: the cache lives in this frame.
    assert_eq!(unsafe { vm.load_global(&mut cache, false) }, Ok(Value::int(1)));
    assert_eq!(probe_load(&vm, &cache, global), Some(Value::int(1)));
    // Another variable changes nothing; an own lexical binding does.
    vm.create_global_var(y, true).unwrap();
    assert_eq!(probe_load(&vm, &cache, global), Some(Value::int(1)));
    assert!(vm.delete_property(global, x).unwrap());
    assert_eq!(probe_load(&vm, &cache, global), None);
    vm.declare_global_lexical(x, true).unwrap();
    vm.initialize_global_lexical(x, Value::int(2));
    // SAFETY: as above.
    assert_eq!(unsafe { vm.load_global(&mut cache, false) }, Ok(Value::int(2)));
    assert_eq!(probe_load(&vm, &cache, global), Some(Value::int(2)));
    // SAFETY: as above.
    unsafe { vm.store_global(Value::int(3), &mut cache, true) }.unwrap();
    assert_eq!(probe_load(&vm, &cache, global), Some(Value::int(3)));
}

#[test]
fn private_caches_follow_the_name() {
    let mut vm = new_vm();
    let k = key(&mut vm, "unused");
    let code = code(&mut vm, Box::new([InlineCache::new(k)]), 0, 0);
    let o = vm.new_object();
    let mut names = [UNDEFINED; 2];
    for (i, name) in names.iter_mut().enumerate() {
        let text = crate::runtime::testing::text(&mut vm, "#x");
        *name = vm.new_private_name(text);
        vm.private_field_add(o, *name, Value::int(i as i32)).unwrap();
    }
    for i in [0, 1, 0] {
        let cache = code.cache(0);
        // SAFETY: the code lives.
        unsafe {
            assert_eq!(
                vm.load_private(Value::cell(o), names[i], code, cache),
                Ok(Value::int(i as i32))
            );
            assert_eq!((*cache).key, Vm::private_key(names[i]));
            assert_eq!(probe_load(&vm, &*cache, o), Some(Value::int(i as i32)));
            vm.store_private(Value::cell(o), names[i], Value::int(i as i32), code, cache).unwrap();
        }
    }
}

#[test]
fn chains_survive_collections_and_entries_of_the_dead_do_not() {
    let mut vm = new_vm();
    let x = key(&mut vm, "x");
    let prototype = vm.new_object();
    vm.set(prototype, x, Value::int(1), true).unwrap();
    let o = vm.new_object_with_prototype(Some(prototype));
    let validity = vm.chain_validity(prototype).unwrap();
    vm.heap.collect();
    assert_eq!(vm.chain_validity(prototype), Some(validity));
    assert!(vm.delete_property(prototype, x).unwrap());
    assert_eq!(validity.valid.get(), 0);
    assert_ne!(vm.chain_validity(prototype), Some(validity));
    assert!(vm.set_prototype_of(prototype, None).unwrap());
    let _ = o;
}

/// How many keys, and so caches, there are.
const KEYS: usize = 6;

fn code_with_caches(vm: &mut Vm) -> Gc<Code> {
    // Those for loads, then those for stores.
    let caches = (0..2 * KEYS)
        .map(|i| InlineCache::new(vm.key_from_str(&format!("key{}", i % KEYS))))
        .collect();
    code(vm, caches, 0, 0)
}

/// Does the language let this store happen, as a plain store?
fn may_store(vm: &mut Vm, object: Gc<Object>, k: PropertyKey) -> bool {
    let mut holder = Some(object);
    while let Some(o) = holder {
        if let Some(d) = vm.get_own_property(o, k).unwrap() {
            return d.writable == Some(true) && (o == object || vm.is_extensible(object).unwrap());
        }
        holder = vm.get_prototype_of(o).unwrap();
    }
    vm.is_extensible(object).unwrap()
}

struct World {
    objects: RootVec<Value>,
    /// Its caches are the ones that are tried.
    code: Gc<Code>,
    random: Random,
    /// How often a cache added a property.
    additions: u32,
}

impl World {
    fn object(&mut self) -> Gc<Object> {
        let i = self.random.below(self.objects.len());
        self.objects[i].as_object().unwrap()
    }

    /// One random change or cached operation.
    fn step(&mut self, vm: &mut Vm, step: i32) {
        let n = self.random.below(KEYS);
        let (cache, stores) = (self.code.cache(n as u32), self.code.cache((n + KEYS) as u32));
        let o = self.object();
        // SAFETY: the code lives.
        let k = unsafe { (*cache).key };
        let value = Value::int(step);
        match self.random.below(22) {
            0..4 => {
                // SAFETY: the code lives.
                let loaded = unsafe { vm.load_property(Value::cell(o), cache) };
                assert_eq!(loaded, vm.get(o, k));
            }
            4..6 => {
                // SAFETY: as above.
                let _: Res<()> = unsafe { vm.store_property(Value::cell(o), value, stores, false) };
            }
            13..17 => {
                let may = may_store(vm, o, k);
                let old = vm.get_own_property(o, k).unwrap();
                // SAFETY: the code lives, and nothing fills the cache meanwhile.
                if probe_store(vm, unsafe { &*stores }, o, value) {
                    assert!(may, "a store that is refused otherwise");
                    self.additions += old.is_none() as u32;
                    let expected = match old {
                        None => PropertyDescriptor::data(value, ALL),
                        Some(old) => PropertyDescriptor { value: Some(value), ..old },
                    };
                    assert_eq!(vm.get_own_property(o, k).unwrap(), Some(expected));
                }
            }
            6 => {
                let _ = vm.delete_property(o, k).unwrap();
            }
            7 => {
                // A parent more often than not.
                let n = self.random.below(5);
                let o = self.objects[n].as_object().unwrap();
                let attributes =
                    Attributes(self.random.below(8) as u8).with(Attributes::CONFIGURABLE);
                let _ = vm
                    .define_own_property(o, k, &PropertyDescriptor::data(value, attributes))
                    .unwrap();
            }
            8 if self.random.below(4) == 0 => {
                let accessor = PropertyDescriptor { get: Some(UNDEFINED), ..Default::default() };
                let _ = vm.define_own_property(o, k, &accessor).unwrap();
            }
            9 if self.random.below(4) == 0 => {
                let parent = self.object();
                let _ = vm.set_prototype_of(o, Some(parent)).unwrap();
            }
            10 if self.random.below(20) == 0 => {
                let _ = vm.prevent_extensions(o).unwrap();
            }
            17..21 => {
                // Few parents, so that objects have shapes in common.
                let parent = self.objects[self.random.below(3)].as_object().unwrap();
                let n = self.random.below(self.objects.len());
                let fresh = match n {
                    0..3 => vm.new_object(),
                    _ => vm.new_object_with_prototype(Some(parent)),
                };
                self.objects.set(n, Value::cell(fresh));
            }
            12 if self.random.below(10) == 0 => vm.heap.collect(),
            _ => {
                vm.set(o, k, value, false).unwrap();
            }
        }
        // SAFETY: the code lives.
        unsafe { ((*cache).misses, (*stores).misses) = (0, 0) };
    }

    /// Every entry that matches is right.
    fn check(&mut self, vm: &mut Vm) {
        for i in 0..self.objects.len() {
            let o = self.objects[i].as_object().unwrap();
            for n in 0..KEYS as u32 {
                // SAFETY: the code lives, and nothing fills the cache meanwhile.
                let cache = unsafe { &*self.code.cache(n) };
                if let Some(value) = probe_load(vm, cache, o) {
                    assert_eq!(Ok(value), vm.get(o, cache.key), "object {i}, key {:?}", cache.key);
                }
            }
        }
    }
}

#[test]
fn matching_load_entries_are_always_right() {
    for (seed, stress) in [(1, false), (2, false), (3, false), (4, true)] {
        let mut vm = new_vm();
        let code = code_with_caches(&mut vm);
        let mut world =
            World { objects: vm.heap.root_vec(), code, random: Random(seed), additions: 0 };
        for _ in 0..8 {
            let o = vm.new_object();
            world.objects.push(Value::cell(o));
        }
        vm.heap.set_stress(stress);
        for step in 0..if stress { 500 } else { 100_000 } {
            world.step(&mut vm, step);
            world.check(&mut vm);
        }
        assert!(stress || world.additions > 50, "{} additions", world.additions);
    }
}
