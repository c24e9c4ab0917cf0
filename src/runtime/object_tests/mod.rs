//! Tests of the object model: each runs plainly and again with a collection at each allocation.

mod caches;
mod compiled;
mod elements;
mod functions;
mod iteration;
mod properties;

use super::cache::InlineCache;
use super::code::{Code, CodeData};
use super::code_make::CodeInfo;
use super::property::Attributes;
use super::property_key::PropertyKey;
use super::source::Source;
use super::testing::{new_vm, stressed_vm};
use super::vm::Vm;
use crate::value::Value;
use jsrun_gc::Gc;
use std::rc::Rc;

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

/// Code without instructions: what it does is up to `vm.run_function`.
fn code(vm: &mut Vm, caches: Box<[InlineCache]>, parameter_count: u32, flags: u32) -> Gc<Code> {
    let data = CodeData {
        bytecode: Box::new([]),
        constants: Box::new([]),
        caches,
        handlers: Box::new([]),
        positions: Box::new([]),
        texts: Box::default(),
        source: Rc::new(Source::new("test.js", Vec::new())),
        span: (0, 0),
        evals: Box::default(),
        register_names: Box::new([]),
        statements: Box::default(),
        counts: Default::default(),
    };
    let name = super::testing::text(vm, "f");
    let info = CodeInfo {
        name,
        parameter_count,
        length: parameter_count,
        flags,
        frame_bytes: 8 * (parameter_count as usize + 4),
    };
    let realm = vm.realm();
    vm.new_code(data, info, realm)
}
