//! Literals, functions, classes, iteration.

use super::prelude::*;
use super::quotation::{self, Destructuring};
use super::quoted_source;
use crate::faults::{Fault, planted};
use crate::runtime::class::ElementKind;
use crate::runtime::code::Code;
use crate::runtime::for_in::PropertyEnumerator;
use crate::runtime::function::Function;
use crate::runtime::iterator::IteratorRecord;
use crate::runtime::object::Object;
use crate::runtime::private_name::PrivateElement;
use crate::runtime::property_key::PropertyKey;
use crate::value::Thrown;
use jsrun_gc::Gc;

/// The object of a value that is one by construction.
fn object(vm: &mut Vm, v: Value) -> Res<Gc<Object>> {
    v.as_object().ok_or_else(|| vm.throw_type_error("an object is expected"))
}

/// The code of a constant that is one.
fn code(constant: Constant) -> Gc<Code> {
    // SAFETY: the compiler applies this to constants that are code.
    unsafe { Gc::from_addr(constant.0.address()) }
}

/// Two neighbouring registers.
fn pair(vm: &Vm, first: Reg) -> (Value, Value) {
    // SAFETY: the compiler put both there.
    unsafe { (*vm.frame.0.add(first.0 as usize), *vm.frame.0.add(first.0 as usize + 1)) }
}

/// An ordinary object.
#[slow_path]
pub fn slow_new_object(vm: &mut Vm, capacity: Imm) -> Res {
    Ok(Value::cell(vm.new_literal_object(capacity as u32)))
}

/// An array with room.
#[slow_path]
pub fn slow_new_array(vm: &mut Vm, capacity: Imm) -> Res {
    vm.new_array_with_capacity(capacity as u32).map(Value::cell)
}

/// One more element of an array literal.
#[slow_path]
pub fn slow_append_element(vm: &mut Vm, array: Value, v: Value) -> Res {
    let array = object(vm, array)?;
    if v == Value::HOLE {
        vm.array_push_hole(array)?;
    } else {
        vm.array_push(array, v)?;
    }
    Ok(v)
}

/// More elements of an array literal.
#[slow_path]
pub fn slow_append_spread(vm: &mut Vm, array: Value, v: Value) -> Res {
    let array = object(vm, array)?;
    match vm.try_get_iterator(v)? {
        Some(record) => vm.append_iteration(array, record)?,
        None => return Err(throw_not_iterable(vm, v)),
    }
    Ok(v)
}

/// CreateDataPropertyOrThrow
#[slow_path]
pub fn slow_define_element(vm: &mut Vm, o: Value, k: Value, v: Value) -> Res {
    let key = vm.to_property_key(k)?;
    vm.define_public_field(o, key, v)?;
    Ok(v)
}

/// A method, getter or setter.
#[slow_path]
pub fn slow_define_method(vm: &mut Vm, o: Value, k: Value, first: Reg) -> Res {
    let (f, sort) = pair(vm, first);
    let home = object(vm, o)?;
    let key = vm.to_property_key(k)?;
    let kind = match sort.as_int() & 3 {
        0 => ElementKind::Method,
        1 => ElementKind::Getter,
        _ => ElementKind::Setter,
    };
    vm.define_element(home, key, f, kind, sort.as_int() & 4 != 0)?;
    Ok(f)
}

/// `__proto__: p`
#[slow_path]
pub fn slow_set_literal_prototype(vm: &mut Vm, o: Value, p: Value) -> Res {
    let target = object(vm, o)?;
    if p.is_null() || p.is_object() {
        vm.set_prototype_of(target, p.as_object())?;
    }
    Ok(p)
}

/// CopyDataProperties
#[slow_path]
pub fn slow_copy_data_properties(vm: &mut Vm, o: Value, from: Value, excluded: Value) -> Res {
    let target = object(vm, o)?;
    let mut keys: smallvec::SmallVec<[PropertyKey; 8]> = smallvec::SmallVec::new();
    // The array keeps what the keys refer to alive.
    if excluded.is_object() {
        let values = vm.array_values(excluded)?;
        for i in 0..values.len() {
            keys.push(vm.to_property_key(values[i])?);
        }
    }
    vm.copy_data_properties(target, from, &keys)?;
    Ok(o)
}

/// OrdinaryFunctionCreate
#[slow_path]
pub fn slow_new_function(vm: &mut Vm, k: Constant, env: Value) -> Res {
    Ok(Value::cell(vm.new_function(code(k), env)))
}

/// SetFunctionName
#[slow_path]
pub fn slow_set_function_name(vm: &mut Vm, f: Value, k: Value, prefix: Imm) -> Res {
    let key = vm.to_property_key(k)?;
    let prefix = match prefix {
        1 => Some("get"),
        2 => Some("set"),
        _ => None,
    };
    vm.set_function_name(f, key, prefix);
    Ok(f)
}

/// ClassDefinitionEvaluation, its first half
#[slow_path]
pub fn slow_new_class(vm: &mut Vm, k: Constant, first: Reg) -> Res {
    let (heritage, env) = pair(vm, first);
    let heritage = if heritage == Value::HOLE { None } else { Some(heritage) };
    let (constructor, _) = vm.define_class(code(k), heritage, env)?;
    Ok(Value::cell(constructor))
}

/// A class's prototype object
#[slow_path]
pub fn slow_class_prototype(vm: &mut Vm, constructor: Value) -> Res {
    let constructor = object(vm, constructor)?;
    let key = vm.names.prototype;
    vm.get(constructor, key)
}

/// A private name
#[slow_path]
pub fn slow_new_private_name(vm: &mut Vm, name: Constant) -> Res {
    Ok(vm.new_private_name(name.0))
}

/// PrivateMethodOrAccessorAdd
#[slow_path]
pub fn slow_define_private_method(vm: &mut Vm, o: Value, n: Value, first: Reg) -> Res {
    let (f, sort) = pair(vm, first);
    let target = object(vm, o)?;
    let kind = match sort.as_int() & 3 {
        0 => PrivateElement::Method,
        1 => PrivateElement::Getter,
        _ => PrivateElement::Setter,
    };
    vm.private_element_add(target, n, f, kind)?;
    Ok(f)
}

/// [[Fields]]
#[slow_path]
pub fn slow_set_fields(vm: &mut Vm, constructor: Value, f: Value) -> Res {
    if let Some(constructor) = constructor.as_kind::<Function>() {
        vm.set_class_fields(constructor, f);
    }
    Ok(f)
}

/// InitializeInstanceElements
#[slow_path]
pub fn slow_initialize_fields(vm: &mut Vm, constructor: Value, o: Value) -> Res {
    vm.initialize_fields(o, constructor)?;
    Ok(o)
}

/// MakeMethod
#[slow_path]
pub fn slow_set_home_object(vm: &mut Vm, f: Value, o: Value) -> Res {
    if let Some(function) = f.as_kind::<Function>() {
        function.home_object.set(&mut vm.heap, function, o);
    }
    Ok(f)
}

/// A regular expression literal
#[slow_path]
pub fn slow_new_regexp(vm: &mut Vm, pattern: Constant, flags: Constant) -> Res {
    (vm.regexp_create)(vm, pattern.0, flags.0)
}

/// GetTemplateObject. The constant is an array: the cooked strings, then as many raw ones.
#[slow_path]
pub fn slow_template_object(vm: &mut Vm, k: Constant, site: Imm) -> Res {
    let strings = vm.array_values(k.0)?;
    // SAFETY: the topmost frame is live.
    let running = unsafe { vm.frame.code() }.map_or(Value::UNDEFINED, Value::cell);
    let (cooked, raw) = strings.split_at(strings.len() / 2);
    vm.template_object(running, site as u32, cooked, raw).map(Value::cell)
}

/// The error for destructuring `undefined` or `null`
#[slow_path]
pub fn slow_throw_not_coercible(vm: &mut Vm, v: Value) -> Res {
    let found = quoted_source(vm).and_then(|text| quotation::destructuring(&text));
    let shown = vm.value_display(v);
    let message = match found {
        Some(Destructuring { nested: true, property: Some(property), .. }) => {
            format!("Cannot read properties of {shown} (reading '{property}')")
        }
        Some(Destructuring { source, property: Some(property), .. }) => {
            let source = source.unwrap_or_else(|| vm.call_site_display(v));
            format!("Cannot destructure property '{property}' of '{source}' as it is {shown}.")
        }
        Some(Destructuring { source: Some(source), .. }) => {
            format!("Cannot destructure '{source}' as it is {shown}.")
        }
        _ => format!("Cannot destructure '{shown}' as it is {shown}."),
    };
    Err(vm.throw_type_error(message))
}

/// The error for iterating what is not iterable, as it stands in the source.
fn throw_not_iterable(vm: &mut Vm, v: Value) -> Thrown {
    let Some(text) = quoted_source(vm) else { return vm.throw_not_iterable(v) };
    let pattern = quotation::destructuring(&text).filter(|pattern| pattern.is_array);
    match pattern {
        Some(Destructuring { source: Some(source), .. })
            if !v.is_nullish() || source == vm.value_display(v) =>
        {
            vm.throw_type_error(format!("{source} is not iterable"))
        }
        Some(_) => vm.throw_not_iterable(v),
        None => {
            let text = quotation::expression(&text);
            vm.throw_type_error(format!("{text} is not iterable"))
        }
    }
}

/// GetIterator
#[slow_path]
pub fn slow_get_iterator(vm: &mut Vm, v: Value) -> Res {
    match vm.try_get_iterator(v)? {
        Some(record) => Ok(Value::cell(record)),
        None => Err(throw_not_iterable(vm, v)),
    }
}

/// The iterator record of a register that holds one.
fn record(v: Value) -> Gc<IteratorRecord> {
    // SAFETY: the compiler applies this to iterator records.
    unsafe { Gc::from_addr(v.address()) }
}

/// IteratorStepValue
#[slow_path]
pub fn slow_iterator_next(vm: &mut Vm, r: Value) -> Res {
    vm.iterator_next(record(r))
}

/// IteratorStepValue, of a loop
#[slow_path]
pub fn slow_iterator_step(vm: &mut Vm, r: Value) -> Res {
    vm.prepare_iterator_next(record(r))
}

/// IteratorClose on a normal completion
#[slow_path]
pub fn slow_iterator_close(vm: &mut Vm, r: Value) -> Res {
    if !record(r).is_done() && !planted(Fault::SlowCloseNothing) {
        vm.iterator_close(record(r))?;
    }
    Ok(r)
}

/// IteratorClose on a throw completion
#[slow_path]
pub fn slow_iterator_close_silently(vm: &mut Vm, r: Value) -> Res {
    if !record(r).is_done() {
        let exception = vm.exception;
        let _ = vm.iterator_close_thrown(record(r), Thrown);
        if vm.is_terminating() {
            return Err(Thrown);
        }
        vm.exception = exception;
    }
    Ok(r)
}

/// The rest of an iteration as an array
#[slow_path]
pub fn slow_iterator_rest(vm: &mut Vm, r: Value) -> Res {
    let array = vm.new_array_with_capacity(0)?;
    loop {
        let value = vm.iterator_next(record(r))?;
        if value == Value::DONE {
            return Ok(Value::cell(array));
        }
        vm.array_push(array, value)?;
    }
}

/// Begins a `for`-`in`; `DONE` if there is nothing to enumerate
#[slow_path]
pub fn slow_get_enumerator(vm: &mut Vm, v: Value) -> Res {
    Ok(vm.new_enumerator(v)?.map_or(Value::DONE, Value::cell))
}

/// The next key of a `for`-`in`
#[slow_path]
pub fn slow_enumerator_next(vm: &mut Vm, e: Value) -> Res {
    if e == Value::DONE {
        return Ok(Value::DONE);
    }
    // SAFETY: the compiler applies this to what `get_enumerator` gave.
    vm.enumerator_next(unsafe { Gc::<PropertyEnumerator>::from_addr(e.address()) })
}
