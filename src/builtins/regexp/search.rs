//! RegExp.prototype [ %Symbol.match% ], [ %Symbol.search% ] and [ %Symbol.split% ].
//!
//! Invariant: a loop over matches moves on by at least one code unit each time.

use super::RegExp;
use super::exec::*;
use crate::builtins::support::{flat_string, incompatible};
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::object::Object;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::regexp_engine;
use crate::runtime::string::{JsString, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

pub(super) fn setup(vm: &mut Vm, prototype: Gc<Object>) {
    vm.define_method(prototype, vm.symbols.match_, 1, match_);
    vm.define_method(prototype, vm.symbols.search, 1, search_symbol);
    vm.define_method(prototype, vm.symbols.split, 2, split);
}

fn contains(string: Gc<JsString>, flag: u8) -> bool {
    string.view().units().any(|u| u == flag as u16)
}

/// RegExp.prototype [ %Symbol.match% ] ( string ) (https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.match%)
fn match_(vm: &mut Vm, args: Arguments) -> Res {
    let Some(regexp) = args.this_object() else {
        return Err(incompatible(vm, "RegExp.prototype.@@match", args.this()));
    };
    let string = flat_string(vm, args.get(0))?;
    let flags = vm.get(regexp, vm.names.flags)?;
    let flags = flat_string(vm, flags)?;
    if !contains(flags, b'g') {
        return match regexp_exec(vm, regexp, string)? {
            Some(found) => found_object(vm, regexp, string, found),
            None => Ok(Value::NULL),
        };
    }
    let unicode = contains(flags, b'u') || contains(flags, b'v');
    let key = vm.names.last_index;
    vm.set(regexp, key, Value::int(0), true)?;
    let array = vm.new_array(0)?;
    let mut any = false;
    while let Some(found) = regexp_exec(vm, regexp, string)? {
        let text = match found {
            Found::Raw(whole) => capture_text(vm, string, Some(whole)),
            Found::Object(object) => {
                let text = vm.get(object, PropertyKey::from_index(0))?;
                Value::cell(vm.to_string(text)?)
            }
        };
        any = true;
        let empty = text.as_string().is_some_and(|s| s.is_empty());
        vm.array_push(array, text)?;
        if empty {
            advance_last_index(vm, regexp, string, unicode)?;
        }
    }
    Ok(if any { Value::cell(array) } else { Value::NULL })
}

/// RegExp.prototype [ %Symbol.search% ] ( string ) (https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.search%)
fn search_symbol(vm: &mut Vm, args: Arguments) -> Res {
    let Some(regexp) = args.this_object() else {
        return Err(incompatible(vm, "RegExp.prototype.@@search", args.this()));
    };
    let string = flat_string(vm, args.get(0))?;
    let key = vm.names.last_index;
    let previous = vm.get(regexp, key)?;
    if !vm.same_value(previous, Value::int(0)) {
        vm.set(regexp, key, Value::int(0), true)?;
    }
    let found = regexp_exec(vm, regexp, string)?;
    let current = vm.get(regexp, key)?;
    if !vm.same_value(current, previous) {
        vm.set(regexp, key, previous, true)?;
    }
    match found {
        None => Ok(Value::int(-1)),
        Some(Found::Raw(whole)) => Ok(Value::number(whole.start as f64)),
        Some(Found::Object(object)) => vm.get(object, vm.names.index),
    }
}

/// RegExp.prototype [ %Symbol.split% ] ( string, limit )
/// (https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.split%)
fn split(vm: &mut Vm, args: Arguments) -> Res {
    let Some(regexp) = args.this_object() else {
        return Err(incompatible(vm, "RegExp.prototype.@@split", args.this()));
    };
    let string = flat_string(vm, args.get(0))?;
    let constructor = vm.species_constructor(regexp, Intrinsic::RegExp)?;
    let flags = vm.get(regexp, vm.names.flags)?;
    let flags = flat_string(vm, flags)?;
    let unicode = contains(flags, b'u') || contains(flags, b'v');
    let new_flags = if contains(flags, b'y') {
        flags
    } else {
        let y = vm.strings.char(b'y');
        vm.concat(flags, y)?
    };
    let splitter =
        vm.construct(constructor, &[Value::cell(regexp), Value::cell(new_flags)], constructor)?;
    let Some(splitter_object) = splitter.as_object() else { return Ok(Value::UNDEFINED) };
    let array = vm.new_array(0)?;
    let limit = match args.get(1) {
        v if v.is_undefined() => u32::MAX,
        v => vm.to_uint32(v)?,
    };
    if limit == 0 {
        return Ok(Value::cell(array));
    }
    // Nobody else can see a splitter that the original constructor made: it need not be tried at each position.
    let own = constructor == Value::cell(vm.intrinsic(Intrinsic::RegExp));
    let method = vm.get(splitter_object, vm.names.exec)?;
    let plain = splitter.as_kind::<RegExp>().filter(|_| own && is_builtin(method));
    let size = string.len() as u64;
    if size == 0 {
        if regexp_exec(vm, splitter_object, string)?.is_none() {
            vm.array_push(array, Value::cell(string))?;
        }
        return Ok(Value::cell(array));
    }
    let key = vm.names.last_index;
    let mut count = 0u32;
    let mut previous = 0u64;
    let mut at = 0u64;
    while at < size {
        vm.poll_interrupt()?;
        let (found, start, end) = if let Some(regexp) = plain {
            let Some(program) = regexp.program() else { break };
            let found = regexp_engine::search(vm, &program, string, at as usize, false)?;
            let Some(whole) = found.filter(|whole| (whole.start as u64) < size) else { break };
            vm.regexps.note_match(&mut vm.heap, string, &program);
            let (start, end) = (whole.start as u64, whole.end as u64);
            (Found::Raw(whole), start, end)
        } else {
            vm.set(splitter_object, key, Value::number(at as f64), true)?;
            let Some(found) = regexp_exec(vm, splitter_object, string)? else {
                at = advance(string, at, unicode);
                continue;
            };
            let last = vm.get(splitter_object, key)?;
            let end = vm.to_length(last)?.min(size);
            (found, at, end)
        };
        if end == previous || plain.is_some() && end == start && start == previous {
            at = advance(string, at.max(start), unicode);
            continue;
        }
        let part = vm.substring(string, previous as u32, start as u32);
        vm.array_push(array, Value::cell(part))?;
        count += 1;
        if count == limit {
            return Ok(Value::cell(array));
        }
        previous = end;
        match found {
            Found::Raw(_) => {
                for group in 1..vm.regexps.last_captures().count() {
                    let range = vm.regexps.last_captures().get(group);
                    let text = capture_text(vm, string, range);
                    vm.array_push(array, text)?;
                    count += 1;
                    if count == limit {
                        return Ok(Value::cell(array));
                    }
                }
            }
            Found::Object(object) => {
                let length = vm.length_of_array_like(object)?;
                let mut i = 1.0;
                while i < length {
                    let key = vm.to_property_key(Value::number(i))?;
                    let text = vm.get(object, key)?;
                    vm.array_push(array, text)?;
                    count += 1;
                    if count == limit {
                        return Ok(Value::cell(array));
                    }
                    i += 1.0;
                }
            }
        }
        at = previous;
    }
    let part = vm.substring(string, previous as u32, size as u32);
    vm.array_push(array, Value::cell(part))?;
    Ok(Value::cell(array))
}
