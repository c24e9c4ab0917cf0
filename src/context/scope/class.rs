//! Classes whose instances carry a Rust value.
//!
//! Invariant: a method finds the value of its `this` or throws: an instance of another class, or of a script's making, has none.

use super::function::{Args, HostFunction, call_closure, capture, captured, new_function};
use super::{JsResult, JsValue, Scope};
use crate::runtime::function::NativeFunction;
use crate::runtime::host_object::HostObject;
use crate::runtime::object::Object;
use crate::runtime::property::{Attributes, PropertyDescriptor};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;

/// Makes a class: see [`Scope::class`].
pub struct ClassBuilder<'s, T> {
    scope: Scope<'s>,
    constructor: JsValue,
    prototype: JsValue,
    name: String,
    instance: PhantomData<T>,
}

/// Makes the value that a new instance carries.
type Construct = dyn Fn(&mut Scope<'_>, Args<'_>) -> JsResult<Rc<dyn Any>>;

/// What a constructor holds on to.
struct HostClass {
    construct: Box<Construct>,
    name: String,
}

/// [[Construct]] of a class of the host's.
fn construct(vm: &mut Vm, arguments: Arguments) -> Res {
    let Some(class) = captured::<HostClass>(arguments) else {
        return Err(vm.throw_type_error("this class has no constructor"));
    };
    if arguments.new_target().is_undefined() {
        let message = format!("Class constructor {} cannot be invoked without 'new'", class.name);
        return Err(vm.throw_type_error(message));
    }
    let payload = match (class.construct)(&mut Scope::of(vm), Args::new(arguments)) {
        Ok(payload) => payload,
        Err(exception) => return Err(exception.throw(vm)),
    };
    // What `new.target` inherits from, as in OrdinaryCreateFromConstructor; else the class's own.
    let prototype_key = vm.names.prototype;
    let mut prototype = None;
    for constructor in [arguments.new_target(), arguments.callee()] {
        if prototype.is_none()
            && let Some(constructor) = constructor.as_object()
        {
            prototype = vm.get(constructor, prototype_key)?.as_object();
        }
    }
    Ok(Value::cell(HostObject::as_object(vm.new_host_object(prototype, payload))))
}

impl Scope<'_> {
    /// Begins a class whose instances carry a `T`. The closure makes it for `new`; scripts may extend the class.
    ///
    /// ```
    /// use jsrun::context::{Context, JsValue};
    /// use std::cell::Cell;
    ///
    /// struct Counter(Cell<u32>);
    ///
    /// let mut context = Context::default();
    /// context.run(|scope| {
    ///     let class = scope
    ///         .class("Counter", 1, |scope, arguments| {
    ///             Ok(Counter(Cell::new(arguments.read::<Option<u32>>(scope, 0)?.unwrap_or(0))))
    ///         })?
    ///         .method("next", 0, |_, counter, _| {
    ///             counter.0.set(counter.0.get() + 1);
    ///             Ok(counter.0.get().into())
    ///         })?
    ///         .getter("value", |_, counter| Ok(counter.0.get().into()))?
    ///         .finish();
    ///     scope.set_global("Counter", &class)
    /// })?;
    /// let text = b"class Twice extends Counter { next() { super.next(); return super.next() } }
    ///     const c = new Twice(40); c.next(); c.value";
    /// let value = context.eval("main.js", text)?;
    /// assert_eq!(value.as_number(), Some(42.0));
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    ///
    /// # Errors
    /// The end of a limit.
    pub fn class<T: 'static>(
        &mut self,
        name: &str,
        length: u32,
        make: impl Fn(&mut Scope<'_>, Args<'_>) -> JsResult<T> + 'static,
    ) -> JsResult<ClassBuilder<'_, T>> {
        let class = HostClass {
            construct: Box::new(move |scope, arguments| Ok(Rc::new(make(scope, arguments)?))),
            name: name.to_owned(),
        };
        let (constructor, prototype) = self.run(|vm| {
            let data = capture(vm, Rc::new(class));
            let key = vm.key_from_str(name);
            let constructor = vm.new_native_constructor_closure(key, length, construct, data);
            let (constructor, prototype) =
                (NativeFunction::as_object(constructor), vm.new_object());
            vm.link_constructor(constructor, prototype);
            Ok((Value::cell(constructor), Value::cell(prototype)))
        })?;
        let constructor = JsValue::new(self.vm, constructor);
        let prototype = JsValue::new(self.vm, prototype);
        let (name, instance) = (name.to_owned(), PhantomData);
        Ok(ClassBuilder { scope: Scope::of(self.vm), constructor, prototype, name, instance })
    }

    /// A new object that carries a `T`, without a class: its prototype is `prototype`, which is an object or `null`.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn host_object<T: 'static>(&mut self, prototype: &JsValue, value: T) -> JsResult {
        self.run_for_value(|vm| {
            let prototype = prototype.enter(vm)?.as_object();
            Ok(Value::cell(HostObject::as_object(vm.new_host_object(prototype, Rc::new(value)))))
        })
    }

    /// The `T` that an object carries; `None` of any other value.
    ///
    /// # Errors
    /// A TypeError if the value is of another context.
    pub fn host_value<T: 'static>(&mut self, object: &JsValue) -> JsResult<Option<Rc<T>>> {
        self.run(|vm| {
            let value = object.enter(vm)?;
            Ok(HostObject::payload_of(value).and_then(|payload| payload.downcast().ok()))
        })
    }
}

impl<T: 'static> ClassBuilder<'_, T> {
    /// Adds a method; its closure is given the value that `this` carries.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn method(
        self,
        name: &str,
        length: u32,
        method: impl Fn(&mut Scope<'_>, &T, Args<'_>) -> JsResult + 'static,
    ) -> JsResult<Self> {
        let closure = with_this(format!("{}.prototype.{name}", self.name), method);
        self.define_function(false, name, length, closure)
    }

    /// Adds a function of the class itself.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn static_method(
        self,
        name: &str,
        length: u32,
        method: impl Fn(&mut Scope<'_>, Args<'_>) -> JsResult + 'static,
    ) -> JsResult<Self> {
        self.define_function(true, name, length, HostFunction(Box::new(method)))
    }

    /// Adds a property that is read through a closure.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn getter(
        self,
        name: &str,
        getter: impl Fn(&mut Scope<'_>, &T) -> JsResult + 'static,
    ) -> JsResult<Self> {
        let shown = format!("get {}.prototype.{name}", self.name);
        let getter = with_this(shown, move |scope, this, _| getter(scope, this));
        self.define_accessor(name, Some(getter), None)
    }

    /// Adds a property that is read and written through closures.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn accessor(
        self,
        name: &str,
        getter: impl Fn(&mut Scope<'_>, &T) -> JsResult + 'static,
        setter: impl Fn(&mut Scope<'_>, &T, JsValue) -> JsResult<()> + 'static,
    ) -> JsResult<Self> {
        let shown = format!("get {}.prototype.{name}", self.name);
        let getter = with_this(shown, move |scope, this, _| getter(scope, this));
        let shown = format!("set {}.prototype.{name}", self.name);
        let setter = with_this(shown, move |scope, this, arguments: Args<'_>| {
            let value = arguments.get(scope, 0);
            setter(scope, this, value)?;
            Ok(JsValue::UNDEFINED)
        });
        self.define_accessor(name, Some(getter), Some(setter))
    }

    /// The constructor.
    pub fn finish(self) -> JsValue {
        self.constructor
    }

    fn define_function(
        mut self,
        is_static: bool,
        name: &str,
        length: u32,
        closure: HostFunction,
    ) -> JsResult<Self> {
        let target = if is_static { &self.constructor } else { &self.prototype };
        self.scope.run(|vm| {
            let function = new_function(vm, name, length, call_closure, Rc::new(closure));
            define(
                vm,
                target,
                name,
                &PropertyDescriptor::data(Value::cell(function), Attributes::METHOD),
            )
        })?;
        Ok(self)
    }

    fn define_accessor(
        mut self,
        name: &str,
        getter: Option<HostFunction>,
        setter: Option<HostFunction>,
    ) -> JsResult<Self> {
        self.scope.run(|vm| {
            let mut half = |closure: Option<HostFunction>, prefix: &str, length| match closure {
                Some(closure) => {
                    let name = format!("{prefix} {name}");
                    let closure = Rc::new(closure);
                    Value::cell(new_function(vm, &name, length, call_closure, closure))
                }
                None => Value::UNDEFINED,
            };
            let (get, set) = (half(getter, "get", 0), half(setter, "set", 1));
            let descriptor = PropertyDescriptor::accessor(get, set, Attributes::CONFIGURABLE);
            define(vm, &self.prototype, name, &descriptor)
        })?;
        Ok(self)
    }
}

fn define(vm: &mut Vm, target: &JsValue, name: &str, descriptor: &PropertyDescriptor) -> Res<()> {
    let target: Option<Gc<Object>> = target.enter(vm)?.as_object();
    let key = vm.key_from_str(name);
    match target {
        Some(target) => vm.define_property_or_throw(target, key, descriptor),
        None => Ok(()),
    }
}

/// A closure that is given the value that its `this` carries.
fn with_this<T: 'static>(
    shown: String,
    method: impl Fn(&mut Scope<'_>, &T, Args<'_>) -> JsResult + 'static,
) -> HostFunction {
    HostFunction(Box::new(move |scope, arguments| {
        let this = arguments.this(scope);
        match scope.host_value::<T>(&this)? {
            Some(value) => method(scope, &value, arguments),
            None => {
                let receiver = scope.inspect(&this)?;
                Err(scope.throw_type_error(format!(
                    "Method {shown} called on incompatible receiver {receiver}"
                )))
            }
        }
    }))
}
