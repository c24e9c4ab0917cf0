//! RegExp.prototype [ %Symbol.replace% ] (https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.replace%).
//!
//! Invariant: all matches are found before the first replacement is computed.

use super::exec::*;
use crate::builtins::string_substitution::{Match, get_substitution};
use crate::builtins::support::{append, flat_string, incompatible};
use crate::runtime::object::Object;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::regexp_engine::{Captures, Program};
use crate::runtime::string::{JsString, StringBuilder, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, RootVec};
use std::ops::Range;
use std::rc::Rc;

pub(super) fn setup(vm: &mut Vm, prototype: Gc<Object>) {
    vm.define_method(prototype, vm.symbols.replace, 2, replace);
}

/// RegExp.prototype [ %Symbol.replace% ] ( string, replaceValue )
fn replace(vm: &mut Vm, args: Arguments) -> Res {
    let Some(regexp) = args.this_object() else {
        return Err(incompatible(vm, "RegExp.prototype.@@replace", args.this()));
    };
    let string = flat_string(vm, args.get(0))?;
    let mut replacement = args.get(1);
    let functional = vm.is_callable(replacement);
    if !functional {
        replacement = Value::cell(flat_string(vm, replacement)?);
    }
    let flags = vm.get(regexp, vm.names.flags)?;
    let flags = flat_string(vm, flags)?;
    let has = |flag: u8| flags.view().units().any(|u| u == flag as u16);
    let global = has(b'g');
    let unicode = has(b'u') || has(b'v');
    if global {
        let key = vm.names.last_index;
        vm.set(regexp, key, Value::int(0), true)?;
    }
    let mut found: Vec<Kept> = Vec::new();
    // The captures of raw matches, and the objects that a script's `exec` has returned.
    let mut positions: Vec<u32> = Vec::new();
    let mut objects: RootVec<Value> = vm.heap.root_vec();
    while let Some(result) = regexp_exec(vm, regexp, string)? {
        let empty = match result {
            Found::Raw(whole) => {
                let from = positions.len();
                positions.extend_from_slice(vm.regexps.last_captures().0);
                let program = vm.regexps.last_program_with_names().cloned();
                found.push(Kept::Raw { positions: from..positions.len(), program });
                whole.is_empty()
            }
            Found::Object(object) => {
                objects.push(Value::cell(object));
                found.push(Kept::Object(object));
                if global {
                    let text = vm.get(object, PropertyKey::from_index(0))?;
                    vm.to_string(text)?.is_empty()
                } else {
                    false
                }
            }
        };
        if !global {
            break;
        }
        if empty {
            advance_last_index(vm, regexp, string, unicode)?;
        }
    }
    let mut out = StringBuilder::new();
    let mut next = 0usize;
    for result in found {
        vm.poll_interrupt()?;
        let mut one = One {
            vm_captures: vm.heap.root_vec(),
            position: 0,
            matched: string,
            groups: Value::UNDEFINED,
        };
        one.read(vm, string, result, &positions)?;
        let replaced = if functional {
            let mut arguments: RootVec<Value> = vm.heap.root_vec();
            arguments.push(Value::cell(one.matched));
            arguments.extend_from_slice(&one.vm_captures);
            arguments.push(Value::number(one.position as f64));
            arguments.push(Value::cell(string));
            if !one.groups.is_undefined() {
                arguments.push(one.groups);
            }
            let text = vm.call(replacement, Value::UNDEFINED, &arguments)?;
            flat_string(vm, text)?
        } else {
            let named =
                if one.groups.is_undefined() { None } else { Some(vm.to_object(one.groups)?) };
            let template = replacement.as_string().unwrap_or(string);
            let m = Match {
                string,
                position: one.position,
                matched: one.matched,
                captures: &one.vm_captures,
                named,
            };
            if one.position >= next {
                append(vm, &mut out, string.view().slice(next, one.position))?;
                get_substitution(vm, &mut out, template, &m)?;
                next = (one.position + one.matched.len() as usize).min(string.len() as usize);
            } else {
                get_substitution(vm, &mut StringBuilder::new(), template, &m)?;
            }
            continue;
        };
        if one.position >= next {
            append(vm, &mut out, string.view().slice(next, one.position))?;
            append(vm, &mut out, replaced.view())?;
            next = (one.position + one.matched.len() as usize).min(string.len() as usize);
        }
    }
    if next == 0 && out.is_empty() {
        return Ok(Value::cell(string));
    }
    append(vm, &mut out, string.view().slice(next, string.len() as usize))?;
    Ok(Value::cell(out.finish(vm)?))
}

/// A match that waits for its replacement.
enum Kept {
    /// Where its captures are among all, and its program if groups have names.
    Raw {
        positions: Range<usize>,
        program: Option<Rc<Program>>,
    },
    Object(Gc<Object>),
}

/// One match, read from what was found.
struct One {
    vm_captures: RootVec<Value>,
    position: usize,
    matched: Gc<JsString>,
    groups: Value,
}

impl One {
    fn read(
        &mut self,
        vm: &mut Vm,
        string: Gc<JsString>,
        found: Kept,
        positions: &[u32],
    ) -> Res<()> {
        match found {
            Kept::Raw { positions: own, program } => {
                let captures = Captures(&positions[own]);
                let whole = captures.get(0).unwrap_or(0..0);
                self.position = whole.start;
                self.matched = vm.substring(string, whole.start as u32, whole.end as u32);
                for group in 1..captures.count() {
                    let text = capture_text(vm, string, captures.get(group));
                    self.vm_captures.push(text);
                }
                self.groups = groups_object(vm, program.as_deref(), captures, |vm, range| {
                    Ok(capture_text(vm, string, range))
                })?;
            }
            Kept::Object(object) => {
                let length = vm.length_of_array_like(object)?;
                let matched = vm.get(object, PropertyKey::from_index(0))?;
                self.matched = flat_string(vm, matched)?;
                let position = vm.get(object, vm.names.index)?;
                let position = vm.to_integer_or_infinity(position)?;
                self.position = position.clamp(0.0, string.len() as f64) as usize;
                let mut i = 1.0;
                while i < length {
                    vm.poll_interrupt()?;
                    let key = vm.to_property_key(Value::number(i))?;
                    let mut capture = vm.get(object, key)?;
                    if !capture.is_undefined() {
                        capture = Value::cell(flat_string(vm, capture)?);
                    }
                    self.vm_captures.push(capture);
                    i += 1.0;
                }
                self.groups = vm.get(object, vm.names.groups)?;
            }
        }
        Ok(())
    }
}
