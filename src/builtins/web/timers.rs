//! setTimeout and its kin (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html), setImmediate as Node has it,
//! queueMicrotask. What waits is kept in `runtime/timers.rs` and `runtime/jobs.rs`.
//!
//! Invariant: nothing is set before all arguments have been converted.

use super::{operation, wrong_argument};
use crate::builtins::prelude::*;
use crate::runtime::jobs::Job;

/// Defines the functions.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let global = realm.global.get();
    let functions: [Method; 7] = [
        ("clearImmediate", 1, clear_immediate),
        ("clearInterval", 1, clear_timer),
        ("clearTimeout", 1, clear_timer),
        ("queueMicrotask", 1, queue_microtask),
        ("setImmediate", 1, set_immediate),
        ("setInterval", 1, |vm, arguments| set_timer(vm, arguments, true)),
        ("setTimeout", 1, |vm, arguments| set_timer(vm, arguments, false)),
    ];
    for (name, length, code) in functions {
        operation(vm, global, name, length, code);
    }
}

/// The argument that must be a function.
fn callback(vm: &mut Vm, arguments: Arguments) -> Res {
    let callback = arguments.get(0);
    if !callback.is_callable() {
        return Err(wrong_argument(vm, "callback", "of type function", callback));
    }
    Ok(callback)
}

/// setTimeout (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-settimeout), setInterval
/// (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-setinterval)
fn set_timer(vm: &mut Vm, arguments: Arguments, repeats: bool) -> Res {
    let callback = callback(vm, arguments)?;
    let delay = vm.to_number(arguments.get(1))?;
    let rest = arguments.as_slice().get(2..).unwrap_or_default();
    let number = vm.set_timer(callback, delay, rest, repeats);
    Ok(Value::number(number as f64))
}

/// setImmediate (https://nodejs.org/api/timers.html#setimmediatecallback-args)
fn set_immediate(vm: &mut Vm, arguments: Arguments) -> Res {
    let callback = callback(vm, arguments)?;
    let rest = arguments.as_slice().get(1..).unwrap_or_default();
    let number = vm.set_immediate(callback, rest);
    Ok(Value::number(number as f64))
}

/// The number of a timer that an argument is: a number, or the string of one.
fn number_of(vm: &mut Vm, value: Value) -> Option<u64> {
    if let Some(string) = value.as_string() {
        let text = vm.flatten(string).to_rust();
        return text.parse().ok().filter(|number: &u64| number.to_string() == text);
    }
    let number = value.to_number()?;
    (number >= 1.0 && number.fract() == 0.0).then_some(number as u64)
}

/// clearTimeout (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-cleartimeout), clearInterval
/// (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-clearinterval)
fn clear_timer(vm: &mut Vm, arguments: Arguments) -> Res {
    if let Some(number) = number_of(vm, arguments.get(0)) {
        vm.clear_timer(number);
    }
    Ok(Value::UNDEFINED)
}

/// clearImmediate (https://nodejs.org/api/timers.html#clearimmediateimmediate)
fn clear_immediate(vm: &mut Vm, arguments: Arguments) -> Res {
    if let Some(number) = number_of(vm, arguments.get(0)) {
        vm.clear_immediate(number);
    }
    Ok(Value::UNDEFINED)
}

/// queueMicrotask (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-queuemicrotask)
fn queue_microtask(vm: &mut Vm, arguments: Arguments) -> Res {
    let callback = callback(vm, arguments)?;
    vm.enqueue_job(Job::Call(callback));
    Ok(Value::UNDEFINED)
}
