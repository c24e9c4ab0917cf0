//! String methods that hand over to a pattern's own methods: match, matchAll, replace, replaceAll, search, split.
//!
//! Invariant: a pattern that is an object is asked for its method before the string is converted.

use super::Prototype;
use super::substitution::{Match, get_substitution};
use crate::builtins::support::{append, flat_string};
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::kind::Kind;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::string::{JsString, StringBuilder, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

pub(super) fn setup(vm: &mut Vm, prototype: Prototype) {
    vm.define_method(prototype, "match", 1, match_);
    vm.define_method(prototype, "matchAll", 1, match_all);
    vm.define_method(prototype, "replace", 2, replace);
    vm.define_method(prototype, "replaceAll", 2, replace_all);
    vm.define_method(prototype, "search", 1, search);
    vm.define_method(prototype, "split", 2, split);
}

/// IsRegExp (https://tc39.es/ecma262/#sec-isregexp)
pub(in crate::builtins) fn is_regexp(vm: &mut Vm, value: Value) -> Res<bool> {
    let Some(object) = value.as_object() else { return Ok(false) };
    let matcher = vm.get(object, vm.symbols.match_)?;
    if !matcher.is_undefined() {
        return Ok(vm.to_boolean(matcher));
    }
    Ok(object.kind() == Kind::RegExp as u8)
}

/// Steps 1 and 2 of these methods: calls the method that the pattern, if it is an object, has for the symbol.
fn delegate(
    vm: &mut Vm,
    args: Arguments,
    name: &str,
    symbol: PropertyKey,
    further: &[Value],
) -> Res<Option<Value>> {
    let this = args.this();
    vm.require_object_coercible(this, &format!("String.prototype.{name}"))?;
    let pattern = args.get(0);
    if !pattern.is_object() {
        return Ok(None);
    }
    let Some(method) = vm.get_method(pattern, symbol)? else { return Ok(None) };
    let mut arguments = vec![this];
    arguments.extend_from_slice(further);
    vm.call(method, pattern, &arguments).map(Some)
}

/// The flags of a regular expression must have `g`.
fn require_global(vm: &mut Vm, args: Arguments, name: &str) -> Res<()> {
    let this = args.this();
    vm.require_object_coercible(this, &format!("String.prototype.{name}"))?;
    let pattern = args.get(0);
    if !is_regexp(vm, pattern)? {
        return Ok(());
    }
    let flags = vm.get_v(pattern, vm.names.flags)?;
    vm.require_object_coercible(flags, &format!("String.prototype.{name}"))?;
    let flags = flat_string(vm, flags)?;
    if !flags.view().units().any(|u| u == b'g' as u16) {
        let name = name.trim_start_matches("String.prototype.");
        return Err(vm.throw_type_error(format!(
            "String.prototype.{name} called with a non-global RegExp argument"
        )));
    }
    Ok(())
}

/// Steps 4 to 6 of `match`, `matchAll` and `search`: a regular expression from the pattern does the rest.
fn by_regexp(vm: &mut Vm, args: Arguments, symbol: PropertyKey, flags: &str) -> Res {
    let string = flat_string(vm, args.this())?;
    let flags = if flags.is_empty() { Value::UNDEFINED } else { Value::cell(vm.new_string(flags)) };
    let constructor = Value::cell(vm.intrinsic(Intrinsic::RegExp));
    let pattern = args.get(0);
    let regexp = vm.construct(constructor, &[pattern, flags], constructor)?;
    vm.invoke(regexp, symbol, &[Value::cell(string)])
}

/// String.prototype.match ( regexp ) (https://tc39.es/ecma262/#sec-string.prototype.match)
fn match_(vm: &mut Vm, args: Arguments) -> Res {
    let symbol = vm.symbols.match_;
    match delegate(vm, args, "match", symbol, &[])? {
        Some(result) => Ok(result),
        None => by_regexp(vm, args, symbol, ""),
    }
}

/// String.prototype.matchAll ( regexp ) (https://tc39.es/ecma262/#sec-string.prototype.matchall)
fn match_all(vm: &mut Vm, args: Arguments) -> Res {
    require_global(vm, args, "String.prototype.matchAll")?;
    let symbol = vm.symbols.match_all;
    match delegate(vm, args, "matchAll", symbol, &[])? {
        Some(result) => Ok(result),
        None => by_regexp(vm, args, symbol, "g"),
    }
}

/// String.prototype.search ( regexp ) (https://tc39.es/ecma262/#sec-string.prototype.search)
fn search(vm: &mut Vm, args: Arguments) -> Res {
    let symbol = vm.symbols.search;
    match delegate(vm, args, "search", symbol, &[])? {
        Some(result) => Ok(result),
        None => by_regexp(vm, args, symbol, ""),
    }
}

/// Replaces the matches that begin at these positions.
fn replace_at(
    vm: &mut Vm,
    string: Gc<JsString>,
    search: Gc<JsString>,
    positions: &[usize],
    replacement: Value,
) -> Res {
    let functional = vm.is_callable(replacement);
    let mut out = StringBuilder::new();
    let mut end = 0;
    for &position in positions {
        append(vm, &mut out, string.view().slice(end, position))?;
        if functional {
            let arguments =
                [Value::cell(search), Value::number(position as f64), Value::cell(string)];
            let text = vm.call(replacement, Value::UNDEFINED, &arguments)?;
            let text = vm.to_string(text)?;
            out.push_string(vm, text)?;
        } else if let Some(template) = replacement.as_string() {
            let m = Match { string, position, matched: search, captures: &[], named: None };
            get_substitution(vm, &mut out, template, &m)?;
        }
        end = position + search.len() as usize;
    }
    append(vm, &mut out, string.view().slice(end, string.len() as usize))?;
    Ok(Value::cell(out.finish(vm)?))
}

/// String.prototype.replace ( searchValue, replaceValue ) (https://tc39.es/ecma262/#sec-string.prototype.replace)
fn replace(vm: &mut Vm, args: Arguments) -> Res {
    let symbol = vm.symbols.replace;
    if let Some(result) = delegate(vm, args, "replace", symbol, &[args.get(1)])? {
        return Ok(result);
    }
    let string = flat_string(vm, args.this())?;
    let search = flat_string(vm, args.get(0))?;
    let mut replacement = args.get(1);
    if !vm.is_callable(replacement) {
        replacement = Value::cell(flat_string(vm, replacement)?);
    }
    match string.view().find(search.view(), 0) {
        Some(position) => replace_at(vm, string, search, &[position], replacement),
        None => Ok(Value::cell(string)),
    }
}

/// String.prototype.replaceAll ( searchValue, replaceValue )
/// (https://tc39.es/ecma262/#sec-string.prototype.replaceall)
fn replace_all(vm: &mut Vm, args: Arguments) -> Res {
    require_global(vm, args, "replaceAll")?;
    let symbol = vm.symbols.replace;
    if let Some(result) = delegate(vm, args, "replaceAll", symbol, &[args.get(1)])? {
        return Ok(result);
    }
    let string = flat_string(vm, args.this())?;
    let search = flat_string(vm, args.get(0))?;
    let mut replacement = args.get(1);
    if !vm.is_callable(replacement) {
        replacement = Value::cell(flat_string(vm, replacement)?);
    }
    let advance = (search.len() as usize).max(1);
    let mut positions = Vec::new();
    let mut at = 0;
    while at <= string.len() as usize {
        let Some(found) = string.view().find(search.view(), at) else { break };
        positions.push(found);
        at = found + advance;
    }
    if positions.is_empty() {
        return Ok(Value::cell(string));
    }
    replace_at(vm, string, search, &positions, replacement)
}

/// String.prototype.split ( separator, limit ) (https://tc39.es/ecma262/#sec-string.prototype.split)
fn split(vm: &mut Vm, args: Arguments) -> Res {
    let symbol = vm.symbols.split;
    if let Some(result) = delegate(vm, args, "split", symbol, &[args.get(1)])? {
        return Ok(result);
    }
    let string = flat_string(vm, args.this())?;
    let limit = match args.get(1) {
        v if v.is_undefined() => u32::MAX,
        v => vm.to_uint32(v)?,
    };
    let separator = flat_string(vm, args.get(0))?;
    if limit == 0 {
        return Ok(Value::cell(vm.new_array(0)?));
    }
    if args.get(0).is_undefined() {
        return Ok(Value::cell(vm.new_array_from(&[Value::cell(string)])?));
    }
    let length = string.len() as usize;
    let result = vm.new_array(0)?;
    let mut count = 0;
    if separator.is_empty() {
        for i in 0..length.min(limit as usize) {
            let unit = vm.new_string_unit(string.view().at(i));
            vm.array_push(result, Value::cell(unit))?;
        }
        return Ok(Value::cell(result));
    }
    let mut start = 0;
    while let Some(found) = string.view().find(separator.view(), start) {
        let part = vm.substring(string, start as u32, found as u32);
        vm.array_push(result, Value::cell(part))?;
        count += 1;
        if count == limit {
            return Ok(Value::cell(result));
        }
        start = found + separator.len() as usize;
    }
    let part = vm.substring(string, start as u32, length as u32);
    vm.array_push(result, Value::cell(part))?;
    Ok(Value::cell(result))
}
