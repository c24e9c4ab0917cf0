//! What is noted while code is made, for those who read it: which bytes belong to which bytecode, and what addresses mean.
//!
//! Invariant: notes never influence the code; nothing is noted unless a listing is wanted.

use super::emitter::Version;

/// From an offset on, code belongs to a bytecode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The offset: with its section's bit while code is being made, in joined code afterwards.
    pub offset: u32,
    /// The bytecode's index, or one of the constants.
    pub index: u32,
    /// The version that the code belongs to.
    pub version: Version,
}

impl Place {
    /// The index that stands for the stub to which exceptions go.
    pub const THROW_STUB: u32 = u32::MAX;
    /// The index that stands for the ways out of the version that assumes types.
    pub const EXITS: u32 = u32::MAX - 1;
}

/// The notes of one function.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// Places in the order of writing; within a section their offsets ascend.
    pub places: Vec<Place>,
    /// Addresses of runtime functions that are called, with their names.
    pub runtime: Vec<(u64, &'static str)>,
}

impl Notes {
    /// The section that `end` lies in has become shorter and ends there.
    pub fn shrink(&mut self, end: u32) {
        const SECTION: u32 = 1 << 31;
        for place in self.places.iter_mut().rev() {
            if place.offset & SECTION == end & SECTION {
                if place.offset <= end {
                    return;
                }
                place.offset = end;
            }
        }
    }
}
