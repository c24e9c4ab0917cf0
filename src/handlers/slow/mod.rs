//! The slow paths of handlers: runtime functions that both tiers call, each declared once.
//!
//! Invariant: a slow path finds `vm.frame` set to the frame that called it, and its bytecode index saved there.

mod call;
mod disposal;
mod dynamic;
mod module;
mod object;
mod operator;
mod property;
mod quotation;
mod scope;
mod suspension;

pub use call::*;
pub use disposal::*;
pub use dynamic::*;
pub use module::*;
pub use object::*;
pub use operator::*;
pub use property::*;
pub use scope::*;
pub use suspension::*;

use super::operand::to_word;
use crate::runtime::vm::Vm;
use crate::runtime::vm::frame::Frame;
use crate::value::{Res, Thrown, Value};

/// What slow paths are written with.
mod prelude {
    pub(crate) use super::quoted_text;
    pub use crate::handlers::operand::{Cache, Constant, Cx, Imm, Reg};
    pub use crate::runtime::vm::Vm;
    pub use crate::value::{Res, Value};
    pub use jsrun_macros::slow_path;
}

/// The text that the error of the instruction that runs quotes of the source: a callee, a pattern with its source, a
/// variable's name.
pub(crate) fn quoted_source(vm: &Vm) -> Option<Vec<u8>> {
    // SAFETY: a slow path's frame is live and has saved where it is.
    let (code, index) = unsafe { (vm.frame.code()?, vm.frame.saved_index()) };
    code.text_at(index).map(<[u8]>::to_vec)
}

/// That text as a message shows it.
pub(crate) fn quoted_text(vm: &Vm) -> Option<String> {
    quoted_source(vm).map(|text| quotation::expression(&text))
}

/// Runs a slow path for a frame and gives its result as a word. A panic ends the script.
///
/// # Safety
/// `vm` is the running machine, exclusively the slow path's while it runs, and `fp` its topmost frame.
#[inline(always)]
pub(crate) unsafe fn run(vm: *mut Vm, fp: *mut Value, path: impl FnOnce(&mut Vm) -> Res) -> u64 {
    // SAFETY: promised by the caller.
    let vm = unsafe { &mut *vm };
    vm.frame = Frame(fp);
    to_word(vm.guard(path))
}

/// A word as a result.
///
/// # Safety
/// The word came from [`run`].
#[inline(always)]
pub(crate) unsafe fn result(word: u64) -> Res {
    // SAFETY: a word that is not zero is a value.
    if word == 0 { Err(Thrown) } else { Ok(unsafe { Value::from_bits(word) }) }
}
