//! Number (https://tc39.es/ecma262/#sec-number-objects).
//!
//! Invariant: a Number object is a wrapper whose value is a number; the digits come from `runtime::number::format`.

use super::prelude::*;
use crate::runtime::bigint::BigIntExt;
use crate::runtime::convert::MAX_SAFE_INTEGER;
use crate::runtime::number::format;
use crate::runtime::object::PrimitiveWrapper;

/// Installs the constructor and fills the prototype object.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let (function, prototype) = constructor(
        vm,
        realm,
        "Number",
        1,
        number_constructor,
        (Intrinsic::Number, Intrinsic::NumberPrototype),
    );
    methods(
        vm,
        function,
        &[
            ("isFinite", 1, is_finite),
            ("isInteger", 1, is_integer),
            ("isNaN", 1, is_nan),
            ("isSafeInteger", 1, is_safe_integer),
        ],
    );
    let (parse_float, parse_int) = super::global::parse_functions(vm, realm);
    vm.define_value(function, "parseFloat", Value::cell(parse_float), Attributes::METHOD);
    vm.define_value(function, "parseInt", Value::cell(parse_int), Attributes::METHOD);
    for (name, value) in [
        ("MAX_VALUE", f64::MAX),
        ("MIN_VALUE", 5e-324),
        ("NaN", f64::NAN),
        ("NEGATIVE_INFINITY", f64::NEG_INFINITY),
        ("POSITIVE_INFINITY", f64::INFINITY),
        ("MAX_SAFE_INTEGER", MAX_SAFE_INTEGER as f64),
        ("MIN_SAFE_INTEGER", -(MAX_SAFE_INTEGER as f64)),
        ("EPSILON", f64::EPSILON),
    ] {
        vm.define_value(function, name, Value::number(value), Attributes::NONE);
    }
    methods(
        vm,
        prototype,
        &[
            ("toExponential", 1, to_exponential),
            ("toFixed", 1, to_fixed),
            ("toPrecision", 1, to_precision),
            ("toString", 1, to_string),
            ("valueOf", 0, value_of),
            ("toLocaleString", 0, to_locale_string),
        ],
    );
}

/// Number (https://tc39.es/ecma262/#sec-number-constructor-number-value)
fn number_constructor(vm: &mut Vm, arguments: Arguments) -> Res {
    let value = if arguments.is_empty() {
        Value::int(0)
    } else {
        let numeric = vm.to_numeric(arguments.get(0))?;
        match numeric.as_bigint() {
            Some(bigint) => Value::number(bigint.to_f64()),
            None => numeric,
        }
    };
    if arguments.new_target().is_undefined() {
        return Ok(value);
    }
    let prototype =
        vm.get_prototype_from_constructor(arguments.new_target(), Intrinsic::NumberPrototype)?;
    Ok(Value::cell(PrimitiveWrapper::as_object(vm.new_wrapper_with_prototype(prototype, value))))
}

fn tested(arguments: Arguments, test: impl FnOnce(f64) -> bool) -> Res {
    Ok(Value::bool(arguments.get(0).to_number().is_some_and(test)))
}

/// Number.isFinite (https://tc39.es/ecma262/#sec-number.isfinite)
fn is_finite(_: &mut Vm, arguments: Arguments) -> Res {
    tested(arguments, f64::is_finite)
}

/// Number.isInteger (https://tc39.es/ecma262/#sec-number.isinteger)
fn is_integer(_: &mut Vm, arguments: Arguments) -> Res {
    tested(arguments, |n| n.is_finite() && n.trunc() == n)
}

/// Number.isNaN (https://tc39.es/ecma262/#sec-number.isnan)
fn is_nan(_: &mut Vm, arguments: Arguments) -> Res {
    tested(arguments, f64::is_nan)
}

/// Number.isSafeInteger (https://tc39.es/ecma262/#sec-number.issafeinteger)
fn is_safe_integer(_: &mut Vm, arguments: Arguments) -> Res {
    tested(arguments, |n| n.trunc() == n && n.abs() <= MAX_SAFE_INTEGER as f64)
}

/// ThisNumberValue (https://tc39.es/ecma262/#sec-thisnumbervalue)
fn this_number(vm: &mut Vm, this: Value, method: &str) -> Res<f64> {
    let number = this.to_number().or_else(|| Vm::wrapped_primitive(this)?.to_number());
    match number {
        Some(number) => Ok(number),
        None => Err(vm.throw_type_error(format!(
            "Number.prototype.{method} requires that 'this' be a Number"
        ))),
    }
}

fn text(vm: &mut Vm, text: &str) -> Res {
    Ok(Value::cell(vm.new_string_latin1(text.as_bytes())))
}

/// Number.prototype.toExponential (https://tc39.es/ecma262/#sec-number.prototype.toexponential)
fn to_exponential(vm: &mut Vm, arguments: Arguments) -> Res {
    let number = this_number(vm, arguments.this(), "toExponential")?;
    let digits = vm.to_integer_or_infinity(arguments.get(0))?;
    if !number.is_finite() {
        return text(vm, &format::number_to_string(number));
    }
    if !(0.0..=100.0).contains(&digits) {
        return Err(vm.throw_range_error("toExponential() argument must be between 0 and 100"));
    }
    let fraction = (!arguments.get(0).is_undefined()).then_some(digits as usize);
    text(vm, &format::to_exponential(number, fraction))
}

/// Number.prototype.toFixed (https://tc39.es/ecma262/#sec-number.prototype.tofixed)
fn to_fixed(vm: &mut Vm, arguments: Arguments) -> Res {
    let number = this_number(vm, arguments.this(), "toFixed")?;
    let digits = vm.to_integer_or_infinity(arguments.get(0))?;
    if !(0.0..=100.0).contains(&digits) {
        return Err(vm.throw_range_error("toFixed() digits argument must be between 0 and 100"));
    }
    // The comparison is false for NaN.
    let shown = if number.abs() < 1e21 {
        format::to_fixed(number, digits as usize)
    } else {
        format::number_to_string(number)
    };
    text(vm, &shown)
}

/// Number.prototype.toPrecision (https://tc39.es/ecma262/#sec-number.prototype.toprecision)
fn to_precision(vm: &mut Vm, arguments: Arguments) -> Res {
    let number = this_number(vm, arguments.this(), "toPrecision")?;
    if arguments.get(0).is_undefined() {
        return text(vm, &format::number_to_string(number));
    }
    let precision = vm.to_integer_or_infinity(arguments.get(0))?;
    if !number.is_finite() {
        return text(vm, &format::number_to_string(number));
    }
    if !(1.0..=100.0).contains(&precision) {
        return Err(vm.throw_range_error("toPrecision() argument must be between 1 and 100"));
    }
    text(vm, &format::to_precision(number, precision as usize))
}

/// The radix argument of a `toString`.
pub(super) fn radix_argument(vm: &mut Vm, value: Value) -> Res<u32> {
    if value.is_undefined() {
        return Ok(10);
    }
    let radix = vm.to_integer_or_infinity(value)?;
    if !(2.0..=36.0).contains(&radix) {
        return Err(vm.throw_range_error("toString() radix argument must be between 2 and 36"));
    }
    Ok(radix as u32)
}

/// Number.prototype.toString (https://tc39.es/ecma262/#sec-number.prototype.tostring)
fn to_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let number = this_number(vm, arguments.this(), "toString")?;
    let radix = radix_argument(vm, arguments.get(0))?;
    if radix == 10 {
        return Ok(Value::cell(vm.number_to_string(Value::number(number))));
    }
    text(vm, &format::number_to_radix_string(number, radix))
}

/// Number.prototype.valueOf (https://tc39.es/ecma262/#sec-number.prototype.valueof)
fn value_of(vm: &mut Vm, arguments: Arguments) -> Res {
    this_number(vm, arguments.this(), "valueOf").map(Value::number)
}

/// Number.prototype.toLocaleString (https://tc39.es/ecma262/#sec-number.prototype.tolocalestring), as for English.
fn to_locale_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let number = this_number(vm, arguments.this(), "toLocaleString")?;
    let shown = if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number < 0.0 { "-∞".to_owned() } else { "∞".to_owned() }
    } else {
        let sign = if number.is_sign_negative() { "-" } else { "" };
        let magnitude = number.abs();
        let digits = if magnitude < 1e21 {
            format::to_fixed(magnitude, 3)
        } else {
            format!("{magnitude:.3}")
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{fraction}", grouped(whole))
    };
    Ok(Value::cell(vm.new_string(&shown)))
}

/// Digits with a comma before every third from the end.
pub(super) fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() / 3 * 4 + 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
