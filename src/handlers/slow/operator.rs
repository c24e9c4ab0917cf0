//! Operators on operands that are not both Numbers, conversions, interrupts, throws.

#![allow(
    clippy::missing_safety_doc,
    reason = "the contract of all slow paths is that of their attribute"
)]

use super::prelude::*;
use crate::bytecode::error_kind;
use crate::runtime::error::ErrorKind;

/// Slow paths that are one operator of the runtime.
macro_rules! operators {
    ($( $(#[$doc:meta])* $name:ident = $operator:ident($($operand:ident),*); )*) => {
        $( $(#[$doc])*
        #[slow_path]
        pub fn $name(vm: &mut Vm $(, $operand: Value)*) -> Res {
            vm.$operator($($operand),*)
        } )*
    };
}

operators! {
    /// `a + b`
    slow_add = op_add(a, b);
    /// `a - b`
    slow_sub = op_sub(a, b);
    /// `a * b`
    slow_mul = op_mul(a, b);
    /// `a / b`
    slow_div = op_div(a, b);
    /// `a % b`
    slow_rem = op_rem(a, b);
    /// `a ** b`
    slow_exp = op_exp(a, b);
    /// `a & b`
    slow_bit_and = op_bit_and(a, b);
    /// `a | b`
    slow_bit_or = op_bit_or(a, b);
    /// `a ^ b`
    slow_bit_xor = op_bit_xor(a, b);
    /// `a << b`
    slow_shl = op_shl(a, b);
    /// `a >> b`
    slow_shr = op_shr(a, b);
    /// `a >>> b`
    slow_ushr = op_ushr(a, b);
    /// `-a`
    slow_neg = op_neg(a);
    /// `~a`
    slow_bit_not = op_bit_not(a);
    /// `+a`
    slow_to_number = op_plus(a);
    /// ToNumeric
    slow_to_numeric = to_numeric(a);
}

/// Slow paths that are one test of the runtime.
macro_rules! tests {
    ($( $(#[$doc:meta])* $name:ident = $test:ident($($operand:ident),*); )*) => {
        $( $(#[$doc])*
        #[slow_path]
        pub fn $name(vm: &mut Vm $(, $operand: Value)*) -> Res {
            vm.$test($($operand),*).map(Value::bool)
        } )*
    };
}

tests! {
    /// `a < b`
    slow_lt = op_less(a, b);
    /// `a <= b`
    slow_le = op_less_equal(a, b);
    /// `a > b`
    slow_gt = op_greater(a, b);
    /// `a >= b`
    slow_ge = op_greater_equal(a, b);
    /// `a == b`
    slow_loose_eq = is_loosely_equal(a, b);
    /// `v instanceof c`
    slow_instance_of = instance_of(v, c);
    /// `k in o`
    slow_has_property = op_in(k, o);
}

/// `a === b`
#[slow_path]
pub fn slow_strict_eq(vm: &mut Vm, a: Value, b: Value) -> Res {
    Ok(Value::bool(vm.is_strictly_equal(a, b)))
}

/// `a + i`
#[slow_path]
pub fn slow_add_imm(vm: &mut Vm, a: Value, i: Imm) -> Res {
    vm.op_add(a, Value::int(i))
}

/// `++a` or `--a`, of anything but a Number
#[slow_path]
pub fn slow_increment(vm: &mut Vm, a: Value, i: Imm) -> Res {
    if i < 0 { vm.op_dec(a) } else { vm.op_inc(a) }
}

/// ToString
#[slow_path]
pub fn slow_to_string(vm: &mut Vm, a: Value) -> Res {
    vm.to_string(a).map(Value::cell)
}

/// ToPropertyKey
#[slow_path]
pub fn slow_to_property_key(vm: &mut Vm, a: Value) -> Res {
    if a.is_symbol() {
        return Ok(a);
    }
    let key = vm.to_property_key(a)?;
    Ok(vm.key_to_value(key))
}

/// ToBoolean
#[slow_path]
pub fn slow_to_boolean(vm: &mut Vm, v: Value) -> Res {
    Ok(Value::bool(vm.to_boolean(v)))
}

/// `typeof v`
#[slow_path]
pub fn slow_type_of(vm: &mut Vm, v: Value) -> Res {
    Ok(Value::cell(vm.typeof_string(v)))
}

/// Serves interrupts.
#[slow_path]
pub fn slow_interrupt(vm: &mut Vm) -> Res {
    vm.serve_interrupt()?;
    Ok(Value::UNDEFINED)
}

/// `throw v`
#[slow_path]
pub fn slow_throw(vm: &mut Vm, v: Value) -> Res {
    Err(vm.throw(v))
}

/// Throws an error of a kind with a message.
#[slow_path]
pub fn slow_throw_error(vm: &mut Vm, kind: Imm, message: Constant) -> Res {
    let text = vm.value_display(message.0);
    let kind = match kind {
        error_kind::TYPE => ErrorKind::TypeError,
        error_kind::REFERENCE => ErrorKind::ReferenceError,
        other => unreachable!("the compiler throws no errors of kind {other}"),
    };
    Err(vm.throw_error(kind, &text))
}
