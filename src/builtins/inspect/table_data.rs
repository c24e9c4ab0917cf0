//! What `console.table` asks of a value.
//!
//! Invariant: as in every inspection, no getter and no trap of a proxy is called.

use super::chain::own;
use crate::builtins::keyed::{Cursor, MapObject, SetObject};
use crate::builtins::map::{MapIterator, Yields};
use crate::builtins::prelude::*;
use crate::builtins::set::SetIterator;
use crate::runtime::object::Array;
use crate::runtime::private_name::is_symbol_key;
use crate::runtime::typed_array::TypedArray;

pub(in crate::builtins) use super::chain::behind_proxies;

/// What the rows of a table are.
pub(in crate::builtins) enum Rows {
    /// Keys and values in turn.
    Pairs(RootVec<Value>),
    /// Values.
    Values(RootVec<Value>),
    /// The properties of the object.
    Object,
}

/// The rows of a map, a set or an iterator over one, or that there are none of these.
pub(in crate::builtins) fn rows(vm: &mut Vm, object: Gc<Object>) -> Res<Rows> {
    let value = Value::cell(object);
    let mut list: RootVec<Value> = vm.heap.root_vec();
    let mut pairs = false;
    let mut push = |yields: Yields, (key, value): (Value, Value)| match yields {
        Yields::Keys => list.push(key),
        Yields::Values => list.push(value),
        Yields::Entries => list.extend_from_slice(&[key, value]),
    };
    if let Some(map) = value.as_kind::<MapObject>() {
        let mut cursor = Cursor::default();
        while let Some(entry) = map.next(&mut cursor) {
            push(Yields::Entries, entry);
        }
        pairs = true;
    } else if let Some(set) = value.as_kind::<SetObject>() {
        let mut cursor = Cursor::default();
        while let Some(entry) = set.next(&mut cursor) {
            push(Yields::Keys, entry);
        }
    } else if let Some(iterator) = value.as_kind::<MapIterator>() {
        let (map, mut cursor, yields) = iterator.state();
        while let Some(entry) = map.and_then(|map| map.next(&mut cursor)) {
            push(yields, entry);
        }
        pairs = yields == Yields::Entries;
    } else if let Some(iterator) = value.as_kind::<SetIterator>() {
        let (set, mut cursor, yields) = iterator.state();
        while let Some(entry) = set.and_then(|set| set.next(&mut cursor)) {
            push(yields, (entry.0, entry.0));
        }
    } else {
        return Ok(Rows::Object);
    }
    Ok(if pairs { Rows::Pairs(list) } else { Rows::Values(list) })
}

/// Is it an array or a typed array?
pub(in crate::builtins) fn is_list(object: Gc<Object>) -> bool {
    Array::of(object).is_some() || TypedArray::of(object).is_some()
}

/// The enumerable own keys that are strings.
pub(in crate::builtins) fn named_keys(
    vm: &mut Vm,
    object: Gc<Object>,
) -> Res<RootVec<PropertyKey>> {
    let mut keys: RootVec<PropertyKey> = vm.heap.root_vec();
    for key in &vm.own_property_keys(object)? {
        if !is_symbol_key(*key)
            && own(vm, object, *key)?.is_some_and(|own| own.enumerable == Some(true))
        {
            keys.push(*key);
        }
    }
    Ok(keys)
}

/// The value of an own property, `undefined` of what only a getter knows.
pub(in crate::builtins) fn own_value(
    vm: &mut Vm,
    object: Gc<Object>,
    key: PropertyKey,
) -> Res<Value> {
    Ok(own(vm, object, key)?.and_then(|own| own.value).unwrap_or(Value::UNDEFINED))
}

/// How an own property is shown, by `show` if it has a value; `None` if there is none.
pub(in crate::builtins) fn property(
    vm: &mut Vm,
    object: Gc<Object>,
    key: PropertyKey,
    show: impl FnOnce(&mut Vm, Value) -> Res<String>,
) -> Res<Option<String>> {
    match own(vm, object, key)? {
        None => Ok(None),
        Some(own) => match own.value {
            Some(value) => show(vm, value).map(Some),
            None => Ok(Some("[Getter]".to_owned())),
        },
    }
}
