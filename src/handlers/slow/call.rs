//! Calls of what is not called directly, `super`, `this`, arguments.

use super::prelude::*;
use crate::runtime::object::Environment;
use crate::runtime::vm::frame::{
    ARGUMENT_COUNT, Frame, HEADER_WORDS, NEW_TARGET, RETURN, SAVED_INDEX,
};
use crate::value::Thrown;
use jsrun_gc::Gc;

/// The outgoing call that a frame has built: callee, `new.target` for `super()`, `this`, arguments.
struct Outgoing {
    callee: Value,
    this: Value,
    frame: Frame,
    argc: usize,
}

impl Outgoing {
    fn of(vm: &Vm, base: Reg, argc: Imm) -> Outgoing {
        // SAFETY: the compiler built the call in the topmost frame's registers.
        unsafe {
            let base = vm.frame.0.add(base.0 as usize);
            let frame = Frame(base.add(HEADER_WORDS));
            Outgoing { callee: *base, this: *frame.0, frame, argc: argc as usize }
        }
    }

    /// The `new.target` of a `super()`.
    fn new_target(&self) -> Value {
        // SAFETY: the header's words are registers of the topmost frame.
        unsafe { *self.frame.0.offset(NEW_TARGET) }
    }

    /// The arguments, which stay where they are while they are used.
    fn arguments<'a>(&self) -> &'a [Value] {
        // SAFETY: they are registers of a frame that outlives the call, below everything that is built above it.
        unsafe { std::slice::from_raw_parts(self.frame.0.add(1), self.argc) }
    }

    /// Prepares a construction by the callee.
    fn prepare_construct(&self, vm: &mut Vm, arguments: &[Value], new_target: Value) -> Res {
        // SAFETY: the slot of `this` is a register of the topmost frame, which nothing reads but `select_object`.
        unsafe { vm.prepare_construct(self.callee, arguments, new_target, self.frame.0) }
    }

    /// Runs a built-in function where its arguments stand; `None` if the callee is none.
    fn run_native(&self, vm: &mut Vm, new_target: Value) -> Option<Res> {
        let function = self.callee.as_native_function()?;
        // SAFETY: the header's words are the outgoing call's own.
        unsafe {
            *self.frame.0.offset(NEW_TARGET) = new_target;
            *self.frame.word(ARGUMENT_COUNT) = self.argc as u64;
            *self.frame.word(SAVED_INDEX) = 0;
            *self.frame.word(RETURN) = 0;
        }
        if let Err(thrown) = vm.check_stacks(self.frame.0 as usize + 8 * (1 + self.argc)) {
            return Some(Err(thrown));
        }
        // SAFETY: the frame is complete and lies in the topmost frame's outgoing words.
        Some(unsafe { vm.run_native(function, self.frame) })
    }
}

/// Throws that the callee of a call cannot be called, in the words of the source.
fn throw_not_callable(vm: &mut Vm, callee: Value) -> Thrown {
    match quoted_text(vm) {
        Some(text) => vm.throw_type_error(format!("{text} is not a function")),
        None => vm.throw_not_callable(callee),
    }
}

/// A call.
#[slow_path]
pub fn slow_call(vm: &mut Vm, base: Reg, argc: Imm) -> Res {
    let call = Outgoing::of(vm, base, argc);
    if let Some(result) = call.run_native(vm, Value::UNDEFINED) {
        return result;
    }
    if !call.callee.is_callable() {
        return Err(throw_not_callable(vm, call.callee));
    }
    vm.prepare_call(call.callee, call.this, call.arguments())
}

/// A call whose result the running function returns.
#[slow_path]
pub fn slow_tail_call(vm: &mut Vm, base: Reg, argc: Imm) -> Res {
    let call = Outgoing::of(vm, base, argc);
    let result = match call.run_native(vm, Value::UNDEFINED) {
        Some(result) => result?,
        None if !call.callee.is_callable() => return Err(throw_not_callable(vm, call.callee)),
        None => vm.prepare_call(call.callee, call.this, call.arguments())?,
    };
    vm.replace_frame(result)
}

/// `new`
#[slow_path]
pub fn slow_construct(vm: &mut Vm, base: Reg, argc: Imm) -> Res {
    let call = Outgoing::of(vm, base, argc);
    if !call.callee.is_constructor() {
        return Err(throw_not_constructor(vm, call.callee));
    }
    if let Some(result) = call.run_native(vm, call.callee) {
        return result;
    }
    call.prepare_construct(vm, call.arguments(), call.callee)
}

fn throw_not_constructor(vm: &mut Vm, callee: Value) -> Thrown {
    match quoted_text(vm) {
        Some(text) => vm.throw_type_error(format!("{text} is not a constructor")),
        None => vm.throw_not_constructor(callee),
    }
}

/// `super(…)`
#[slow_path]
pub fn slow_super_call(vm: &mut Vm, base: Reg, argc: Imm) -> Res {
    let call = Outgoing::of(vm, base, argc);
    call.prepare_construct(vm, call.arguments(), call.new_target())
}

/// The elements of the array of arguments of a spread call, in a rooted list.
fn spread_arguments(vm: &mut Vm, array: Value) -> Res<jsrun_gc::RootVec<Value>> {
    vm.array_values(array)
}

/// `f(...a)`
#[slow_path]
pub fn slow_call_spread(vm: &mut Vm, base: Reg) -> Res {
    let call = Outgoing::of(vm, base, 1);
    let arguments = spread_arguments(vm, call.arguments()[0])?;
    if !call.callee.is_callable() {
        return Err(throw_not_callable(vm, call.callee));
    }
    vm.prepare_call(call.callee, call.this, &arguments)
}

/// `f(...a)` whose result the running function returns.
#[slow_path]
pub fn slow_tail_call_spread(vm: &mut Vm, base: Reg) -> Res {
    let call = Outgoing::of(vm, base, 1);
    let arguments = spread_arguments(vm, call.arguments()[0])?;
    if !call.callee.is_callable() {
        return Err(throw_not_callable(vm, call.callee));
    }
    let result = vm.prepare_call(call.callee, call.this, &arguments)?;
    vm.replace_frame(result)
}

/// `new F(...a)`
#[slow_path]
pub fn slow_construct_spread(vm: &mut Vm, base: Reg) -> Res {
    let call = Outgoing::of(vm, base, 1);
    let arguments = spread_arguments(vm, call.arguments()[0])?;
    if !call.callee.is_constructor() {
        return Err(throw_not_constructor(vm, call.callee));
    }
    call.prepare_construct(vm, &arguments, call.callee)
}

/// `super(...a)`
#[slow_path]
pub fn slow_super_call_spread(vm: &mut Vm, base: Reg) -> Res {
    let call = Outgoing::of(vm, base, 1);
    let arguments = spread_arguments(vm, call.arguments()[0])?;
    call.prepare_construct(vm, &arguments, call.new_target())
}

/// GetSuperConstructor
#[slow_path]
pub fn slow_super_constructor(vm: &mut Vm, function: Value) -> Res {
    vm.get_super_constructor(function)
}

/// GetSuperBase
#[slow_path]
pub fn slow_super_base(vm: &mut Vm, f: Value) -> Res {
    let home = f.as_function().map_or(Value::UNDEFINED, |f| f.home_object.get());
    match home.as_object() {
        Some(home) => Ok(vm.get_prototype_of(home)?.map_or(Value::NULL, Value::cell)),
        None => Ok(Value::UNDEFINED),
    }
}

/// OrdinaryCallBindThis of a primitive in sloppy mode
#[slow_path]
pub fn slow_bind_this(vm: &mut Vm, v: Value) -> Res {
    if v.is_nullish() {
        return Ok(Value::cell(vm.realm().global_this.get()));
    }
    vm.to_object(v).map(Value::cell)
}

/// What a derived constructor returns that returned no object.
#[slow_path]
pub fn slow_derived_result(vm: &mut Vm, v: Value, this: Value) -> Res {
    if !v.is_undefined() {
        return Err(vm.throw_type_error("Derived constructors may only return object or undefined"));
    }
    if this == Value::UNINITIALIZED {
        return Err(vm.throw_reference_error(
            "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
        ));
    }
    Ok(this)
}

/// `arguments`, unmapped
#[slow_path]
pub fn slow_unmapped_arguments(vm: &mut Vm) -> Res {
    let frame = vm.frame;
    // SAFETY: the topmost frame is live, and its code keeps surplus arguments.
    unsafe { vm.new_unmapped_arguments(frame) }.map(Value::cell)
}

/// `arguments`, mapped
#[slow_path]
pub fn slow_mapped_arguments(vm: &mut Vm, env: Value, map: Constant) -> Res {
    let frame = vm.frame;
    let variables = vm.array_values(map.0)?;
    // SAFETY: the compiler applies this to an environment; the frame is as above.
    unsafe {
        let environment = Gc::<Environment>::from_addr(env.address());
        vm.new_mapped_arguments(frame, environment, &variables)
    }
    .map(Value::cell)
}

/// A rest parameter
#[slow_path]
pub fn slow_rest_arguments(vm: &mut Vm, from: Imm) -> Res {
    let frame = vm.frame;
    // SAFETY: the topmost frame is live, and its code keeps surplus arguments.
    unsafe { vm.new_rest_array(frame, from as usize) }.map(Value::cell)
}
