//! Unicode: normalization, comparison, well-formedness.
//!
//! Invariant: lone surrogates pass through normalization unchanged.

use super::case::map_text;
use super::{Prototype, this_string};
use crate::builtins::support::flat_string;
use crate::runtime::string::{StrView, StringBuilder, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use std::cmp::Ordering;

pub(super) fn setup(vm: &mut Vm, prototype: Prototype) {
    vm.define_method(prototype, "isWellFormed", 0, is_well_formed);
    vm.define_method(prototype, "localeCompare", 1, locale_compare);
    vm.define_method(prototype, "normalize", 0, normalize);
    vm.define_method(prototype, "toWellFormed", 0, to_well_formed);
}

fn has_lone_surrogate(view: StrView<'_>) -> bool {
    matches!(view, StrView::Utf16(units) if char::decode_utf16(units.iter().copied()).any(|c| c.is_err()))
}

/// String.prototype.isWellFormed ( ) (https://tc39.es/ecma262/#sec-string.prototype.iswellformed)
fn is_well_formed(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "isWellFormed")?;
    Ok(Value::bool(!has_lone_surrogate(string.view())))
}

/// String.prototype.toWellFormed ( ) (https://tc39.es/ecma262/#sec-string.prototype.towellformed)
fn to_well_formed(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "toWellFormed")?;
    if !has_lone_surrogate(string.view()) {
        return Ok(Value::cell(string));
    }
    let mut out = StringBuilder::new();
    for c in char::decode_utf16(string.view().units()) {
        out.push_code_point(c.unwrap_or('\u{FFFD}') as u32);
    }
    Ok(Value::cell(out.finish(vm)?))
}

/// String.prototype.normalize ( [ form ] ) (https://tc39.es/ecma262/#sec-string.prototype.normalize)
fn normalize(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "normalize")?;
    let form = match args.get(0) {
        v if v.is_undefined() => "NFC".to_string(),
        v => flat_string(vm, v)?.to_rust(),
    };
    let convert: fn(&str) -> String = match form.as_str() {
        "NFC" => |t| ComposingNormalizerBorrowed::new_nfc().normalize(t).into_owned(),
        "NFD" => |t| DecomposingNormalizerBorrowed::new_nfd().normalize(t).into_owned(),
        "NFKC" => |t| ComposingNormalizerBorrowed::new_nfkc().normalize(t).into_owned(),
        "NFKD" => |t| DecomposingNormalizerBorrowed::new_nfkd().normalize(t).into_owned(),
        _ => {
            return Err(vm.throw_range_error(
                "The normalization form should be one of NFC, NFD, NFKC, NFKD.",
            ));
        }
    };
    if matches!(string.view(), StrView::Latin1(b) if b.is_ascii()) {
        return Ok(Value::cell(string));
    }
    let mut out = StringBuilder::new();
    map_text(string.view(), &mut out, convert);
    Ok(Value::cell(out.finish(vm)?))
}

/// What a character counts for when base letters are compared: class (spaces and marks, digits, letters), then the
/// lower-case letter.
fn primary(c: char) -> (u8, char) {
    let class = if c.is_alphabetic() {
        2
    } else if c.is_numeric() {
        1
    } else {
        0
    };
    (class, c.to_lowercase().next().unwrap_or(c))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}')
}

/// Compares as a dictionary does: letters first, then accents, then case with the small letter before the capital.
fn compare(a: &str, b: &str) -> Ordering {
    let nfd = DecomposingNormalizerBorrowed::new_nfd();
    let (a, b) = (nfd.normalize(a), nfd.normalize(b));
    let base = |text: &str| text.chars().filter(|c| !is_mark(*c)).map(primary).collect::<Vec<_>>();
    let marks =
        |text: &str| text.chars().map(|c| if is_mark(c) { c } else { '\0' }).collect::<Vec<_>>();
    let case = |text: &str| text.chars().map(|c| c.is_uppercase()).collect::<Vec<_>>();
    base(&a)
        .cmp(&base(&b))
        .then_with(|| marks(&a).cmp(&marks(&b)))
        .then_with(|| case(&a).cmp(&case(&b)))
        .then_with(|| a.cmp(&b))
}

/// String.prototype.localeCompare ( that [ , reserved1 [ , reserved2 ] ] )
/// (https://tc39.es/ecma262/#sec-string.prototype.localecompare)
fn locale_compare(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "localeCompare")?;
    let that = flat_string(vm, args.get(0))?;
    if string.view().same(that.view()) {
        return Ok(Value::int(0));
    }
    Ok(Value::int(compare(&string.to_rust(), &that.to_rust()) as i32))
}
