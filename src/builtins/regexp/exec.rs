//! RegExpExec and RegExpBuiltinExec (https://tc39.es/ecma262/#sec-regexpexec).
//!
//! Methods that use a match only themselves take it raw, without an array, where `exec` is the original one: the array
//! would be new and ordinary, so reading it cannot be observed.
//!
//! Invariant: the captures of a raw match are those of the VM's last match until a script runs or another match is looked for.

use super::{LAST_INDEX_SLOT, RegExp};
use crate::builtins::support::{flat_string, incompatible};
use crate::runtime::object::Object;
use crate::runtime::regexp_engine::{self, Captures, Program};
use crate::runtime::string::{JsString, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use std::ops::Range;

/// What RegExpExec has found.
pub(super) enum Found {
    /// The original `exec` has found this; the rest is known of the last match.
    Raw(Range<usize>),
    /// A script's `exec` has returned this.
    Object(Gc<Object>),
}

/// RegExpExec (https://tc39.es/ecma262/#sec-regexpexec)
pub(super) fn regexp_exec(
    vm: &mut Vm,
    regexp: Gc<Object>,
    string: Gc<JsString>,
) -> Res<Option<Found>> {
    let this = Value::cell(regexp);
    let method = vm.get_shared(regexp, vm.names.exec, this)?;
    let builtin = this.as_kind::<RegExp>();
    if vm.is_callable(method) {
        if let Some(builtin) = builtin
            && is_builtin(method)
        {
            return Ok(builtin_exec(vm, builtin, string)?.map(Found::Raw));
        }
        let result = vm.call(method, this, &[Value::cell(string)])?;
        if result.is_null() {
            return Ok(None);
        }
        return match result.as_object() {
            Some(object) => Ok(Some(Found::Object(object))),
            None => {
                let shown = vm.value_display(result);
                Err(vm.throw_type_error(format!("{shown} is not an object or null")))
            }
        };
    }
    match builtin {
        Some(builtin) => Ok(builtin_exec(vm, builtin, string)?.map(Found::Raw)),
        None => Err(incompatible(vm, "RegExp.prototype.exec", this)),
    }
}

/// Is it the original `exec`?
pub(super) fn is_builtin(method: Value) -> bool {
    method.as_native_function().is_some_and(|f| f.code as usize == exec as *const () as usize)
}

/// `lastIndex`, as a length.
fn last_index(vm: &mut Vm, regexp: Gc<RegExp>) -> Res<u64> {
    let object = RegExp::as_object(regexp);
    let last = match regexp.has_first_shape() {
        true => vm.slot(object, LAST_INDEX_SLOT),
        false => vm.get(object, vm.names.last_index)?,
    };
    if last.is_int() {
        return Ok(last.as_int().max(0) as u64);
    }
    vm.to_length(last)
}

/// Sets `lastIndex`.
pub(super) fn set_last_index(vm: &mut Vm, regexp: Gc<RegExp>, index: usize) -> Res<()> {
    let (object, value) = (RegExp::as_object(regexp), Value::number(index as f64));
    if regexp.has_first_shape() {
        vm.set_slot(object, LAST_INDEX_SLOT, value);
        return Ok(());
    }
    vm.set(object, vm.names.last_index, value, true)
}

/// RegExpBuiltinExec (https://tc39.es/ecma262/#sec-regexpbuiltinexec), but for the making of the array.
pub(super) fn builtin_exec(
    vm: &mut Vm,
    regexp: Gc<RegExp>,
    string: Gc<JsString>,
) -> Res<Option<Range<usize>>> {
    vm.poll_interrupt()?;
    let last = last_index(vm, regexp)?;
    let (global, sticky) = (regexp.global.get(), regexp.sticky.get());
    let start = if global || sticky { last } else { 0 };
    let program = regexp.program();
    let found = match &program {
        Some(program) if start <= string.len() as u64 => {
            regexp_engine::search(vm, program, string, start as usize, sticky)?
        }
        _ => None,
    };
    let (Some(whole), Some(program)) = (found, program) else {
        if global || sticky {
            set_last_index(vm, regexp, 0)?;
        }
        return Ok(None);
    };
    // Before a script can run.
    vm.regexps.note_match(&mut vm.heap, string, &program);
    if global || sticky {
        set_last_index(vm, regexp, whole.end)?;
    }
    Ok(Some(whole))
}

/// The text of a group, `undefined` if it took no part.
pub(super) fn capture_text(
    vm: &mut Vm,
    string: Gc<JsString>,
    range: Option<Range<usize>>,
) -> Value {
    match range {
        Some(r) => Value::cell(vm.substring(string, r.start as u32, r.end as u32)),
        None => Value::UNDEFINED,
    }
}

/// The object with what is made of the captures of each name, `undefined` if there are no names. `program`: that of the match, if its
/// groups have names.
pub(super) fn groups_object(
    vm: &mut Vm,
    program: Option<&Program>,
    captures: Captures<'_>,
    make: impl Fn(&mut Vm, Option<Range<usize>>) -> Res,
) -> Res {
    let Some(program) = program else { return Ok(Value::UNDEFINED) };
    let groups = vm.new_object_with_prototype(None);
    for name in program.names() {
        let value = make(vm, captures.named(name))?;
        let key = vm.key_from_str(&name.text);
        vm.create_data_property(groups, key, value)?;
    }
    Ok(Value::cell(groups))
}

fn index_pair(vm: &mut Vm, range: Option<Range<usize>>) -> Res {
    match range {
        Some(r) => {
            let pair = [Value::number(r.start as f64), Value::number(r.end as f64)];
            Ok(Value::cell(vm.new_array_from(&pair)?))
        }
        None => Ok(Value::UNDEFINED),
    }
}

/// The array of the last match, which was in this string: the last steps of RegExpBuiltinExec.
pub(super) fn match_array(vm: &mut Vm, string: Gc<JsString>, indices: bool) -> Res {
    let count = vm.regexps.last_captures().count();
    let array = vm.new_match_array(count as u32)?;
    for group in 0..count {
        let range = vm.regexps.last_captures().get(group);
        let text = capture_text(vm, string, range);
        vm.array_push(array, text)?;
    }
    let start = vm.regexps.last_captures().get(0).map_or(0, |whole| whole.start);
    // Copies, since the VM that holds the last match makes the objects.
    let program = vm.regexps.last_program_with_names().cloned();
    let positions = program.as_ref().map_or(vec![], |_| vm.regexps.last_captures().0.to_vec());
    let (program, captures) = (program.as_deref(), Captures(&positions));
    let text_of = |vm: &mut Vm, range| Ok(capture_text(vm, string, range));
    let groups = groups_object(vm, program, captures, text_of)?;
    for (slot, value) in
        [Value::number(start as f64), Value::cell(string), groups].iter().enumerate()
    {
        vm.set_slot(array, slot as u32, *value);
    }
    if indices {
        // MakeMatchIndicesIndexPairArray (https://tc39.es/ecma262/#sec-makematchindicesindexpairarray)
        let pairs = vm.new_array(0)?;
        for group in 0..count {
            let range = vm.regexps.last_captures().get(group);
            let pair = index_pair(vm, range)?;
            vm.array_push(pairs, pair)?;
        }
        let named = groups_object(vm, program, captures, index_pair)?;
        let (groups_key, indices_key) = (vm.names.groups, vm.names.indices);
        vm.create_data_property(pairs, groups_key, named)?;
        vm.create_data_property(array, indices_key, Value::cell(pairs))?;
    }
    Ok(Value::cell(array))
}

/// The object of a match, whoever found it.
pub(super) fn found_object(
    vm: &mut Vm,
    regexp: Gc<Object>,
    string: Gc<JsString>,
    found: Found,
) -> Res {
    match found {
        Found::Object(object) => Ok(Value::cell(object)),
        Found::Raw(_) => {
            let indices = Value::cell(regexp).as_kind::<RegExp>().is_some_and(|r| r.has_flag(b'd'));
            match_array(vm, string, indices)
        }
    }
}

/// RegExp.prototype.exec ( string ) (https://tc39.es/ecma262/#sec-regexp.prototype.exec)
pub(super) fn exec(vm: &mut Vm, args: Arguments) -> Res {
    let Some(regexp) = args.this().as_kind::<RegExp>() else {
        return Err(incompatible(vm, "RegExp.prototype.exec", args.this()));
    };
    let string = flat_string(vm, args.get(0))?;
    match builtin_exec(vm, regexp, string)? {
        Some(_) => match_array(vm, string, regexp.has_flag(b'd')),
        None => Ok(Value::NULL),
    }
}

/// RegExp.prototype.test ( S ) (https://tc39.es/ecma262/#sec-regexp.prototype.test)
pub(super) fn test(vm: &mut Vm, args: Arguments) -> Res {
    let Some(regexp) = args.this_object() else {
        return Err(incompatible(vm, "RegExp.prototype.test", args.this()));
    };
    let string = flat_string(vm, args.get(0))?;
    Ok(Value::bool(regexp_exec(vm, regexp, string)?.is_some()))
}

/// AdvanceStringIndex (https://tc39.es/ecma262/#sec-advancestringindex)
pub(super) fn advance(string: Gc<JsString>, index: u64, unicode: bool) -> u64 {
    if !unicode || index + 1 >= string.len() as u64 {
        return index + 1;
    }
    index + if string.view().code_point_at(index as usize) > 0xFFFF { 2 } else { 1 }
}

/// After an empty match: moves `lastIndex` on.
pub(super) fn advance_last_index(
    vm: &mut Vm,
    regexp: Gc<Object>,
    string: Gc<JsString>,
    unicode: bool,
) -> Res<()> {
    let key = vm.names.last_index;
    let last = vm.get(regexp, key)?;
    let last = vm.to_length(last)?;
    let next = advance(string, last, unicode);
    vm.set(regexp, key, Value::number(next as f64), true)
}
