//! What became of a function: source, bytecode, the handlers' Rust text, machine code, caches and counters, side by side.
//!
//! An [`Explanation`] is data first; as text it is what the prompt's `.bytecode` and `.asm` show, as HTML one page that needs
//! nothing else. Invariant: to explain runs no script and changes nothing but for machine code that is made and thrown away.

mod collect;
mod highlight;
mod html;
mod model;
mod text;

pub use html::write_html;
pub use model::*;
pub use text::Detail;

use super::{Context, Error, FunctionSelector, JsValue, NoSuchFunction};
use crate::runtime::code::Code;
use crate::runtime::function::BoundFunction;
use crate::value::Value;
use jsrun_gc::{Gc, RootVec};
use std::fmt;

/// Why a function cannot be explained.
#[derive(Clone, Debug)]
pub enum ExplainError {
    /// The value is no function: how it is shown.
    NoFunction(String),
    /// It has no source and no bytecode: what it is, such as `a function of the engine`, and how it is shown.
    NotCompiled(&'static str, String),
    /// No function is called so.
    NoSuchFunction(NoSuchFunction),
    /// A limit ended.
    Failed(Error),
}

impl fmt::Display for ExplainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExplainError::NoFunction(shown) => write!(f, "{shown} is not a function"),
            ExplainError::NotCompiled(what, shown) => {
                write!(f, "{shown} is {what}: it has no bytecode")
            }
            ExplainError::NoSuchFunction(error) => error.fmt(f),
            ExplainError::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExplainError {}

impl From<Error> for ExplainError {
    fn from(error: Error) -> ExplainError {
        ExplainError::Failed(error)
    }
}

impl Context {
    /// Explains a function value that was compiled from source.
    ///
    /// # Errors
    /// If the value is something else, or a limit ends.
    ///
    /// ```
    /// use jsrun::context::{Context, Detail};
    ///
    /// let mut context = Context::default();
    /// let add = context.eval("add.js", b"(function add(a, b) {\n  return a + b;\n})")?;
    /// let explanation = context.explain_function(&add)?;
    /// assert_eq!(explanation.name, "add");
    /// let text = explanation.to_text(Detail::Bytecode);
    /// assert!(text.contains("2 |   return a + b;"));
    /// assert!(text.contains("  add r"));
    ///
    /// let print = context.eval("print.js", b"print")?;
    /// let error = context.explain_function(&print).unwrap_err();
    /// assert_eq!(error.to_string(), "[Function: print] is a function of the engine: it has no bytecode");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_function(&mut self, function: &JsValue) -> Result<Explanation, ExplainError> {
        let handle = function;
        let function = self.enter(handle)?;
        if let Some(function) = function.as_function() {
            let code = function.code.get();
            let vm = &mut *self.vm;
            let result = vm.guard(|vm| Ok(collect::explain(vm, code)));
            return result.map_err(|thrown| Error::uncaught(vm, thrown).into());
        }
        let shown = self.inspect(handle)?;
        Err(match () {
            () if !function.is_callable() => ExplainError::NoFunction(shown),
            () if function.as_kind::<BoundFunction>().is_some() => {
                ExplainError::NotCompiled("a bound function", shown)
            }
            () if function.as_native_function().is_some() => {
                ExplainError::NotCompiled("a function of the engine", shown)
            }
            () => ExplainError::NotCompiled("a proxy", shown),
        })
    }

    /// Explains all functions that are meant by a name, in the order of the source. Functions that are gone, because nothing
    /// refers to them any more, are not found, unless instructions are counted (see
    /// [`Options::count_instructions`](super::Options::count_instructions)).
    ///
    /// # Errors
    /// If there is none, or a limit ends.
    pub fn explain(
        &mut self,
        selector: &FunctionSelector,
    ) -> Result<Vec<Explanation>, ExplainError> {
        let vm = &mut *self.vm;
        let mut names = Vec::new();
        let result = vm.guard(|vm| {
            let mut meant: RootVec<Value> = vm.heap.root_vec();
            for code in vm.codes() {
                let name = code.shown_name();
                let (line, _) = code.data().source.locate(code.data().span.0);
                if selector.matches(&name, line) {
                    meant.push(Value::cell(code));
                } else if meant.is_empty() {
                    names.push((name, line));
                }
            }
            let codes = meant.iter().copied();
            // SAFETY: the list holds `Code` cells, and keeps them alive.
            let codes = codes.map(|code| unsafe { Gc::<Code>::from_addr(code.address()) });
            Ok(codes.map(|code| collect::explain(vm, code)).collect::<Vec<Explanation>>())
        });
        let mut explanations = result.map_err(|thrown| Error::uncaught(vm, thrown))?;
        if explanations.is_empty() {
            return Err(ExplainError::NoSuchFunction(selector.no_match(names)));
        }
        explanations.sort_by(|a, b| (&a.source, a.place).cmp(&(&b.source, b.place)));
        Ok(explanations)
    }
}
