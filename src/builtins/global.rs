//! The global object's values and functions (https://tc39.es/ecma262/#sec-global-object).
//!
//! Invariant: the URI functions read their strings as code points; a lone surrogate is a URIError, never a panic.

use super::prelude::*;
use crate::runtime::number::parse;

/// Defines the values and functions.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let global = realm.global.get();
    let this = Value::cell(realm.global_this.get());
    vm.define_value(global, "globalThis", this, Attributes::METHOD);
    vm.define_value(global, "Infinity", Value::number(f64::INFINITY), Attributes::NONE);
    vm.define_value(global, "NaN", Value::NAN, Attributes::NONE);
    vm.define_value(global, "undefined", Value::UNDEFINED, Attributes::NONE);
    let functions: [(Method, Intrinsic); 9] = [
        (("eval", 1, eval), Intrinsic::Eval),
        (("isFinite", 1, is_finite), Intrinsic::IsFinite),
        (("isNaN", 1, is_nan), Intrinsic::IsNaN),
        (("decodeURI", 1, decode_uri), Intrinsic::DecodeUri),
        (("decodeURIComponent", 1, decode_uri_component), Intrinsic::DecodeUriComponent),
        (("encodeURI", 1, encode_uri), Intrinsic::EncodeUri),
        (("encodeURIComponent", 1, encode_uri_component), Intrinsic::EncodeUriComponent),
        (("escape", 1, escape), Intrinsic::Escape),
        (("unescape", 1, unescape), Intrinsic::Unescape),
    ];
    for ((name, length, code), intrinsic) in functions {
        let function = vm.define_method(global, name, length, code);
        vm.set_intrinsic(realm, intrinsic, function);
    }
}

/// Makes `parseFloat` and `parseInt`, which are also properties of Number.
pub(super) fn parse_functions(vm: &mut Vm, realm: Gc<Realm>) -> (Gc<Object>, Gc<Object>) {
    let global = realm.global.get();
    let parse_float = vm.define_method(global, "parseFloat", 1, parse_float);
    vm.set_intrinsic(realm, Intrinsic::ParseFloat, parse_float);
    let parse_int = vm.define_method(global, "parseInt", 2, parse_int);
    vm.set_intrinsic(realm, Intrinsic::ParseInt, parse_int);
    (parse_float, parse_int)
}

/// eval (https://tc39.es/ecma262/#sec-eval-x), called indirectly
fn eval(vm: &mut Vm, arguments: Arguments) -> Res {
    let Some(source) = arguments.get(0).as_string() else { return Ok(arguments.get(0)) };
    match vm.host.indirect_eval {
        Some(eval) => eval(vm, source),
        None => Err(vm.throw_syntax_error("Evaluating strings is not supported yet")),
    }
}

/// isFinite (https://tc39.es/ecma262/#sec-isfinite-number)
fn is_finite(vm: &mut Vm, arguments: Arguments) -> Res {
    Ok(Value::bool(vm.to_number(arguments.get(0))?.is_finite()))
}

/// isNaN (https://tc39.es/ecma262/#sec-isnan-number)
fn is_nan(vm: &mut Vm, arguments: Arguments) -> Res {
    Ok(Value::bool(vm.to_number(arguments.get(0))?.is_nan()))
}

/// The argument as a flat string.
fn text_argument(vm: &mut Vm, arguments: Arguments) -> Res<Gc<JsString>> {
    let string = vm.to_string(arguments.get(0))?;
    Ok(vm.flatten(string))
}

/// parseFloat (https://tc39.es/ecma262/#sec-parsefloat-string)
fn parse_float(vm: &mut Vm, arguments: Arguments) -> Res {
    if arguments.get(0).is_int() {
        return Ok(arguments.get(0));
    }
    let string = text_argument(vm, arguments)?;
    Ok(Value::number(parse::parse_float(string.view())))
}

/// parseInt (https://tc39.es/ecma262/#sec-parseint-string-radix)
fn parse_int(vm: &mut Vm, arguments: Arguments) -> Res {
    if arguments.get(0).is_int() && matches!(arguments.get(1), Value::UNDEFINED) {
        return Ok(arguments.get(0));
    }
    let string = text_argument(vm, arguments)?;
    let radix = vm.to_int32(arguments.get(1))?;
    Ok(Value::number(parse::parse_int(string.view(), radix)))
}

const URI_MARKS: &[u8] = b"-.!~*'()_";
const URI_RESERVED: &[u8] = b";/?:@&=+$,";

fn in_set(unit: u16, sets: &[&[u8]]) -> bool {
    u8::try_from(unit)
        .is_ok_and(|b| b.is_ascii_alphanumeric() || sets.iter().any(|set| set.contains(&b)))
}

fn malformed(vm: &mut Vm) -> Thrown {
    vm.throw_uri_error("URI malformed")
}

/// Encode (https://tc39.es/ecma262/#sec-encode)
fn encode(vm: &mut Vm, arguments: Arguments, sets: &[&[u8]]) -> Res {
    let string = text_argument(vm, arguments)?;
    let view = string.view();
    if view.units().all(|unit| in_set(unit, sets)) {
        return Ok(Value::cell(string));
    }
    let mut text = StringBuilder::new();
    let mut index = 0;
    while index < view.len() {
        let unit = view.at(index);
        if in_set(unit, sets) {
            text.push_unit(unit);
            index += 1;
            continue;
        }
        let Some(point) = char::from_u32(view.code_point_at(index)) else {
            return Err(malformed(vm));
        };
        index += point.len_utf16();
        for byte in point.encode_utf8(&mut [0; 4]).bytes() {
            text.push_str(&format!("%{byte:02X}"));
        }
        if index % 4096 == 0 {
            vm.poll_interrupt()?;
        }
    }
    text.finish(vm).map(Value::cell)
}

/// The byte of `%xx` at an index.
fn percent_byte(view: StrView<'_>, index: usize) -> Option<u8> {
    if index + 3 > view.len() || view.at(index) != b'%' as u16 {
        return None;
    }
    Some((hex(view.at(index + 1))? << 4 | hex(view.at(index + 2))?) as u8)
}

fn hex(unit: u16) -> Option<u32> {
    char::from_u32(unit as u32)?.to_digit(16)
}

/// Decode (https://tc39.es/ecma262/#sec-decode)
fn decode(vm: &mut Vm, arguments: Arguments, preserved: &[u8]) -> Res {
    let string = text_argument(vm, arguments)?;
    let view = string.view();
    let mut text = StringBuilder::new();
    let mut index = 0;
    while index < view.len() {
        let unit = view.at(index);
        if unit != b'%' as u16 {
            text.push_unit(unit);
            index += 1;
            continue;
        }
        let start = index;
        let Some(first) = percent_byte(view, index) else { return Err(malformed(vm)) };
        index += 3;
        let count = match first {
            0..0x80 => 1,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => return Err(malformed(vm)),
        };
        let mut bytes = [first, 0, 0, 0];
        for byte in &mut bytes[1..count] {
            let Some(next) = percent_byte(view, index) else { return Err(malformed(vm)) };
            *byte = next;
            index += 3;
        }
        let point = std::str::from_utf8(&bytes[..count]).ok().and_then(|s| s.chars().next());
        let Some(point) = point else { return Err(malformed(vm)) };
        if count == 1 && preserved.contains(&first) {
            text.push_view(view.slice(start, index));
        } else {
            text.push_code_point(point as u32);
        }
    }
    text.finish(vm).map(Value::cell)
}

/// decodeURI (https://tc39.es/ecma262/#sec-decodeuri-encodeduri)
fn decode_uri(vm: &mut Vm, arguments: Arguments) -> Res {
    decode(vm, arguments, b";/?:@&=+$,#")
}

/// decodeURIComponent (https://tc39.es/ecma262/#sec-decodeuricomponent-encodeduricomponent)
fn decode_uri_component(vm: &mut Vm, arguments: Arguments) -> Res {
    decode(vm, arguments, b"")
}

/// encodeURI (https://tc39.es/ecma262/#sec-encodeuri-uri)
fn encode_uri(vm: &mut Vm, arguments: Arguments) -> Res {
    encode(vm, arguments, &[URI_MARKS, URI_RESERVED, b"#"])
}

/// encodeURIComponent (https://tc39.es/ecma262/#sec-encodeuricomponent-uricomponent)
fn encode_uri_component(vm: &mut Vm, arguments: Arguments) -> Res {
    encode(vm, arguments, &[URI_MARKS])
}

/// escape (https://tc39.es/ecma262/#sec-escape-string)
fn escape(vm: &mut Vm, arguments: Arguments) -> Res {
    let string = text_argument(vm, arguments)?;
    let mut text = StringBuilder::new();
    for unit in string.view().units() {
        if in_set(unit, &[b"@*_+-./"]) {
            text.push_unit(unit);
        } else if unit < 256 {
            text.push_str(&format!("%{unit:02X}"));
        } else {
            text.push_str(&format!("%u{unit:04X}"));
        }
    }
    text.finish(vm).map(Value::cell)
}

/// unescape (https://tc39.es/ecma262/#sec-unescape-string)
fn unescape(vm: &mut Vm, arguments: Arguments) -> Res {
    let string = text_argument(vm, arguments)?;
    let view = string.view();
    let mut text = StringBuilder::new();
    let mut index = 0;
    while index < view.len() {
        let unit = view.at(index);
        let (decoded, used) = unescape_at(view, index).unwrap_or((unit, 1));
        text.push_unit(decoded);
        index += used;
    }
    text.finish(vm).map(Value::cell)
}

/// The unit that `%uxxxx` or `%xx` at an index stands for, and its length.
fn unescape_at(view: StrView<'_>, index: usize) -> Option<(u16, usize)> {
    if let Some(byte) = percent_byte(view, index) {
        return Some((byte as u16, 3));
    }
    if index + 6 > view.len() || view.at(index) != b'%' as u16 || view.at(index + 1) != b'u' as u16
    {
        return None;
    }
    let mut unit = 0;
    for i in index + 2..index + 6 {
        unit = unit << 4 | hex(view.at(i))?;
    }
    Some((unit as u16, 6))
}
