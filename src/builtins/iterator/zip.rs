//! Iterator.zip and Iterator.zipKeyed (https://tc39.es/proposal-joint-iteration/).
//!
//! Invariant: in the list of records of a helper, `undefined` stands for an iterator that is at its end or has failed,
//! so that what is left is what has to be closed.

use super::super::prelude::*;
use super::flattenable;
use super::helper::{IteratorHelper, Parts, Sort, list, new_helper};
use crate::runtime::iterator::IteratorRecord;
use crate::runtime::object::Values;

/// What happens where iterators end at different times.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    Shortest,
    Longest,
    Strict,
}

/// The open iterators while a zip is being prepared.
type Records = RootVec<Value>;

/// IteratorCloseAll (https://tc39.es/proposal-joint-iteration/#sec-closeall): the last one first.
pub(super) fn close_all(vm: &mut Vm, records: Value, completion: Res<()>) -> Res<()> {
    let mut completion = completion;
    let Some(records) = list(records) else { return completion };
    for i in (0..records.len()).rev() {
        completion = close_one(vm, Values::get(records, i), completion);
    }
    completion
}

fn close_one(vm: &mut Vm, record: Value, completion: Res<()>) -> Res<()> {
    let Some(record) = record.as_kind::<IteratorRecord>() else { return completion };
    match completion {
        Ok(()) => vm.iterator_close(record),
        Err(thrown) => Err(vm.iterator_close_thrown(record, thrown)),
    }
}

/// IfAbruptCloseIterators (https://tc39.es/proposal-joint-iteration/#sec-ifabruptcloseiterators)
fn or_close<T>(vm: &mut Vm, result: Res<T>, records: &Records) -> Res<T> {
    result.map_err(|thrown| {
        let mut completion = Err(thrown);
        for record in records.iter().rev() {
            completion = close_one(vm, *record, completion);
        }
        completion.err().unwrap_or(thrown)
    })
}

/// The mode and the padding that the options ask for.
fn options(vm: &mut Vm, value: Value) -> Res<(Mode, Value)> {
    let Some(options) = value.as_object() else {
        if value.is_undefined() {
            return Ok((Mode::Shortest, Value::UNDEFINED));
        }
        let shown = vm.value_display(value);
        return Err(vm.throw_type_error(format!("{shown} is not an object")));
    };
    let key = vm.key_from_str("mode");
    let mode = vm.get(options, key)?;
    let mode = match mode.as_string().map(|text| text.to_rust()).as_deref() {
        Some("shortest") => Mode::Shortest,
        Some("longest") => Mode::Longest,
        Some("strict") => Mode::Strict,
        None if mode.is_undefined() => Mode::Shortest,
        _ => {
            let shown = vm.value_display(mode);
            return Err(vm.throw_type_error(format!(
                "mode must be \"shortest\", \"longest\" or \"strict\", not {shown}"
            )));
        }
    };
    let mut padding = Value::UNDEFINED;
    if mode == Mode::Longest {
        let key = vm.key_from_str("padding");
        padding = vm.get(options, key)?;
        if !padding.is_undefined() && !padding.is_object() {
            let shown = vm.value_display(padding);
            return Err(vm.throw_type_error(format!("{shown} is not an object")));
        }
    }
    Ok((mode, padding))
}

fn iterables(vm: &mut Vm, arguments: Arguments) -> Res<Gc<Object>> {
    match arguments.get(0).as_object() {
        Some(object) => Ok(object),
        None => {
            let shown = vm.value_display(arguments.get(0));
            Err(vm.throw_type_error(format!("{shown} is not an object")))
        }
    }
}

fn finish(vm: &mut Vm, mode: Mode, records: &Records, padding: &Records, keys: Value) -> Res {
    let list = Value::cell(vm.new_values_from(records)?);
    let padding = Value::cell(vm.new_values_from(padding)?);
    let parts = Parts { list, padding, keys, ..Parts::new(Sort::Zip(mode)) };
    Ok(new_helper(vm, parts))
}

/// Iterator.zip (https://tc39.es/proposal-joint-iteration/#sec-iterator.zip)
pub(super) fn zip(vm: &mut Vm, arguments: Arguments) -> Res {
    let iterables = iterables(vm, arguments)?;
    let (mode, wanted) = options(vm, arguments.get(1))?;
    let mut records: Records = vm.heap.root_vec();
    let input = vm.get_iterator(Value::cell(iterables))?;
    loop {
        let next = vm.iterator_next(input);
        let next = or_close(vm, next, &records)?;
        if next == Value::DONE {
            break;
        }
        match flattenable(vm, next, false) {
            Ok(record) => records.push(Value::cell(record)),
            Err(thrown) => {
                let result = or_close(vm, Err(thrown), &records);
                return result.map_err(|thrown| vm.iterator_close_thrown(input, thrown));
            }
        }
    }
    let mut padding: Records = vm.heap.root_vec();
    if mode == Mode::Longest && !wanted.is_undefined() {
        let iteration = vm.get_iterator(wanted);
        let iteration = or_close(vm, iteration, &records)?;
        while padding.len() < records.len() {
            let next = vm.iterator_next(iteration);
            let next = or_close(vm, next, &records)?;
            if next == Value::DONE {
                break;
            }
            padding.push(next);
        }
        if !iteration.is_done() {
            let closed = vm.iterator_close(iteration);
            or_close(vm, closed, &records)?;
        }
    }
    while padding.len() < records.len() {
        padding.push(Value::UNDEFINED);
    }
    finish(vm, mode, &records, &padding, Value::UNDEFINED)
}

/// Iterator.zipKeyed (https://tc39.es/proposal-joint-iteration/#sec-iterator.zipkeyed)
pub(super) fn zip_keyed(vm: &mut Vm, arguments: Arguments) -> Res {
    let iterables = iterables(vm, arguments)?;
    let (mode, wanted) = options(vm, arguments.get(1))?;
    let mut records: Records = vm.heap.root_vec();
    let mut keys: Records = vm.heap.root_vec();
    let all = vm.own_property_keys(iterables)?;
    for key in &all {
        let own = vm.get_own_property(iterables, *key);
        let own = or_close(vm, own, &records)?;
        if own.is_none_or(|own| own.enumerable != Some(true)) {
            continue;
        }
        let value = vm.get(iterables, *key);
        let value = or_close(vm, value, &records)?;
        if value.is_undefined() {
            continue;
        }
        let name = vm.key_to_value(*key);
        keys.push(name);
        let record = flattenable(vm, value, false);
        let record = or_close(vm, record, &records)?;
        records.push(Value::cell(record));
    }
    let mut padding: Records = vm.heap.root_vec();
    for name in keys.iter() {
        let mut value = Value::UNDEFINED;
        if let Some(wanted) = wanted.as_object() {
            let read = vm.to_property_key(*name).and_then(|key| vm.get(wanted, key));
            value = or_close(vm, read, &records)?;
        }
        padding.push(value);
    }
    let keys = Value::cell(vm.new_values_from(&keys)?);
    finish(vm, mode, &records, &padding, keys)
}

/// One step of IteratorZip (https://tc39.es/proposal-joint-iteration/#sec-iteratorzip)
pub(super) fn step(vm: &mut Vm, helper: Gc<IteratorHelper>, mode: Mode) -> Res {
    let (Some(records), Some(padding)) = (list(helper.list.get()), list(helper.padding.get()))
    else {
        return Ok(Value::DONE);
    };
    let all = Value::cell(records);
    let count = records.len();
    if count == 0 {
        return Ok(Value::DONE);
    }
    let mut results: Records = vm.heap.root_vec();
    for i in 0..count {
        vm.poll_interrupt()?;
        let Some(record) = Values::get(records, i).as_kind::<IteratorRecord>() else {
            results.push(Values::get(padding, i));
            continue;
        };
        let next = vm.iterator_next(record);
        if let Ok(value) = next
            && value != Value::DONE
        {
            results.push(value);
            continue;
        }
        vm.values_set(records, i, Value::UNDEFINED);
        if let Err(thrown) = next {
            close_all(vm, all, Err(thrown))?;
        }
        match mode {
            Mode::Shortest => {
                close_all(vm, all, Ok(()))?;
                return Ok(Value::DONE);
            }
            Mode::Strict => {
                must_all_end(vm, all, i)?;
                return Ok(Value::DONE);
            }
            Mode::Longest => {
                if (0..count).all(|k| Values::get(records, k).is_undefined()) {
                    return Ok(Value::DONE);
                }
                results.push(Values::get(padding, i));
            }
        }
    }
    let Some(keys) = list(helper.keys.get()) else {
        return vm.new_array_from(&results).map(Value::cell);
    };
    let object = vm.new_object_with_prototype(None);
    for (i, value) in results.iter().enumerate() {
        let key = vm.to_property_key(Values::get(keys, i))?;
        vm.create_data_property_or_throw(object, key, *value)?;
    }
    Ok(Value::cell(object))
}

/// In strict mode, the iterator `i` is at its end: it must be the first, and all others must be at theirs.
fn must_all_end(vm: &mut Vm, all: Value, i: usize) -> Res<()> {
    let Some(records) = list(all) else { return Ok(()) };
    let mut uneven = i != 0;
    for k in i + 1..records.len() {
        if uneven {
            break;
        }
        let Some(record) = Values::get(records, k).as_kind::<IteratorRecord>() else { continue };
        match vm.iterator_skip(record) {
            Ok(true) => uneven = true,
            Ok(false) => vm.values_set(records, k, Value::UNDEFINED),
            Err(thrown) => {
                vm.values_set(records, k, Value::UNDEFINED);
                return close_all(vm, all, Err(thrown));
            }
        }
    }
    if !uneven {
        return Ok(());
    }
    let thrown = vm.throw_type_error("Iterators passed to Iterator.zip have different lengths");
    close_all(vm, all, Err(thrown))
}
