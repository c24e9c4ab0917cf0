//! The public API: a context that runs scripts.
//!
//! Invariant: nothing that a script does unwinds out of a method here; what goes wrong is an [`Error`].

mod complete;
mod deadline;
mod dynamic_function;
mod error;
mod event_loop;
#[cfg(feature = "disasm")]
mod explain;
mod listing;
mod modules;
mod options;
mod preview;
mod profile;
mod scope;
mod script;
mod selector;
mod session;
mod statistics;
mod test_host;
mod tiers;

pub use crate::builtins::inspect::{Compact, InspectOptions};
pub use crate::interp::tier::Tier;
pub use crate::runtime::error::ErrorKind;
pub use crate::runtime::vm::host::Stream;
pub use crate::runtime::vm::limits::InterruptHandle;
pub use complete::Candidates;
pub use error::{Error, ErrorReport, Phase, Termination};
#[cfg(feature = "disasm")]
pub use explain::*;
pub use jsrun_parser::highlight::{TokenClass, classify};
pub use listing::{ListError, list_bytecode, list_syntax_tree};
pub use modules::{FileAccess, FileLoader, LoadError, ModuleKind, ModuleLoader, decode_source};
pub use options::Options;
pub use preview::PreviewLimits;
pub use profile::{Profile, ProfileFunction, ProfileNode, ProfileSample};
pub use scope::{
    Args, ClassBuilder, Exception, FromJs, IntoJs, JsResult, JsValue, Key, MAX_ELEMENTS,
    PromiseState, Resolver, Scope, Type,
};
pub use script::Script;
pub use selector::{FunctionSelector, NoSuchFunction};
pub use session::check_input;
pub use statistics::{CompiledStatistics, ExecutedStatistics, HeapStatistics, Statistics};

use crate::bytecode::materialize::materialize;
use crate::bytecode::{CompiledScript, compile_script, compile_script_for_value};
use crate::interp::tier;
use crate::runtime::code::Code;
use crate::runtime::function::Function;
use crate::runtime::property::Attributes;
use crate::runtime::source::Source;
use crate::runtime::vm::Vm;

use crate::value::{Res, Value};
use jsrun_gc::{Gc, RootVec};
use jsrun_parser::ast::Program;
use std::rc::Rc;

/// A longer source text is refused.
pub const MAX_SOURCE_BYTES: usize = 1 << 29;

/// A JavaScript machine with its global environment, to be used from the thread that made it.
pub struct Context {
    // Dropped before the heap that its roots are in.
    session_variables: session::SessionVariables,
    vm: Box<Vm>,
    options: Options,
    profiler: Option<profile::Profiler>,
}

impl Default for Context {
    fn default() -> Context {
        Context::new(Options::default())
    }
}

impl Context {
    /// Says how a context is to be, and then [builds](Options::build) it.
    pub fn builder() -> Options {
        Options::new()
    }

    /// A new context.
    pub fn new(options: Options) -> Context {
        let (vm_options, tiers) = options.clone().split();
        let mut vm = Vm::new(vm_options);
        tier::install(&mut vm, tiers);
        crate::builtins::install(&mut vm);
        vm.host.create_dynamic_function = Some(dynamic_function::create);
        vm.host.load_module = Some(modules::load);
        vm.host.indirect_eval = Some(crate::bytecode::evaluate::indirect_eval);
        vm.host.can_block = !options.cannot_block();
        vm.create_realm();
        let session_variables = session::SessionVariables::default();
        Context { session_variables, vm, options, profiler: None }
    }

    /// Runs a script, in WTF-8, and gives its completion value.
    ///
    /// # Errors
    /// A syntax error, an uncaught exception, or the end of a limit.
    pub fn eval(&mut self, name: &str, text: &[u8]) -> Result<JsValue, Error> {
        let value = self.run_source(name, text, true)?;
        Ok(JsValue::new(&mut self.vm, value))
    }

    /// Runs a script whose completion value is not needed.
    ///
    /// # Errors
    /// As for [`Self::eval`].
    pub fn run_script(&mut self, name: &str, text: &[u8]) -> Result<(), Error> {
        self.run_source(name, text, false).map(|_| ())
    }

    fn run_source(&mut self, name: &str, text: &[u8], for_value: bool) -> Result<Value, Error> {
        let source = Rc::new(Source::new(name, text));
        let script = compile(&source, for_value)?;
        self.note_program();
        let vm = &mut *self.vm;
        let result = vm.guard(|vm| {
            let realm = vm.realm();
            let code = materialize(vm, &script, realm)?;
            drop(script);
            run_top_level(vm, code)
        });
        result.map_err(|thrown| Error::uncaught(vm, thrown))
    }

    /// Runs a script that has been compiled before.
    ///
    /// # Errors
    /// An uncaught exception, or the end of a limit.
    pub fn run_compiled(&mut self, script: &Script) -> Result<(), Error> {
        let vm = &mut *self.vm;
        let result = vm.guard(|vm| {
            let realm = vm.realm();
            let code = materialize(vm, &script.compiled, realm)?;
            run_top_level(vm, code)
        });
        result.map(|_| ()).map_err(|thrown| Error::uncaught(vm, thrown))
    }

    /// Defines `$262` in the global object: what a host offers to the official conformance suite
    /// (https://github.com/tc39/test262/blob/main/INTERPRETING.md).
    ///
    /// # Errors
    /// The end of a limit.
    pub fn install_test_host(&mut self) -> Result<(), Error> {
        let vm = &mut *self.vm;
        vm.host.embedder.set(test_host::agent::Hub::new(self.options.clone()));
        let result = vm.guard(|vm| {
            let realm = vm.realm();
            test_host::install(vm, realm);
            Ok(())
        });
        result.map_err(|thrown| Error::uncaught(vm, thrown))
    }

    /// Runs the jobs that wait (the reactions of promises, `queueMicrotask`), and those that they enqueue, until none is left.
    ///
    /// # Errors
    /// What a job throws, or the end of a limit. Jobs that wait still may be run by another call.
    pub fn run_jobs(&mut self) -> Result<(), Error> {
        let vm = &mut *self.vm;
        vm.guard(Vm::run_jobs).map_err(|thrown| Error::uncaught(vm, thrown))
    }

    /// To be called when no job waits: sleeps until there is one, which a timer, an immediate, a timeout of
    /// `Atomics.waitAsync` or another agent has made. False if none can come.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn wait_for_jobs(&mut self) -> Result<bool, Error> {
        self.idle(|context| {
            let vm = &mut *context.vm;
            let waited = vm.guard(|vm| {
                let agents = test_host::agent::living_agents(vm);
                vm.wait_for_jobs(agents)
            });
            waited.map_err(|thrown| Error::uncaught(vm, thrown))
        })
    }

    /// To be called when no job waits: is there a rejected promise that nobody handles? Those known so far are forgotten.
    ///
    /// # Errors
    /// The first of them.
    pub fn check_rejections(&mut self) -> Result<(), Error> {
        let vm = &mut *self.vm;
        match vm.take_unhandled_rejection() {
            None => Ok(()),
            Some(reason) => Err(Error::unhandled_rejection(vm, reason)),
        }
    }

    /// How a value converts to a string.
    ///
    /// # Errors
    /// What the conversion throws.
    pub fn to_display_string(&mut self, value: &JsValue) -> Result<String, Error> {
        self.run(|scope| scope.to_string(value))
    }

    /// A value as the console shows it within others: strings are quoted. Runs no script.
    ///
    /// # Errors
    /// The end of a limit; a RangeError if the text would be too long.
    pub fn inspect(&mut self, value: &JsValue) -> Result<String, Error> {
        self.run(|scope| scope.inspect(value))
    }

    /// A value as `console.dir` shows it with these options: a string in quotes. Runs no script.
    ///
    /// ```
    /// use jsrun::context::{Context, InspectOptions};
    ///
    /// # fn main() -> Result<(), jsrun::context::Error> {
    /// let mut context = Context::default();
    /// let value = context.eval("example.js", b"({ list: ['a', 1], deep: { deeper: { deepest: {} } } })")?;
    /// let options = InspectOptions { depth: 0, colors: true, ..InspectOptions::default() };
    /// assert_eq!(
    ///     context.inspect_with(&value, &options)?,
    ///     "{ list: \x1B[36m[Array]\x1B[39m, deep: \x1B[36m[Object]\x1B[39m }"
    /// );
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Self::inspect`].
    pub fn inspect_with(
        &mut self,
        value: &JsValue,
        options: &InspectOptions,
    ) -> Result<String, Error> {
        self.run(|scope| scope.inspect_with(value, options))
    }

    /// Are values that `console` writes to a stream coloured, with escape sequences of terminals? They are not unless told
    /// so. On the error stream this concerns uncaught errors as well.
    pub fn set_colors(&mut self, stream: Stream, on: bool) {
        *self.vm.host.console.colors(stream) = on;
    }

    /// Where `print` and `console` write; without it, to the streams of the process.
    pub fn set_output(&mut self, output: impl FnMut(Stream, &[u8]) + 'static) {
        self.vm.host.output = Box::new(output);
    }

    /// Makes a property of the global object: an array of strings, in UTF-8.
    ///
    /// # Errors
    /// Where the property cannot be made, or there is no memory for it.
    pub fn define_strings<S: AsRef<str>>(
        &mut self,
        name: &str,
        strings: &[S],
    ) -> Result<(), Error> {
        let vm = &mut *self.vm;
        let result = vm.guard(|vm| {
            let mut values: RootVec<Value> = vm.heap.root_vec();
            for string in strings {
                let string = vm.new_string(string.as_ref());
                values.push(Value::cell(string));
            }
            let array = vm.new_array_from(&values)?;
            let (global, key) = (vm.global_object(), vm.key_from_str(name));
            vm.define_value(global, key, Value::cell(array), Attributes::METHOD);
            Ok(())
        });
        result.map_err(|thrown| Error::uncaught(vm, thrown))
    }

    /// The value of a handle, which must be of this context.
    fn enter(&mut self, value: &JsValue) -> Result<Value, Error> {
        let vm = &mut *self.vm;
        vm.guard(|vm| value.enter(vm)).map_err(|thrown| Error::uncaught(vm, thrown))
    }

    /// What has been compiled and collected so far.
    pub fn statistics(&mut self) -> Statistics {
        Statistics::of(&mut self.vm)
    }

    /// A handle by which other threads end the script that runs.
    pub fn interrupt_handle(&self) -> InterruptHandle {
        self.vm.interrupt_handle()
    }

    /// The machine, for the engine's own tools and tests.
    pub fn vm(&mut self) -> &mut Vm {
        &mut self.vm
    }
}

/// Parses a script.
fn parse<'a>(arena: &'a jsrun_parser::Arena, source: &'a Source) -> Result<Program<'a>, Error> {
    if source.text.len() > MAX_SOURCE_BYTES {
        return Err(Error::limit("RangeError", "The source text is too long"));
    }
    jsrun_parser::parse(arena, &source.text, &jsrun_parser::ParseOptions::script())
        .map_err(|e| Error::syntax(source, e.span.start, e.span.end, &e.message, e.is_incomplete()))
}

/// Parses and compiles a script.
///
/// # Errors
/// A syntax error, or what the compiler cannot do.
pub fn compile(source: &Rc<Source>, for_value: bool) -> Result<CompiledScript, Error> {
    let arena = jsrun_parser::Arena::new();
    let program = parse(&arena, source)?;
    let compiled = if for_value {
        compile_script_for_value(&program, source.clone())
    } else {
        compile_script(&program, source.clone())
    };
    compiled.map_err(|e| Error::compiler(source, &e))
}

/// Runs top-level code with the global `this`.
fn run_top_level(vm: &mut Vm, code: Gc<Code>) -> Res {
    let function = vm.new_function(code, Value::UNDEFINED);
    let this = Value::cell(code.realm.global_this.get());
    let result = vm.call(Value::cell(Function::as_object(function)), this, &[]);
    if vm.frame.is_none() {
        vm.clear_kept_objects();
    }
    result
}
