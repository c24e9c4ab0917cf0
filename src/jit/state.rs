//! What the emitter knows while it compiles an opcode: the types of its operands, and where they are.
//!
//! Invariant: a state is true of every execution that reaches the point it describes; merging two states keeps only
//! what both say.

use crate::runtime::kind::Kind;
use crate::value::Value;
use jsrun_gc::Header;

/// A set of kinds that a value may have.
pub type Types = u8;

/// The kinds: each value has exactly one.
pub mod types {
    use super::Types;
    /// An int32.
    pub const INT: Types = 1;
    /// A double.
    pub const DOUBLE: Types = 2;
    /// Either.
    pub const NUMBER: Types = INT | DOUBLE;
    /// An object.
    pub const OBJECT: Types = 4;
    /// Another cell: a string, a symbol, a BigInt, an internal cell.
    pub const OTHER_CELL: Types = 8;
    /// Any cell.
    pub const CELL: Types = OBJECT | OTHER_CELL;
    /// `true` or `false`.
    pub const BOOLEAN: Types = 16;
    /// `undefined`.
    pub const UNDEFINED: Types = 32;
    /// `null`.
    pub const NULL: Types = 64;
    /// Either.
    pub const NULLISH: Types = UNDEFINED | NULL;
    /// An internal marker.
    pub const MARKER: Types = 128;
    /// Anything.
    pub const ALL: Types = 255;
}

/// The kind of a value at hand.
pub fn types_of(v: Value) -> Types {
    match v {
        v if v.is_int() => types::INT,
        v if v.is_number() => types::DOUBLE,
        v if v.is_cell() => {
            // SAFETY: a value that is a cell is the address of a live cell, which begins with a header.
            let kind =
                unsafe { (*std::ptr::with_exposed_provenance::<Header>(v.address())).kind() };
            if kind >= Kind::FIRST_OBJECT { types::OBJECT } else { types::OTHER_CELL }
        }
        v if v.is_bool() => types::BOOLEAN,
        Value::UNDEFINED => types::UNDEFINED,
        Value::NULL => types::NULL,
        _ => types::MARKER,
    }
}

/// The most distinct registers that one opcode reads.
pub const MAX_OPERANDS: usize = 4;

/// The state at one point of an opcode.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct State {
    /// What each operand may be.
    pub types: [Types; MAX_OPERANDS],
    /// The machine register of each operand, where it is loaded.
    pub registers: [u8; MAX_OPERANDS],
    /// Which operands are loaded: one bit each.
    pub loaded: u8,
    /// What the result may be.
    pub result: Types,
    /// The xmm register that also holds the result, plus one; 0: none.
    pub result_double: u8,
    /// Are the doubles kept in xmm8–15 still there?
    pub doubles_valid: bool,
    /// Which slow call came last: untagged pointers live until the next. [`MIXED`]: not the same on all ways here.
    pub epoch: u16,
}

/// Paths with different last slow calls meet.
pub const MIXED: u16 = u16::MAX;

impl State {
    /// Where no jump has arrived yet.
    pub const UNREACHED: State = State {
        types: [0; MAX_OPERANDS],
        registers: [0; MAX_OPERANDS],
        loaded: 0xFF,
        result: 0,
        result_double: 0,
        doubles_valid: true,
        epoch: 0,
    };
    /// At the start of an opcode.
    pub const START: State = State {
        types: [0; MAX_OPERANDS],
        registers: [0; MAX_OPERANDS],
        loaded: 0,
        result: 0,
        result_double: 0,
        doubles_valid: true,
        epoch: 0,
    };

    /// What is true here and there. `first`: nothing had arrived here.
    pub fn merge(&mut self, other: &State, first: bool) {
        if first {
            *self = *other;
            return;
        }
        for i in 0..MAX_OPERANDS {
            self.types[i] |= other.types[i];
            if self.registers[i] != other.registers[i] {
                self.loaded &= !(1 << i);
            }
        }
        self.loaded &= other.loaded;
        self.result |= other.result;
        self.doubles_valid &= other.doubles_valid;
        if self.epoch != other.epoch {
            self.epoch = MIXED;
        }
        if self.result_double != other.result_double {
            self.result_double = 0;
        }
    }
}
