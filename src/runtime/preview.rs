//! Evaluation that must change nothing: what is known to have been made since it began, and what ends it.
//!
//! Invariant: while a preview runs, nothing that existed before is changed: every opcode is asked for its declared effect
//! (`handlers::Effect`), every built-in function for that of its registration, and the runtime's own writers ask
//! [`Vm::check_write`]. Who is in doubt refuses, by a termination that no script can catch.

use super::function::{NativeCode, NativeFunction};
use super::object::Object;
use super::property_use::IntoKey;
use super::vm::{Arguments, Vm};
use crate::value::{Res, Thrown, Value};
use jsrun_gc::Gc;
use rustc_hash::FxHashMap;
use std::time::Instant;

/// What a built-in function may change that existed before its call. What functions do that it calls is not counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NativeEffect {
    /// Nothing.
    None,
    /// `this`.
    ChangesThis,
    /// Whatever the methods of the objects among its arguments change, functions aside.
    UsesArguments,
}

/// What is known of built-in functions; of those that are not known, anything is to be expected.
pub type NativeEffects = FxHashMap<usize, NativeEffect>;

/// A preview that runs.
pub struct Preview {
    /// How many more bytecodes it may execute.
    pub steps: u32,
    /// When it must have ended.
    pub deadline: Instant,
    /// It has met what it must not do.
    pub is_refused: bool,
}

impl Vm {
    /// Begins a preview, which may take so many bytes of the heap.
    pub fn begin_preview(&mut self, preview: Preview, bytes: usize) {
        self.heap.record_allocations(Some(bytes));
        self.preview = Some(Box::new(preview));
    }

    /// Ends the preview. Was it refused?
    pub fn end_preview(&mut self) -> bool {
        self.heap.record_allocations(None);
        self.preview.take().is_none_or(|preview| preview.is_refused)
    }

    /// Does a preview run?
    #[inline(always)]
    pub fn is_previewing(&self) -> bool {
        self.preview.is_some()
    }

    /// Ends the preview: it would have to change something.
    #[cold]
    pub fn refuse_preview(&mut self) -> Thrown {
        if let Some(preview) = &mut self.preview {
            preview.is_refused = true;
        }
        self.terminate()
    }

    /// Has the cell been made by the preview that runs?
    pub fn is_new(&self, cell: Value) -> bool {
        self.heap.is_recorded(cell.address())
    }

    /// For whatever changes an object: refuses if a preview runs and the object existed before.
    #[inline(always)]
    pub fn check_write(&mut self, object: Gc<Object>) -> Res<()> {
        if self.is_previewing() && !self.is_new(Value::cell(object)) {
            return Err(self.refuse_preview());
        }
        Ok(())
    }

    /// May a built-in function be called by the preview that runs?
    #[cold]
    pub(super) fn may_run_native(&self, code: NativeCode, arguments: Arguments) -> bool {
        let may_change = |value: Value| !value.is_object() || self.is_new(value);
        match self.native_effects.get(&(code as usize)) {
            None => false,
            Some(NativeEffect::None) => true,
            Some(NativeEffect::ChangesThis) => may_change(arguments.this()),
            Some(NativeEffect::UsesArguments) => {
                arguments.as_slice().iter().all(|value| !value.is_object() || value.is_callable())
            }
        }
    }

    /// Declares what a built-in function changes.
    pub fn declare_effect(&mut self, function: Gc<NativeFunction>, effect: NativeEffect) {
        // The machine code of two functions may be one: then what one of them must not do, both must not.
        let known = self.native_effects.entry(function.code as usize).or_insert(effect);
        *known = effect.max(*known);
    }

    /// The built-in function that is a property, or the getter of one.
    pub fn native_property(
        &mut self,
        object: Gc<Object>,
        key: impl IntoKey,
    ) -> Option<Gc<NativeFunction>> {
        let key = key.into_key(self);
        match self.own_accessor(object, key) {
            Some((getter, _)) => getter.as_native_function(),
            None => self.data_property(object, key)?.as_native_function(),
        }
    }
}
