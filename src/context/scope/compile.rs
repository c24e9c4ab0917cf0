//! Functions that a host makes from source text.
//!
//! Invariant: the text is a function body on its own, so it cannot end the function and go on behind it; positions are those of the
//! text as it was given.

use super::{JsResult, Scope};
use crate::bytecode::compile_script;
use crate::bytecode::materialize::materialize_all;
use crate::context::{Error, MAX_SOURCE_BYTES};
use crate::runtime::code::Code;
use crate::runtime::function::Function;
use crate::runtime::source::Source;
use crate::value::Value;
use jsrun_gc::Gc;
use jsrun_parser::options::{Goal, ParseOptions};
use std::rc::Rc;

/// What stands behind the text.
const END: &str = "\n})";

impl Scope<'_> {
    /// A sloppy function with these parameters, which are identifiers, and this text, in WTF-8, as its body. `name` is what errors
    /// call the source.
    ///
    /// ```
    /// use jsrun::context::{Context, JsValue};
    ///
    /// let mut context = Context::default();
    /// let area: f64 = context.run(|scope| {
    ///     let area = scope.compile_function("area", &["w", "h"], b"return w * h")?;
    ///     let area = scope.call(&area, &JsValue::UNDEFINED, &[6.into(), 7.into()])?;
    ///     scope.read(&area)
    /// })?;
    /// assert_eq!(area, 42.0);
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    ///
    /// # Errors
    /// A SyntaxError, a RangeError if the text is too long, or the end of a limit.
    pub fn compile_function(&mut self, name: &str, parameters: &[&str], text: &[u8]) -> JsResult {
        self.run_for_value(|vm| {
            let start = format!("(function ({}) {{", parameters.join(", "));
            if text.len() > MAX_SOURCE_BYTES - start.len() - END.len() {
                return Err(vm.throw_range_error("The source text is too long"));
            }
            let body = Rc::new(Source::new(name, text));
            let arena = jsrun_parser::Arena::new();
            let options = ParseOptions { goal: Goal::FunctionBody, ..ParseOptions::default() };
            if let Err(e) = jsrun_parser::parse(&arena, &body.text, &options) {
                return Err(vm.throw_syntax_error_at(&body, e.span.start, &e.message));
            }
            let whole = [start.as_bytes(), text, END.as_bytes()].concat();
            let source = Rc::new(Source::new(name, whole).with_hidden_start(start.len() as u32));
            let arena = jsrun_parser::Arena::new();
            let program = jsrun_parser::parse(&arena, &source.text, &ParseOptions::script())
                .map_err(|e| vm.throw_syntax_error_at(&source, e.span.start, &e.message))?;
            let script = compile_script(&program, source.clone())
                .map_err(|e| Error::compiler(&source, &e).throw(vm, &source))?;
            let realm = vm.realm();
            let codes = materialize_all(vm, &script, realm)?;
            // The top-level code is the last; it never runs. Before it stands the function that it would make.
            let code = codes[codes.len() - 2];
            // SAFETY: only `Code` cells are in the list, which keeps them alive.
            let code: Gc<Code> = unsafe { Gc::from_addr(code.address()) };
            Ok(Value::cell(Function::as_object(vm.new_function(code, Value::UNDEFINED))))
        })
    }
}
