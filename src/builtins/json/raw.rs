//! JSON.rawJSON and JSON.isRawJSON (https://tc39.es/proposal-json-parse-with-source/).
//!
//! Invariant: a raw JSON object is frozen, and its one property is the text of a JSON value that is no object and no array.

use super::parse;
use crate::runtime::kind::Kind;
use crate::runtime::object::{Object, trace_object};
use crate::runtime::shape::{IntegrityLevel, ShapeClass};
use crate::runtime::string::StringExt;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Layout};

/// An object with [[IsRawJSON]].
#[repr(C)]
pub struct RawJson {
    object: Object,
}

// SAFETY: `repr(C)` and begins with `Object`, whose references are all it has.
unsafe impl Cell for RawJson {
    const KIND: u8 = Kind::RawJson as u8;
    const LAYOUT: Layout = Layout::Custom(trace_object);
}

/// JSON.rawJSON (https://tc39.es/proposal-json-parse-with-source/#sec-json.rawjson)
pub(super) fn raw_json(vm: &mut Vm, args: Arguments) -> Res {
    let text = crate::builtins::support::flat_string(vm, args.get(0))?;
    let view = text.view();
    let is_space = |unit: u16| [9, 10, 13, 32].contains(&unit);
    if view.is_empty() || is_space(view.at(0)) || is_space(view.at(view.len() - 1)) {
        return Err(vm.throw_syntax_error("Invalid value for JSON.rawJSON"));
    }
    if parse::parse(vm, text, None)?.is_object() {
        return Err(vm.throw_syntax_error("Invalid value for JSON.rawJSON"));
    }
    let shape = vm.root_shape(None, 0, ShapeClass::Ordinary);
    let raw = vm.alloc_object(Kind::RawJson, shape, 0, |object| RawJson { object });
    // SAFETY: it begins with `Object`.
    let object: Gc<Object> = unsafe { raw.cast_unchecked() };
    let key = vm.key_from_str("rawJSON");
    vm.create_data_property_or_throw(object, key, Value::cell(text))?;
    vm.set_integrity_level(object, IntegrityLevel::Frozen)?;
    Ok(Value::cell(object))
}

/// JSON.isRawJSON (https://tc39.es/proposal-json-parse-with-source/#sec-json.israwjson)
pub(super) fn is_raw_json(_: &mut Vm, args: Arguments) -> Res {
    Ok(Value::bool(args.get(0).as_kind::<RawJson>().is_some()))
}
