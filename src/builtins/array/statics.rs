//! The Array constructor and its properties (https://tc39.es/ecma262/#sec-array-constructor).
//!
//! Invariant: what `from` and `of` make is whatever their `this` constructs; only its `length` is relied on by nobody.

use super::super::prelude::*;
use super::{array_create, callback, construct_object, create, get, length_of, set_length};

pub(super) fn setup(vm: &mut Vm, function: Gc<Object>) {
    methods(
        vm,
        function,
        &[
            ("isArray", 1, is_array),
            ("from", 1, from),
            ("fromAsync", 1, super::from_async::from_async),
            ("of", 0, of),
        ],
    );
    let species = vm.symbols.species;
    vm.define_getter(function, species, super::super::species_getter);
}

/// Array (https://tc39.es/ecma262/#sec-array)
pub(super) fn array_constructor(vm: &mut Vm, arguments: Arguments) -> Res {
    let new_target = arguments.new_target();
    let array = if new_target.is_undefined() || new_target == arguments.callee() {
        None
    } else {
        Some(vm.get_prototype_from_constructor(new_target, Intrinsic::ArrayPrototype)?)
    };
    let object = match arguments.as_slice() {
        [length] if length.is_number() => {
            let wanted = length.as_number();
            let length = wanted as u32;
            if length as f64 != wanted {
                return Err(vm.throw_range_error("Invalid array length"));
            }
            vm.new_array(length)?
        }
        items => vm.new_array_from(items)?,
    };
    if let Some(prototype) = array
        && vm.shape_of(object).prototype() != Some(prototype)
    {
        vm.replace_prototype(object, Some(prototype));
    }
    Ok(Value::cell(object))
}

/// Array.isArray (https://tc39.es/ecma262/#sec-array.isarray)
fn is_array(vm: &mut Vm, arguments: Arguments) -> Res {
    vm.is_array(arguments.get(0)).map(Value::bool)
}

/// Is it this realm's Array, so that constructing it makes a plain array and nothing else happens?
fn is_plain_array_constructor(vm: &mut Vm, constructor: Value) -> bool {
    constructor == Value::cell(vm.intrinsic(Intrinsic::Array))
}

/// Array.from (https://tc39.es/ecma262/#sec-array.from)
fn from(vm: &mut Vm, arguments: Arguments) -> Res {
    let (items, constructor, this) = (arguments.get(0), arguments.this(), arguments.get(2));
    let mapper = match arguments.get(1) {
        Value::UNDEFINED => None,
        function => Some(callback(vm, function)?),
    };
    let iterator = vm.symbols.iterator;
    let method = vm.get_method(items, iterator)?;
    if let Some(method) = method {
        let object = if is_plain_array_constructor(vm, constructor) {
            vm.new_array(0)?
        } else if constructor.is_constructor() {
            construct_object(vm, constructor, &[])?
        } else {
            vm.new_array(0)?
        };
        let values = Value::cell(vm.intrinsic(Intrinsic::ArrayPrototypeValues));
        let record = if method == values && items.as_array().is_some() {
            // The way of arrays, which looks again at what it has found already, and cannot be watched doing so.
            vm.get_iterator(items)?
        } else {
            vm.get_iterator_from_method(items, method)?
        };
        let mut index = 0u64;
        loop {
            let value = vm.iterator_next(record)?;
            if value == Value::DONE {
                break;
            }
            let step = match mapper {
                Some(mapper) => vm.call(mapper, this, &[value, Value::number(index as f64)]),
                None => Ok(value),
            };
            let stored = step.and_then(|value| create(vm, object, index, value));
            if let Err(thrown) = stored {
                return Err(vm.iterator_close_thrown(record, thrown));
            }
            index += 1;
        }
        set_length(vm, object, index)?;
        return Ok(Value::cell(object));
    }
    let source = vm.to_object(items)?;
    let length = length_of(vm, source)?;
    let object = if constructor.is_constructor() && !is_plain_array_constructor(vm, constructor) {
        construct_object(vm, constructor, &[Value::number(length as f64)])?
    } else {
        array_create(vm, length)?
    };
    for index in 0..length {
        let mut value = get(vm, source, index)?;
        if let Some(mapper) = mapper {
            value = vm.call(mapper, this, &[value, Value::number(index as f64)])?;
        }
        create(vm, object, index, value)?;
        vm.poll_interrupt()?;
    }
    set_length(vm, object, length)?;
    Ok(Value::cell(object))
}

/// Array.of (https://tc39.es/ecma262/#sec-array.of)
fn of(vm: &mut Vm, arguments: Arguments) -> Res {
    let constructor = arguments.this();
    let items = arguments.as_slice();
    if is_plain_array_constructor(vm, constructor) || !constructor.is_constructor() {
        return vm.new_array_from(items).map(Value::cell);
    }
    let object = construct_object(vm, constructor, &[Value::number(items.len() as f64)])?;
    for (index, value) in items.iter().enumerate() {
        create(vm, object, index as u64, *value)?;
    }
    set_length(vm, object, items.len() as u64)?;
    Ok(Value::cell(object))
}
