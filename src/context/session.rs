//! Sessions: inputs that are evaluated one after the other in the global scope, as a REPL does.
//!
//! Invariant: an input is parsed in the same way when it is checked and when it is evaluated, so what [`check_input`] accepts
//! has no early error.

use super::{Context, Error, JsValue, MAX_SOURCE_BYTES, run_top_level};
use crate::bytecode::materialize::materialize;
use crate::bytecode::{CompiledScript, compile_script_for_value};
use crate::runtime::code::flags;
use crate::runtime::error::ErrorKind;
use crate::runtime::object::Environment;
use crate::runtime::promise::{Promise, PromiseState};
use crate::runtime::property::Attributes;
use crate::runtime::source::Source;
use crate::runtime::vm::Vm;
use crate::value::{Thrown, Value};
use jsrun_gc::{Gc, Root};
use jsrun_parser::ast::{Program, StmtKind};
use jsrun_parser::{Arena, ParseOptions, Span, SyntaxError};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;

/// The global variables that a host sets for the user of a session, with what each was set to last.
#[derive(Default)]
pub(super) struct SessionVariables(HashMap<String, Root<Value>>);

/// Is this text (WTF-8) a whole input of a session? It runs nothing and needs no context, so any thread may ask.
///
/// # Errors
/// A syntax error. Its report says by [`is_incomplete`](super::ErrorReport::is_incomplete) whether more text can make it right:
/// then a REPL asks for another line.
///
/// ```
/// use jsrun::context::check_input;
/// assert!(check_input(b"let x = await f()").is_ok());
/// let is_incomplete = |text| check_input(text).is_err_and(|e| e.report().is_some_and(|r| r.is_incomplete));
/// assert!(is_incomplete(b"function f() {"));
/// assert!(!is_incomplete(b"f(]"));
/// ```
pub fn check_input(text: &[u8]) -> Result<(), Error> {
    let source = Source::new("", text);
    parse_input(&Arena::new(), &source).map(|_| ())
}

/// Parses an input: what begins with `{` as an object if it can be one; with `await` as an operator if the text then has one
/// at its top level.
fn parse_input<'a>(arena: &'a Arena, source: &'a Source) -> Result<Program<'a>, Error> {
    let text: &'a [u8] = &source.text;
    if text.len() > MAX_SOURCE_BYTES {
        return Err(Error::limit("RangeError", "The source text is too long"));
    }
    let trimmed = text.trim_ascii();
    let may_be_object = trimmed.starts_with(b"{") && !trimmed.ends_with(b";");
    let may_await = text.windows(5).any(|word| word == b"await");
    let (mut incomplete, mut usual) = (None, None);
    for (as_object, awaits) in [(true, true), (true, false), (false, true), (false, false)] {
        if as_object && !may_be_object || awaits && !may_await {
            continue;
        }
        let options = ParseOptions {
            is_async: awaits,
            begins_with_expression: as_object,
            ..ParseOptions::session()
        };
        match jsrun_parser::parse(arena, text, &options) {
            Ok(program)
                if as_object && !is_expression(&program)
                    || awaits && !program.has_top_level_await => {}
            Ok(program) => return Ok(program),
            Err(error) if error.is_incomplete() => {
                incomplete = incomplete.or(Some(error));
                // `await` alone: it is no name where it can be an operator.
                if awaits && !as_object {
                    break;
                }
            }
            Err(error) if awaits == may_await && !as_object => usual = Some(error),
            Err(_) => {}
        }
    }
    // If one way to read the text can go on, it is incomplete.
    let error = incomplete.or(usual);
    let e = error.unwrap_or_else(|| SyntaxError::new("Invalid input", Span::default()));
    Err(Error::syntax(source, e.span.start, e.span.end, &e.message, e.is_incomplete()))
}

/// Is the whole program one expression?
fn is_expression(program: &Program<'_>) -> bool {
    matches!(program.body, [statement] if matches!(statement.kind, StmtKind::Expression(_)))
}

/// Parses and compiles an input.
pub(super) fn compile_input(source: &Rc<Source>) -> Result<CompiledScript, Error> {
    let arena = Arena::new();
    let program = parse_input(&arena, source)?;
    compile_script_for_value(&program, source.clone()).map_err(|e| Error::compiler(source, &e))
}

impl Context {
    /// Evaluates one input of a session, in WTF-8, and gives its completion value. `name` is what stack traces call it.
    ///
    /// It is a sloppy script with these differences: `let`, `const` and `class` at its top level may declare what an earlier
    /// input declared, or hide a property of the global object; `await` may stand at its top level, and jobs run as long
    /// as it waits; a text that begins with `{` and does not end with `;` is an object literal if it can be one.
    ///
    /// # Errors
    /// A syntax error, an uncaught exception, what a job throws meanwhile, or the end of a limit. The thrown value is
    /// [`Context::thrown_value`].
    ///
    /// ```
    /// use jsrun::context::{Context, Options};
    /// let mut context = Context::new(Options::new());
    /// context.eval_input("1", b"const x = 1")?;
    /// context.eval_input("2", b"const x = await Promise.resolve(2)")?;
    /// let value = context.eval_input("3", b"{ x }")?;
    /// assert_eq!(context.inspect(&value)?, "{ x: 2 }");
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    pub fn eval_input(&mut self, name: &str, text: &[u8]) -> Result<JsValue, Error> {
        let source = Rc::new(Source::new(name, text));
        let vm = &mut *self.vm;
        let script = match compile_input(&source) {
            Ok(script) => script,
            Err(error) => {
                // The session wants it as a value, too.
                let made = vm.guard(|vm| {
                    let message = error.report().and_then(|r| r.message.as_deref()).unwrap_or("");
                    let Thrown = match error {
                        Error::Syntax(_) => vm.throw_syntax_error(message),
                        _ => vm.throw_range_error(message),
                    };
                    Ok(())
                });
                return Err(made.map_or_else(|thrown| Error::uncaught(vm, thrown), |()| error));
            }
        };
        let result = vm.guard(|vm| {
            let realm = vm.realm();
            let code = materialize(vm, &script, realm)?;
            drop(script);
            let result = run_top_level(vm, code)?;
            Ok((result, code.has(flags::ASYNC)))
        });
        let (result, is_async) = result.map_err(|thrown| Error::uncaught(vm, thrown))?;
        let value = match result.as_kind::<Promise>().filter(|_| is_async) {
            Some(promise) => self.awaited(promise)?,
            None => result,
        };
        Ok(JsValue::new(&mut self.vm, value))
    }

    /// Runs the event loop until the promise of an input that awaits is settled; the input's value.
    fn awaited(&mut self, promise: Gc<Promise>) -> Result<Value, Error> {
        while promise.state() == PromiseState::Pending {
            self.run_jobs()?;
            if promise.state() == PromiseState::Pending && !self.wait_for_jobs()? {
                break;
            }
        }
        let vm = &mut *self.vm;
        let result = vm.guard(|vm| match promise.state() {
            PromiseState::Fulfilled => {
                // SAFETY: the compiler ends such an input with an environment of one variable.
                let boxed = unsafe { Gc::<Environment>::from_addr(promise.result().address()) };
                Ok(Environment::get(boxed, 0))
            }
            PromiseState::Rejected => {
                let reason = vm.take_rejection(promise);
                Err(vm.rethrow(reason))
            }
            PromiseState::Pending => {
                let message = "The input awaits what nothing is left to settle";
                Err(vm.throw_error(ErrorKind::Error, message))
            }
        });
        result.map_err(|thrown| Error::uncaught(vm, thrown))
    }

    /// When there is something to be done again, so far as is known: a timer, or the end of a timeout of `Atomics.waitAsync`. A host
    /// that waits for something else meanwhile calls [`Context::run_due_timers`] then, and [`Context::run_jobs`].
    pub fn next_job_at(&self) -> Option<Instant> {
        self.vm.waits.next_deadline().into_iter().chain(self.next_timer()).min()
    }

    /// The value that was thrown when a method of this context has just given [`Error::Syntax`] or [`Error::Exception`].
    pub fn thrown_value(&mut self) -> JsValue {
        let value = self.vm.exception;
        JsValue::new(&mut self.vm, value)
    }

    /// Forgets an interrupt that came when no script ran, so that it does not end the next one. See
    /// [`Context::interrupt_handle`].
    pub fn forget_interrupt(&mut self) {
        let exception = self.vm.exception;
        self.vm.clear_termination();
        if exception != Vm::TERMINATION {
            self.vm.exception = exception;
        }
    }

    /// Sets a global variable for the user of a session, such as `_`, unless a script has declared or assigned it since it was
    /// set by this method: then it is the script's, and the result is false.
    ///
    /// # Errors
    /// The end of a limit, or where the global object takes no such property.
    pub fn set_session_variable(&mut self, name: &str, value: &JsValue) -> Result<bool, Error> {
        let value = self.enter(value)?;
        let (vm, SessionVariables(known)) = (&mut *self.vm, &mut self.session_variables);
        let result = vm.guard(|vm| {
            let (global, key) = (vm.global_object(), vm.key_from_str(name));
            let is_ours = match known.get(name) {
                None => !vm.has_own_property(global, key)?,
                Some(root) => {
                    vm.data_property(global, key).is_some_and(|now| vm.same_value(now, root.get()))
                }
            };
            if !is_ours || vm.has_lexical_declaration(key) {
                return Ok(false);
            }
            vm.define_value(global, key, value, Attributes::METHOD);
            known.insert(name.to_owned(), vm.heap.root(value));
            Ok(true)
        });
        result.map_err(|thrown| Error::uncaught(vm, thrown))
    }
}
