//! Set (https://tc39.es/ecma262/#sec-set-objects) and its iterators.
//!
//! Invariant: an iterator that has come to its end holds `undefined` instead of its set, and stays at the end.

use super::keyed::{Cursor, SetObject, canonical_key};
use super::map::Yields;
use super::support::*;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::iterator::IteratorRecord;
use crate::runtime::kind::Kind;
use crate::runtime::object::Object;
use crate::runtime::property::Attributes;
use crate::runtime::realm::Realm;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, Slot};
use std::cell::Cell as StdCell;

/// A built-in iterator over a Set.
#[repr(C)]
pub struct SetIterator {
    object: Object,
    set: Slot<Value>,
    cursor: StdCell<Cursor>,
    yields: Yields,
}
object_cell!(SetIterator, trace: set);

impl SetIterator {
    /// The set, where the iterator is in it, and what it yields; no set if it has come to its end.
    pub(super) fn state(&self) -> (Option<Gc<SetObject>>, Cursor, Yields) {
        (self.set.get().as_kind(), self.cursor.get(), self.yields)
    }
}

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let class =
        define_class(vm, realm, "Set", 0, construct, (Intrinsic::Set, Intrinsic::SetPrototype));
    define_species(vm, class.constructor);
    let p = class.prototype;
    vm.define_method(p, "add", 1, add);
    vm.define_method(p, "clear", 0, clear);
    vm.define_method(p, "delete", 1, delete);
    vm.define_method(p, "difference", 1, difference);
    vm.define_method(p, "entries", 0, |vm, args| iterate(vm, args, "entries", Yields::Entries));
    vm.define_method(p, "forEach", 1, for_each);
    vm.define_method(p, "has", 1, has);
    vm.define_method(p, "intersection", 1, intersection);
    vm.define_method(p, "isDisjointFrom", 1, is_disjoint_from);
    vm.define_method(p, "isSubsetOf", 1, is_subset_of);
    vm.define_method(p, "isSupersetOf", 1, is_superset_of);
    vm.define_getter(p, "size", size);
    vm.define_method(p, "symmetricDifference", 1, symmetric_difference);
    vm.define_method(p, "union", 1, union);
    let values =
        vm.define_method(p, "values", 0, |vm, args| iterate(vm, args, "values", Yields::Values));
    vm.set_intrinsic(realm, Intrinsic::SetPrototypeValues, values);
    vm.define_value(p, "keys", Value::cell(values), Attributes::METHOD);
    vm.define_value(p, vm.symbols.iterator, Value::cell(values), Attributes::METHOD);
    define_tag(vm, p, "Set");
    let function =
        define_iterator_prototype(vm, realm, Intrinsic::SetIteratorPrototype, "Set Iterator", next);
    vm.set_intrinsic(realm, Intrinsic::SetIteratorNext, function);
}

fn this_set(vm: &mut Vm, args: Arguments, method: &str) -> Res<Gc<SetObject>> {
    match args.this().as_kind::<SetObject>() {
        Some(set) => Ok(set),
        None => Err(incompatible(vm, &format!("Set.prototype.{method}"), args.this())),
    }
}

/// Set ( [ iterable ] ) (https://tc39.es/ecma262/#sec-set-iterable)
fn construct(vm: &mut Vm, args: Arguments) -> Res {
    require_new(vm, args, "Set")?;
    let shape = shape_from_constructor(vm, args.new_target(), Intrinsic::SetPrototype)?;
    let set = vm.alloc_object(Kind::Set, shape, 0, SetObject::new);
    let this = Value::cell(set);
    let iterable = args.get(0);
    if iterable.is_nullish() {
        return Ok(this);
    }
    let adder = vm.get_v(this, vm.names.add)?;
    if !vm.is_callable(adder) {
        let shown = vm.value_display(adder);
        return Err(vm.throw_type_error(format!(
            "'{shown}' returned for property 'add' of object '#<Set>' is not a function"
        )));
    }
    let own =
        adder.as_native_function().is_some_and(|f| f.code as usize == add as *const () as usize);
    let record = vm.get_iterator(iterable)?;
    loop {
        let value = vm.iterator_next(record)?;
        if value == Value::DONE {
            return Ok(this);
        }
        if own {
            SetObject::insert(vm, set, value, value);
        } else if let Err(thrown) = vm.call(adder, this, &[value]) {
            return Err(vm.iterator_close_thrown(record, thrown));
        }
    }
}

/// Set.prototype.add ( value ) (https://tc39.es/ecma262/#sec-set.prototype.add)
fn add(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "add")?;
    SetObject::insert(vm, set, args.get(0), Value::TRUE);
    Ok(args.this())
}

/// Set.prototype.clear ( ) (https://tc39.es/ecma262/#sec-set.prototype.clear)
fn clear(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "clear")?;
    SetObject::clear(vm, set);
    Ok(Value::UNDEFINED)
}

/// Set.prototype.delete ( value ) (https://tc39.es/ecma262/#sec-set.prototype.delete)
fn delete(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "delete")?;
    Ok(Value::bool(SetObject::remove(vm, set, args.get(0))))
}

/// Set.prototype.has ( value ) (https://tc39.es/ecma262/#sec-set.prototype.has)
fn has(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "has")?;
    Ok(Value::bool(SetObject::has(vm, set, args.get(0))))
}

/// get Set.prototype.size (https://tc39.es/ecma262/#sec-get-set.prototype.size)
fn size(vm: &mut Vm, args: Arguments) -> Res {
    match args.this().as_kind::<SetObject>() {
        Some(set) => Ok(Value::number(set.len() as f64)),
        None => Err(incompatible(vm, "get Set.prototype.size", args.this())),
    }
}

/// Set.prototype.forEach ( callback [ , thisArg ] ) (https://tc39.es/ecma262/#sec-set.prototype.foreach)
fn for_each(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "forEach")?;
    let callback = args.get(0);
    if !vm.is_callable(callback) {
        return Err(vm.throw_not_callable(callback));
    }
    let mut cursor = Cursor::default();
    while let Some((key, _)) = set.next(&mut cursor) {
        vm.poll_interrupt()?;
        vm.call(callback, args.get(1), &[key, key, args.this()])?;
    }
    Ok(Value::UNDEFINED)
}

/// CreateSetIterator (https://tc39.es/ecma262/#sec-createsetiterator)
fn iterate(vm: &mut Vm, args: Arguments, method: &str, yields: Yields) -> Res {
    let set = this_set(vm, args, method)?;
    let prototype = vm.intrinsic(Intrinsic::SetIteratorPrototype);
    let shape = shape_with_prototype(vm, prototype);
    let cursor = StdCell::new(Cursor::default());
    Ok(Value::cell(vm.alloc_object(Kind::SetIterator, shape, 0, |object| SetIterator {
        object,
        set: Slot::new(Value::cell(set)),
        cursor,
        yields,
    })))
}

/// %SetIteratorPrototype%.next ( ) (https://tc39.es/ecma262/#sec-%setiteratorprototype%.next)
fn next(vm: &mut Vm, args: Arguments) -> Res {
    let Some(iterator) = args.this().as_kind::<SetIterator>() else {
        return Err(incompatible(vm, "Set Iterator.prototype.next", args.this()));
    };
    let Some(set) = iterator.set.get().as_kind::<SetObject>() else {
        return Ok(vm.iterator_result(Value::UNDEFINED, true));
    };
    let mut cursor = iterator.cursor.get();
    let Some((key, _)) = set.next(&mut cursor) else {
        iterator.set.set(&mut vm.heap, iterator, Value::UNDEFINED);
        return Ok(vm.iterator_result(Value::UNDEFINED, true));
    };
    iterator.cursor.set(cursor);
    let result = match iterator.yields {
        Yields::Entries => Value::cell(vm.new_array_from(&[key, key])?),
        _ => key,
    };
    Ok(vm.iterator_result(result, false))
}

/// A Set Record (https://tc39.es/ecma262/#sec-set-records).
struct SetRecord {
    object: Value,
    size: f64,
    has: Value,
    keys: Value,
}

impl SetRecord {
    /// GetSetRecord (https://tc39.es/ecma262/#sec-getsetrecord)
    fn get(vm: &mut Vm, value: Value) -> Res<SetRecord> {
        let Some(object) = value.as_object() else {
            let shown = vm.value_display(value);
            return Err(vm.throw_type_error(format!("{shown} is not an object")));
        };
        let raw_size = vm.get(object, vm.names.size)?;
        let number = vm.to_number(raw_size)?;
        if number.is_nan() {
            let shown = vm.value_display(raw_size);
            return Err(vm.throw_type_error(format!(
                "The 'size' property must be a number, received '{shown}'"
            )));
        }
        let size = vm.to_integer_or_infinity(Value::number(number))?;
        if size < 0.0 {
            let shown = vm.value_display(Value::number(size));
            return Err(vm.throw_range_error(format!("'{shown}' is an invalid size")));
        }
        let has = vm.get(object, vm.names.has)?;
        if !vm.is_callable(has) {
            return Err(vm.throw_type_error("The 'has' property must be a function"));
        }
        let keys = vm.get(object, vm.names.keys)?;
        if !vm.is_callable(keys) {
            return Err(vm.throw_type_error("The 'keys' property must be a function"));
        }
        Ok(SetRecord { object: value, size, has, keys })
    }

    fn contains(&self, vm: &mut Vm, value: Value) -> Res<bool> {
        let answer = vm.call(self.has, self.object, &[value])?;
        Ok(vm.to_boolean(answer))
    }

    /// GetIteratorFromMethod of `keys`, without the check for iterability.
    fn iterator(&self, vm: &mut Vm) -> Res<Gc<IteratorRecord>> {
        let iterator = vm.call(self.keys, self.object, &[])?;
        if !iterator.is_object() {
            let shown = vm.value_display(iterator);
            return Err(vm.throw_type_error(format!("{shown} is not an object")));
        }
        vm.get_iterator_direct(iterator)
    }
}

fn copy_of(vm: &mut Vm, set: Gc<SetObject>) -> Gc<SetObject> {
    let copy = empty_set(vm);
    let mut cursor = Cursor::default();
    while let Some((key, value)) = set.next(&mut cursor) {
        SetObject::insert(vm, copy, key, value);
    }
    copy
}

fn empty_set(vm: &mut Vm) -> Gc<SetObject> {
    let prototype = vm.intrinsic(Intrinsic::SetPrototype);
    let shape = shape_with_prototype(vm, prototype);
    vm.alloc_object(Kind::Set, shape, 0, SetObject::new)
}

/// Set.prototype.union ( other ) (https://tc39.es/ecma262/#sec-set.prototype.union)
fn union(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "union")?;
    let other = SetRecord::get(vm, args.get(0))?;
    let keys = other.iterator(vm)?;
    let result = copy_of(vm, set);
    loop {
        let key = vm.iterator_next(keys)?;
        if key == Value::DONE {
            return Ok(Value::cell(result));
        }
        SetObject::insert(vm, result, key, Value::TRUE);
    }
}

/// Set.prototype.intersection ( other ) (https://tc39.es/ecma262/#sec-set.prototype.intersection)
fn intersection(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "intersection")?;
    let other = SetRecord::get(vm, args.get(0))?;
    let result = empty_set(vm);
    if set.len() as f64 <= other.size {
        let mut cursor = Cursor::default();
        while let Some((key, _)) = set.next(&mut cursor) {
            if other.contains(vm, key)? {
                SetObject::insert(vm, result, key, Value::TRUE);
            }
        }
        return Ok(Value::cell(result));
    }
    let keys = other.iterator(vm)?;
    loop {
        let key = vm.iterator_next(keys)?;
        if key == Value::DONE {
            return Ok(Value::cell(result));
        }
        if SetObject::has(vm, set, key) {
            SetObject::insert(vm, result, canonical_key(key), Value::TRUE);
        }
    }
}

/// Set.prototype.difference ( other ) (https://tc39.es/ecma262/#sec-set.prototype.difference)
fn difference(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "difference")?;
    let other = SetRecord::get(vm, args.get(0))?;
    let result = copy_of(vm, set);
    if set.len() as f64 <= other.size {
        let mut cursor = Cursor::default();
        while let Some((key, _)) = set.next(&mut cursor) {
            if other.contains(vm, key)? {
                SetObject::remove(vm, result, key);
            }
        }
        return Ok(Value::cell(result));
    }
    let keys = other.iterator(vm)?;
    loop {
        let key = vm.iterator_next(keys)?;
        if key == Value::DONE {
            return Ok(Value::cell(result));
        }
        SetObject::remove(vm, result, key);
    }
}

/// Set.prototype.symmetricDifference ( other ) (https://tc39.es/ecma262/#sec-set.prototype.symmetricdifference)
fn symmetric_difference(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "symmetricDifference")?;
    let other = SetRecord::get(vm, args.get(0))?;
    let keys = other.iterator(vm)?;
    let result = copy_of(vm, set);
    loop {
        let key = vm.iterator_next(keys)?;
        if key == Value::DONE {
            return Ok(Value::cell(result));
        }
        if SetObject::has(vm, set, key) {
            SetObject::remove(vm, result, key);
        } else {
            SetObject::insert(vm, result, key, Value::TRUE);
        }
    }
}

/// Set.prototype.isSubsetOf ( other ) (https://tc39.es/ecma262/#sec-set.prototype.issubsetof)
fn is_subset_of(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "isSubsetOf")?;
    let other = SetRecord::get(vm, args.get(0))?;
    if set.len() as f64 > other.size {
        return Ok(Value::FALSE);
    }
    let mut cursor = Cursor::default();
    while let Some((key, _)) = set.next(&mut cursor) {
        if !other.contains(vm, key)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

/// Set.prototype.isSupersetOf ( other ) (https://tc39.es/ecma262/#sec-set.prototype.issupersetof)
fn is_superset_of(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "isSupersetOf")?;
    let other = SetRecord::get(vm, args.get(0))?;
    if (set.len() as f64) < other.size {
        return Ok(Value::FALSE);
    }
    none_of_keys(vm, &other, |vm, key| !SetObject::has(vm, set, key))
}

/// Iterates over the keys of a record until one of them fits, for which the answer is `false`.
fn none_of_keys(vm: &mut Vm, other: &SetRecord, fits: impl Fn(&mut Vm, Value) -> bool) -> Res {
    let keys = other.iterator(vm)?;
    loop {
        let key = vm.iterator_next(keys)?;
        if key == Value::DONE {
            return Ok(Value::TRUE);
        }
        if fits(vm, key) {
            vm.iterator_close(keys)?;
            return Ok(Value::FALSE);
        }
    }
}

/// Set.prototype.isDisjointFrom ( other ) (https://tc39.es/ecma262/#sec-set.prototype.isdisjointfrom)
fn is_disjoint_from(vm: &mut Vm, args: Arguments) -> Res {
    let set = this_set(vm, args, "isDisjointFrom")?;
    let other = SetRecord::get(vm, args.get(0))?;
    if set.len() as f64 > other.size {
        return none_of_keys(vm, &other, |vm, key| SetObject::has(vm, set, key));
    }
    let mut cursor = Cursor::default();
    while let Some((key, _)) = set.next(&mut cursor) {
        if other.contains(vm, key)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}
