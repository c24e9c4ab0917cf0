//! Tests of the object model: each runs plainly and again with a collection at each allocation.

mod caches;
mod elements;
mod functions;
mod iteration;
mod properties;

use super::property::Attributes;
use super::property_key::PropertyKey;
use super::testing::{new_vm, stressed_vm};
use super::vm::Vm;
use crate::value::Value;

/// Runs a test with and without stress.
fn both(test: impl Fn(&mut Vm)) {
    test(&mut new_vm());
    test(&mut stressed_vm());
}

fn key(vm: &mut Vm, text: &str) -> PropertyKey {
    vm.key_from_str(text)
}

/// The texts of a list of keys.
fn texts(vm: &mut Vm, keys: &[PropertyKey]) -> Vec<String> {
    keys.iter().map(|k| vm.key_display(*k)).collect()
}

const ALL: Attributes = Attributes::ALL;
const UNDEFINED: Value = Value::UNDEFINED;
