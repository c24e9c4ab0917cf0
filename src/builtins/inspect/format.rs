//! The arguments of `console.log`: formats and what follows them (https://console.spec.whatwg.org/#formatter).
//!
//! Invariant: every argument is shown exactly once, but for one that `%c` swallows.

use super::{inspect, inspect_to_depth};
use crate::builtins::prelude::*;
use crate::runtime::number::parse;

/// The text of a call of `console.log` with these arguments.
pub fn format_arguments(vm: &mut Vm, arguments: &[Value]) -> Res<String> {
    let mut text = String::new();
    let mut rest = arguments;
    if let [first, values @ ..] = arguments
        && let Some(format) = first.as_string()
    {
        let format = format.to_rust();
        rest = if values.is_empty() {
            text = format;
            values
        } else {
            formatted(vm, &format, values, &mut text)?
        };
        if !rest.is_empty() {
            text.push(' ');
        }
    }
    for (i, value) in rest.iter().enumerate() {
        if i > 0 {
            text.push(' ');
        }
        match value.as_string() {
            Some(string) => text.push_str(&string.to_rust()),
            None => text.push_str(&inspect(vm, *value)?),
        }
    }
    Ok(text)
}

/// Writes the format with its values, and gives back those that are left over.
fn formatted<'a>(
    vm: &mut Vm,
    format: &str,
    mut values: &'a [Value],
    text: &mut String,
) -> Res<&'a [Value]> {
    let mut parts = format.chars().peekable();
    while let Some(c) = parts.next() {
        let Some(directive) = parts.peek().copied().filter(|_| c == '%') else {
            text.push(c);
            continue;
        };
        if directive == '%' {
            parts.next();
            text.push('%');
            continue;
        }
        let Some((value, others)) = values.split_first().filter(|_| "sdifjoOc".contains(directive))
        else {
            text.push('%');
            continue;
        };
        parts.next();
        values = others;
        text.push_str(&directed(vm, directive, *value)?);
    }
    Ok(values)
}

fn directed(vm: &mut Vm, directive: char, value: Value) -> Res<String> {
    match directive {
        's' => {
            if let Some(string) = value.as_string() {
                return Ok(string.to_rust());
            }
            if value.as_object().is_some_and(|object| shows_by_inspection(vm, object)) {
                return inspect_to_depth(vm, value, 0);
            }
            if value.is_object() { Ok(vm.to_string(value)?.to_rust()) } else { inspect(vm, value) }
        }
        'd' | 'i' | 'f' => {
            if value.is_bigint() && directive != 'f' {
                return inspect(vm, value);
            }
            if value.is_symbol() {
                return Ok("NaN".to_owned());
            }
            let number = if directive == 'd' {
                if value.is_object() { f64::NAN } else { vm.to_number(value)? }
            } else {
                let string = vm.to_string(value)?;
                let flat = vm.flatten(string);
                if directive == 'i' {
                    parse::parse_int(flat.view(), 10)
                } else {
                    parse::parse_float(flat.view())
                }
            };
            inspect(vm, Value::number(number))
        }
        'j' => {
            let realm = vm.realm();
            if !realm.has_intrinsic(Intrinsic::Json) {
                return inspect(vm, value);
            }
            let json = Value::cell(realm.intrinsic(Intrinsic::Json));
            let key = vm.key_from_str("stringify");
            let text = vm.invoke(json, key, &[value])?;
            Ok(vm.value_display(text))
        }
        'o' => inspect_to_depth(vm, value, 4),
        'O' => inspect(vm, value),
        _ => Ok(String::new()),
    }
}

/// Is it an object whose `toString` is nobody's own: plain objects, arrays and the like?
fn shows_by_inspection(vm: &mut Vm, object: Gc<Object>) -> bool {
    let key = vm.names.to_string;
    let found = vm.data_property(object, key);
    found.is_none_or(|method| method.as_native_function().is_some())
        && crate::runtime::error::ErrorObject::of(Value::cell(object)).is_none()
}
