//! Quoted strings and property names.
//!
//! Invariant: what is quoted can be read back as a string literal, lone surrogates included.

use crate::runtime::string::{StrView, StringExt};
use crate::value::Value;
use std::fmt::Write;

/// A string literal of the text, in the quotes that it does not contain: single ones if possible.
pub fn quote(view: StrView<'_>) -> String {
    let has = |c: u8| view.units().any(|u| u == c as u16);
    let quote = match (has(b'\''), has(b'"'), has(b'`') || has(b'$')) {
        (false, _, _) => '\'',
        (true, false, _) => '"',
        (true, true, false) => '`',
        (true, true, true) => '\'',
    };
    let mut text = String::with_capacity(view.len() + 2);
    text.push(quote);
    for c in char::decode_utf16(view.units()) {
        match c {
            Ok('\n') => text.push_str("\\n"),
            Ok('\t') => text.push_str("\\t"),
            Ok('\r') => text.push_str("\\r"),
            Ok('\u{8}') => text.push_str("\\b"),
            Ok('\u{C}') => text.push_str("\\f"),
            Ok('\\') => text.push_str("\\\\"),
            Ok(c) if c == quote => {
                text.push('\\');
                text.push(c);
            }
            // Writing to a string does not fail.
            Ok(c @ ('\0'..='\u{1F}' | '\u{7F}'..='\u{9F}')) => {
                let _ = write!(text, "\\x{:02X}", c as u32);
            }
            Ok(c) => text.push(c),
            Err(e) => {
                let _ = write!(text, "\\u{:04X}", e.unpaired_surrogate());
            }
        }
    }
    text.push(quote);
    text
}

/// The name of a property whose key is a string: as it is if it is an identifier, else quoted.
pub(super) fn key_name(key: Value) -> String {
    let Some(string) = key.as_string() else { return String::new() };
    let text = string.to_rust();
    if text == "__proto__" {
        return "['__proto__']".to_owned();
    }
    let mut bytes = text.bytes();
    let identifier = bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if identifier {
        return text;
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    quote(StrView::Utf16(&units))
}
