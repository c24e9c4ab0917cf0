//! What went wrong in a context, as its host's code passes it on.
//!
//! Invariant: an exception knows where it was thrown, so that whoever reports it can tell, however far it was passed. A termination
//! stays pending in the machine as long as a script is below, so passing it on is a matter of politeness, not of safety.

use super::{JsValue, Scope, Termination, ended};
use crate::context::Error;
use crate::runtime::error::{ErrorKind, Place};
use crate::runtime::vm::Vm;
use crate::value::{Thrown, Value};

/// A thrown value, or the end of a limit, which no script catches.
#[derive(Debug)]
pub struct Exception(Inner);

#[derive(Debug)]
enum Inner {
    Thrown { value: JsValue, place: Option<Place> },
    Terminated(Option<Termination>),
}

impl Exception {
    /// Takes what is pending in a machine.
    pub(super) fn take(vm: &mut Vm, _: Thrown) -> Exception {
        if vm.is_terminating() {
            // Where scripts are below, they are yet to be ended.
            let termination = if vm.frame.is_none() { Some(ended(vm)) } else { None };
            return Exception(Inner::Terminated(termination));
        }
        let place = vm.thrown_at();
        let value = std::mem::replace(&mut vm.exception, Value::UNDEFINED);
        Exception(Inner::Thrown { value: JsValue::new(vm, value), place })
    }

    /// Makes it pending again.
    pub(super) fn throw(self, vm: &mut Vm) -> Thrown {
        match self.0 {
            Inner::Terminated(_) => vm.terminate(),
            Inner::Thrown { value, place } => match value.enter(vm) {
                Ok(value) => vm.throw_at(value, place),
                Err(thrown) => thrown,
            },
        }
    }

    pub(super) fn report(self, vm: &mut Vm) -> Error {
        match self.0 {
            Inner::Terminated(Some(termination)) => Error::Terminated(termination),
            inner => {
                let thrown = Exception(inner).throw(vm);
                Error::uncaught(vm, thrown)
            }
        }
    }

    /// The thrown value; `None` of the end of a limit.
    pub fn value(&self) -> Option<&JsValue> {
        match &self.0 {
            Inner::Thrown { value, .. } => Some(value),
            Inner::Terminated(_) => None,
        }
    }

    /// Is it the end of a limit? Scripts do not catch it, and hosts should pass it on.
    pub fn is_termination(&self) -> bool {
        matches!(self.0, Inner::Terminated(_))
    }
}

impl Scope<'_> {
    /// Throws a value: a native function returns the result as its error.
    pub fn throw(&mut self, value: JsValue) -> Exception {
        let place = self.vm.current_place();
        Exception(Inner::Thrown { value, place })
    }

    /// Ends all scripts that run, uncatchably: a native function returns the result as its error.
    pub fn terminate(&mut self) -> Exception {
        let thrown = self.vm.terminate();
        Exception::take(self.vm, thrown)
    }

    /// Throws a new error of one of the native kinds.
    ///
    /// ```
    /// use jsrun::context::{Context, ErrorKind};
    ///
    /// let mut context = Context::default();
    /// context.run(|scope| {
    ///     let function = scope.function("port", 1, |scope, arguments| {
    ///         let port: f64 = arguments.read(scope, 0)?;
    ///         match port as u16 {
    ///             0 => Err(scope.throw_error(ErrorKind::RangeError, "there is no port 0")),
    ///             port => Ok(port.into()),
    ///         }
    ///     })?;
    ///     scope.set_global("port", &function)
    /// })?;
    /// let error = context.eval("main.js", b"port(0)").unwrap_err();
    /// assert_eq!(error.report().unwrap().summary, "RangeError: there is no port 0");
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    pub fn throw_error(&mut self, kind: ErrorKind, message: &str) -> Exception {
        let thrown = self.vm.guard(|vm| Err::<(), _>(vm.throw_error(kind, message)));
        match thrown {
            Err(thrown) => Exception::take(self.vm, thrown),
            Ok(()) => unreachable!("it is an error"),
        }
    }

    /// Throws a TypeError.
    pub fn throw_type_error(&mut self, message: impl AsRef<str>) -> Exception {
        self.throw_error(ErrorKind::TypeError, message.as_ref())
    }
}
