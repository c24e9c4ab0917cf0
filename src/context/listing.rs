//! Scripts and modules as text in the forms that they take on their way: syntax tree, bytecode, machine code.
//!
//! Invariant: listing a script does not run it.

use super::modules::{compile as compile_module, parse as parse_module};
use super::{Error, compile, parse};
use crate::bytecode::CompiledScript;
use crate::bytecode::disassembler::disassemble_script;
use crate::runtime::source::Source;
use std::rc::Rc;

/// The syntax tree of a script or module, as nested lists.
///
/// # Errors
/// A syntax error.
pub fn list_syntax_tree(name: &str, text: &[u8], is_module: bool) -> Result<String, Error> {
    let arena = jsrun_parser::Arena::new();
    let source = Source::new(name, text);
    let program = if is_module { parse_module(&arena, &source)? } else { parse(&arena, &source)? };
    Ok(jsrun_parser::print::print_ast(&program))
}

/// The bytecode of all functions of a script or module, the top-level code first.
///
/// # Errors
/// A syntax error.
pub fn list_bytecode(name: &str, text: &[u8], is_module: bool) -> Result<String, Error> {
    Ok(disassemble_script(&compile_either(name, text, is_module)?))
}

/// The code of a script or module.
fn compile_either(name: &str, text: &[u8], is_module: bool) -> Result<CompiledScript, Error> {
    let source = Rc::new(Source::new(name, text));
    match is_module {
        true => compile_module(&source).map(|module| module.script),
        false => compile(&source, false),
    }
}

#[cfg(feature = "disasm")]
impl super::Context {
    /// The machine code of all functions of a script or module, the top-level code first, each compiled as it is at its first call;
    /// `None` where there is no JIT.
    ///
    /// # Errors
    /// A syntax error, or the end of a limit.
    #[cfg(jit)]
    pub fn list_machine_code(
        &mut self,
        name: &str,
        text: &[u8],
        is_module: bool,
    ) -> Result<Option<String>, Error> {
        use crate::bytecode::disassembler::lines;
        use crate::bytecode::materialize::materialize_all;
        use crate::jit::Jit;
        use crate::runtime::code::Code;

        let script = compile_either(name, text, is_module)?;
        let vm = &mut *self.vm;
        let result = vm.guard(|vm| {
            let realm = vm.realm();
            let codes = materialize_all(vm, &script, realm)?;
            let machine: *mut _ = vm;
            let mut out = String::new();
            for (template, code) in script.functions.iter().zip(codes.iter()).rev() {
                // SAFETY: the list holds `Code` cells and keeps them alive; listing takes the tiers for itself.
                let text = unsafe {
                    let code = &*std::ptr::with_exposed_provenance::<Code>(code.address());
                    let Some(jit) = Jit::of(machine) else { return Ok(None) };
                    jit.listing(machine, code, &lines(template, &script.source))
                };
                if !out.is_empty() {
                    out.push('\n');
                }
                let name = String::from_utf8_lossy(&template.name);
                out.push_str(if name.is_empty() { "(anonymous)" } else { &name });
                out.push_str(":\n");
                out.push_str(&text);
            }
            Ok(Some(out))
        });
        result.map_err(|thrown| Error::uncaught(vm, thrown))
    }

    /// There is no JIT in this build.
    ///
    /// # Errors
    /// None.
    #[cfg(not(jit))]
    pub fn list_machine_code(
        &mut self,
        _: &str,
        _: &[u8],
        _: bool,
    ) -> Result<Option<String>, Error> {
        Ok(None)
    }
}
