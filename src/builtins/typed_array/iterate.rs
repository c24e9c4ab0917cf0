//! Methods that call a function for each element, and the iterators.
//!
//! Invariant: the length is read once, before the first call.

use super::construct::species_create;
use super::{element, this_valid};
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::object::Object;
use crate::runtime::property::Attributes;
use crate::runtime::realm::Realm;
use crate::runtime::string::{JsString, StringBuilder};
use crate::runtime::typed_array::TypedArray;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, RootVec};

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>, p: Gc<Object>) {
    // The iterators are those of arrays, which know typed arrays too.
    let array_prototype = realm.intrinsic(Intrinsic::ArrayPrototype);
    for name in ["entries", "keys", "values"] {
        define_delegate(vm, p, array_prototype, name);
    }
    vm.define_method(p, "every", 1, |vm, args| test(vm, args, "every", false));
    vm.define_method(p, "filter", 1, filter);
    vm.define_method(p, "find", 1, |vm, args| find(vm, args, "find", false, false));
    vm.define_method(p, "findIndex", 1, |vm, args| find(vm, args, "findIndex", false, true));
    vm.define_method(p, "findLast", 1, |vm, args| find(vm, args, "findLast", true, false));
    vm.define_method(p, "findLastIndex", 1, |vm, args| find(vm, args, "findLastIndex", true, true));
    vm.define_method(p, "forEach", 1, for_each);
    vm.define_method(p, "join", 1, join);
    vm.define_method(p, "map", 1, map);
    vm.define_method(p, "reduce", 1, |vm, args| reduce(vm, args, "reduce", false));
    vm.define_method(p, "reduceRight", 1, |vm, args| reduce(vm, args, "reduceRight", true));
    vm.define_method(p, "some", 1, |vm, args| test(vm, args, "some", true));
    vm.define_method(p, "toLocaleString", 0, to_locale_string);
    // The very function of Array.prototype.
    if realm.has_intrinsic(Intrinsic::ArrayPrototypeToString) {
        let function = realm.intrinsic(Intrinsic::ArrayPrototypeToString);
        let key = vm.names.to_string;
        vm.define_value(p, key, Value::cell(function), Attributes::METHOD);
    }
    let key = vm.key_from_str("values");
    if let Ok(values) = vm.get(p, key) {
        vm.define_value(p, vm.symbols.iterator, values, Attributes::METHOD);
    }
}

/// A method that validates the array and then does what the method of Array.prototype does.
fn define_delegate(vm: &mut Vm, p: Gc<Object>, array_prototype: Gc<Object>, name: &str) {
    let key = vm.key_from_str(name);
    let function = vm.get(array_prototype, key).unwrap_or(Value::UNDEFINED);
    let method = vm.new_native_closure(key, 0, delegate, function);
    vm.define_value(p, key, Value::cell(method), Attributes::METHOD);
}

/// %TypedArray%.prototype.entries, keys and values (https://tc39.es/ecma262/#sec-%typedarray%.prototype.entries)
fn delegate(vm: &mut Vm, args: Arguments) -> Res {
    this_valid(vm, args, "values")?;
    let function = args.callee().as_native_function().map_or(Value::UNDEFINED, |f| f.data.get());
    vm.call(function, args.this(), &[])
}

fn callback(vm: &mut Vm, args: Arguments) -> Res {
    let callback = args.get(0);
    if !vm.is_callable(callback) {
        return Err(vm.throw_not_callable(callback));
    }
    Ok(callback)
}

/// Calls the callback for the element at an index; the element and the answer.
fn call(vm: &mut Vm, args: Arguments, array: Gc<TypedArray>, index: usize) -> Res<(Value, Value)> {
    vm.poll_interrupt()?;
    let value = element(vm, array, index);
    let answer =
        vm.call(args.get(0), args.get(1), &[value, Value::number(index as f64), args.this()])?;
    Ok((value, answer))
}

/// %TypedArray%.prototype.every and some (https://tc39.es/ecma262/#sec-%typedarray%.prototype.every)
fn test(vm: &mut Vm, args: Arguments, method: &str, stop: bool) -> Res {
    let (array, length) = this_valid(vm, args, method)?;
    callback(vm, args)?;
    for i in 0..length {
        let (_, answer) = call(vm, args, array, i)?;
        if vm.to_boolean(answer) == stop {
            return Ok(Value::bool(stop));
        }
    }
    Ok(Value::bool(!stop))
}

/// %TypedArray%.prototype.filter ( callback [ , thisArg ] )
/// (https://tc39.es/ecma262/#sec-%typedarray%.prototype.filter)
fn filter(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "filter")?;
    callback(vm, args)?;
    let mut kept: RootVec<Value> = vm.heap.root_vec();
    for i in 0..length {
        let (value, answer) = call(vm, args, array, i)?;
        if vm.to_boolean(answer) {
            kept.push(value);
        }
    }
    let count = Value::number(kept.len() as f64);
    let new = species_create(vm, array, &[count], "%TypedArray%.prototype.filter")?;
    for (i, value) in kept.iter().enumerate() {
        TypedArray::set(vm, new, i as f64, *value)?;
    }
    Ok(Value::cell(new))
}

/// %TypedArray%.prototype.find and its like (https://tc39.es/ecma262/#sec-%typedarray%.prototype.find)
fn find(vm: &mut Vm, args: Arguments, method: &str, last: bool, index: bool) -> Res {
    let (array, length) = this_valid(vm, args, method)?;
    callback(vm, args)?;
    for n in 0..length {
        let i = if last { length - 1 - n } else { n };
        let (value, answer) = call(vm, args, array, i)?;
        if vm.to_boolean(answer) {
            return Ok(if index { Value::number(i as f64) } else { value });
        }
    }
    Ok(if index { Value::int(-1) } else { Value::UNDEFINED })
}

/// %TypedArray%.prototype.forEach ( callback [ , thisArg ] )
/// (https://tc39.es/ecma262/#sec-%typedarray%.prototype.foreach)
fn for_each(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "forEach")?;
    callback(vm, args)?;
    for i in 0..length {
        call(vm, args, array, i)?;
    }
    Ok(Value::UNDEFINED)
}

/// %TypedArray%.prototype.map ( callback [ , thisArg ] ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.map)
fn map(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "map")?;
    callback(vm, args)?;
    let new =
        species_create(vm, array, &[Value::number(length as f64)], "%TypedArray%.prototype.map")?;
    for i in 0..length {
        let (_, answer) = call(vm, args, array, i)?;
        TypedArray::set(vm, new, i as f64, answer)?;
    }
    Ok(Value::cell(new))
}

/// %TypedArray%.prototype.reduce and reduceRight (https://tc39.es/ecma262/#sec-%typedarray%.prototype.reduce)
fn reduce(vm: &mut Vm, args: Arguments, method: &str, right: bool) -> Res {
    let (array, length) = this_valid(vm, args, method)?;
    let callback = callback(vm, args)?;
    let mut n = 0;
    let place = |n: usize| if right { length - 1 - n } else { n };
    let mut accumulator = if args.len() > 1 {
        args.get(1)
    } else if length == 0 {
        return Err(vm.throw_type_error("Reduce of empty array with no initial value"));
    } else {
        n = 1;
        element(vm, array, place(0))
    };
    while n < length {
        vm.poll_interrupt()?;
        let i = place(n);
        let value = element(vm, array, i);
        let arguments = [accumulator, value, Value::number(i as f64), args.this()];
        accumulator = vm.call(callback, Value::UNDEFINED, &arguments)?;
        n += 1;
    }
    Ok(accumulator)
}

fn push_separator(
    vm: &mut Vm,
    out: &mut StringBuilder,
    index: usize,
    separator: Gc<JsString>,
) -> Res<()> {
    vm.poll_interrupt()?;
    if index > 0 { out.push_string(vm, separator) } else { Ok(()) }
}

/// %TypedArray%.prototype.join ( separator ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.join)
fn join(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "join")?;
    let separator = match args.get(0) {
        v if v.is_undefined() => vm.strings.char(b','),
        v => vm.to_string(v)?,
    };
    let mut out = StringBuilder::new();
    for i in 0..length {
        push_separator(vm, &mut out, i, separator)?;
        let value = element(vm, array, i);
        if !value.is_undefined() {
            let text = vm.to_string(value)?;
            out.push_string(vm, text)?;
        }
    }
    Ok(Value::cell(out.finish(vm)?))
}

/// %TypedArray%.prototype.toLocaleString ( ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.tolocalestring)
fn to_locale_string(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "toLocaleString")?;
    let separator = vm.strings.char(b',');
    let mut out = StringBuilder::new();
    for i in 0..length {
        push_separator(vm, &mut out, i, separator)?;
        let value = element(vm, array, i);
        if !value.is_undefined() {
            let key = vm.names.to_locale_string;
            let text = vm.invoke(value, key, &[])?;
            let text = vm.to_string(text)?;
            out.push_string(vm, text)?;
        }
    }
    Ok(Value::cell(out.finish(vm)?))
}
