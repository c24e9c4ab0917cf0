//! Making `Code` cells of what the compiler produced.
//!
//! Invariant: every `Code` cell is on the VM's list, so that its caches are cleared of what died.

use super::code::{Code, CodeData, NOT_COMPILED};
use super::realm::Realm;
use super::vm::Vm;
use crate::value::Value;
use jsrun_gc::{Cell, Gc, Header, Slot};
use std::cell::Cell as StdCell;

/// What a `Code` cell says of its function beside its data.
#[derive(Clone, Copy, Debug)]
pub struct CodeInfo {
    /// The function's own name: a string.
    pub name: Value,
    /// Declared parameters, `this` not counted.
    pub parameter_count: u32,
    /// The `length` property.
    pub length: u32,
    /// See [`super::code::flags`].
    pub flags: u32,
    /// Bytes of registers from `fp`, outgoing calls included.
    pub frame_bytes: usize,
}

impl Vm {
    /// A `Code` cell that owns what the compiler made.
    pub fn new_code(&mut self, data: CodeData, info: CodeInfo, realm: Gc<Realm>) -> Gc<Code> {
        // Until the cell has them, the collector does not see the constants and keys in their boxes.
        let mut rooted = self.heap.root_vec();
        rooted.extend_from_slice(&data.constants);
        let mut keys = self.heap.root_vec();
        data.caches.iter().for_each(|c| keys.push(c.key));
        let data = Box::into_raw(Box::new(data));
        // SAFETY: the box was made just now; the boxes within it do not move.
        let (bytecode, constants, caches) = unsafe {
            ((*data).bytecode.as_ptr(), (*data).constants.as_ptr(), (*data).caches.as_mut_ptr())
        };
        let code = self.heap.alloc(Code {
            header: Header::new(Code::KIND, 0),
            entry: StdCell::new(self.initial_entry),
            frame_bytes: info.frame_bytes,
            parameter_count: info.parameter_count,
            flags: info.flags,
            counter: StdCell::new(self.initial_counter),
            length: info.length,
            bytecode,
            constants,
            caches,
            name: Slot::new(info.name),
            realm,
            data,
            compiled: StdCell::new(NOT_COMPILED),
        });
        self.register_code(code);
        code
    }
}
