//! What the runtime's tests share.

use super::error::ErrorKind;
use super::string::{JsString, StringExt};
use super::vm::{Vm, VmOptions};
use crate::value::Value;
use jsrun_gc::Gc;

/// A VM with a realm.
pub fn new_vm() -> Box<Vm> {
    let mut vm = Vm::new(VmOptions::default());
    vm.create_realm();
    vm
}

/// A VM with a realm that collects at each allocation from now on.
pub fn stressed_vm() -> Box<Vm> {
    let mut vm = new_vm();
    vm.heap.set_stress(true);
    vm
}

/// The code units of a string of any form, without changing it.
pub fn units(string: Gc<JsString>) -> Vec<u16> {
    if string.is_flat() {
        string.view().units().collect()
    } else {
        string.to_rust().encode_utf16().collect()
    }
}

/// `Name: message` of the pending exception, which it takes.
pub fn thrown(vm: &mut Vm) -> String {
    let exception = vm.catch().expect("an exception that can be caught");
    let Some(error) = exception.as_object() else { return vm.value_display(exception) };
    let prototype = vm.get_prototype_of(error).unwrap();
    let kinds = [
        ErrorKind::RangeError,
        ErrorKind::ReferenceError,
        ErrorKind::SyntaxError,
        ErrorKind::TypeError,
    ];
    let kind = kinds.into_iter().find(|kind| Some(vm.intrinsic(kind.prototype())) == prototype);
    let message = vm.data_property(error, vm.names.message).unwrap();
    format!("{}: {}", kind.map_or("Error", ErrorKind::name), vm.value_display(message))
}

/// A string value.
pub fn text(vm: &mut Vm, text: &str) -> Value {
    Value::cell(vm.new_string(text))
}

/// Numbers that look random.
pub struct Random(pub u64);

impl Random {
    /// The next of them, below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % bound
    }
}
