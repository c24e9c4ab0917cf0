//! Map (https://tc39.es/ecma262/#sec-map-objects) and its iterators.
//!
//! Invariant: an iterator that has come to its end holds `undefined` instead of its map, and stays at the end.

use super::keyed::{Cursor, MapObject, canonical_key};
use super::support::*;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::kind::Kind;
use crate::runtime::object::Object;
use crate::runtime::realm::Realm;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, Slot};
use std::cell::Cell as StdCell;

/// What an iterator yields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Yields {
    Keys,
    Values,
    Entries,
}

/// A built-in iterator over a Map.
#[repr(C)]
pub struct MapIterator {
    object: Object,
    map: Slot<Value>,
    cursor: StdCell<Cursor>,
    yields: Yields,
}
object_cell!(MapIterator, trace: map);

impl MapIterator {
    /// The map, where the iterator is in it, and what it yields; no map if it has come to its end.
    pub(super) fn state(&self) -> (Option<Gc<MapObject>>, Cursor, Yields) {
        (self.map.get().as_kind(), self.cursor.get(), self.yields)
    }
}

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let class =
        define_class(vm, realm, "Map", 0, construct, (Intrinsic::Map, Intrinsic::MapPrototype));
    vm.define_method(class.constructor, "groupBy", 2, group_by);
    define_species(vm, class.constructor);
    let p = class.prototype;
    vm.define_method(p, "clear", 0, clear);
    vm.define_method(p, "delete", 1, delete);
    let entries =
        vm.define_method(p, "entries", 0, |vm, args| iterate(vm, args, "entries", Yields::Entries));
    vm.set_intrinsic(realm, Intrinsic::MapPrototypeEntries, entries);
    vm.define_method(p, "forEach", 1, for_each);
    vm.define_method(p, "get", 1, get);
    vm.define_method(p, "getOrInsert", 2, get_or_insert);
    vm.define_method(p, "getOrInsertComputed", 2, get_or_insert_computed);
    vm.define_method(p, "has", 1, has);
    vm.define_method(p, "keys", 0, |vm, args| iterate(vm, args, "keys", Yields::Keys));
    vm.define_method(p, "set", 2, set);
    vm.define_getter(p, "size", size);
    vm.define_method(p, "values", 0, |vm, args| iterate(vm, args, "values", Yields::Values));
    define_tag(vm, p, "Map");
    vm.define_value(
        p,
        vm.symbols.iterator,
        Value::cell(entries),
        crate::runtime::property::Attributes::METHOD,
    );
    let function =
        define_iterator_prototype(vm, realm, Intrinsic::MapIteratorPrototype, "Map Iterator", next);
    vm.set_intrinsic(realm, Intrinsic::MapIteratorNext, function);
}

fn this_map(vm: &mut Vm, args: Arguments, method: &str) -> Res<Gc<MapObject>> {
    match args.this().as_kind::<MapObject>() {
        Some(map) => Ok(map),
        None => Err(incompatible(vm, &format!("Map.prototype.{method}"), args.this())),
    }
}

/// An empty map with a prototype.
pub(super) fn new_map(vm: &mut Vm, new_target: Value) -> Res<Gc<MapObject>> {
    let shape = shape_from_constructor(vm, new_target, Intrinsic::MapPrototype)?;
    Ok(vm.alloc_object(Kind::Map, shape, 0, MapObject::new))
}

/// Map ( [ iterable ] ) (https://tc39.es/ecma262/#sec-map-iterable)
fn construct(vm: &mut Vm, args: Arguments) -> Res {
    require_new(vm, args, "Map")?;
    let map = new_map(vm, args.new_target())?;
    let this = Value::cell(map);
    let iterable = args.get(0);
    if iterable.is_nullish() {
        return Ok(this);
    }
    let adder = vm.get_v(this, vm.names.set)?;
    if !vm.is_callable(adder) {
        let shown = vm.value_display(adder);
        return Err(vm.throw_type_error(format!(
            "'{shown}' returned for property 'set' of object '#<Map>' is not a function"
        )));
    }
    let own =
        adder.as_native_function().is_some_and(|f| f.code as usize == set as *const () as usize);
    add_entries_from_iterable(vm, iterable, |vm, key, value| {
        if own {
            MapObject::insert(vm, map, key, value);
            return Ok(());
        }
        vm.call(adder, this, &[key, value]).map(|_| ())
    })?;
    Ok(this)
}

/// AddEntriesFromIterable (https://tc39.es/ecma262/#sec-add-entries-from-iterable)
pub(super) fn add_entries_from_iterable(
    vm: &mut Vm,
    iterable: Value,
    mut add: impl FnMut(&mut Vm, Value, Value) -> Res<()>,
) -> Res<()> {
    let record = vm.get_iterator(iterable)?;
    loop {
        let entry = vm.iterator_next(record)?;
        if entry == Value::DONE {
            return Ok(());
        }
        let result = match entry.as_object() {
            None => {
                let shown = vm.value_display(entry);
                Err(vm.throw_type_error(format!("Iterator value {shown} is not an entry object")))
            }
            Some(pair) => (|| {
                let key = vm.get(pair, crate::runtime::property_key::PropertyKey::from_index(0))?;
                let value =
                    vm.get(pair, crate::runtime::property_key::PropertyKey::from_index(1))?;
                add(vm, key, value)
            })(),
        };
        if let Err(thrown) = result {
            return Err(vm.iterator_close_thrown(record, thrown));
        }
    }
}

/// Map.groupBy ( items, callback ) (https://tc39.es/ecma262/#sec-map.groupby)
fn group_by(vm: &mut Vm, args: Arguments) -> Res {
    let (items, callback) = (args.get(0), args.get(1));
    if items.is_nullish() {
        let shown = vm.value_display(items);
        return Err(vm.throw_type_error(format!("{shown} is not iterable")));
    }
    if !vm.is_callable(callback) {
        return Err(vm.throw_not_callable(callback));
    }
    let constructor = Value::cell(vm.intrinsic(Intrinsic::Map));
    let map = new_map(vm, constructor)?;
    let record = vm.get_iterator(items)?;
    let mut index = 0.0;
    loop {
        let value = vm.iterator_next(record)?;
        if value == Value::DONE {
            return Ok(Value::cell(map));
        }
        let key = match vm.call(callback, Value::UNDEFINED, &[value, Value::number(index)]) {
            Ok(key) => canonical_key(key),
            Err(thrown) => return Err(vm.iterator_close_thrown(record, thrown)),
        };
        match MapObject::get(vm, map, key).and_then(Value::as_object) {
            Some(group) => vm.array_push(group, value)?,
            None => {
                let group = vm.new_array_from(&[value])?;
                MapObject::insert(vm, map, key, Value::cell(group));
            }
        }
        index += 1.0;
    }
}

/// Map.prototype.clear ( ) (https://tc39.es/ecma262/#sec-map.prototype.clear)
fn clear(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "clear")?;
    MapObject::clear(vm, map);
    Ok(Value::UNDEFINED)
}

/// Map.prototype.delete ( key ) (https://tc39.es/ecma262/#sec-map.prototype.delete)
fn delete(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "delete")?;
    Ok(Value::bool(MapObject::remove(vm, map, args.get(0))))
}

/// Map.prototype.forEach ( callback [ , thisArg ] ) (https://tc39.es/ecma262/#sec-map.prototype.foreach)
fn for_each(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "forEach")?;
    let callback = args.get(0);
    if !vm.is_callable(callback) {
        return Err(vm.throw_not_callable(callback));
    }
    let mut cursor = Cursor::default();
    while let Some((key, value)) = map.next(&mut cursor) {
        vm.poll_interrupt()?;
        vm.call(callback, args.get(1), &[value, key, args.this()])?;
    }
    Ok(Value::UNDEFINED)
}

/// Map.prototype.get ( key ) (https://tc39.es/ecma262/#sec-map.prototype.get)
fn get(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "get")?;
    Ok(MapObject::get(vm, map, args.get(0)).unwrap_or(Value::UNDEFINED))
}

/// Map.prototype.getOrInsert ( key, value ) (https://tc39.es/proposal-upsert/#sec-map.prototype.getOrInsert)
fn get_or_insert(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "getOrInsert")?;
    if let Some(value) = MapObject::get(vm, map, args.get(0)) {
        return Ok(value);
    }
    MapObject::insert(vm, map, args.get(0), args.get(1));
    Ok(args.get(1))
}

/// Map.prototype.getOrInsertComputed ( key, callback )
/// (https://tc39.es/proposal-upsert/#sec-map.prototype.getOrInsertComputed)
fn get_or_insert_computed(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "getOrInsertComputed")?;
    let callback = args.get(1);
    if !vm.is_callable(callback) {
        return Err(vm.throw_not_callable(callback));
    }
    let key = canonical_key(args.get(0));
    if let Some(value) = MapObject::get(vm, map, key) {
        return Ok(value);
    }
    let value = vm.call(callback, Value::UNDEFINED, &[key])?;
    MapObject::insert(vm, map, key, value);
    Ok(value)
}

/// Map.prototype.has ( key ) (https://tc39.es/ecma262/#sec-map.prototype.has)
fn has(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "has")?;
    Ok(Value::bool(MapObject::has(vm, map, args.get(0))))
}

/// Map.prototype.set ( key, value ) (https://tc39.es/ecma262/#sec-map.prototype.set)
fn set(vm: &mut Vm, args: Arguments) -> Res {
    let map = this_map(vm, args, "set")?;
    MapObject::insert(vm, map, args.get(0), args.get(1));
    Ok(args.this())
}

/// get Map.prototype.size (https://tc39.es/ecma262/#sec-get-map.prototype.size)
fn size(vm: &mut Vm, args: Arguments) -> Res {
    match args.this().as_kind::<MapObject>() {
        Some(map) => Ok(Value::number(map.len() as f64)),
        None => Err(incompatible(vm, "get Map.prototype.size", args.this())),
    }
}

/// CreateMapIterator (https://tc39.es/ecma262/#sec-createmapiterator)
fn iterate(vm: &mut Vm, args: Arguments, method: &str, yields: Yields) -> Res {
    let map = this_map(vm, args, method)?;
    let prototype = vm.intrinsic(Intrinsic::MapIteratorPrototype);
    let shape = shape_with_prototype(vm, prototype);
    let cursor = StdCell::new(Cursor::default());
    Ok(Value::cell(vm.alloc_object(Kind::MapIterator, shape, 0, |object| MapIterator {
        object,
        map: Slot::new(Value::cell(map)),
        cursor,
        yields,
    })))
}

/// %MapIteratorPrototype%.next ( ) (https://tc39.es/ecma262/#sec-%mapiteratorprototype%.next)
fn next(vm: &mut Vm, args: Arguments) -> Res {
    let Some(iterator) = args.this().as_kind::<MapIterator>() else {
        return Err(incompatible(vm, "Map Iterator.prototype.next", args.this()));
    };
    let Some(map) = iterator.map.get().as_kind::<MapObject>() else {
        return Ok(vm.iterator_result(Value::UNDEFINED, true));
    };
    let mut cursor = iterator.cursor.get();
    let Some((key, value)) = map.next(&mut cursor) else {
        iterator.map.set(&mut vm.heap, iterator, Value::UNDEFINED);
        return Ok(vm.iterator_result(Value::UNDEFINED, true));
    };
    iterator.cursor.set(cursor);
    let result = match iterator.yields {
        Yields::Keys => key,
        Yields::Values => value,
        Yields::Entries => Value::cell(vm.new_array_from(&[key, value])?),
    };
    Ok(vm.iterator_result(result, false))
}
