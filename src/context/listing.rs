//! Scripts and modules as text in the forms that they take on their way: syntax tree, bytecode, machine code. Of all functions, or
//! of those that a selector means.
//!
//! Invariant: listing a script does not run it.

use super::modules::{compile as compile_module, parse as parse_module};
use super::{Error, FunctionSelector, NoSuchFunction, compile, parse};
use crate::bytecode::disassembler::disassemble;
use crate::bytecode::{CompiledScript, FunctionTemplate};
use crate::runtime::code::{flags, shown_name};
use crate::runtime::source::Source;
use std::fmt;
use std::rc::Rc;

/// Why nothing can be listed.
#[derive(Clone, Debug)]
pub enum ListError {
    /// A syntax error, or the end of a limit.
    Script(Error),
    /// No function is called so.
    NoSuchFunction(NoSuchFunction),
}

impl fmt::Display for ListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ListError::Script(error) => error.fmt(f),
            ListError::NoSuchFunction(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ListError {}

impl From<Error> for ListError {
    fn from(error: Error) -> ListError {
        ListError::Script(error)
    }
}

/// The syntax tree of a script or module, or of the functions that are meant, as nested lists.
///
/// # Errors
/// A syntax error, or that no function is meant.
pub fn list_syntax_tree(
    name: &str,
    text: &[u8],
    is_module: bool,
    only: Option<&FunctionSelector>,
) -> Result<String, ListError> {
    let arena = jsrun_parser::Arena::new();
    let source = Source::new(name, text);
    let program = if is_module { parse_module(&arena, &source)? } else { parse(&arena, &source)? };
    if only.is_none() {
        return Ok(jsrun_parser::print::print_ast(&program));
    }
    // Names are given by the compiler, which knows what anonymous functions are assigned to.
    let script = compile_either(name, text, is_module)?;
    let meant = meant(&script, only)?;
    if meant.iter().any(|template| is_top_level(template)) {
        return Ok(jsrun_parser::print::print_ast(&program));
    }
    let spans: Vec<(u32, u32)> = meant.iter().map(|template| template.span).collect();
    Ok(jsrun_parser::print::print_functions(&program, &spans))
}

/// The bytecode of all functions of a script or module, the top-level code first, or of those that are meant.
///
/// # Errors
/// A syntax error, or that no function is meant.
///
/// ```
/// use jsrun::context::{FunctionSelector, list_bytecode};
///
/// let text = b"const half = x => x / 2; function twice(x) { return x + x }";
/// let only = FunctionSelector::new("half");
/// let listing = list_bytecode("math.js", text, false, Some(&only))?;
/// assert!(listing.starts_with("half: 1 parameters"));
/// assert!(!listing.contains("twice"));
/// let error = list_bytecode("math.js", text, false, Some(&FunctionSelector::new("hlaf"))).unwrap_err();
/// assert!(error.to_string().starts_with("there is no function 'hlaf'; there are half:1"));
/// # Ok::<(), jsrun::context::ListError>(())
/// ```
pub fn list_bytecode(
    name: &str,
    text: &[u8],
    is_module: bool,
    only: Option<&FunctionSelector>,
) -> Result<String, ListError> {
    let script = compile_either(name, text, is_module)?;
    let functions = meant(&script, only)?.into_iter();
    let listings: Vec<String> = functions.map(|f| disassemble(f, &script.source)).collect();
    Ok(listings.join("\n"))
}

/// The code of a script or module.
fn compile_either(name: &str, text: &[u8], is_module: bool) -> Result<CompiledScript, Error> {
    let source = Rc::new(Source::new(name, text));
    match is_module {
        true => compile_module(&source).map(|module| module.script),
        false => compile(&source, false),
    }
}

fn is_top_level(template: &FunctionTemplate) -> bool {
    template.flags & flags::TOP_LEVEL != 0
}

/// The functions of a script that are meant, the top-level code first.
fn meant<'s>(
    script: &'s CompiledScript,
    only: Option<&FunctionSelector>,
) -> Result<Vec<&'s FunctionTemplate>, ListError> {
    let all = || script.functions.iter().rev();
    let Some(only) = only else { return Ok(all().collect()) };
    let known = |template: &FunctionTemplate| {
        let name = String::from_utf8_lossy(&template.name);
        let name = shown_name(&name, is_top_level(template)).to_owned();
        (name, script.source.locate(template.span.0).0)
    };
    let fits = |template: &&FunctionTemplate| {
        let (name, line) = known(template);
        only.matches(&name, line)
    };
    let meant: Vec<&FunctionTemplate> = all().filter(fits).collect();
    match meant.is_empty() {
        true => Err(ListError::NoSuchFunction(only.no_match(all().map(known)))),
        false => Ok(meant),
    }
}

#[cfg(feature = "disasm")]
impl super::Context {
    /// The machine code of all functions of a script or module, the top-level code first, or of those that are meant, each
    /// compiled as it is at its first call; `None` where there is no JIT.
    ///
    /// # Errors
    /// A syntax error, the end of a limit, or that no function is meant.
    #[cfg(jit)]
    pub fn list_machine_code(
        &mut self,
        name: &str,
        text: &[u8],
        is_module: bool,
        only: Option<&FunctionSelector>,
    ) -> Result<Option<String>, ListError> {
        use crate::bytecode::disassembler::lines;
        use crate::bytecode::materialize::materialize_all;
        use crate::jit::Jit;
        use crate::runtime::code::Code;

        let script = compile_either(name, text, is_module)?;
        let meant = meant(&script, only)?;
        let vm = &mut *self.vm;
        let result = vm.guard(|vm| {
            let realm = vm.realm();
            let codes = materialize_all(vm, &script, realm)?;
            let machine: *mut _ = vm;
            let mut out = String::new();
            for (template, code) in script.functions.iter().zip(codes.iter()).rev() {
                if !meant.iter().any(|meant| std::ptr::eq(*meant, template)) {
                    continue;
                }
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
                out.push_str(shown_name(&name, false));
                out.push_str(":\n");
                out.push_str(&text);
            }
            Ok(Some(out))
        });
        result.map_err(|thrown| Error::uncaught(vm, thrown).into())
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
        _: Option<&FunctionSelector>,
    ) -> Result<Option<String>, ListError> {
        Ok(None)
    }
}
