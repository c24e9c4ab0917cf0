//! Properties, elements, globals, private names.

use super::prelude::*;
use crate::bytecode::materialize::declaration;
use crate::runtime::code::{Code, flags};
use crate::runtime::property_key::PropertyKey;
use crate::value::Thrown;
use jsrun_gc::Gc;

/// Is the code of the running frame strict?
fn is_strict(vm: &Vm) -> bool {
    // SAFETY: the topmost frame is live.
    unsafe { vm.frame.code() }.is_some_and(|code| code.has(flags::STRICT))
}

/// The property key that a constant is.
fn constant_key(vm: &mut Vm, constant: Constant) -> Res<PropertyKey> {
    vm.to_property_key(constant.0)
}

/// `o.key`
#[slow_path]
pub fn slow_get_property(vm: &mut Vm, o: Value, c: Cache) -> Res {
    // SAFETY: the cache is one of the running function's.
    unsafe { vm.load_property(o, c.0) }
}

/// `o.key = v`
#[slow_path]
pub fn slow_set_property(vm: &mut Vm, o: Value, v: Value, c: Cache) -> Res {
    let strict = is_strict(vm);
    // SAFETY: the cache is one of the running function's.
    unsafe { vm.store_property(o, v, c.0, strict)? };
    Ok(v)
}

/// A data property of a literal.
#[slow_path]
pub fn slow_define_property(vm: &mut Vm, o: Value, v: Value, c: Cache) -> Res {
    if let Some(object) = o.as_object() {
        // SAFETY: the cache is one of the running function's.
        unsafe { vm.define_field(object, v, c.0)? };
    }
    Ok(v)
}

/// `o[k]`
#[slow_path]
pub fn slow_get_element(vm: &mut Vm, o: Value, k: Value) -> Res {
    vm.load_element(o, k)
}

/// `o[k] = v`
#[slow_path]
pub fn slow_set_element(vm: &mut Vm, o: Value, k: Value, v: Value) -> Res {
    let strict = is_strict(vm);
    vm.store_element(o, k, v, strict)?;
    Ok(v)
}

/// ToPropertyKey of the key of `o[k] += v`
#[slow_path]
pub fn slow_to_element_key(vm: &mut Vm, o: Value, k: Value) -> Res {
    if o.is_nullish() || k.is_number() || k.is_symbol() {
        return Ok(k);
    }
    let key = vm.to_property_key(k)?;
    Ok(vm.key_to_value(key))
}

/// `super[k]`
#[slow_path]
pub fn slow_get_super(vm: &mut Vm, o: Value, pair: Reg) -> Res {
    // SAFETY: the compiler put both there.
    let (receiver, k) =
        unsafe { (*vm.frame.0.add(pair.0 as usize), *vm.frame.0.add(pair.0 as usize + 1)) };
    let key = vm.to_property_key(k)?;
    match o.as_object() {
        Some(base) => vm.get_shared(base, key, receiver),
        None => vm.get_v(o, key),
    }
}

/// `super[k] = v`
#[slow_path]
pub fn slow_set_super(vm: &mut Vm, o: Value, k: Value, pair: Reg) -> Res {
    // SAFETY: the compiler put both there.
    let (receiver, v) =
        unsafe { (*vm.frame.0.add(pair.0 as usize), *vm.frame.0.add(pair.0 as usize + 1)) };
    let strict = is_strict(vm);
    let key = vm.to_property_key(k)?;
    let Some(base) = o.as_object() else {
        vm.set_v(o, key, v, strict)?;
        return Ok(v);
    };
    if !vm.set_with_receiver(base, key, v, receiver)? && strict {
        return Err(vm.throw_cannot_assign(receiver, key));
    }
    Ok(v)
}

/// `delete o[k]`
#[slow_path]
pub fn slow_delete_element(vm: &mut Vm, o: Value, k: Value) -> Res {
    let strict = is_strict(vm);
    vm.op_delete(o, k, strict)
}

/// A global variable.
#[slow_path]
pub fn slow_get_global(vm: &mut Vm, c: Cache) -> Res {
    // SAFETY: the cache is one of the running function's.
    unsafe { vm.load_global(c.0, false) }
}

/// A global variable, `undefined` if there is none.
#[slow_path]
pub fn slow_get_global_or_undefined(vm: &mut Vm, c: Cache) -> Res {
    // SAFETY: the cache is one of the running function's.
    unsafe { vm.load_global(c.0, true) }
}

/// An assignment to a global variable.
#[slow_path]
pub fn slow_set_global(vm: &mut Vm, v: Value, c: Cache) -> Res {
    let strict = is_strict(vm);
    // SAFETY: the cache is one of the running function's.
    unsafe { vm.store_global(v, c.0, strict)? };
    Ok(v)
}

/// The initialisation of a script's lexical binding.
#[slow_path]
pub fn slow_initialize_global(vm: &mut Vm, v: Value, c: Cache) -> Res {
    // SAFETY: the cache is one of the running function's.
    let key = unsafe { (*c.0).key };
    vm.initialize_global_lexical(key, v);
    Ok(v)
}

/// `delete key`
#[slow_path]
pub fn slow_delete_global(vm: &mut Vm, key: Constant) -> Res {
    let key = constant_key(vm, key)?;
    if vm.has_lexical_declaration(key) {
        return Ok(Value::FALSE);
    }
    let global = vm.global_object();
    vm.delete_property(global, key).map(Value::bool)
}

/// GlobalDeclarationInstantiation (https://tc39.es/ecma262/#sec-globaldeclarationinstantiation). The template is an array of
/// pairs: a name and what it is declared as, see [`declaration`].
#[slow_path]
pub fn slow_declare_globals(vm: &mut Vm, k: Constant) -> Res {
    let entries = vm.array_values(k.0)?;
    let each = |vm: &mut Vm, visit: &mut dyn FnMut(&mut Vm, PropertyKey, i32) -> Res<()>| {
        for i in (0..entries.len()).step_by(2) {
            let key = vm.to_property_key(entries[i])?;
            visit(vm, key, entries[i + 1].as_int())?;
        }
        Ok::<(), Thrown>(())
    };
    let is_deletable = |sort: i32| sort & declaration::DELETABLE != 0;
    let is_lexical =
        |sort| matches!(sort & declaration::SORT, declaration::LET | declaration::CONSTANT);
    // All names are checked before any is declared.
    each(vm, &mut |vm, key, sort| {
        if is_lexical(sort) && sort & declaration::REPLACES != 0 {
            let fixed = vm.has_fixed_global_property(key)?;
            return if fixed { Err(vm.throw_redeclaration(key)) } else { Ok(()) };
        }
        let is_annex_b = sort & declaration::SORT == declaration::ANNEX_B;
        let taken = vm.has_lexical_declaration(key) && !is_annex_b
            || is_lexical(sort) && vm.has_restricted_global_property(key)?;
        if taken { Err(vm.throw_redeclaration(key)) } else { Ok(()) }
    })?;
    each(vm, &mut |vm, key, sort| {
        let declarable = match sort & declaration::SORT {
            declaration::VARIABLE => vm.can_declare_global_var(key)?,
            declaration::FUNCTION => vm.can_declare_global_function(key)?,
            _ => true,
        };
        if declarable {
            return Ok(());
        }
        let name = vm.key_display(key);
        Err(vm.throw_type_error(format!("Cannot redefine property: {name}")))
    })?;
    each(vm, &mut |vm, key, sort| match sort & declaration::SORT {
        declaration::VARIABLE => vm.create_global_var(key, is_deletable(sort)),
        declaration::FUNCTION => {
            vm.create_global_function(key, Value::UNDEFINED, is_deletable(sort))
        }
        declaration::ANNEX_B => {
            if !vm.has_lexical_declaration(key) && vm.can_declare_global_var(key)? {
                vm.create_global_var(key, is_deletable(sort))?;
            }
            Ok(())
        }
        lexical if sort & declaration::REPLACES != 0 => {
            vm.replace_global_lexical(key, lexical == declaration::LET);
            Ok(())
        }
        lexical => vm.declare_global_lexical(key, lexical == declaration::LET),
    })?;
    Ok(Value::UNDEFINED)
}

/// `o.#n`
#[slow_path]
pub fn slow_get_private(vm: &mut Vm, pair: Reg, c: Cache) -> Res {
    let (o, n, code) = private_member(vm, pair);
    // SAFETY: the cache is one of the running function's.
    unsafe { vm.load_private(o, n, code, c.0) }
}

/// The object and the private name of a pair, and the running code.
fn private_member(vm: &Vm, pair: Reg) -> (Value, Value, Gc<Code>) {
    // SAFETY: the compiler allocated a pair of registers in the topmost frame.
    unsafe {
        let first = vm.frame.0.add(pair.0 as usize);
        (*first, *first.add(1), vm.frame.code_unchecked())
    }
}

/// `o.#n = v`
#[slow_path]
pub fn slow_set_private(vm: &mut Vm, pair: Reg, v: Value, c: Cache) -> Res {
    let (o, n, code) = private_member(vm, pair);
    // SAFETY: the cache is one of the running function's.
    unsafe { vm.store_private(o, n, v, code, c.0)? };
    Ok(v)
}

/// A private field.
#[slow_path]
pub fn slow_define_private(vm: &mut Vm, o: Value, n: Value, v: Value) -> Res {
    if let Some(object) = o.as_object() {
        vm.private_field_add(object, n, v)?;
    }
    Ok(v)
}

/// `#n in o`
#[slow_path]
pub fn slow_has_private(vm: &mut Vm, o: Value, n: Value) -> Res {
    vm.private_has(o, n).map(Value::bool)
}
