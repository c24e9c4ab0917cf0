//! String methods that take positions: single units, parts, searches for plain text, padding, trimming.
//!
//! Invariant: every position is clamped to the string before it indexes a view.

use super::{Prototype, this_string};
use crate::builtins::support::{
    clamp_relative, define_alias, flat_string, relative_end, relative_index,
};
use crate::runtime::number::parse::{trim_end, trim_start};
use crate::runtime::string::{JsString, MAX_LENGTH, StringBuilder, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

pub(super) fn setup(vm: &mut Vm, prototype: Prototype) {
    vm.define_method(prototype, "at", 1, at);
    vm.define_method(prototype, "charAt", 1, char_at);
    vm.define_method(prototype, "charCodeAt", 1, char_code_at);
    vm.define_method(prototype, "codePointAt", 1, code_point_at);
    vm.define_method(prototype, "concat", 1, concat);
    vm.define_method(prototype, "endsWith", 1, ends_with);
    vm.define_method(prototype, "includes", 1, includes);
    vm.define_method(prototype, "indexOf", 1, index_of);
    vm.define_method(prototype, "lastIndexOf", 1, last_index_of);
    vm.define_method(prototype, "padEnd", 1, pad_end);
    vm.define_method(prototype, "padStart", 1, pad_start);
    vm.define_method(prototype, "repeat", 1, repeat);
    vm.define_method(prototype, "slice", 2, slice);
    vm.define_method(prototype, "startsWith", 1, starts_with);
    vm.define_method(prototype, "substr", 2, substr);
    vm.define_method(prototype, "substring", 2, substring);
    vm.define_method(prototype, "trim", 0, trim);
    let function = vm.define_method(prototype, "trimStart", 0, trim_left);
    define_alias(vm, prototype, "trimLeft", function);
    let function = vm.define_method(prototype, "trimEnd", 0, trim_right);
    define_alias(vm, prototype, "trimRight", function);
}

/// The position that an argument names, if the string has it.
fn position(vm: &mut Vm, value: Value, string: Gc<JsString>) -> Res<Option<u32>> {
    let position = match value.to_int() {
        Some(i) => i as f64,
        None => vm.to_integer_or_infinity(value)?,
    };
    Ok((position >= 0.0 && position < string.len() as f64).then_some(position as u32))
}

/// String.prototype.at ( index ) (https://tc39.es/ecma262/#sec-string.prototype.at)
fn at(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "at")?;
    let relative = vm.to_integer_or_infinity(args.get(0))?;
    let index = if relative < 0.0 { relative + string.len() as f64 } else { relative };
    if index < 0.0 || index >= string.len() as f64 {
        return Ok(Value::UNDEFINED);
    }
    let unit = string.char_code_at(index as u32);
    Ok(Value::cell(vm.new_string_unit(unit)))
}

/// String.prototype.charAt ( pos ) (https://tc39.es/ecma262/#sec-string.prototype.charat)
fn char_at(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "charAt")?;
    Ok(Value::cell(match position(vm, args.get(0), string)? {
        Some(i) => vm.new_string_unit(string.char_code_at(i)),
        None => vm.strings.empty(),
    }))
}

/// String.prototype.charCodeAt ( pos ) (https://tc39.es/ecma262/#sec-string.prototype.charcodeat)
fn char_code_at(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "charCodeAt")?;
    Ok(match position(vm, args.get(0), string)? {
        Some(i) => Value::int(string.char_code_at(i) as i32),
        None => Value::NAN,
    })
}

/// String.prototype.codePointAt ( pos ) (https://tc39.es/ecma262/#sec-string.prototype.codepointat)
fn code_point_at(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "codePointAt")?;
    Ok(match position(vm, args.get(0), string)? {
        Some(i) => Value::int(string.view().code_point_at(i as usize) as i32),
        None => Value::UNDEFINED,
    })
}

/// String.prototype.concat ( ...args ) (https://tc39.es/ecma262/#sec-string.prototype.concat)
fn concat(vm: &mut Vm, args: Arguments) -> Res {
    let mut result = this_string(vm, args, "concat")?;
    for i in 0..args.len() {
        let next = vm.to_string(args.get(i))?;
        result = vm.concat(result, next)?;
    }
    Ok(Value::cell(result))
}

/// The search string of `includes`, `startsWith` and `endsWith`, which refuse regular expressions.
fn search_string(vm: &mut Vm, args: Arguments, method: &str) -> Res<Gc<JsString>> {
    if super::pattern::is_regexp(vm, args.get(0))? {
        return Err(vm.throw_type_error(format!(
            "First argument to String.prototype.{method} must not be a regular expression"
        )));
    }
    flat_string(vm, args.get(0))
}

/// String.prototype.endsWith ( searchString [ , endPosition ] )
/// (https://tc39.es/ecma262/#sec-string.prototype.endswith)
fn ends_with(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "endsWith")?;
    let search = search_string(vm, args, "endsWith")?;
    let length = string.len() as f64;
    let end = match args.get(1) {
        v if v.is_undefined() => length,
        v => vm.to_integer_or_infinity(v)?.clamp(0.0, length),
    } as usize;
    let Some(start) = end.checked_sub(search.len() as usize) else { return Ok(Value::FALSE) };
    Ok(Value::bool(string.view().slice(start, end).same(search.view())))
}

/// String.prototype.includes ( searchString [ , position ] )
/// (https://tc39.es/ecma262/#sec-string.prototype.includes)
fn includes(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "includes")?;
    let search = search_string(vm, args, "includes")?;
    let start = vm.to_integer_or_infinity(args.get(1))?.clamp(0.0, string.len() as f64);
    Ok(Value::bool(string.view().find(search.view(), start as usize).is_some()))
}

fn index_or_minus_one(index: Option<usize>) -> Value {
    index.map_or(Value::int(-1), |i| Value::number(i as f64))
}

/// String.prototype.indexOf ( searchString [ , position ] )
/// (https://tc39.es/ecma262/#sec-string.prototype.indexof)
fn index_of(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "indexOf")?;
    let search = flat_string(vm, args.get(0))?;
    let start = vm.to_integer_or_infinity(args.get(1))?.clamp(0.0, string.len() as f64);
    Ok(index_or_minus_one(string.view().find(search.view(), start as usize)))
}

/// String.prototype.lastIndexOf ( searchString [ , position ] )
/// (https://tc39.es/ecma262/#sec-string.prototype.lastindexof)
fn last_index_of(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "lastIndexOf")?;
    let search = flat_string(vm, args.get(0))?;
    let number = vm.to_number(args.get(1))?;
    let start = if number.is_nan() { f64::INFINITY } else { number.trunc() };
    let Some(most) = string.len().checked_sub(search.len()) else { return Ok(Value::int(-1)) };
    let start = start.clamp(0.0, most as f64) as usize;
    Ok(index_or_minus_one(string.view().find_last(search.view(), start)))
}

/// StringPaddingBuiltinsImpl (https://tc39.es/ecma262/#sec-stringpaddingbuiltinsimpl)
fn pad(vm: &mut Vm, args: Arguments, method: &str, at_start: bool) -> Res {
    let string = this_string(vm, args, method)?;
    let wanted = vm.to_length(args.get(0))?;
    let length = string.len() as u64;
    if wanted <= length {
        return Ok(Value::cell(string));
    }
    let fill = match args.get(1) {
        v if v.is_undefined() => vm.strings.char(b' '),
        v => flat_string(vm, v)?,
    };
    if fill.is_empty() {
        return Ok(Value::cell(string));
    }
    if wanted > MAX_LENGTH as u64 {
        return Err(vm.throw_range_error("Invalid string length"));
    }
    let count = (wanted - length) as usize;
    let mut builder = StringBuilder::new();
    let filler = fill.view();
    if !at_start {
        builder.push_view(string.view());
    }
    for _ in 0..count / filler.len() {
        builder.push_view(filler);
    }
    builder.push_view(filler.slice(0, count % filler.len()));
    if at_start {
        builder.push_view(string.view());
    }
    Ok(Value::cell(builder.finish(vm)?))
}

/// String.prototype.padEnd ( maxLength [ , fillString ] ) (https://tc39.es/ecma262/#sec-string.prototype.padend)
fn pad_end(vm: &mut Vm, args: Arguments) -> Res {
    pad(vm, args, "padEnd", false)
}

/// String.prototype.padStart ( maxLength [ , fillString ] ) (https://tc39.es/ecma262/#sec-string.prototype.padstart)
fn pad_start(vm: &mut Vm, args: Arguments) -> Res {
    pad(vm, args, "padStart", true)
}

/// String.prototype.repeat ( count ) (https://tc39.es/ecma262/#sec-string.prototype.repeat)
fn repeat(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "repeat")?;
    let count = vm.to_integer_or_infinity(args.get(0))?;
    if count < 0.0 || count == f64::INFINITY {
        let shown = vm.value_display(args.get(0));
        return Err(vm.throw_range_error(format!("Invalid count value: {shown}")));
    }
    if count == 0.0 || string.is_empty() {
        return Ok(Value::cell(vm.strings.empty()));
    }
    if count * string.len() as f64 > MAX_LENGTH as f64 {
        return Err(vm.throw_range_error("Invalid string length"));
    }
    // Doubling makes a rope of few parts.
    let mut rest = count as u32;
    let mut power = string;
    let mut result: Option<Gc<JsString>> = None;
    loop {
        if rest & 1 != 0 {
            result = Some(match result {
                Some(r) => vm.concat(r, power)?,
                None => power,
            });
        }
        rest >>= 1;
        if rest == 0 {
            return Ok(Value::cell(result.unwrap_or(string)));
        }
        power = vm.concat(power, power)?;
    }
}

/// String.prototype.slice ( start, end ) (https://tc39.es/ecma262/#sec-string.prototype.slice)
fn slice(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "slice")?;
    let length = string.len() as u64;
    let from = relative_index(vm, args.get(0), length)?;
    let to = relative_end(vm, args.get(1), length)?;
    if from >= to {
        return Ok(Value::cell(vm.strings.empty()));
    }
    Ok(Value::cell(vm.substring(string, from as u32, to as u32)))
}

/// String.prototype.startsWith ( searchString [ , position ] )
/// (https://tc39.es/ecma262/#sec-string.prototype.startswith)
fn starts_with(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "startsWith")?;
    let search = search_string(vm, args, "startsWith")?;
    let start = vm.to_integer_or_infinity(args.get(1))?.clamp(0.0, string.len() as f64) as usize;
    let end = start + search.len() as usize;
    if end > string.len() as usize {
        return Ok(Value::FALSE);
    }
    Ok(Value::bool(string.view().slice(start, end).same(search.view())))
}

/// String.prototype.substr ( start, length ) (https://tc39.es/ecma262/#sec-string.prototype.substr)
fn substr(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "substr")?;
    let size = string.len() as u64;
    let start = vm.to_integer_or_infinity(args.get(0))?;
    let start = clamp_relative(start, size);
    let length = match args.get(1) {
        v if v.is_undefined() => size as f64,
        v => vm.to_integer_or_infinity(v)?.clamp(0.0, size as f64),
    };
    let end = (start as f64 + length).min(size as f64) as u64;
    if start >= end {
        return Ok(Value::cell(vm.strings.empty()));
    }
    Ok(Value::cell(vm.substring(string, start as u32, end as u32)))
}

/// String.prototype.substring ( start, end ) (https://tc39.es/ecma262/#sec-string.prototype.substring)
fn substring(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "substring")?;
    let length = string.len() as f64;
    let start = vm.to_integer_or_infinity(args.get(0))?.clamp(0.0, length) as u32;
    let end = match args.get(1) {
        v if v.is_undefined() => string.len(),
        v => vm.to_integer_or_infinity(v)?.clamp(0.0, length) as u32,
    };
    Ok(Value::cell(vm.substring(string, start.min(end), start.max(end))))
}

/// TrimString (https://tc39.es/ecma262/#sec-trimstring)
fn trimmed(vm: &mut Vm, args: Arguments, method: &str, start: bool, end: bool) -> Res {
    let string = this_string(vm, args, method)?;
    let mut view = string.view();
    let length = view.len();
    if start {
        view = trim_start(view);
    }
    let from = length - view.len();
    if end {
        view = trim_end(view);
    }
    let to = from + view.len();
    Ok(Value::cell(vm.substring(string, from as u32, to as u32)))
}

/// String.prototype.trim ( ) (https://tc39.es/ecma262/#sec-string.prototype.trim)
fn trim(vm: &mut Vm, args: Arguments) -> Res {
    trimmed(vm, args, "trim", true, true)
}

/// String.prototype.trimStart ( ) (https://tc39.es/ecma262/#sec-string.prototype.trimstart)
fn trim_left(vm: &mut Vm, args: Arguments) -> Res {
    trimmed(vm, args, "trimLeft", true, false)
}

/// String.prototype.trimEnd ( ) (https://tc39.es/ecma262/#sec-string.prototype.trimend)
fn trim_right(vm: &mut Vm, args: Arguments) -> Res {
    trimmed(vm, args, "trimRight", false, true)
}
