//! Property keys: an atom, a symbol or an array index, in one word that compares by identity.
//!
//! Invariant: a string that is a canonical array index (`"0"` to `"4294967294"`) is always the index form, any other
//! string key is an interned atom; so two keys are the same property exactly if their words are equal.

use crate::value::{NUMBER_TAG, Value};

/// A property key (https://tc39.es/ecma262/#sec-object-type).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct PropertyKey(u64);

// SAFETY: one word without drop glue: the address of a live atom or symbol, or a tagged int32, which is no cell.
unsafe impl jsrun_gc::Word for PropertyKey {}

impl PropertyKey {
    /// The key of an array index.
    ///
    /// # Panics
    /// If `index` is `u32::MAX`, which is not an array index.
    pub fn from_index(index: u32) -> PropertyKey {
        assert!(index != u32::MAX, "4294967295 is not an array index");
        PropertyKey(NUMBER_TAG | index as u64)
    }

    /// The key that an interned string or a symbol stands for.
    ///
    /// # Safety
    /// `cell` is a symbol, or an atom that is not a canonical array index.
    pub unsafe fn from_cell_unchecked(cell: Value) -> PropertyKey {
        PropertyKey(cell.bits())
    }

    /// The word: a cell's address, or a tagged index.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The array index that it is.
    pub fn as_index(self) -> Option<u32> {
        if self.0 >= NUMBER_TAG { Some(self.0 as u32) } else { None }
    }

    /// The atom or symbol that it is.
    pub fn as_cell(self) -> Option<Value> {
        if self.0 >= NUMBER_TAG {
            None
        } else {
            // SAFETY: a key that is not an index is the address of a cell.
            Some(unsafe { Value::from_bits(self.0) })
        }
    }
}

impl std::fmt::Debug for PropertyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_index() {
            Some(i) => write!(f, "[{i}]"),
            None => write!(f, "key({:#x})", self.0),
        }
    }
}
