//! Case conversion (https://tc39.es/ecma262/#sec-string.prototype.tolowercase).
//!
//! Invariant: lone surrogates stay as they are; everything between them is converted as one text, so that the context
//! of a final sigma is seen.

use super::{Prototype, this_string};
use crate::runtime::string::{JsString, StrView, StringBuilder, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

pub(super) fn setup(vm: &mut Vm, prototype: Prototype) {
    vm.define_method(prototype, "toLocaleLowerCase", 0, to_lower);
    vm.define_method(prototype, "toLocaleUpperCase", 0, to_upper);
    vm.define_method(prototype, "toLowerCase", 0, to_lower);
    vm.define_method(prototype, "toUpperCase", 0, to_upper);
}

/// Applies a function to the stretches of well-formed text of a view.
pub(super) fn map_text(
    view: StrView<'_>,
    out: &mut StringBuilder,
    convert: impl Fn(&str) -> String,
) {
    let mut text = String::new();
    for c in char::decode_utf16(view.units()) {
        match c {
            Ok(c) => text.push(c),
            Err(lone) => {
                out.push_str(&convert(&text));
                text.clear();
                out.push_unit(lone.unpaired_surrogate());
            }
        }
    }
    out.push_str(&convert(&text));
}

fn convert(vm: &mut Vm, string: Gc<JsString>, lower: bool) -> Res {
    if let StrView::Latin1(bytes) = string.view()
        && bytes.is_ascii()
    {
        let changes = |b: &u8| if lower { b.is_ascii_uppercase() } else { b.is_ascii_lowercase() };
        if !bytes.iter().any(changes) {
            return Ok(Value::cell(string));
        }
        let result = vm.new_latin1_with(string.len(), |out| {
            out.copy_from_slice(bytes);
            if lower { out.make_ascii_lowercase() } else { out.make_ascii_uppercase() }
        });
        return Ok(Value::cell(result));
    }
    let mut out = StringBuilder::new();
    map_text(string.view(), &mut out, |text| {
        if lower { text.to_lowercase() } else { text.to_uppercase() }
    });
    Ok(Value::cell(out.finish(vm)?))
}

/// String.prototype.toLowerCase ( ) (https://tc39.es/ecma262/#sec-string.prototype.tolowercase)
fn to_lower(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "toLowerCase")?;
    convert(vm, string, true)
}

/// String.prototype.toUpperCase ( ) (https://tc39.es/ecma262/#sec-string.prototype.touppercase)
fn to_upper(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "toUpperCase")?;
    convert(vm, string, false)
}
