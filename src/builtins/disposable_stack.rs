//! DisposableStack, AsyncDisposableStack (https://tc39.es/ecma262/#sec-disposablestack-objects,
//! https://tc39.es/ecma262/#sec-asyncdisposablestack-objects), and what iterators do to be disposed of.
//!
//! Invariant: a stack that has been disposed of, or whose resources were moved, has no capability.

use super::prelude::*;
use super::support::{
    define_class, define_tag, incompatible, object_cell, require_new, shape_from_constructor,
};
use crate::runtime::disposal::{DisposeCapability, hint};
use crate::runtime::function::NativeFunction;
use crate::runtime::kind::Kind;
use crate::runtime::object::Values;
use crate::runtime::promise::{Capability, Promise};
use jsrun_gc::Slot;

/// A DisposableStack.
#[repr(C)]
pub struct DisposableStack {
    object: Object,
    /// [[DisposeCapability]], or `undefined`.
    capability: Slot<Value>,
}
object_cell!(DisposableStack, trace_stack: capability);

/// An AsyncDisposableStack.
#[repr(C)]
pub struct AsyncDisposableStack {
    object: Object,
    /// [[DisposeCapability]], or `undefined`.
    capability: Slot<Value>,
}
object_cell!(AsyncDisposableStack, trace_async_stack: capability);

/// Installs the constructors and fills the prototype objects.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    use Intrinsic as I;
    let intrinsics = (I::DisposableStack, I::DisposableStackPrototype);
    let p = define_class(vm, realm, "DisposableStack", 0, construct, intrinsics).prototype;
    methods(vm, p, &[("adopt", 2, adopt), ("defer", 1, defer)]);
    let dispose = vm.define_method(p, "dispose", 0, dispose);
    vm.define_getter(p, "disposed", disposed);
    methods(vm, p, &[("move", 0, move_resources), ("use", 1, use_resource)]);
    let key = vm.symbols.dispose;
    vm.define_value(p, key, Value::cell(dispose), Attributes::METHOD);
    define_tag(vm, p, "DisposableStack");

    let intrinsics = (I::AsyncDisposableStack, I::AsyncDisposableStackPrototype);
    let class = define_class(vm, realm, "AsyncDisposableStack", 0, construct_async, intrinsics);
    let p = class.prototype;
    methods(vm, p, &[("adopt", 2, adopt_async), ("defer", 1, defer_async)]);
    let dispose = vm.define_method(p, "disposeAsync", 0, dispose_async);
    vm.define_getter(p, "disposed", disposed_async);
    methods(vm, p, &[("move", 0, move_async), ("use", 1, use_async)]);
    let key = vm.symbols.async_dispose;
    vm.define_value(p, key, Value::cell(dispose), Attributes::METHOD);
    define_tag(vm, p, "AsyncDisposableStack");

    let iterators = realm.intrinsic(I::AsyncIteratorPrototype);
    vm.define_method(iterators, key, 0, dispose_async_iterator);
}

/// A stack of either sort.
#[derive(Clone, Copy)]
enum Stack {
    Sync(Gc<DisposableStack>),
    Async(Gc<AsyncDisposableStack>),
}

impl Stack {
    /// The stack that a method was called on.
    fn of(vm: &mut Vm, arguments: Arguments, is_async: bool, method: &str) -> Res<Stack> {
        let this = arguments.this();
        let found = match is_async {
            true => this.as_kind::<AsyncDisposableStack>().map(Stack::Async),
            false => this.as_kind::<DisposableStack>().map(Stack::Sync),
        };
        let class = if is_async { "AsyncDisposableStack" } else { "DisposableStack" };
        found.ok_or_else(|| incompatible(vm, &format!("{class}.prototype.{method}"), this))
    }

    fn capability(self) -> Option<Gc<DisposeCapability>> {
        let value = match self {
            Stack::Sync(stack) => stack.capability.get(),
            Stack::Async(stack) => stack.capability.get(),
        };
        // SAFETY: the slot holds a capability or `undefined`.
        (!value.is_undefined()).then(|| unsafe { Gc::from_addr(value.address()) })
    }

    /// Takes the capability away: the stack counts as disposed of.
    fn take(self, vm: &mut Vm) -> Option<Gc<DisposeCapability>> {
        let capability = self.capability();
        match self {
            Stack::Sync(stack) => stack.capability.set(&mut vm.heap, stack, Value::UNDEFINED),
            Stack::Async(stack) => stack.capability.set(&mut vm.heap, stack, Value::UNDEFINED),
        }
        capability
    }

    /// The capability of a stack that must not have been disposed of.
    fn pending(self, vm: &mut Vm) -> Res<Gc<DisposeCapability>> {
        self.capability()
            .ok_or_else(|| vm.throw_reference_error("The stack has already been disposed"))
    }
}

/// A stack of the other's sort with these resources.
fn new_stack(
    vm: &mut Vm,
    constructor: Value,
    is_async: bool,
    capability: Option<Gc<DisposeCapability>>,
) -> Res {
    let prototype = match is_async {
        true => Intrinsic::AsyncDisposableStackPrototype,
        false => Intrinsic::DisposableStackPrototype,
    };
    let shape = shape_from_constructor(vm, constructor, prototype)?;
    let capability = match capability {
        Some(capability) => capability,
        None => vm.new_dispose_capability()?,
    };
    let capability = Slot::new(Value::cell(capability));
    Ok(match is_async {
        true => Value::cell(vm.alloc_object(Kind::AsyncDisposableStack, shape, 0, |object| {
            AsyncDisposableStack { object, capability }
        })),
        false => Value::cell(vm.alloc_object(Kind::DisposableStack, shape, 0, |object| {
            DisposableStack { object, capability }
        })),
    })
}

/// DisposableStack (https://tc39.es/ecma262/#sec-disposablestack)
fn construct(vm: &mut Vm, arguments: Arguments) -> Res {
    require_new(vm, arguments, "DisposableStack")?;
    new_stack(vm, arguments.new_target(), false, None)
}

/// AsyncDisposableStack (https://tc39.es/ecma262/#sec-asyncdisposablestack)
fn construct_async(vm: &mut Vm, arguments: Arguments) -> Res {
    require_new(vm, arguments, "AsyncDisposableStack")?;
    new_stack(vm, arguments.new_target(), true, None)
}

/// What `adopt` and `defer` are given must be callable.
fn require_callable(vm: &mut Vm, value: Value) -> Res<()> {
    if value.is_callable() { Ok(()) } else { Err(vm.throw_not_callable(value)) }
}

fn adopt_in(vm: &mut Vm, arguments: Arguments, is_async: bool) -> Res {
    let stack = Stack::of(vm, arguments, is_async, "adopt")?;
    let capability = stack.pending(vm)?;
    let (value, on_dispose) = (arguments.get(0), arguments.get(1));
    require_callable(vm, on_dispose)?;
    let flags = hint::ADOPTED | if is_async { hint::ASYNC } else { 0 };
    vm.push_resource(capability, value, on_dispose, flags)?;
    Ok(value)
}

/// DisposableStack.prototype.adopt (https://tc39.es/ecma262/#sec-disposablestack.prototype.adopt)
fn adopt(vm: &mut Vm, arguments: Arguments) -> Res {
    adopt_in(vm, arguments, false)
}

/// AsyncDisposableStack.prototype.adopt (https://tc39.es/ecma262/#sec-asyncdisposablestack.prototype.adopt)
fn adopt_async(vm: &mut Vm, arguments: Arguments) -> Res {
    adopt_in(vm, arguments, true)
}

fn defer_in(vm: &mut Vm, arguments: Arguments, is_async: bool) -> Res {
    let stack = Stack::of(vm, arguments, is_async, "defer")?;
    let capability = stack.pending(vm)?;
    require_callable(vm, arguments.get(0))?;
    let flags = hint::DEFERRED | if is_async { hint::ASYNC } else { 0 };
    vm.push_resource(capability, Value::UNDEFINED, arguments.get(0), flags)?;
    Ok(Value::UNDEFINED)
}

/// DisposableStack.prototype.defer (https://tc39.es/ecma262/#sec-disposablestack.prototype.defer)
fn defer(vm: &mut Vm, arguments: Arguments) -> Res {
    defer_in(vm, arguments, false)
}

/// AsyncDisposableStack.prototype.defer (https://tc39.es/ecma262/#sec-asyncdisposablestack.prototype.defer)
fn defer_async(vm: &mut Vm, arguments: Arguments) -> Res {
    defer_in(vm, arguments, true)
}

fn use_in(vm: &mut Vm, arguments: Arguments, is_async: bool) -> Res {
    let stack = Stack::of(vm, arguments, is_async, "use")?;
    let capability = stack.pending(vm)?;
    vm.add_disposable_resource(capability, arguments.get(0), is_async)?;
    Ok(arguments.get(0))
}

/// DisposableStack.prototype.use (https://tc39.es/ecma262/#sec-disposablestack.prototype.use)
fn use_resource(vm: &mut Vm, arguments: Arguments) -> Res {
    use_in(vm, arguments, false)
}

/// AsyncDisposableStack.prototype.use (https://tc39.es/ecma262/#sec-asyncdisposablestack.prototype.use)
fn use_async(vm: &mut Vm, arguments: Arguments) -> Res {
    use_in(vm, arguments, true)
}

fn move_in(vm: &mut Vm, arguments: Arguments, is_async: bool) -> Res {
    let stack = Stack::of(vm, arguments, is_async, "move")?;
    stack.pending(vm)?;
    let constructor = match is_async {
        true => Intrinsic::AsyncDisposableStack,
        false => Intrinsic::DisposableStack,
    };
    let constructor = Value::cell(vm.intrinsic(constructor));
    let capability = stack.take(vm);
    new_stack(vm, constructor, is_async, capability)
}

/// DisposableStack.prototype.move (https://tc39.es/ecma262/#sec-disposablestack.prototype.move)
fn move_resources(vm: &mut Vm, arguments: Arguments) -> Res {
    move_in(vm, arguments, false)
}

/// AsyncDisposableStack.prototype.move (https://tc39.es/ecma262/#sec-asyncdisposablestack.prototype.move)
fn move_async(vm: &mut Vm, arguments: Arguments) -> Res {
    move_in(vm, arguments, true)
}

/// get DisposableStack.prototype.disposed (https://tc39.es/ecma262/#sec-get-disposablestack.prototype.disposed)
fn disposed(vm: &mut Vm, arguments: Arguments) -> Res {
    let stack = Stack::of(vm, arguments, false, "disposed")?;
    Ok(Value::bool(stack.capability().is_none()))
}

/// get AsyncDisposableStack.prototype.disposed (https://tc39.es/ecma262/#sec-get-asyncdisposablestack.prototype.disposed)
fn disposed_async(vm: &mut Vm, arguments: Arguments) -> Res {
    let stack = Stack::of(vm, arguments, true, "disposed")?;
    Ok(Value::bool(stack.capability().is_none()))
}

/// DisposableStack.prototype.dispose (https://tc39.es/ecma262/#sec-disposablestack.prototype.dispose)
fn dispose(vm: &mut Vm, arguments: Arguments) -> Res {
    let stack = Stack::of(vm, arguments, false, "dispose")?;
    if let Some(capability) = stack.take(vm) {
        vm.dispose_resources(capability)?;
    }
    Ok(Value::UNDEFINED)
}

/// AsyncDisposableStack.prototype.disposeAsync (https://tc39.es/ecma262/#sec-asyncdisposablestack.prototype.disposeAsync)
fn dispose_async(vm: &mut Vm, arguments: Arguments) -> Res {
    let promise = vm.new_promise();
    match Stack::of(vm, arguments, true, "disposeAsync") {
        Err(thrown) => vm.reject_promise_thrown(promise, thrown)?,
        Ok(stack) => match stack.take(vm) {
            None => vm.resolve_promise(promise, Value::UNDEFINED)?,
            Some(capability) => {
                vm.begin_disposal(capability, None);
                go_on(vm, capability, promise)?;
            }
        },
    }
    Ok(Value::cell(Promise::as_object(promise)))
}

/// Disposes up to the next promise that is to be awaited, which goes on; at the end the promise is settled.
fn go_on(vm: &mut Vm, capability: Gc<DisposeCapability>, promise: Gc<Promise>) -> Res<()> {
    loop {
        let next = vm.dispose_next(capability)?;
        if next == Value::DONE {
            return match vm.end_disposal(capability) {
                Ok(()) => vm.resolve_promise(promise, Value::UNDEFINED),
                Err(thrown) => vm.reject_promise_thrown(promise, thrown),
            };
        }
        match vm.intrinsic_promise_resolve(next) {
            Ok(awaited) => {
                let parts = [Value::cell(capability), Value::cell(promise)];
                let parts = Value::cell(vm.new_values_from(&parts)?);
                let key = vm.names.empty;
                let fulfilled = vm.new_native_closure(key, 1, disposed_one, parts);
                let rejected = vm.new_native_closure(key, 1, failed_one, parts);
                let function = |f| Value::cell(NativeFunction::as_object(f));
                vm.perform_promise_then(awaited, function(fulfilled), function(rejected), None);
                return Ok(());
            }
            Err(_) => {
                let exception = vm.catch()?;
                vm.disposal_failed(capability, exception);
            }
        }
    }
}

/// What the function that runs was made with.
fn parts(arguments: Arguments) -> (Gc<DisposeCapability>, Gc<Promise>) {
    let data = arguments.callee().as_native_function().map_or(Value::UNDEFINED, |f| f.data.get());
    // SAFETY: the two functions that ask were made with such a cell, which holds a capability and a promise.
    unsafe {
        let values: Gc<Values> = Gc::from_addr(data.address());
        (
            Gc::from_addr(Values::get(values, 0).address()),
            Gc::from_addr(Values::get(values, 1).address()),
        )
    }
}

/// What was awaited is fulfilled.
fn disposed_one(vm: &mut Vm, arguments: Arguments) -> Res {
    let (capability, promise) = parts(arguments);
    go_on(vm, capability, promise)?;
    Ok(Value::UNDEFINED)
}

/// What was awaited is rejected.
fn failed_one(vm: &mut Vm, arguments: Arguments) -> Res {
    let (capability, promise) = parts(arguments);
    vm.disposal_failed(capability, arguments.get(0));
    go_on(vm, capability, promise)?;
    Ok(Value::UNDEFINED)
}

/// %AsyncIteratorPrototype% [ %Symbol.asyncDispose% ]
/// (https://tc39.es/ecma262/#sec-%asynciteratorprototype%-%symbol.asyncdispose%)
fn dispose_async_iterator(vm: &mut Vm, arguments: Arguments) -> Res {
    let promise = vm.new_promise();
    if let Err(thrown) = return_async(vm, arguments.this(), promise) {
        vm.reject_promise_thrown(promise, thrown)?;
    }
    Ok(Value::cell(Promise::as_object(promise)))
}

/// Calls the iterator's method `return`; its outcome settles the promise.
fn return_async(vm: &mut Vm, iterator: Value, promise: Gc<Promise>) -> Res<()> {
    let key = vm.names.return_;
    let Some(method) = vm.get_method(iterator, key)? else {
        return vm.resolve_promise(promise, Value::UNDEFINED);
    };
    let result = vm.call(method, iterator, &[])?;
    let awaited = vm.intrinsic_promise_resolve(result)?;
    let key = vm.names.empty;
    let unwrap = vm.new_native_closure(key, 1, |_, _| Ok(Value::UNDEFINED), Value::UNDEFINED);
    let unwrap = Value::cell(NativeFunction::as_object(unwrap));
    vm.perform_promise_then(awaited, unwrap, Value::UNDEFINED, Some(Capability::internal(promise)));
    Ok(())
}
