//! Symbol (https://tc39.es/ecma262/#sec-symbol-objects).
//!
//! Invariant: a Symbol object is a wrapper whose value is a symbol.

use super::prelude::*;
use crate::runtime::names::Symbol;

/// Installs the constructor and fills the prototype object.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let (function, prototype) = constructor(
        vm,
        realm,
        "Symbol",
        0,
        symbol_constructor,
        (Intrinsic::Symbol, Intrinsic::SymbolPrototype),
    );
    methods(vm, function, &[("for", 1, symbol_for), ("keyFor", 1, key_for)]);
    for (name, key) in vm.symbols.all() {
        let symbol = vm.key_to_value(key);
        vm.define_value(function, name, symbol, Attributes::NONE);
    }
    methods(vm, prototype, &[("toString", 0, to_string), ("valueOf", 0, value_of)]);
    vm.define_getter(prototype, "description", description);
    tag(vm, prototype, "Symbol");
    let key = vm.symbols.to_primitive;
    let function = vm.new_native_function(key, 1, value_of);
    vm.define_value(prototype, key, Value::cell(function), Attributes::CONFIGURABLE);
}

/// Symbol (https://tc39.es/ecma262/#sec-symbol-description)
fn symbol_constructor(vm: &mut Vm, arguments: Arguments) -> Res {
    if !arguments.new_target().is_undefined() {
        return Err(vm.throw_type_error("Symbol is not a constructor"));
    }
    let description = match arguments.get(0) {
        Value::UNDEFINED => None,
        value => Some(vm.to_string(value)?),
    };
    Ok(Value::cell(vm.new_symbol(description)))
}

/// Symbol.for (https://tc39.es/ecma262/#sec-symbol.for)
fn symbol_for(vm: &mut Vm, arguments: Arguments) -> Res {
    let key = vm.to_string(arguments.get(0))?;
    Ok(Value::cell(vm.registered_symbol(key)))
}

/// Symbol.keyFor (https://tc39.es/ecma262/#sec-symbol.keyfor)
fn key_for(vm: &mut Vm, arguments: Arguments) -> Res {
    match arguments.get(0).as_symbol() {
        Some(symbol) if symbol.is_registered() => Ok(symbol.description.get()),
        Some(_) => Ok(Value::UNDEFINED),
        None => {
            let shown = vm.value_display(arguments.get(0));
            Err(vm.throw_type_error(format!("{shown} is not a symbol")))
        }
    }
}

/// ThisSymbolValue (https://tc39.es/ecma262/#sec-thissymbolvalue)
fn this_symbol(vm: &mut Vm, this: Value, method: &str) -> Res<Gc<Symbol>> {
    let symbol = this.as_symbol().or_else(|| Vm::wrapped_primitive(this)?.as_symbol());
    match symbol {
        Some(symbol) => Ok(symbol),
        None => Err(vm.throw_type_error(format!(
            "Symbol.prototype.{method} requires that 'this' be a Symbol"
        ))),
    }
}

/// get Symbol.prototype.description (https://tc39.es/ecma262/#sec-symbol.prototype.description)
fn description(vm: &mut Vm, arguments: Arguments) -> Res {
    Ok(this_symbol(vm, arguments.this(), "description")?.description.get())
}

/// Symbol.prototype.toString (https://tc39.es/ecma262/#sec-symbol.prototype.tostring)
fn to_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let symbol = this_symbol(vm, arguments.this(), "toString")?;
    let mut text = StringBuilder::new();
    text.push_str("Symbol(");
    if let Some(description) = symbol.description.get().as_string() {
        text.push_string(vm, description)?;
    }
    text.push_str(")");
    text.finish(vm).map(Value::cell)
}

/// Symbol.prototype.valueOf (https://tc39.es/ecma262/#sec-symbol.prototype.valueof), and
/// Symbol.prototype \[ %Symbol.toPrimitive% \] (https://tc39.es/ecma262/#sec-symbol.prototype-%symbol.toprimitive%)
fn value_of(vm: &mut Vm, arguments: Arguments) -> Res {
    this_symbol(vm, arguments.this(), "valueOf").map(Value::cell)
}
