//! Names that only run time can find, and direct `eval`.

use super::prelude::*;
use crate::bytecode::evaluate::direct_eval;
use crate::runtime::code::flags;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::object::{Environment, Object};
use crate::runtime::property_key::PropertyKey;
use crate::runtime::vm::frame::HEADER_WORDS;
use jsrun_gc::Gc;

/// The environment of a value that is one.
fn environment(v: Value) -> Gc<Environment> {
    // SAFETY: the compiler applies this to environments only.
    unsafe { Gc::from_addr(v.address()) }
}

/// The object of a value that is one.
fn object(v: Value) -> Gc<Object> {
    // SAFETY: the compiler applies this to what `find_dynamic` or `declare_dynamic` gave.
    unsafe { Gc::from_addr(v.address()) }
}

/// The name that a constant looks up, and in how many environments.
fn lookup(vm: &mut Vm, constant: Constant) -> Res<(PropertyKey, u32)> {
    let parts = vm.array_values(constant.0)?;
    Ok((vm.to_property_key(parts[0])?, parts[1].as_int() as u32))
}

fn is_strict(vm: &Vm) -> bool {
    // SAFETY: the topmost frame is live.
    unsafe { vm.frame.code() }.is_some_and(|code| code.has(flags::STRICT))
}

/// An environment that asks an object for names.
#[slow_path]
pub fn slow_make_dynamic(vm: &mut Vm, env: Value, o: Value) -> Res {
    vm.make_environment_dynamic(environment(env), o);
    Ok(env)
}

/// ToObject
#[slow_path]
pub fn slow_to_object(vm: &mut Vm, v: Value) -> Res {
    vm.to_object(v).map(Value::cell)
}

/// ResolveBinding
#[slow_path]
pub fn slow_find_dynamic(vm: &mut Vm, env: Value, k: Constant) -> Res {
    let (key, limit) = lookup(vm, k)?;
    vm.find_dynamic(env, key, limit)
}

/// GetBindingValue
#[slow_path]
pub fn slow_get_dynamic(vm: &mut Vm, o: Value, k: Constant) -> Res {
    let (key, _) = lookup(vm, k)?;
    let strict = is_strict(vm);
    vm.get_dynamic(object(o), key, strict)
}

/// SetMutableBinding
#[slow_path]
pub fn slow_set_dynamic(vm: &mut Vm, o: Value, k: Constant, v: Value) -> Res {
    let (key, _) = lookup(vm, k)?;
    let strict = is_strict(vm);
    vm.set_dynamic(object(o), key, v, strict)?;
    Ok(v)
}

/// DeleteBinding
#[slow_path]
pub fn slow_delete_dynamic(vm: &mut Vm, o: Value, k: Constant) -> Res {
    let (key, _) = lookup(vm, k)?;
    vm.delete_dynamic(object(o), key).map(Value::bool)
}

/// WithBaseObject
#[slow_path]
pub fn slow_dynamic_this(vm: &mut Vm, o: Value) -> Res {
    Ok(vm.with_base_object(object(o)))
}

/// A variable that `eval` makes.
#[slow_path]
pub fn slow_declare_dynamic(vm: &mut Vm, env: Value, k: Constant) -> Res {
    let (key, _) = lookup(vm, k)?;
    vm.declare_dynamic(environment(env), key).map(Value::cell)
}

/// Is it the realm's own `eval`?
#[slow_path]
pub fn slow_is_eval(vm: &mut Vm, f: Value) -> Res {
    Ok(Value::bool(f == Value::cell(vm.intrinsic(Intrinsic::Eval))))
}

/// A direct `eval`: the environment stands in the place of the callee.
#[slow_path]
pub fn slow_direct_eval(vm: &mut Vm, base: Reg, site: Imm) -> Res {
    // SAFETY: the topmost frame runs bytecode; the compiler put the environment and the first argument there.
    let (code, env, first) = unsafe {
        let base = vm.frame.0.add(base.0 as usize);
        (vm.frame.code(), *base, *base.add(HEADER_WORDS + 1))
    };
    let Some(code) = code else { return Ok(Value::UNDEFINED) };
    let site = &code.data().evals[site as usize];
    let argument = match site.has_spread {
        true => vm.array_values(first)?.first().copied().unwrap_or(Value::UNDEFINED),
        false => first,
    };
    match argument.as_string() {
        Some(text) => direct_eval(vm, site, text, env),
        None => Ok(argument),
    }
}
