//! Environments: the variables that closures capture.
//!
//! Invariant: a variable in its temporal dead zone is `UNINITIALIZED`; the parent is an `Environment` or `undefined`.

use super::kind::Kind;
use super::object::{ENVIRONMENT_VALUES, Environment};
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Gc, Header};

impl Environment {
    /// How many variables it has.
    pub fn len(&self) -> usize {
        self.header.aux() as usize
    }

    /// Has it no variables?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn at(environment: Gc<Environment>, index: usize) -> *mut Value {
        assert!(index < environment.len(), "variable out of range");
        std::ptr::with_exposed_provenance_mut(environment.addr() + ENVIRONMENT_VALUES + 8 * index)
    }

    /// A variable.
    pub fn get(environment: Gc<Environment>, index: usize) -> Value {
        // SAFETY: the index was checked; all variables are initialised.
        unsafe { *Environment::at(environment, index) }
    }
}

impl Vm {
    /// An environment of `count` variables, all `fill`, within another (or `undefined`).
    pub fn new_environment(
        &mut self,
        parent: Value,
        count: u32,
        fill: Value,
    ) -> Res<Gc<Environment>> {
        let header = Header::new(Kind::Environment as u8, count);
        let bytes = ENVIRONMENT_VALUES + 8 * count as usize;
        // SAFETY: the parent and all variables are written at once. `Environment` has no finalizer.
        unsafe {
            let cell = self.alloc_large(header, bytes, false)?;
            let words = cell.as_ptr().cast::<Value>();
            words.add(1).write(parent);
            for i in 0..count as usize {
                words.add(2 + i).write(fill);
            }
            Ok(Gc::from_addr(cell.as_ptr().expose_provenance()))
        }
    }

    /// A copy of an environment: each iteration of a loop has its own
    /// (https://tc39.es/ecma262/#sec-createperiterationenvironment).
    pub fn copy_environment(&mut self, environment: Gc<Environment>) -> Res<Gc<Environment>> {
        let count = environment.len();
        let copy =
            self.new_environment(environment.parent.get(), count as u32, Value::UNDEFINED)?;
        for i in 0..count {
            // SAFETY: `copy` has as many variables and no safepoint has seen it.
            unsafe { *Environment::at(copy, i) = Environment::get(environment, i) };
        }
        Ok(copy)
    }

    /// Stores a variable.
    pub fn environment_set(&mut self, environment: Gc<Environment>, index: usize, value: Value) {
        self.heap.barrier(environment.addr());
        // SAFETY: `at` checks the index.
        unsafe { *Environment::at(environment, index) = value };
    }
}
