//! Atomics (https://tc39.es/ecma262/#sec-atomics-object).
//!
//! Invariant: an element is accessed only after the array was checked behind everything that may run a script; memory of
//! typed arrays is aligned to their elements.

use super::support::*;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::property::Attributes;
use crate::runtime::realm::Realm;
use crate::runtime::shared::{self, Rmw, SharedBlock};
use crate::runtime::typed_array::{ElementType, TypedArray};
use crate::runtime::vm::{Arguments, Vm};
use crate::runtime::waiter::{AsyncWait, WaitPlace, notify as notify_waiters};
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use std::sync::Arc;
use std::time::Duration;

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let object = vm.new_object_with_prototype(Some(realm.object_prototype()));
    vm.set_intrinsic(realm, Intrinsic::Atomics, object);
    vm.define_method(object, "add", 3, |vm, args| modify(vm, args, Rmw::Add));
    vm.define_method(object, "and", 3, |vm, args| modify(vm, args, Rmw::And));
    vm.define_method(object, "compareExchange", 4, compare_exchange);
    vm.define_method(object, "exchange", 3, |vm, args| modify(vm, args, Rmw::Exchange));
    vm.define_method(object, "isLockFree", 1, is_lock_free);
    vm.define_method(object, "load", 2, load);
    vm.define_method(object, "notify", 3, notify);
    vm.define_method(object, "or", 3, |vm, args| modify(vm, args, Rmw::Or));
    vm.define_method(object, "pause", 0, pause);
    vm.define_method(object, "store", 3, store);
    vm.define_method(object, "sub", 3, |vm, args| modify(vm, args, Rmw::Sub));
    vm.define_method(object, "wait", 4, wait);
    vm.define_method(object, "waitAsync", 4, wait_async);
    vm.define_method(object, "xor", 3, |vm, args| modify(vm, args, Rmw::Xor));
    define_tag(vm, object, "Atomics");
    let global = realm.global_object();
    vm.define_value(global, "Atomics", Value::cell(object), Attributes::METHOD);
}

/// ValidateIntegerTypedArray (https://tc39.es/ecma262/#sec-validateintegertypedarray): the array and its length.
fn integer_array(vm: &mut Vm, value: Value, waitable: bool) -> Res<(Gc<TypedArray>, usize)> {
    use ElementType::*;
    let Some(array) = value.as_object().and_then(TypedArray::of) else {
        return Err(vm.throw_type_error("[object Array] is not an integer typed array."));
    };
    let Some(length) = array.valid_length() else { return Err(detached(vm)) };
    let element = array.element_type();
    if waitable && !matches!(element, Int32 | BigInt64) {
        return Err(vm.throw_type_error(format!(
            "[object Array] is not an int32 or BigInt64 typed array, but a {}.",
            element.name()
        )));
    }
    if matches!(element, Uint8Clamped | Float16 | Float32 | Float64) {
        let name = element.name();
        return Err(vm.throw_type_error(format!("A {name} is not an integer typed array.")));
    }
    Ok((array, length))
}

fn detached(vm: &mut Vm) -> crate::value::Thrown {
    vm.throw_type_error("Cannot perform an Atomics operation on a detached ArrayBuffer")
}

fn out_of_range(vm: &mut Vm) -> crate::value::Thrown {
    vm.throw_range_error("Invalid atomic access index")
}

/// ValidateAtomicAccess (https://tc39.es/ecma262/#sec-validateatomicaccess): the index of the element.
fn access_index(vm: &mut Vm, length: usize, index: Value) -> Res<usize> {
    let index = vm.to_integer_or_infinity(index)?;
    if index >= 0.0 && index < length as f64 { Ok(index as usize) } else { Err(out_of_range(vm)) }
}

/// RevalidateAtomicAccess (https://tc39.es/ecma262/#sec-revalidateatomicaccess): where the element is.
fn place_of(vm: &mut Vm, array: Gc<TypedArray>, index: usize) -> Res<*mut u8> {
    let Some(length) = array.valid_length() else { return Err(detached(vm)) };
    if index >= length {
        return Err(out_of_range(vm));
    }
    Ok(array.data.get().wrapping_add(index * array.element_type().size()))
}

/// What an operation works on: the array, the index, and the converted value.
fn operand(vm: &mut Vm, args: Arguments) -> Res<(Gc<TypedArray>, usize)> {
    let (array, length) = integer_array(vm, args.get(0), false)?;
    let index = access_index(vm, length, args.get(1))?;
    Ok((array, index))
}

/// AtomicReadModifyWrite (https://tc39.es/ecma262/#sec-atomicreadmodifywrite)
fn modify(vm: &mut Vm, args: Arguments, operation: Rmw) -> Res {
    let (array, index) = operand(vm, args)?;
    let element = array.element_type();
    let raw = element.convert(vm, args.get(2))?;
    let place = place_of(vm, array, index)?;
    // SAFETY: `place_of` has checked that the element is there; it is aligned.
    let old = unsafe { shared::modify(place, element.size(), operation, raw) };
    Ok(element.decode(vm, old))
}

/// Atomics.compareExchange ( typedArray, index, expectedValue, replacementValue )
/// (https://tc39.es/ecma262/#sec-atomics.compareexchange)
fn compare_exchange(vm: &mut Vm, args: Arguments) -> Res {
    let (array, index) = operand(vm, args)?;
    let element = array.element_type();
    let expected = element.convert(vm, args.get(2))?;
    let raw = element.convert(vm, args.get(3))?;
    let place = place_of(vm, array, index)?;
    // SAFETY: `place_of` has checked that the element is there; it is aligned.
    let old = unsafe { shared::compare_exchange(place, element.size(), expected, raw) };
    Ok(element.decode(vm, old))
}

/// Atomics.isLockFree ( size ) (https://tc39.es/ecma262/#sec-atomics.islockfree)
fn is_lock_free(vm: &mut Vm, args: Arguments) -> Res {
    let size = vm.to_integer_or_infinity(args.get(0))?;
    Ok(Value::bool([1.0, 2.0, 4.0, 8.0].contains(&size)))
}

/// Atomics.load ( typedArray, index ) (https://tc39.es/ecma262/#sec-atomics.load)
fn load(vm: &mut Vm, args: Arguments) -> Res {
    let (array, index) = operand(vm, args)?;
    let element = array.element_type();
    let place = place_of(vm, array, index)?;
    // SAFETY: `place_of` has checked that the element is there; it is aligned.
    let raw = unsafe { shared::load(place, element.size()) };
    Ok(element.decode(vm, raw))
}

/// Atomics.store ( typedArray, index, value ) (https://tc39.es/ecma262/#sec-atomics.store)
fn store(vm: &mut Vm, args: Arguments) -> Res {
    let (array, index) = operand(vm, args)?;
    let element = array.element_type();
    let value = if element.is_bigint() {
        Value::cell(vm.to_bigint(args.get(2))?)
    } else {
        // The sum turns -0 into 0.
        Value::number(vm.to_integer_or_infinity(args.get(2))? + 0.0)
    };
    let raw = element.convert(vm, value)?;
    let place = place_of(vm, array, index)?;
    // SAFETY: `place_of` has checked that the element is there; it is aligned.
    unsafe { shared::modify(place, element.size(), Rmw::Exchange, raw) };
    Ok(value)
}

/// Atomics.pause ( \[ iterationNumber \] ) (https://tc39.es/ecma262/#sec-atomics.pause)
fn pause(vm: &mut Vm, args: Arguments) -> Res {
    let hint = args.get(0);
    let integral = hint.to_number().is_some_and(|n| n.is_finite() && n.trunc() == n);
    if !hint.is_undefined() && !integral {
        return Err(vm.throw_type_error("Atomics.pause takes an integral Number"));
    }
    std::hint::spin_loop();
    Ok(Value::UNDEFINED)
}

/// A wait, once its arguments are converted.
struct Wait {
    block: Option<Arc<SharedBlock>>,
    place: WaitPlace,
    expected: u64,
    /// None is for ever.
    timeout: Option<Duration>,
}

/// The first steps of DoWait (https://tc39.es/ecma262/#sec-dowait).
fn prepare_wait(vm: &mut Vm, args: Arguments) -> Res<Wait> {
    let (array, length) = integer_array(vm, args.get(0), true)?;
    if !array.buffer.get().is_shared() {
        return Err(vm.throw_type_error("Atomics.wait needs an array of shared memory"));
    }
    let index = access_index(vm, length, args.get(1))?;
    let element = array.element_type();
    let expected = element.convert(vm, args.get(2))?;
    let milliseconds = vm.to_number(args.get(3))?;
    // Shared memory does not shrink: the element is still there.
    let place = place_of(vm, array, index)?;
    let timeout = if milliseconds.is_nan() {
        None
    } else {
        Duration::try_from_secs_f64(milliseconds.max(0.0) / 1e3).ok()
    };
    let block = array.buffer.get().block();
    Ok(Wait { block, place: WaitPlace { place, size: element.size() }, expected, timeout })
}

/// Atomics.wait ( typedArray, index, value, timeout ) (https://tc39.es/ecma262/#sec-atomics.wait)
fn wait(vm: &mut Vm, args: Arguments) -> Res {
    let Wait { place, expected, timeout, .. } = prepare_wait(vm, args)?;
    if !vm.host.can_block {
        return Err(vm.throw_type_error("Atomics.wait cannot be called in this context"));
    }
    // SAFETY: the element was found in the memory of an array that the arguments keep alive.
    let result = unsafe { vm.wait(place, expected, timeout)? };
    Ok(Value::cell(vm.new_string(result.text())))
}

/// Atomics.waitAsync ( typedArray, index, value, timeout ) (https://tc39.es/ecma262/#sec-atomics.waitasync)
fn wait_async(vm: &mut Vm, args: Arguments) -> Res {
    let Wait { block, place, expected, timeout } = prepare_wait(vm, args)?;
    // SAFETY: as above; the block is kept.
    let wait = unsafe { vm.wait_async(place, block, expected, timeout) };
    let (is_async, value) = match wait {
        AsyncWait::Promise(promise) => (true, Value::cell(promise)),
        AsyncWait::Ended(result) => (false, Value::cell(vm.new_string(result.text()))),
    };
    let object = vm.new_object();
    let all = Attributes::ALL;
    vm.define_value(object, "async", Value::bool(is_async), all);
    vm.define_value(object, "value", value, all);
    Ok(Value::cell(object))
}

/// Atomics.notify ( typedArray, index, count ) (https://tc39.es/ecma262/#sec-atomics.notify)
fn notify(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = integer_array(vm, args.get(0), true)?;
    let index = access_index(vm, length, args.get(1))?;
    let most = match args.get(2) {
        count if count.is_undefined() => usize::MAX,
        count => vm.to_integer_or_infinity(count)?.max(0.0) as usize,
    };
    if !array.buffer.get().is_shared() {
        return Ok(Value::int(0));
    }
    let place = place_of(vm, array, index)?;
    let place = WaitPlace { place, size: array.element_type().size() };
    Ok(Value::number(notify_waiters(place, most) as f64))
}
