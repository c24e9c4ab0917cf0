//! Functions that a host offers to scripts.
//!
//! Invariant: the closure of a function lives as long as the function, and while it runs; its arguments are read while it
//! runs, from the frame of the call.

use super::{Exception, FromJs, JsResult, JsValue, Scope};
use crate::runtime::function::{NativeCode, NativeFunction};
use crate::runtime::host_object::HostObject;
use crate::runtime::object::Object;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;

/// What a native function was called with.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    arguments: Arguments,
    /// The frame lives while the function runs, and so do these.
    frame: PhantomData<&'a ()>,
}

impl Args<'_> {
    pub(super) fn new(arguments: Arguments) -> Self {
        Args { arguments, frame: PhantomData }
    }

    /// How many arguments were passed.
    pub fn len(&self) -> usize {
        self.arguments.len()
    }

    /// Were no arguments passed?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The argument with this index, `undefined` if it was not passed.
    pub fn get(&self, scope: &mut Scope<'_>, index: usize) -> JsValue {
        JsValue::new(scope.vm, self.arguments.get(index))
    }

    /// The argument with this index as a Rust type.
    ///
    /// # Errors
    /// A TypeError if it is of another type.
    pub fn read<T: FromJs>(&self, scope: &mut Scope<'_>, index: usize) -> JsResult<T> {
        let value = self.get(scope, index);
        T::from_js(scope, &value)
    }

    /// All arguments.
    pub fn all(&self, scope: &mut Scope<'_>) -> Vec<JsValue> {
        self.arguments.as_slice().iter().map(|value| JsValue::new(scope.vm, *value)).collect()
    }

    /// `this`: `undefined` where the function was called without an object.
    pub fn this(&self, scope: &mut Scope<'_>) -> JsValue {
        JsValue::new(scope.vm, self.arguments.this())
    }

    /// Was it called with `new`?
    pub fn is_construct(&self) -> bool {
        !self.arguments.new_target().is_undefined()
    }
}

/// What a native function does.
pub(super) type Closure = dyn Fn(&mut Scope<'_>, Args<'_>) -> JsResult;

/// What the object beside a native function holds on to.
pub(super) struct HostFunction(pub(super) Box<Closure>);

/// The value of the host's that a native function was made with.
pub(super) fn captured<T: Any>(arguments: Arguments) -> Option<Rc<T>> {
    let function = arguments.callee().as_native_function()?;
    HostObject::payload_of(function.data.get())?.downcast().ok()
}

/// An object beside a native function that holds on to what it captures.
pub(super) fn capture(vm: &mut Vm, captured: Rc<dyn Any>) -> Value {
    Value::cell(HostObject::as_object(vm.new_host_object(None, captured)))
}

/// Calls the closure of the function that is called.
pub(super) fn call_closure(vm: &mut Vm, arguments: Arguments) -> Res {
    let Some(function) = captured::<HostFunction>(arguments) else {
        return Err(vm.throw_type_error("this function has nothing to call"));
    };
    let result = (function.0)(&mut Scope::of(vm), Args::new(arguments));
    finish(vm, result)
}

/// The result of a native function as the machine takes it.
pub(super) fn finish(vm: &mut Vm, result: JsResult) -> Res {
    match result {
        Ok(value) => value.enter(vm),
        Err(exception) => Err(Exception::throw(exception, vm)),
    }
}

/// A native function that holds on to a closure.
pub(super) fn new_function(
    vm: &mut Vm,
    name: &str,
    length: u32,
    code: NativeCode,
    closure: Rc<dyn Any>,
) -> Gc<Object> {
    let data = capture(vm, closure);
    let key = vm.key_from_str(name);
    NativeFunction::as_object(vm.new_native_closure(key, length, code, data))
}

impl Scope<'_> {
    /// A function that runs a closure. `length` is what scripts see as its `length`.
    ///
    /// The closure may call back into scripts, which may call it again: state that it changes is in cells.
    ///
    /// ```
    /// use jsrun::context::{Context, JsValue};
    /// use std::cell::Cell;
    /// use std::rc::Rc;
    ///
    /// let mut context = Context::default();
    /// let total = Rc::new(Cell::new(0.0));
    /// let counted = total.clone();
    /// context.run(|scope| {
    ///     let add = scope.function("add", 1, move |scope, arguments| {
    ///         counted.set(counted.get() + arguments.read::<f64>(scope, 0)?);
    ///         Ok(JsValue::UNDEFINED)
    ///     })?;
    ///     scope.set_global("add", &add)
    /// })?;
    /// context.run_script("main.js", b"for (const n of [1, 2, 3]) add(n)")?;
    /// assert_eq!(total.get(), 6.0);
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    ///
    /// # Errors
    /// The end of a limit.
    pub fn function(
        &mut self,
        name: &str,
        length: u32,
        closure: impl Fn(&mut Scope<'_>, Args<'_>) -> JsResult + 'static,
    ) -> JsResult {
        self.run_for_value(|vm| {
            let closure = Rc::new(HostFunction(Box::new(closure)));
            Ok(Value::cell(new_function(vm, name, length, call_closure, closure)))
        })
    }
}
