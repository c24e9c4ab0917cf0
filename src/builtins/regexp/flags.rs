//! The accessors of RegExp.prototype: `flags`, `source` and one for each flag.
//!
//! Invariant: none of them looks at anything but the receiver's own flags, except `flags`, which asks for properties.

use super::RegExp;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::object::Object;
use crate::runtime::string::{StrView, StringBuilder, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

macro_rules! flag_getters {
    ($($name:literal $flag:literal,)*) => {
        fn define_flags(vm: &mut Vm, prototype: Gc<Object>) {
            $(vm.define_getter(prototype, $name, |vm, args| has_flag(vm, args, $name, $flag));)*
        }
    };
}

flag_getters! {
    "dotAll" b's', "global" b'g', "hasIndices" b'd', "ignoreCase" b'i', "multiline" b'm', "sticky" b'y',
    "unicode" b'u', "unicodeSets" b'v',
}

pub(super) fn setup(vm: &mut Vm, prototype: Gc<Object>) {
    vm.define_getter(prototype, "flags", flags);
    vm.define_getter(prototype, "source", source);
    define_flags(vm, prototype);
}

/// RegExpHasFlag (https://tc39.es/ecma262/#sec-regexphasflag)
fn has_flag(vm: &mut Vm, args: Arguments, name: &str, flag: u8) -> Res {
    if let Some(regexp) = args.this().as_kind::<RegExp>() {
        return Ok(Value::bool(regexp.has_flag(flag)));
    }
    refuse(vm, args, name)?;
    Ok(Value::UNDEFINED)
}

/// Throws unless `this` is RegExp.prototype.
fn refuse(vm: &mut Vm, args: Arguments, name: &str) -> Res<()> {
    if args.this() == Value::cell(vm.intrinsic(Intrinsic::RegExpPrototype)) {
        return Ok(());
    }
    let shown = vm.value_display(args.this());
    Err(vm.throw_type_error(format!(
        "RegExp.prototype.{name} getter called on non-RegExp object {shown}"
    )))
}

/// get RegExp.prototype.flags (https://tc39.es/ecma262/#sec-get-regexp.prototype.flags)
fn flags(vm: &mut Vm, args: Arguments) -> Res {
    let Some(this) = args.this_object() else {
        let shown = vm.value_display(args.this());
        return Err(vm.throw_type_error(format!(
            "RegExp.prototype.flags getter called on non-object {shown}"
        )));
    };
    let names = &vm.names;
    let all = [
        (names.has_indices, b'd'),
        (names.global, b'g'),
        (names.ignore_case, b'i'),
        (names.multiline, b'm'),
        (names.dot_all, b's'),
        (names.unicode, b'u'),
        (names.unicode_sets, b'v'),
        (names.sticky, b'y'),
    ];
    let mut text = Vec::new();
    for (key, flag) in all {
        let value = vm.get_shared(this, key, args.this())?;
        if vm.to_boolean(value) {
            text.push(flag);
        }
    }
    Ok(Value::cell(vm.new_string_latin1(&text)))
}

/// get RegExp.prototype.source (https://tc39.es/ecma262/#sec-get-regexp.prototype.source)
fn source(vm: &mut Vm, args: Arguments) -> Res {
    let Some(regexp) = args.this().as_kind::<RegExp>() else {
        refuse(vm, args, "source")?;
        return Ok(Value::cell(vm.new_string("(?:)")));
    };
    escaped_source(vm, regexp)
}

fn escaped_source(vm: &mut Vm, regexp: Gc<RegExp>) -> Res {
    let source = regexp.source.get();
    let Some(string) = source.as_string() else { return Ok(source) };
    escape_pattern(vm, string.view(), source)
}

/// The literal that makes such a regular expression, whatever its properties are; `None` of what is none.
pub(in crate::builtins) fn literal(vm: &mut Vm, value: Value) -> Res<Option<String>> {
    let Some(regexp) = value.as_kind::<RegExp>() else { return Ok(None) };
    let source = escaped_source(vm, regexp)?;
    let (source, flags) = (vm.value_display(source), vm.value_display(regexp.flags.get()));
    Ok(Some(format!("/{source}/{flags}")))
}

/// EscapeRegExpPattern (https://tc39.es/ecma262/#sec-escaperegexppattern)
fn escape_pattern(vm: &mut Vm, view: StrView<'_>, source: Value) -> Res {
    if view.is_empty() {
        return Ok(Value::cell(vm.new_string("(?:)")));
    }
    let mut out = StringBuilder::new();
    let mut in_class = false;
    let mut escaped = false;
    let mut changed = false;
    for unit in view.units() {
        let text = match unit {
            0x2F if !escaped && !in_class => "\\/",
            0x0A => {
                if escaped {
                    "n"
                } else {
                    "\\n"
                }
            }
            0x0D => {
                if escaped {
                    "r"
                } else {
                    "\\r"
                }
            }
            0x2028 => {
                if escaped {
                    "u2028"
                } else {
                    "\\u2028"
                }
            }
            0x2029 => {
                if escaped {
                    "u2029"
                } else {
                    "\\u2029"
                }
            }
            _ => "",
        };
        if text.is_empty() {
            out.push_unit(unit);
        } else {
            out.push_str(text);
            changed = true;
        }
        if escaped {
            escaped = false;
        } else {
            match unit {
                0x5C => escaped = true,
                0x5B => in_class = true,
                0x5D => in_class = false,
                _ => {}
            }
        }
    }
    if changed { Ok(Value::cell(out.finish(vm)?)) } else { Ok(source) }
}
