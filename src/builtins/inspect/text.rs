//! Quoted strings and property names.
//!
//! Invariant: what is quoted can be read back as a string literal, lone surrogates included.

use crate::runtime::string::{StrView, StringExt};
use crate::runtime::vm::Vm;
use crate::value::Value;
use std::fmt::Write;

/// A string literal of the text, in the quotes that it does not contain: single ones if possible.
pub fn quote(view: StrView<'_>) -> String {
    let has = |c: u8| view.units().any(|u| u == c as u16);
    let interpolates = || {
        let units = || view.units();
        units().zip(units().skip(1)).any(|pair| pair == (b'$' as u16, b'{' as u16))
    };
    let quote = match () {
        () if !has(b'\'') => '\'',
        () if !has(b'"') => '"',
        () if !has(b'`') && !interpolates() => '`',
        () => '\'',
    };
    let mut text = String::with_capacity(view.len() + 2);
    text.push(quote);
    escape(view, quote == '\'', &mut text);
    text.push(quote);
    text
}

/// The text with escapes for what cannot stand in a string literal; the single quote among it, if that is asked for.
pub(super) fn escape(view: StrView<'_>, single_quotes: bool, text: &mut String) {
    for c in char::decode_utf16(view.units()) {
        // Writing to a string does not fail.
        let _ = match c {
            Ok('\n') => text.write_str("\\n"),
            Ok('\t') => text.write_str("\\t"),
            Ok('\r') => text.write_str("\\r"),
            Ok('\u{8}') => text.write_str("\\b"),
            Ok('\u{C}') => text.write_str("\\f"),
            Ok('\\') => text.write_str("\\\\"),
            Ok('\'') if single_quotes => text.write_str("\\'"),
            Ok(c @ ('\0'..='\u{1F}' | '\u{7F}'..='\u{9F}')) => write!(text, "\\x{:02X}", c as u32),
            Ok(c) => text.write_char(c),
            Err(e) => write!(text, "\\u{:04x}", e.unpaired_surrogate()),
        };
    }
}

/// A string as it stands between brackets, with escapes but without quotes; nothing of what is no string.
pub(super) fn escaped(vm: &mut Vm, string: Value) -> String {
    let mut text = String::new();
    if let Some(string) = string.as_string() {
        let flat = vm.flatten(string);
        escape(flat.view(), true, &mut text);
    }
    text
}

/// Can the name of a property stand without quotes?
pub(super) fn is_plain_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// A limit as a script gives it: a number, or `null` for none; `None` of anything else.
pub(super) fn number_option(value: Value) -> Option<usize> {
    match value.to_number() {
        // A conversion of what is negative or no number gives 0, of what is infinite the greatest.
        Some(number) => Some(number as usize),
        None if value.is_null() => Some(usize::MAX),
        None => None,
    }
}

/// The text of a value that is a string.
pub(super) fn string_of(value: Value) -> Option<String> {
    value.as_string().map(|string| string.to_rust())
}
