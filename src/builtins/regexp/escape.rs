//! RegExp.escape (https://tc39.es/ecma262/#sec-regexp.escape).
//!
//! Invariant: the result matches its argument and nothing else wherever a pattern may contain it.

use crate::builtins::prelude::*;

/// RegExp.escape (https://tc39.es/ecma262/#sec-regexp.escape)
pub(super) fn escape(vm: &mut Vm, arguments: Arguments) -> Res {
    let Some(string) = arguments.get(0).as_string() else {
        let shown = vm.value_display(arguments.get(0));
        return Err(vm.throw_type_error(format!("{shown} is not a string")));
    };
    let string = vm.flatten(string);
    let mut out: Vec<u16> = Vec::with_capacity(string.view().len());
    for point in char::decode_utf16(string.view().units()) {
        match point {
            // A digit or letter at the beginning could end an escape before it.
            Ok(c) if out.is_empty() && c.is_ascii_alphanumeric() => hex(&mut out, c as u16),
            Ok(c) => encode(&mut out, c),
            Err(lone) => hex(&mut out, lone.unpaired_surrogate()),
        }
    }
    if out.len() > crate::runtime::string::MAX_LENGTH as usize {
        return Err(vm.throw_range_error("Invalid string length"));
    }
    Ok(Value::cell(vm.new_string_utf16(&out)))
}

/// EncodeForRegExpEscape (https://tc39.es/ecma262/#sec-encodeforregexpescape)
fn encode(out: &mut Vec<u16>, c: char) {
    let mut buffer = [0; 2];
    let units = c.encode_utf16(&mut buffer);
    let control = match c {
        '\t' => Some('t'),
        '\n' => Some('n'),
        '\u{B}' => Some('v'),
        '\u{C}' => Some('f'),
        '\r' => Some('r'),
        _ if "^$\\.*+?()[]{}|/".contains(c) => Some(c),
        _ => None,
    };
    if let Some(second) = control {
        out.extend([b'\\' as u16, second as u16]);
    } else if ",-=<>#&!%:;@~'`\"".contains(c) || is_space(c) {
        units.iter().for_each(|unit| hex(out, *unit));
    } else {
        out.extend_from_slice(units);
    }
}

/// WhiteSpace (https://tc39.es/ecma262/#prod-WhiteSpace) or LineTerminator
fn is_space(c: char) -> bool {
    c == '\u{FEFF}' || c != '\u{85}' && c.is_whitespace()
}

/// The hexadecimal escape of a code unit.
fn hex(out: &mut Vec<u16>, unit: u16) {
    let text = if unit <= 0xFF { format!("\\x{unit:02x}") } else { format!("\\u{unit:04x}") };
    out.extend(text.encode_utf16());
}
