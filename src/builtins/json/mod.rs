//! JSON (https://tc39.es/ecma262/#sec-json-object).
//!
//! Invariant: parsing keeps its own stack, so its depth is bounded by memory; what recurses (revivers, stringify)
//! checks the native stack.

mod parse;
mod raw;
mod revive;
mod stringify;

pub use raw::RawJson;

use super::support::define_tag;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::property::Attributes;
use crate::runtime::realm::Realm;
use crate::runtime::string::JsString;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let json = vm.new_object_with_prototype(Some(realm.object_prototype()));
    vm.set_intrinsic(realm, Intrinsic::Json, json);
    vm.define_method(json, "isRawJSON", 1, raw::is_raw_json);
    vm.define_method(json, "parse", 2, parse);
    vm.define_method(json, "rawJSON", 1, raw::raw_json);
    vm.define_method(json, "stringify", 3, stringify::stringify);
    define_tag(vm, json, "JSON");
    vm.define_value(realm.global.get(), "JSON", Value::cell(json), Attributes::METHOD);
}

/// The value of a JSON text (https://tc39.es/ecma262/#sec-parsejson).
pub fn parse_json(vm: &mut Vm, text: Gc<JsString>) -> Res {
    let text = vm.flatten(text);
    parse::parse(vm, text, None)
}

/// The JSON text of a value as `JSON.stringify` makes it without a replacer; `undefined` of what has none.
pub(super) fn stringify_value(vm: &mut Vm, value: Value) -> Res {
    stringify::text_of(vm, value, Value::UNDEFINED, Value::UNDEFINED)
}

/// JSON.parse ( text [ , reviver ] ) (https://tc39.es/ecma262/#sec-json.parse)
fn parse(vm: &mut Vm, args: Arguments) -> Res {
    let text = super::support::flat_string(vm, args.get(0))?;
    let reviver = args.get(1);
    if !vm.is_callable(reviver) {
        return parse::parse(vm, text, None);
    }
    let mut record = revive::Records::new(vm);
    let value = parse::parse(vm, text, Some(&mut record))?;
    revive::revive(vm, text, value, record, reviver)
}
