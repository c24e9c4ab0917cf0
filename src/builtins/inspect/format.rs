//! The arguments of `console.log`: formats and what follows them (https://console.spec.whatwg.org/#formatter).
//!
//! Invariant: every argument is shown exactly once, but for one that `%c` swallows. Scripts run only where a format asks for a
//! conversion: `%s` of an object with a conversion of its own, `%d`, `%i` and `%f` of objects, `%j` with `toJSON`.

use super::chain::{behind_proxies, has_built_in_to_string};
use super::{InspectOptions, inspect};
use crate::builtins::json;
use crate::builtins::prelude::*;
use crate::runtime::number::parse;

/// The text of a call of `console.log` with these arguments.
///
/// # Errors
/// What a conversion throws that a format asks for, or the end of a limit.
pub fn format_arguments(vm: &mut Vm, arguments: &[Value], options: &InspectOptions) -> Res<String> {
    let mut text = String::new();
    let mut rest = arguments;
    if let [first, values @ ..] = arguments
        && let Some(format) = first.as_string()
    {
        text = format.to_rust();
        rest = values;
        if values.is_empty() {
            return Ok(text);
        }
        if let Some((formatted, others)) = formatted(vm, &text, values, options)? {
            (text, rest) = (formatted, others);
        }
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
            None => text.push_str(&inspect(vm, *value, options)?),
        }
    }
    Ok(text)
}

/// The format with its values, and those that are left over; `None` if it has no directive.
fn formatted<'a>(
    vm: &mut Vm,
    format: &str,
    mut values: &'a [Value],
    options: &InspectOptions,
) -> Res<Option<(String, &'a [Value])>> {
    let mut text = String::with_capacity(format.len());
    let mut found = false;
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(directive) = rest.chars().next() else {
            text.push('%');
            break;
        };
        if directive == '%' {
            text.push('%');
            found = true;
        } else if let Some((value, others)) =
            values.split_first().filter(|_| "sdifjoOc".contains(directive))
        {
            found = true;
            values = others;
            text.push_str(&directed(vm, directive, *value, options)?);
        } else {
            text.push('%');
            text.push(directive);
        }
        rest = &rest[directive.len_utf8()..];
    }
    text.push_str(rest);
    Ok(found.then_some((text, values)))
}

fn directed(vm: &mut Vm, directive: char, value: Value, options: &InspectOptions) -> Res<String> {
    let plain = InspectOptions { colors: false, ..*options };
    match directive {
        's' => {
            if value.is_number() || value.is_bigint() {
                return inspect(vm, value, &plain);
            }
            if value.is_object() && !value.is_callable() {
                let object = behind_proxies(vm, value)?;
                let inspected = match object {
                    Some(object) => has_built_in_to_string(vm, object)?,
                    None => true,
                };
                if inspected {
                    return inspect(vm, value, &InspectOptions { depth: 0, ..plain });
                }
            }
            match value.as_symbol() {
                Some(symbol) => Ok(symbol.descriptive_string()),
                None => Ok(vm.to_string(value)?.to_rust()),
            }
        }
        'd' | 'i' | 'f' => {
            if value.is_bigint() && directive != 'f' {
                return inspect(vm, value, &plain);
            }
            if value.is_symbol() {
                return Ok("NaN".to_owned());
            }
            let number = match directive {
                'd' => {
                    let numeric = vm.to_numeric(value)?;
                    match numeric.to_number() {
                        Some(number) => number,
                        // A BigInt that an object converts to, as Number( ) takes it.
                        None => vm.value_display(numeric).parse().unwrap_or(f64::NAN),
                    }
                }
                _ => {
                    let string = vm.to_string(value)?;
                    let flat = vm.flatten(string);
                    if directive == 'i' {
                        parse::parse_int(flat.view(), 0)
                    } else {
                        parse::parse_float(flat.view())
                    }
                }
            };
            inspect(vm, Value::number(number), &plain)
        }
        'j' => json_text(vm, value),
        'o' => {
            let all = InspectOptions { show_hidden: true, show_proxy: true, depth: 4, ..*options };
            inspect(vm, value, &all)
        }
        'O' => inspect(vm, value, options),
        _ => Ok(String::new()),
    }
}

/// The value as JSON; of one that contains itself only that it does.
fn json_text(vm: &mut Vm, value: Value) -> Res<String> {
    match json::to_json(vm, value) {
        Ok(text) => Ok(vm.value_display(text)),
        Err(Thrown) => {
            let error = vm.catch()?;
            let is_circular = error.as_object().is_some_and(|object| {
                let key = vm.names.message;
                let message = vm.data_property(object, key).and_then(Value::as_string);
                message.is_some_and(|m| m.to_rust().starts_with("Converting circular structure"))
            });
            if is_circular { Ok("[Circular]".to_owned()) } else { Err(vm.rethrow(error)) }
        }
    }
}
