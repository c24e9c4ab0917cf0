//! What a host does inside a context: make and read values, call functions, and offer functions and classes of its own.
//!
//! Invariant: every operation that may allocate, throw or run a script goes through [`Scope::run`], so nothing unwinds out of it
//! and whatever went wrong is an [`Exception`].

mod class;
mod compile;
mod convert;
mod exception;
mod function;
mod make;
mod objects;
mod promise;
#[cfg(feature = "serde")]
mod serde;
mod value;

pub use class::ClassBuilder;
pub use convert::{FromJs, IntoJs};
pub use exception::Exception;
pub use function::Args;
pub use objects::{Key, MAX_ELEMENTS};
pub use promise::{PromiseState, Resolver};
pub use value::{JsValue, Type};

use super::{Context, Error, InspectOptions, Termination, compile, run_top_level};
use crate::builtins::inspect::{format_arguments, inspect};
use crate::bytecode::materialize::materialize;
use crate::runtime::source::Source;
use crate::runtime::string::StringExt;
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use std::rc::Rc;

/// The result of an operation in a context.
pub type JsResult<T = JsValue> = Result<T, Exception>;

/// Access to a context, for as long as it is borrowed: from the host through [`Context::scope`] and [`Context::run`], and for
/// native functions while they are called.
pub struct Scope<'a> {
    vm: &'a mut Vm,
}

impl Context {
    /// Access to values and functions. [`Context::run`] is the same with errors as hosts report them.
    pub fn scope(&mut self) -> Scope<'_> {
        Scope { vm: &mut self.vm }
    }

    /// Works in the context, and turns an exception that comes out of it into a report.
    ///
    /// ```
    /// use jsrun::context::{Context, JsValue};
    ///
    /// let mut context = Context::default();
    /// let sum: f64 = context.run(|scope| {
    ///     let add = scope.eval("add.js", "(a, b) => a + b")?;
    ///     let sum = scope.call(&add, &JsValue::UNDEFINED, &[1.into(), 2.5.into()])?;
    ///     scope.read(&sum)
    /// })?;
    /// assert_eq!(sum, 3.5);
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    ///
    /// # Errors
    /// The exception, or the end of a limit.
    pub fn run<T>(&mut self, work: impl FnOnce(&mut Scope<'_>) -> JsResult<T>) -> Result<T, Error> {
        let mut scope = self.scope();
        work(&mut scope).map_err(|exception| scope.report(exception))
    }
}

impl Scope<'_> {
    /// The scope of a native function that runs.
    fn of(vm: &mut Vm) -> Scope<'_> {
        Scope { vm }
    }

    /// Does something with the machine.
    fn run<T>(&mut self, work: impl FnOnce(&mut Vm) -> Res<T>) -> JsResult<T> {
        self.vm.guard(work).map_err(|thrown| Exception::take(self.vm, thrown))
    }

    /// Does something with the machine whose result is a value.
    fn run_for_value(&mut self, work: impl FnOnce(&mut Vm) -> Res) -> JsResult {
        let value = self.run(work)?;
        Ok(JsValue::new(self.vm, value))
    }

    /// Runs a script in the global scope; gives its completion value. `name` is what errors call it.
    ///
    /// # Errors
    /// A SyntaxError, what it throws, or the end of a limit.
    pub fn eval(&mut self, name: &str, text: &str) -> JsResult {
        self.run_for_value(|vm| {
            let source = Rc::new(Source::new(name, text.as_bytes()));
            let script = compile(&source, true).map_err(|error| error.throw(vm, &source))?;
            let realm = vm.realm();
            let code = materialize(vm, &script, realm)?;
            drop(script);
            run_top_level(vm, code)
        })
    }

    /// Calls a function.
    ///
    /// # Errors
    /// A TypeError if it is none, what it throws, or the end of a limit.
    pub fn call(&mut self, function: &JsValue, this: &JsValue, arguments: &[JsValue]) -> JsResult {
        self.run_for_value(|vm| {
            let (function, this) = (function.enter(vm)?, this.enter(vm)?);
            let arguments = enter_all(vm, arguments)?;
            vm.call(function, this, &arguments)
        })
    }

    /// Calls a method: the function that is this property of the object.
    ///
    /// # Errors
    /// As for [`Self::call`], and what reading the property throws.
    pub fn call_method(&mut self, object: &JsValue, name: &str, arguments: &[JsValue]) -> JsResult {
        self.run_for_value(|vm| {
            let object = object.enter(vm)?;
            let arguments = enter_all(vm, arguments)?;
            let key = vm.key_from_str(name);
            vm.invoke(object, key, &arguments)
        })
    }

    /// Calls a constructor with `new`.
    ///
    /// # Errors
    /// A TypeError if it is none, what it throws, or the end of a limit.
    pub fn construct(&mut self, constructor: &JsValue, arguments: &[JsValue]) -> JsResult {
        self.run_for_value(|vm| {
            let constructor = constructor.enter(vm)?;
            let arguments = enter_all(vm, arguments)?;
            vm.construct(constructor, &arguments, constructor)
        })
    }

    /// The global object.
    pub fn global(&mut self) -> JsValue {
        let global = Value::cell(self.vm.global_object());
        JsValue::new(self.vm, global)
    }

    /// What `console.log` writes of these arguments, without the line break: strings as they are, formats filled in.
    ///
    /// # Errors
    /// What the conversions of `%s` and `%d` throw, or the end of a limit.
    pub fn format(&mut self, arguments: &[JsValue]) -> JsResult<String> {
        self.run(|vm| {
            let arguments = enter_all(vm, arguments)?;
            format_arguments(vm, &arguments, &InspectOptions::default())
        })
    }

    /// A value as the console shows it within others: strings are quoted. Runs no script.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn inspect(&mut self, value: &JsValue) -> JsResult<String> {
        self.run(|vm| {
            let value = value.enter(vm)?;
            inspect(vm, value, &InspectOptions::default())
        })
    }

    /// A value as `console.dir` shows it with these options. Runs no script.
    ///
    /// # Errors
    /// As for [`Self::inspect`].
    pub fn inspect_with(&mut self, value: &JsValue, options: &InspectOptions) -> JsResult<String> {
        self.run(|vm| {
            let value = value.enter(vm)?;
            inspect(vm, value, options)
        })
    }

    /// ToString (https://tc39.es/ecma262/#sec-tostring); lone surrogates become U+FFFD.
    ///
    /// # Errors
    /// What the conversion throws.
    pub fn to_string(&mut self, value: &JsValue) -> JsResult<String> {
        self.run(|vm| {
            let value = value.enter(vm)?;
            Ok(vm.to_string(value)?.to_rust())
        })
    }

    /// ToNumber (https://tc39.es/ecma262/#sec-tonumber)
    ///
    /// # Errors
    /// What the conversion throws.
    pub fn to_number(&mut self, value: &JsValue) -> JsResult<f64> {
        self.run(|vm| {
            let value = value.enter(vm)?;
            vm.to_number(value)
        })
    }

    /// ToBoolean (https://tc39.es/ecma262/#sec-toboolean)
    ///
    /// # Errors
    /// A TypeError if the value is of another context.
    pub fn to_boolean(&mut self, value: &JsValue) -> JsResult<bool> {
        self.run(|vm| {
            let value = value.enter(vm)?;
            Ok(vm.to_boolean(value))
        })
    }

    /// IsStrictlyEqual (https://tc39.es/ecma262/#sec-isstrictlyequal): `a === b`
    ///
    /// # Errors
    /// A TypeError if a value is of another context.
    pub fn is_strictly_equal(&mut self, a: &JsValue, b: &JsValue) -> JsResult<bool> {
        self.run(|vm| {
            let (a, b) = (a.enter(vm)?, b.enter(vm)?);
            Ok(vm.is_strictly_equal(a, b))
        })
    }

    /// A value as a Rust type: see [`FromJs`].
    ///
    /// # Errors
    /// A TypeError if it is of another type.
    pub fn read<T: FromJs>(&mut self, value: &JsValue) -> JsResult<T> {
        T::from_js(self, value)
    }

    /// Rust data as a value: see [`IntoJs`].
    ///
    /// # Errors
    /// The end of a limit.
    pub fn write(&mut self, data: impl IntoJs) -> JsResult {
        data.into_js(self)
    }

    /// Keeps a value of the host's in the context, for its native functions: one of each type. Gives back the one before.
    pub fn set_data<T: 'static>(&mut self, data: T) -> Option<Rc<T>> {
        self.vm.host.embedder.set(data)
    }

    /// What [`Self::set_data`] has kept.
    pub fn data<T: 'static>(&self) -> Option<Rc<T>> {
        self.vm.host.embedder.get()
    }

    /// What is to be told of an exception that ends the host's work. A termination counts as told: scripts run again.
    pub fn report(&mut self, exception: Exception) -> Error {
        exception.report(self.vm)
    }

    /// Collects garbage now.
    pub fn collect_garbage(&mut self) {
        self.vm.heap.collect();
    }

    /// Writes to where `console` writes.
    pub fn write_output(&mut self, stream: super::Stream, bytes: &[u8]) {
        self.vm.write_output(stream, bytes);
    }
}

/// Several values. What they are is rooted by their handles.
fn enter_all(vm: &mut Vm, values: &[JsValue]) -> Res<smallvec::SmallVec<[Value; 8]>> {
    values.iter().map(|value| value.enter(vm)).collect()
}

/// What a termination that has ended all scripts was.
fn ended(vm: &mut Vm) -> Termination {
    match Error::uncaught(vm, crate::value::Thrown) {
        Error::Terminated(termination) => termination,
        _ => Termination::Interrupted,
    }
}

#[cfg(test)]
mod tests;
