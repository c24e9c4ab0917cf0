//! Iterator: the constructor and the methods of %Iterator.prototype% that run an iterator to its end
//! (https://tc39.es/ecma262/#sec-iterator-objects).
//!
//! Invariant: %Iterator% is abstract: it constructs only for classes derived from it. An iterator that is left before
//! its end is closed.

mod helper;
mod lazy;
mod wrap;
mod zip;

pub use helper::IteratorHelper;
pub use wrap::WrapForValidIterator;

use super::prelude::*;
use crate::runtime::convert::MAX_SAFE_INTEGER;
use crate::runtime::function::NativeFunction;
use crate::runtime::iterator::IteratorRecord;

/// Installs the constructor and fills the prototype objects that all iterators share.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let prototype = realm.intrinsic(Intrinsic::IteratorPrototype);
    let name = vm.key_from_str("Iterator");
    let function =
        NativeFunction::as_object(vm.new_native_constructor(name, 0, iterator_constructor, None));
    let key = vm.names.prototype;
    vm.define_value(function, key, Value::cell(prototype), Attributes::NONE);
    vm.set_intrinsic(realm, Intrinsic::Iterator, function);
    global_value(vm, realm, "Iterator", Value::cell(function));
    methods(
        vm,
        function,
        &[
            ("concat", 0, lazy::concat),
            ("from", 1, wrap::from),
            ("zip", 1, zip::zip),
            ("zipKeyed", 1, zip::zip_keyed),
        ],
    );
    helper::setup(vm, realm);
    wrap::setup(vm, realm);
    methods(
        vm,
        prototype,
        &[
            ("chunks", 1, lazy::chunks),
            ("drop", 1, lazy::drop),
            ("filter", 1, lazy::filter),
            ("flatMap", 1, lazy::flat_map),
            ("includes", 1, includes),
            ("map", 1, lazy::map),
            ("take", 1, lazy::take),
            ("windows", 1, lazy::windows),
            ("reduce", 1, reduce),
            ("toArray", 0, to_array),
            ("forEach", 1, for_each),
            ("some", 1, some),
            ("every", 1, every),
            ("find", 1, find),
        ],
    );
    let key = vm.names.constructor;
    vm.define_accessor(prototype, key, get_constructor, Some(set_constructor));
    let key = vm.symbols.iterator;
    let itself = vm.define_method(prototype, key, 0, this_itself);
    vm.set_intrinsic(realm, Intrinsic::IteratorItself, itself);
    let key = vm.symbols.dispose;
    vm.define_method(prototype, key, 0, dispose);
    let key = vm.symbols.to_string_tag;
    vm.define_accessor(prototype, key, get_tag, Some(set_tag));
    let asynchronous = realm.intrinsic(Intrinsic::AsyncIteratorPrototype);
    let key = vm.symbols.async_iterator;
    vm.define_method(asynchronous, key, 0, this_itself);
}

/// %Iterator.prototype% \[ %Symbol.iterator% \] (https://tc39.es/ecma262/#sec-%iterator.prototype%-%symbol.iterator%), and
/// %AsyncIteratorPrototype% \[ %Symbol.asyncIterator% \]
/// (https://tc39.es/ecma262/#sec-%asynciteratorprototype%-%symbol.asynciterator%)
fn this_itself(_: &mut Vm, arguments: Arguments) -> Res {
    Ok(arguments.this())
}

/// Iterator (https://tc39.es/ecma262/#sec-iterator)
fn iterator_constructor(vm: &mut Vm, arguments: Arguments) -> Res {
    let new_target = arguments.new_target();
    if new_target.is_undefined() {
        return Err(vm.throw_type_error("Constructor Iterator requires 'new'"));
    }
    if new_target == arguments.callee() {
        return Err(vm.throw_type_error("Abstract class Iterator not directly constructable"));
    }
    vm.ordinary_create_from_constructor(new_target, Intrinsic::IteratorPrototype).map(Value::cell)
}

/// SetterThatIgnoresPrototypeProperties (https://tc39.es/ecma262/#sec-SetterThatIgnoresPrototypeProperties)
fn set_ignoring_prototype(vm: &mut Vm, arguments: Arguments, key: PropertyKey) -> Res {
    let Some(object) = arguments.this_object() else {
        return Err(vm.throw_type_error("Iterator.prototype setter called on non-object"));
    };
    if object == vm.intrinsic(Intrinsic::IteratorPrototype) {
        let name = vm.key_display(key);
        return Err(
            vm.throw_type_error(format!("Cannot assign to read only property '{name}' of object"))
        );
    }
    if vm.get_own_property(object, key)?.is_none() {
        vm.create_data_property_or_throw(object, key, arguments.get(0))?;
    } else {
        vm.set(object, key, arguments.get(0), true)?;
    }
    Ok(Value::UNDEFINED)
}

/// get Iterator.prototype.constructor (https://tc39.es/ecma262/#sec-get-iteratorprototype-constructor)
fn get_constructor(vm: &mut Vm, _: Arguments) -> Res {
    Ok(Value::cell(vm.intrinsic(Intrinsic::Iterator)))
}

/// set Iterator.prototype.constructor (https://tc39.es/ecma262/#sec-set-iteratorprototype-constructor)
fn set_constructor(vm: &mut Vm, arguments: Arguments) -> Res {
    let key = vm.names.constructor;
    set_ignoring_prototype(vm, arguments, key)
}

/// get Iterator.prototype \[ %Symbol.toStringTag% \]
/// (https://tc39.es/ecma262/#sec-get-iteratorprototype-%symbol.tostringtag%)
fn get_tag(vm: &mut Vm, _: Arguments) -> Res {
    Ok(Value::cell(vm.new_string("Iterator")))
}

/// set Iterator.prototype \[ %Symbol.toStringTag% \]
/// (https://tc39.es/ecma262/#sec-set-iteratorprototype-%symbol.tostringtag%)
fn set_tag(vm: &mut Vm, arguments: Arguments) -> Res {
    let key = vm.symbols.to_string_tag;
    set_ignoring_prototype(vm, arguments, key)
}

/// `this` as an object, whatever its `next` is.
fn this_iterator(vm: &mut Vm, arguments: Arguments, method: &str) -> Res<Gc<Object>> {
    match arguments.this_object() {
        Some(object) => Ok(object),
        None => {
            Err(vm.throw_type_error(format!("Iterator.prototype.{method} called on non-object")))
        }
    }
}

/// The iteration that `this` is and the callback; an argument that is no function closes the iterator.
fn start(vm: &mut Vm, arguments: Arguments, method: &str) -> Res<(Gc<IteratorRecord>, Value)> {
    let iterator = Value::cell(this_iterator(vm, arguments, method)?);
    let function = arguments.get(0);
    if function.is_callable() {
        return Ok((vm.get_iterator_direct(iterator)?, function));
    }
    let thrown = vm.throw_not_callable(function);
    Err(close_with(vm, iterator, thrown))
}

/// IteratorClose (https://tc39.es/ecma262/#sec-iteratorclose) with an error, of an iterator whose `next` has not been read.
fn close_with(vm: &mut Vm, iterator: Value, thrown: Thrown) -> Thrown {
    let exception = vm.exception;
    if vm.is_terminating() {
        return thrown;
    }
    let key = vm.names.return_;
    let closed = vm.get_method(iterator, key).and_then(|method| match method {
        Some(method) => vm.call(method, iterator, &[]),
        None => Ok(Value::UNDEFINED),
    });
    if closed.is_err() && vm.is_terminating() {
        return thrown;
    }
    vm.rethrow(exception)
}

/// GetIteratorFlattenable (https://tc39.es/ecma262/#sec-getiteratorflattenable); `strings`: are strings iterated, too?
fn flattenable(vm: &mut Vm, value: Value, strings: bool) -> Res<Gc<IteratorRecord>> {
    if !value.is_object() && (!strings || !value.is_string()) {
        let shown = vm.value_display(value);
        return Err(vm.throw_type_error(format!("{shown} is not an object")));
    }
    let key = vm.symbols.iterator;
    match vm.get_method(value, key)? {
        Some(method) => vm.get_iterator_from_method(value, method),
        None if value.is_object() => vm.get_iterator_direct(value),
        None => {
            let shown = vm.value_display(value);
            Err(vm.throw_type_error(format!("{shown} is not an object")))
        }
    }
}

/// %Iterator.prototype% \[ %Symbol.dispose% \] (https://tc39.es/ecma262/#sec-%iterator.prototype%-%symbol.dispose%)
fn dispose(vm: &mut Vm, arguments: Arguments) -> Res {
    let key = vm.names.return_;
    if let Some(method) = vm.get_method(arguments.this(), key)? {
        vm.call(method, arguments.this(), &[])?;
    }
    Ok(Value::UNDEFINED)
}

/// Iterator.prototype.includes (https://tc39.es/proposal-iterator-includes/#sec-iterator.prototype.includes)
fn includes(vm: &mut Vm, arguments: Arguments) -> Res {
    let iterator = Value::cell(this_iterator(vm, arguments, "includes")?);
    let mut skip = match skipped_elements(vm, arguments.get(1)) {
        Ok(skip) => skip,
        Err(thrown) => return Err(close_with(vm, iterator, thrown)),
    };
    let record = vm.get_iterator_direct(iterator)?;
    loop {
        vm.poll_interrupt()?;
        let value = vm.iterator_next(record)?;
        if value == Value::DONE {
            return Ok(Value::FALSE);
        }
        if skip > 0.0 {
            skip -= 1.0;
        } else if vm.same_value_zero(value, arguments.get(0)) {
            vm.iterator_close(record)?;
            return Ok(Value::TRUE);
        }
    }
}

fn skipped_elements(vm: &mut Vm, value: Value) -> Res<f64> {
    if value.is_undefined() {
        return Ok(0.0);
    }
    let number = value.to_number().filter(|n| n.is_infinite() || n.fract() == 0.0);
    let Some(number) = number else {
        let shown = vm.value_display(value);
        return Err(vm.throw_type_error(format!("{shown} is not an integral number")));
    };
    if number < 0.0 || number.is_finite() && number > MAX_SAFE_INTEGER as f64 {
        let shown = vm.value_display(value);
        return Err(vm.throw_range_error(format!("{shown} must be positive")));
    }
    Ok(number)
}

/// Calls the function with each value and its number until `stop(value, result)` gives a result.
fn each(
    vm: &mut Vm,
    arguments: Arguments,
    method: &str,
    stop: impl Fn(&mut Vm, Value, Value) -> Option<Value>,
) -> Res<Option<Value>> {
    let (record, function) = start(vm, arguments, method)?;
    let mut count = 0u64;
    loop {
        let value = vm.iterator_next(record)?;
        if value == Value::DONE {
            return Ok(None);
        }
        let result =
            match vm.call(function, Value::UNDEFINED, &[value, Value::number(count as f64)]) {
                Ok(result) => result,
                Err(thrown) => return Err(vm.iterator_close_thrown(record, thrown)),
            };
        if let Some(answer) = stop(vm, value, result) {
            vm.iterator_close(record)?;
            return Ok(Some(answer));
        }
        count += 1;
    }
}

/// Iterator.prototype.forEach (https://tc39.es/ecma262/#sec-iterator.prototype.foreach)
fn for_each(vm: &mut Vm, arguments: Arguments) -> Res {
    each(vm, arguments, "forEach", |_, _, _| None)?;
    Ok(Value::UNDEFINED)
}

/// Iterator.prototype.some (https://tc39.es/ecma262/#sec-iterator.prototype.some)
fn some(vm: &mut Vm, arguments: Arguments) -> Res {
    let found =
        each(vm, arguments, "some", |vm, _, result| vm.to_boolean(result).then_some(Value::TRUE))?;
    Ok(found.unwrap_or(Value::FALSE))
}

/// Iterator.prototype.every (https://tc39.es/ecma262/#sec-iterator.prototype.every)
fn every(vm: &mut Vm, arguments: Arguments) -> Res {
    let found = each(vm, arguments, "every", |vm, _, result| {
        (!vm.to_boolean(result)).then_some(Value::FALSE)
    })?;
    Ok(found.unwrap_or(Value::TRUE))
}

/// Iterator.prototype.find (https://tc39.es/ecma262/#sec-iterator.prototype.find)
fn find(vm: &mut Vm, arguments: Arguments) -> Res {
    let found =
        each(vm, arguments, "find", |vm, value, result| vm.to_boolean(result).then_some(value))?;
    Ok(found.unwrap_or(Value::UNDEFINED))
}

/// Iterator.prototype.toArray (https://tc39.es/ecma262/#sec-iterator.prototype.toarray)
fn to_array(vm: &mut Vm, arguments: Arguments) -> Res {
    let iterator = this_iterator(vm, arguments, "toArray")?;
    let record = vm.get_iterator_direct(Value::cell(iterator))?;
    let array = vm.new_array(0)?;
    loop {
        let value = vm.iterator_next(record)?;
        if value == Value::DONE {
            return Ok(Value::cell(array));
        }
        vm.array_push(array, value)?;
    }
}

/// Iterator.prototype.reduce (https://tc39.es/ecma262/#sec-iterator.prototype.reduce)
fn reduce(vm: &mut Vm, arguments: Arguments) -> Res {
    let (record, function) = start(vm, arguments, "reduce")?;
    let (mut accumulator, mut count) = (arguments.get(1), 0u64);
    if arguments.len() < 2 {
        accumulator = vm.iterator_next(record)?;
        if accumulator == Value::DONE {
            return Err(vm.throw_type_error("Reduce of a done iterator with no initial value"));
        }
        count = 1;
    }
    loop {
        let value = vm.iterator_next(record)?;
        if value == Value::DONE {
            return Ok(accumulator);
        }
        let next =
            vm.call(function, Value::UNDEFINED, &[accumulator, value, Value::number(count as f64)]);
        accumulator = match next {
            Ok(next) => next,
            Err(thrown) => return Err(vm.iterator_close_thrown(record, thrown)),
        };
        count += 1;
    }
}
