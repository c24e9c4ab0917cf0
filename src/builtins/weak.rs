//! WeakMap, WeakSet, WeakRef and FinalizationRegistry
//! (https://tc39.es/ecma262/#sec-weakmap-objects, https://tc39.es/ecma262/#sec-managing-memory).
//!
//! Finalization callbacks are never run: the specification lets an implementation decide when, and whether.
//!
//! Invariant: a key of a table is an object or a symbol that is not registered.

use super::map::add_entries_from_iterable;
use super::support::*;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::kind::Kind;
use crate::runtime::object::Object;
use crate::runtime::realm::Realm;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{EphemeronTable, Gc, Slot, WeakCell};

/// A WeakMap object.
#[repr(C)]
pub struct WeakMap {
    object: Object,
    table: Slot<Gc<EphemeronTable>>,
}
object_cell!(WeakMap, trace_map: table);

/// A WeakSet object.
#[repr(C)]
pub struct WeakSet {
    object: Object,
    table: Slot<Gc<EphemeronTable>>,
}
object_cell!(WeakSet, trace_set: table);

/// A WeakRef object.
#[repr(C)]
pub struct WeakRef {
    object: Object,
    target: Slot<Gc<WeakCell>>,
}
object_cell!(WeakRef, trace_ref: target);

/// A FinalizationRegistry object.
#[repr(C)]
pub struct FinalizationRegistry {
    object: Object,
    /// The unregister tokens.
    tokens: Slot<Gc<EphemeronTable>>,
    callback: Slot<Value>,
}
object_cell!(FinalizationRegistry, trace_registry: tokens, callback);

/// CanBeHeldWeakly (https://tc39.es/ecma262/#sec-canbeheldweakly)
fn can_be_held_weakly(value: Value) -> bool {
    value.is_object() || value.as_symbol().is_some_and(|s| !s.is_registered())
}

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    use Intrinsic as I;
    let class =
        define_class(vm, realm, "WeakMap", 0, construct_map, (I::WeakMap, I::WeakMapPrototype));
    let p = class.prototype;
    vm.define_method(p, "delete", 1, map_delete);
    vm.define_method(p, "get", 1, map_get);
    vm.define_method(p, "getOrInsert", 2, map_get_or_insert);
    vm.define_method(p, "getOrInsertComputed", 2, map_get_or_insert_computed);
    vm.define_method(p, "has", 1, map_has);
    vm.define_method(p, "set", 2, map_set);
    define_tag(vm, p, "WeakMap");

    let class =
        define_class(vm, realm, "WeakSet", 0, construct_set, (I::WeakSet, I::WeakSetPrototype));
    let p = class.prototype;
    vm.define_method(p, "add", 1, set_add);
    vm.define_method(p, "delete", 1, set_delete);
    vm.define_method(p, "has", 1, set_has);
    define_tag(vm, p, "WeakSet");

    let class =
        define_class(vm, realm, "WeakRef", 1, construct_ref, (I::WeakRef, I::WeakRefPrototype));
    vm.define_method(class.prototype, "deref", 0, deref);
    define_tag(vm, class.prototype, "WeakRef");

    let intrinsics = (I::FinalizationRegistry, I::FinalizationRegistryPrototype);
    let class = define_class(vm, realm, "FinalizationRegistry", 1, construct_registry, intrinsics);
    let p = class.prototype;
    vm.define_method(p, "register", 2, register);
    vm.define_method(p, "unregister", 1, unregister);
    define_tag(vm, p, "FinalizationRegistry");
}

fn this_map(vm: &mut Vm, args: Arguments, method: &str) -> Res<Gc<WeakMap>> {
    match args.this().as_kind::<WeakMap>() {
        Some(map) => Ok(map),
        None => Err(incompatible(vm, &format!("WeakMap.prototype.{method}"), args.this())),
    }
}

fn this_set(vm: &mut Vm, args: Arguments, method: &str) -> Res<Gc<WeakSet>> {
    match args.this().as_kind::<WeakSet>() {
        Some(set) => Ok(set),
        None => Err(incompatible(vm, &format!("WeakSet.prototype.{method}"), args.this())),
    }
}

/// The value of a word from a table.
fn from_word(word: u64) -> Value {
    // SAFETY: the words of these tables are values' bits, and a table keeps them alive with their keys.
    unsafe { Value::from_bits(word) }
}

fn lookup(table: Gc<EphemeronTable>, key: Value) -> Option<Value> {
    if can_be_held_weakly(key) { table.get(key.bits()).map(from_word) } else { None }
}

fn require_weak_key(vm: &mut Vm, key: Value, what: &str) -> Res<()> {
    if can_be_held_weakly(key) {
        return Ok(());
    }
    Err(vm.throw_type_error(format!("Invalid value {what}")))
}

/// WeakMap ( [ iterable ] ) (https://tc39.es/ecma262/#sec-weakmap-iterable)
fn construct_map(vm: &mut Vm, args: Arguments) -> Res {
    require_new(vm, args, "WeakMap")?;
    let table = EphemeronTable::new(&mut vm.heap);
    let shape = shape_from_constructor(vm, args.new_target(), Intrinsic::WeakMapPrototype)?;
    let this = Value::cell(vm.alloc_object(Kind::WeakMap, shape, 0, |object| WeakMap {
        object,
        table: Slot::new(table),
    }));
    if args.get(0).is_nullish() {
        return Ok(this);
    }
    let adder = vm.get_v(this, vm.names.set)?;
    if !vm.is_callable(adder) {
        let shown = vm.value_display(adder);
        let message = format!(
            "'{shown}' returned for property 'set' of object '#<WeakMap>' is not a function"
        );
        return Err(vm.throw_type_error(message));
    }
    add_entries_from_iterable(vm, args.get(0), |vm, key, value| {
        vm.call(adder, this, &[key, value]).map(|_| ())
    })?;
    Ok(this)
}

/// WeakMap.prototype.delete ( key ) (https://tc39.es/ecma262/#sec-weakmap.prototype.delete)
fn map_delete(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "delete")?;
    Ok(Value::bool(can_be_held_weakly(args.get(0)) && map.table.get().remove(args.get(0).bits())))
}

/// WeakMap.prototype.get ( key ) (https://tc39.es/ecma262/#sec-weakmap.prototype.get)
fn map_get(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "get")?;
    Ok(lookup(map.table.get(), args.get(0)).unwrap_or(Value::UNDEFINED))
}

/// WeakMap.prototype.getOrInsert ( key, value ) (https://tc39.es/proposal-upsert/#sec-weakmap.prototype.getOrInsert)
fn map_get_or_insert(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "getOrInsert")?;
    require_weak_key(vm, args.get(0), "used as weak map key")?;
    if let Some(value) = lookup(map.table.get(), args.get(0)) {
        return Ok(value);
    }
    map.table.get().insert(&mut vm.heap, args.get(0).bits(), args.get(1).bits());
    Ok(args.get(1))
}

/// WeakMap.prototype.getOrInsertComputed ( key, callback )
/// (https://tc39.es/proposal-upsert/#sec-weakmap.prototype.getOrInsertComputed)
fn map_get_or_insert_computed(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "getOrInsertComputed")?;
    require_weak_key(vm, args.get(0), "used as weak map key")?;
    if !vm.is_callable(args.get(1)) {
        return Err(vm.throw_not_callable(args.get(1)));
    }
    if let Some(value) = lookup(map.table.get(), args.get(0)) {
        return Ok(value);
    }
    let value = vm.call(args.get(1), Value::UNDEFINED, &[args.get(0)])?;
    map.table.get().insert(&mut vm.heap, args.get(0).bits(), value.bits());
    Ok(value)
}

/// WeakMap.prototype.has ( key ) (https://tc39.es/ecma262/#sec-weakmap.prototype.has)
fn map_has(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "has")?;
    Ok(Value::bool(lookup(map.table.get(), args.get(0)).is_some()))
}

/// WeakMap.prototype.set ( key, value ) (https://tc39.es/ecma262/#sec-weakmap.prototype.set)
fn map_set(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "set")?;
    require_weak_key(vm, args.get(0), "used as weak map key")?;
    map.table.get().insert(&mut vm.heap, args.get(0).bits(), args.get(1).bits());
    Ok(args.this())
}

/// WeakSet ( [ iterable ] ) (https://tc39.es/ecma262/#sec-weakset-iterable)
fn construct_set(vm: &mut Vm, args: Arguments) -> Res {
    require_new(vm, args, "WeakSet")?;
    let table = EphemeronTable::new(&mut vm.heap);
    let shape = shape_from_constructor(vm, args.new_target(), Intrinsic::WeakSetPrototype)?;
    let this = Value::cell(vm.alloc_object(Kind::WeakSet, shape, 0, |object| WeakSet {
        object,
        table: Slot::new(table),
    }));
    if args.get(0).is_nullish() {
        return Ok(this);
    }
    let adder = vm.get_v(this, vm.names.add)?;
    if !vm.is_callable(adder) {
        let shown = vm.value_display(adder);
        let message = format!(
            "'{shown}' returned for property 'add' of object '#<WeakSet>' is not a function"
        );
        return Err(vm.throw_type_error(message));
    }
    let record = vm.get_iterator(args.get(0))?;
    loop {
        let value = vm.iterator_next(record)?;
        if value == Value::DONE {
            return Ok(this);
        }
        if let Err(thrown) = vm.call(adder, this, &[value]) {
            return Err(vm.iterator_close_thrown(record, thrown));
        }
    }
}

/// WeakSet.prototype.add ( value ) (https://tc39.es/ecma262/#sec-weakset.prototype.add)
fn set_add(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "add")?;
    require_weak_key(vm, args.get(0), "used in weak set")?;
    set.table.get().insert(&mut vm.heap, args.get(0).bits(), Value::TRUE.bits());
    Ok(args.this())
}

/// WeakSet.prototype.delete ( value ) (https://tc39.es/ecma262/#sec-weakset.prototype.delete)
fn set_delete(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "delete")?;
    Ok(Value::bool(can_be_held_weakly(args.get(0)) && set.table.get().remove(args.get(0).bits())))
}

/// WeakSet.prototype.has ( value ) (https://tc39.es/ecma262/#sec-weakset.prototype.has)
fn set_has(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "has")?;
    Ok(Value::bool(lookup(set.table.get(), args.get(0)).is_some()))
}

/// WeakRef ( target ) (https://tc39.es/ecma262/#sec-weak-ref-target)
fn construct_ref(vm: &mut Vm, args: Arguments) -> Res {
    require_new(vm, args, "WeakRef")?;
    if !can_be_held_weakly(args.get(0)) {
        return Err(vm.throw_type_error("WeakRef: invalid target"));
    }
    let shape = shape_from_constructor(vm, args.new_target(), Intrinsic::WeakRefPrototype)?;
    vm.add_to_kept_objects(args.get(0));
    let target = WeakCell::new(&mut vm.heap, args.get(0).bits());
    Ok(Value::cell(vm.alloc_object(Kind::WeakRef, shape, 0, |object| WeakRef {
        object,
        target: Slot::new(target),
    })))
}

/// WeakRef.prototype.deref ( ) (https://tc39.es/ecma262/#sec-weak-ref.prototype.deref)
fn deref(vm: &mut Vm, args: Arguments) -> Res {
    let Some(this) = args.this().as_kind::<WeakRef>() else {
        return Err(incompatible(vm, "WeakRef.prototype.deref", args.this()));
    };
    let Some(word) = this.target.get().target() else { return Ok(Value::UNDEFINED) };
    let target = from_word(word);
    vm.add_to_kept_objects(target);
    Ok(target)
}

/// FinalizationRegistry ( cleanupCallback ) (https://tc39.es/ecma262/#sec-finalization-registry-cleanup-callback)
fn construct_registry(vm: &mut Vm, args: Arguments) -> Res {
    require_new(vm, args, "FinalizationRegistry")?;
    if !vm.is_callable(args.get(0)) {
        return Err(vm.throw_type_error("FinalizationRegistry: cleanup must be callable"));
    }
    let tokens = EphemeronTable::new(&mut vm.heap);
    let intrinsic = Intrinsic::FinalizationRegistryPrototype;
    let shape = shape_from_constructor(vm, args.new_target(), intrinsic)?;
    let callback = Slot::new(args.get(0));
    Ok(Value::cell(vm.alloc_object(Kind::FinalizationRegistry, shape, 0, |object| {
        FinalizationRegistry { object, tokens: Slot::new(tokens), callback }
    })))
}

fn this_registry(vm: &mut Vm, args: Arguments, method: &str) -> Res<Gc<FinalizationRegistry>> {
    match args.this().as_kind::<FinalizationRegistry>() {
        Some(registry) => Ok(registry),
        None => {
            Err(incompatible(vm, &format!("FinalizationRegistry.prototype.{method}"), args.this()))
        }
    }
}

/// FinalizationRegistry.prototype.register ( target, heldValue [ , unregisterToken ] )
/// (https://tc39.es/ecma262/#sec-finalization-registry.prototype.register)
fn register(vm: &mut Vm, args: Arguments) -> Res {
    let registry = this_registry(vm, args, "register")?;
    let (target, held, token) = (args.get(0), args.get(1), args.get(2));
    if !can_be_held_weakly(target) {
        return Err(vm.throw_type_error("FinalizationRegistry.prototype.register: invalid target"));
    }
    if vm.same_value(target, held) {
        let message =
            "FinalizationRegistry.prototype.register: target and holdings must not be same";
        return Err(vm.throw_type_error(message));
    }
    if can_be_held_weakly(token) {
        registry.tokens.get().insert(&mut vm.heap, token.bits(), Value::TRUE.bits());
    } else if !token.is_undefined() {
        let shown = vm.value_display(token);
        return Err(vm.throw_type_error(format!("Invalid unregisterToken ('{shown}')")));
    }
    Ok(Value::UNDEFINED)
}

/// FinalizationRegistry.prototype.unregister ( unregisterToken )
/// (https://tc39.es/ecma262/#sec-finalization-registry.prototype.unregister)
fn unregister(vm: &mut Vm, args: Arguments) -> Res {
    let registry = this_registry(vm, args, "unregister")?;
    let token = args.get(0);
    if !can_be_held_weakly(token) {
        let shown = vm.value_display(token);
        return Err(vm.throw_type_error(format!("Invalid unregisterToken ('{shown}')")));
    }
    Ok(Value::bool(registry.tokens.get().remove(token.bits())))
}
