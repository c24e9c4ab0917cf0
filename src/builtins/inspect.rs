//! Inspection.
use super::prelude::*;
pub struct Inspector<'a> { vm: &'a mut Vm }
impl<'a> Inspector<'a> {
    pub fn new(vm: &'a mut Vm) -> Inspector<'a> { Inspector { vm } }
    pub fn inspect(&mut self, value: Value) -> Res<String> { Ok(self.vm.value_display(value)) }
}
pub fn format_arguments(vm: &mut Vm, _: &[Value]) -> Res<String> { vm.poll_interrupt()?; Ok(String::new()) }
