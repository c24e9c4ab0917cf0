//! The primitives that handlers are made of: each has a Rust meaning and, right below it, its x86-64 emission.
//!
//! The convention: `pub unsafe fn name(..)` is the meaning; `pub fn emit_name(e, no, ..)` the emission, which takes
//! and gives the handles of the same types. A primitive that yields `bool` or `Option` jumps to `no` where it yields
//! `false` or `None`. Nothing else in the engine knows the machine, but for the emitter and its stubs.
//!
//! Invariant: an emission does what the meaning does for every operand, whichever registers its operands are in; tests
//! run both (`src/jit/harness`).

#![allow(clippy::useless_conversion, reason = "`dynasm!` converts each register number")]

pub mod call;
pub mod control;
pub mod element;
pub mod number;
pub mod property;
pub mod scope;
pub mod shared;
pub mod suspension;
pub mod typed;
pub mod types;

/// The Rust meanings.
pub mod meaning {
    pub use super::call::*;
    pub use super::control::*;
    pub use super::element::*;
    pub use super::number::*;
    pub use super::property::*;
    pub use super::scope::*;
    pub use super::shared::*;
    pub use super::suspension::*;
    pub use super::typed::*;
    pub use super::types::*;
}

/// The emissions.
#[cfg(jit)]
pub mod emission {
    pub use super::meaning::*;
}
