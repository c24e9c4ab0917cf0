//! Suspending functions, and the iterators that they delegate to or await.

use super::prelude::*;
use crate::bytecode::instruction::is_wide;
use crate::runtime::coroutine::{Coroutine, ResumeMode, SavePoint};
use crate::runtime::iterator::IteratorRecord;
use jsrun_gc::Gc;

/// The coroutine of a register that holds one.
fn coroutine(v: Value) -> Gc<Coroutine> {
    // SAFETY: the compiler applies this to the register of the function's coroutine.
    unsafe { Coroutine::of(v) }
}

/// The iterator record of a register that holds one.
fn record(v: Value) -> Gc<IteratorRecord> {
    // SAFETY: the compiler applies this to iterator records.
    unsafe { Gc::from_addr(v.address()) }
}

/// What is saved of the topmost frame: so many registers, and that it goes on behind the instruction that runs.
fn save_point(vm: &Vm, live: Imm) -> SavePoint {
    // SAFETY: the topmost frame is live, runs bytecode and has saved its index.
    unsafe {
        let index = vm.frame.saved_index();
        let word = *vm.frame.code_unchecked().bytecode.add(index as usize);
        SavePoint { live: live as u32, index: index + 1 + is_wide(word) as u32 }
    }
}

/// A new generator
#[slow_path]
pub fn slow_start_generator(vm: &mut Vm, live: Imm) -> Res {
    let at = save_point(vm, live);
    vm.start_generator(at)
}

/// The coroutine of an async function
#[slow_path]
pub fn slow_start_async(vm: &mut Vm) -> Res {
    vm.start_async()
}

/// `yield`
#[slow_path]
pub fn slow_yield_value(vm: &mut Vm, c: Value, v: Value, live: Imm) -> Res {
    let at = save_point(vm, live);
    vm.yield_value(coroutine(c), v, at, false)
}

/// `yield*`
#[slow_path]
pub fn slow_yield_result(vm: &mut Vm, c: Value, v: Value, live: Imm) -> Res {
    let at = save_point(vm, live);
    vm.yield_value(coroutine(c), v, at, true)
}

/// `await`
#[slow_path]
pub fn slow_await_value(vm: &mut Vm, c: Value, v: Value, live: Imm) -> Res {
    let at = save_point(vm, live);
    vm.await_value(coroutine(c), v, at)
}

/// Throws what the function was resumed with
#[slow_path]
pub fn slow_throw_resumed(vm: &mut Vm) -> Res {
    Err(vm.throw_resumed())
}

/// The end with a value
#[slow_path]
pub fn slow_complete(vm: &mut Vm, c: Value, v: Value) -> Res {
    vm.complete_coroutine(coroutine(c), v)
}

/// The end with an exception
#[slow_path]
pub fn slow_fail(vm: &mut Vm, c: Value, v: Value) -> Res {
    vm.fail_coroutine(coroutine(c), v)
}

/// GetIterator, sync, for `yield*`
#[slow_path]
pub fn slow_get_delegate(vm: &mut Vm, v: Value) -> Res {
    if let Some(record) = vm.plain_generator_record(v) {
        return Ok(Value::cell(record));
    }
    let key = vm.symbols.iterator;
    let method = if v.is_nullish() { Value::UNDEFINED } else { vm.get_v(v, key)? };
    if !method.is_callable() {
        let what = quoted_text(vm).unwrap_or_else(|| vm.value_display(v));
        return Err(vm.throw_type_error(format!("{what} is not iterable")));
    }
    vm.get_iterator_from_method(v, method).map(Value::cell)
}

/// GetIterator, async
#[slow_path]
pub fn slow_get_async_iterator(vm: &mut Vm, v: Value) -> Res {
    vm.get_async_iterator(v).map(Value::cell)
}

/// One step of `yield*` over a generator
#[slow_path]
pub fn slow_step_generator(vm: &mut Vm, r: Value, v: Value) -> Res {
    match record(r).generator() {
        Some(generator) => vm.prepare_generator_step(generator, v),
        None => Ok(Value::DONE),
    }
}

/// One step of `yield*` (https://tc39.es/ecma262/#sec-generator-function-definitions-runtime-semantics-evaluation)
#[slow_path]
pub fn slow_delegate(vm: &mut Vm, r: Value, pair: Reg) -> Res {
    // SAFETY: the compiler put the value and an int there.
    let (value, mode) = unsafe {
        let pair = vm.frame.0.add(pair.0 as usize);
        (*pair, (*pair.add(1)).as_int())
    };
    let key = match mode {
        m if m == ResumeMode::Throw as i32 => vm.names.throw_,
        m if m == ResumeMode::Return as i32 => vm.names.return_,
        _ => {
            let record = record(r);
            return vm.prepare_call(record.next.get(), record.iterator.get(), &[value]);
        }
    };
    vm.iterator_call_optional(record(r), key, &[value])
}

/// `next` of an async iterator
#[slow_path]
pub fn slow_async_iterator_next(vm: &mut Vm, r: Value) -> Res {
    vm.iterator_call_next(record(r), &[])
}

/// `return` of an async iterator
#[slow_path]
pub fn slow_async_iterator_return(vm: &mut Vm, r: Value) -> Res {
    let key = vm.names.return_;
    vm.iterator_call_optional(record(r), key, &[])
}

/// The value of a result object
#[slow_path]
pub fn slow_iterator_result_value(vm: &mut Vm, v: Value) -> Res {
    vm.iterator_result_value(v)
}

/// Is a result object the last?
#[slow_path]
pub fn slow_iterator_complete(vm: &mut Vm, v: Value) -> Res {
    vm.iterator_complete(v).map(Value::bool)
}

/// A TypeError for what is no object
#[slow_path]
pub fn slow_throw_not_object(vm: &mut Vm, v: Value) -> Res {
    let what = vm.value_display(v);
    Err(vm.throw_type_error(format!("{what} is not an object")))
}
