//! Promise.all, allSettled, any and race (https://tc39.es/ecma262/#sec-promise.all).
//!
//! Invariant: what the functions of one call share is one cell of values: the outcomes in an array that no script has seen,
//! the count of those that are missing plus one, and the functions of the capability.

use super::*;
use crate::runtime::iterator::IteratorRecord;
use crate::runtime::stack_trace::SkipFrames;

/// Places in the cell that is shared.
mod shared {
    pub(super) const OUTCOMES: usize = 0;
    pub(super) const REMAINING: usize = 1;
    pub(super) const RESOLVE: usize = 2;
    pub(super) const REJECT: usize = 3;
}

/// Places in the cell of one element.
mod element {
    /// `undefined` once its function has been called.
    pub(super) const SHARED: usize = 0;
    pub(super) const INDEX: usize = 1;
}

/// What the combinators differ in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Combinator {
    All,
    AllSettled,
    Any,
    Race,
}

/// Installs the functions.
pub(super) fn setup(vm: &mut Vm, promise: Gc<Object>) {
    methods(
        vm,
        promise,
        &[("all", 1, all), ("allSettled", 1, all_settled), ("any", 1, any), ("race", 1, race)],
    );
}

/// Promise.all (https://tc39.es/ecma262/#sec-promise.all)
fn all(vm: &mut Vm, arguments: Arguments) -> Res {
    combine(vm, arguments, Combinator::All)
}

/// Promise.allSettled (https://tc39.es/ecma262/#sec-promise.allsettled)
fn all_settled(vm: &mut Vm, arguments: Arguments) -> Res {
    combine(vm, arguments, Combinator::AllSettled)
}

/// Promise.any (https://tc39.es/ecma262/#sec-promise.any)
fn any(vm: &mut Vm, arguments: Arguments) -> Res {
    combine(vm, arguments, Combinator::Any)
}

/// Promise.race (https://tc39.es/ecma262/#sec-promise.race)
fn race(vm: &mut Vm, arguments: Arguments) -> Res {
    combine(vm, arguments, Combinator::Race)
}

fn combine(vm: &mut Vm, arguments: Arguments, which: Combinator) -> Res {
    let constructor = arguments.this();
    let capability = vm.new_promise_capability(constructor)?;
    if let Err(thrown) = iterate(vm, constructor, arguments.get(0), capability, which) {
        vm.reject_capability_thrown(capability, thrown)?;
    }
    Ok(capability.promise)
}

/// Begins the iteration, and closes it if something else than the iterator fails.
fn iterate(
    vm: &mut Vm,
    constructor: Value,
    iterable: Value,
    capability: Capability,
    which: Combinator,
) -> Res<()> {
    // GetPromiseResolve (https://tc39.es/ecma262/#sec-getpromiseresolve)
    let key = vm.names.resolve;
    let resolve = vm.get_v(constructor, key)?;
    if !resolve.is_callable() {
        return Err(vm.throw_type_error("Promise resolve or reject function is not callable"));
    }
    let record = vm.get_iterator(iterable)?;
    match perform(vm, record, constructor, capability, resolve, which) {
        Ok(()) => Ok(()),
        // A record that has failed itself is done, and is not closed.
        Err(thrown) => Err(vm.iterator_close_thrown(record, thrown)),
    }
}

/// PerformPromiseAll (https://tc39.es/ecma262/#sec-performpromiseall) and its siblings.
fn perform(
    vm: &mut Vm,
    record: Gc<IteratorRecord>,
    constructor: Value,
    capability: Capability,
    resolve: Value,
    which: Combinator,
) -> Res<()> {
    let capability = vm.expose_capability(capability)?;
    let outcomes = vm.new_array(0)?;
    let values = vm.new_values_from(&[
        Value::cell(outcomes),
        Value::int(1),
        capability.resolve,
        capability.reject,
    ])?;
    let then = vm.names.then;
    let mut index = 0;
    loop {
        let next = vm.iterator_next(record)?;
        if next == Value::DONE {
            break;
        }
        if which != Combinator::Race {
            vm.array_push(outcomes, Value::UNDEFINED)?;
        }
        let promise = vm.call(resolve, constructor, &[next])?;
        let (on_fulfilled, on_rejected) = if which == Combinator::Race {
            (capability.resolve, capability.reject)
        } else {
            let element =
                Value::cell(vm.new_values_from(&[Value::cell(values), Value::int(index)])?);
            add_remaining(vm, values, 1);
            match which {
                Combinator::All => (closure(vm, 1, fulfilled, element), capability.reject),
                Combinator::Any => (capability.resolve, closure(vm, 1, failed, element)),
                _ => (
                    closure(vm, 1, settled_fulfilled, element),
                    closure(vm, 1, settled_rejected, element),
                ),
            }
        };
        vm.invoke(promise, then, &[on_fulfilled, on_rejected])?;
        index += 1;
    }
    if which != Combinator::Race && add_remaining(vm, values, -1) == 0 {
        if which == Combinator::Any {
            let error = aggregate_error(vm, outcomes)?;
            return Err(vm.throw(error));
        }
        vm.call(capability.resolve, Value::UNDEFINED, &[Value::cell(outcomes)])?;
    }
    Ok(())
}

/// Changes the count of outcomes that are missing.
fn add_remaining(vm: &mut Vm, values: Gc<Values>, by: i32) -> i32 {
    let count = Values::get(values, shared::REMAINING).as_int() + by;
    vm.values_set(values, shared::REMAINING, Value::int(count));
    count
}

/// The error that says that no promise was fulfilled.
fn aggregate_error(vm: &mut Vm, errors: Gc<Object>) -> Res {
    let prototype = vm.intrinsic(Intrinsic::AggregateErrorPrototype);
    let message = vm.new_string("All promises were rejected");
    let error = vm.new_error_object(prototype, Some(message), None, SkipFrames::None);
    let key = vm.names.errors;
    vm.define_value(error, key, Value::cell(errors), Attributes::METHOD);
    Ok(Value::cell(error))
}

/// Notes an element's outcome, once; `finish` is called with the last.
fn note(
    vm: &mut Vm,
    arguments: Arguments,
    outcome: impl FnOnce(&mut Vm, Value) -> Res,
    finish: impl FnOnce(&mut Vm, Gc<Values>, Gc<Object>) -> Res,
) -> Res {
    let element = closure_values(arguments);
    let values = Values::get(element, element::SHARED);
    if values.is_undefined() {
        return Ok(Value::UNDEFINED);
    }
    vm.values_set(element, element::SHARED, Value::UNDEFINED);
    // SAFETY: until it is taken, the cell that is shared stands there.
    let values = unsafe { Gc::<Values>::from_addr(values.address()) };
    let outcome = outcome(vm, arguments.get(0))?;
    let index = Values::get(element, element::INDEX).as_int() as u32;
    let Some(outcomes) = Values::get(values, shared::OUTCOMES).as_object() else {
        return Ok(Value::UNDEFINED);
    };
    vm.create_data_property(outcomes, PropertyKey::from_index(index), outcome)?;
    if add_remaining(vm, values, -1) == 0 {
        return finish(vm, values, outcomes);
    }
    Ok(Value::UNDEFINED)
}

/// Resolves with the array of outcomes.
fn resolve_all(vm: &mut Vm, values: Gc<Values>, outcomes: Gc<Object>) -> Res {
    let resolve = Values::get(values, shared::RESOLVE);
    vm.call(resolve, Value::UNDEFINED, &[Value::cell(outcomes)])
}

/// Promise.all Resolve Element Functions (https://tc39.es/ecma262/#sec-promise.all-resolve-element-functions)
fn fulfilled(vm: &mut Vm, arguments: Arguments) -> Res {
    note(vm, arguments, |_, value| Ok(value), resolve_all)
}

/// Promise.any Reject Element Functions (https://tc39.es/ecma262/#sec-promise.any-reject-element-functions)
fn failed(vm: &mut Vm, arguments: Arguments) -> Res {
    note(
        vm,
        arguments,
        |_, reason| Ok(reason),
        |vm, values, outcomes| {
            let error = aggregate_error(vm, outcomes)?;
            let reject = Values::get(values, shared::REJECT);
            vm.call(reject, Value::UNDEFINED, &[error])
        },
    )
}

/// The object that allSettled makes of an outcome.
fn outcome_object(vm: &mut Vm, status: &str, key: PropertyKey, value: Value) -> Res {
    let object = vm.new_object();
    let status = Value::cell(vm.new_string(status));
    let status_key = vm.names.status;
    vm.create_data_property(object, status_key, status)?;
    vm.create_data_property(object, key, value)?;
    Ok(Value::cell(object))
}

/// Promise.allSettled Resolve Element Functions
/// (https://tc39.es/ecma262/#sec-promise.allsettled-resolve-element-functions)
fn settled_fulfilled(vm: &mut Vm, arguments: Arguments) -> Res {
    let key = vm.names.value;
    let outcome = move |vm: &mut Vm, value| outcome_object(vm, "fulfilled", key, value);
    note(vm, arguments, outcome, resolve_all)
}

/// Promise.allSettled Reject Element Functions
/// (https://tc39.es/ecma262/#sec-promise.allsettled-reject-element-functions)
fn settled_rejected(vm: &mut Vm, arguments: Arguments) -> Res {
    let key = vm.names.reason;
    let outcome = move |vm: &mut Vm, reason| outcome_object(vm, "rejected", key, reason);
    note(vm, arguments, outcome, resolve_all)
}
