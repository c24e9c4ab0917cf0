//! Scripts that are compiled once and run in many contexts.
//!
//! Invariant: a script is plain data: it refers to no heap.

use super::{Error, compile};
use crate::bytecode::CompiledScript;
use crate::runtime::source::Source;
use std::rc::Rc;

/// A compiled script.
pub struct Script {
    pub(super) compiled: CompiledScript,
}

impl Script {
    /// Compiles a script, in WTF-8, whose completion value is not needed.
    ///
    /// # Errors
    /// A syntax error.
    pub fn new(name: &str, text: &[u8]) -> Result<Script, Error> {
        let compiled = compile(&Rc::new(Source::new(name, text)), false)?;
        Ok(Script { compiled })
    }
}
