//! BigInt (https://tc39.es/ecma262/#sec-bigint-objects).
//!
//! Invariant: a BigInt object is a wrapper whose value is a BigInt.

use super::prelude::*;
use crate::runtime::bigint::{BigIntExt, JsBigInt};
use crate::runtime::convert::Hint;

/// Installs the constructor and fills the prototype object.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let (function, prototype) = constructor(
        vm,
        realm,
        "BigInt",
        1,
        bigint_constructor,
        (Intrinsic::BigInt, Intrinsic::BigIntPrototype),
    );
    methods(vm, function, &[("asUintN", 2, as_uint_n), ("asIntN", 2, as_int_n)]);
    methods(
        vm,
        prototype,
        &[
            ("toLocaleString", 0, to_locale_string),
            ("toString", 0, to_string),
            ("valueOf", 0, value_of),
        ],
    );
    tag(vm, prototype, "BigInt");
}

/// BigInt (https://tc39.es/ecma262/#sec-bigint-constructor-number-value)
fn bigint_constructor(vm: &mut Vm, arguments: Arguments) -> Res {
    if !arguments.new_target().is_undefined() {
        return Err(vm.throw_type_error("BigInt is not a constructor"));
    }
    let primitive = vm.to_primitive(arguments.get(0), Hint::Number)?;
    let bigint = match primitive.to_number() {
        Some(number) => vm.number_to_bigint(number)?,
        None => vm.to_bigint(primitive)?,
    };
    Ok(Value::cell(bigint))
}

/// BigInt.asIntN (https://tc39.es/ecma262/#sec-bigint.asintn)
fn as_int_n(vm: &mut Vm, arguments: Arguments) -> Res {
    let bits = vm.to_index(arguments.get(0))?;
    let bigint = vm.to_bigint(arguments.get(1))?;
    vm.bigint_as_int_n(bits, bigint).map(Value::cell)
}

/// BigInt.asUintN (https://tc39.es/ecma262/#sec-bigint.asuintn)
fn as_uint_n(vm: &mut Vm, arguments: Arguments) -> Res {
    let bits = vm.to_index(arguments.get(0))?;
    let bigint = vm.to_bigint(arguments.get(1))?;
    vm.bigint_as_uint_n(bits, bigint).map(Value::cell)
}

/// ThisBigIntValue (https://tc39.es/ecma262/#sec-thisbigintvalue)
fn this_bigint(vm: &mut Vm, this: Value, method: &str) -> Res<Gc<JsBigInt>> {
    let bigint = this.as_bigint().or_else(|| Vm::wrapped_primitive(this)?.as_bigint());
    match bigint {
        Some(bigint) => Ok(bigint),
        None => Err(vm.throw_type_error(format!(
            "BigInt.prototype.{method} requires that 'this' be a BigInt"
        ))),
    }
}

/// BigInt.prototype.toLocaleString (https://tc39.es/ecma262/#sec-bigint.prototype.tolocalestring), as for English.
fn to_locale_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let bigint = this_bigint(vm, arguments.this(), "toLocaleString")?;
    let digits = vm.bigint_to_string(bigint, 10).to_rust();
    let grouped = super::number::grouped(digits.trim_start_matches('-'));
    let sign = if bigint.is_negative() { "-" } else { "" };
    Ok(Value::cell(vm.new_string(&format!("{sign}{grouped}"))))
}

/// BigInt.prototype.toString (https://tc39.es/ecma262/#sec-bigint.prototype.tostring)
fn to_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let bigint = this_bigint(vm, arguments.this(), "toString")?;
    let radix = super::number::radix_argument(vm, arguments.get(0))?;
    Ok(Value::cell(vm.bigint_to_string(bigint, radix)))
}

/// BigInt.prototype.valueOf (https://tc39.es/ecma262/#sec-bigint.prototype.valueof)
fn value_of(vm: &mut Vm, arguments: Arguments) -> Res {
    this_bigint(vm, arguments.this(), "valueOf").map(Value::cell)
}
