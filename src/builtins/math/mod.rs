//! Math (https://tc39.es/ecma262/#sec-math-object).
//!
//! Invariant: every function converts all its arguments before it calculates.

mod sum;

use super::prelude::*;
use crate::runtime::number::integer;

// SAFETY: the C library's functions of these names have these types and no preconditions.
unsafe extern "C" {
    safe fn asinh(x: f64) -> f64;
    safe fn acosh(x: f64) -> f64;
    safe fn atanh(x: f64) -> f64;
}

/// Makes the namespace object.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let math = vm.new_object();
    vm.set_intrinsic(realm, Intrinsic::Math, math);
    global_value(vm, realm, "Math", Value::cell(math));
    methods(
        vm,
        math,
        &[
            ("abs", 1, |vm, a| unary(vm, a, f64::abs)),
            ("acos", 1, |vm, a| unary(vm, a, f64::acos)),
            ("acosh", 1, |vm, a| unary(vm, a, |x| acosh(x))),
            ("asin", 1, |vm, a| unary(vm, a, f64::asin)),
            ("asinh", 1, |vm, a| unary(vm, a, |x| asinh(x))),
            ("atan", 1, |vm, a| unary(vm, a, f64::atan)),
            ("atanh", 1, |vm, a| unary(vm, a, |x| atanh(x))),
            ("atan2", 2, |vm, a| binary(vm, a, f64::atan2)),
            ("ceil", 1, |vm, a| unary(vm, a, f64::ceil)),
            ("cbrt", 1, |vm, a| unary(vm, a, f64::cbrt)),
            ("expm1", 1, |vm, a| unary(vm, a, f64::exp_m1)),
            ("clz32", 1, clz32),
            ("cos", 1, |vm, a| unary(vm, a, f64::cos)),
            ("cosh", 1, |vm, a| unary(vm, a, f64::cosh)),
            ("exp", 1, |vm, a| unary(vm, a, f64::exp)),
            ("floor", 1, |vm, a| unary(vm, a, f64::floor)),
            ("fround", 1, |vm, a| unary(vm, a, |x| x as f32 as f64)),
            ("hypot", 2, hypot),
            ("imul", 2, imul),
            ("log", 1, |vm, a| unary(vm, a, f64::ln)),
            ("log1p", 1, |vm, a| unary(vm, a, f64::ln_1p)),
            ("log2", 1, |vm, a| unary(vm, a, f64::log2)),
            ("log10", 1, |vm, a| unary(vm, a, f64::log10)),
            ("max", 2, max),
            ("min", 2, min),
            ("pow", 2, |vm, a| binary(vm, a, integer::exponentiate)),
            ("random", 0, random),
            ("round", 1, |vm, a| unary(vm, a, round)),
            ("sign", 1, |vm, a| unary(vm, a, sign)),
            ("sin", 1, |vm, a| unary(vm, a, f64::sin)),
            ("sinh", 1, |vm, a| unary(vm, a, f64::sinh)),
            ("sqrt", 1, |vm, a| unary(vm, a, f64::sqrt)),
            ("tan", 1, |vm, a| unary(vm, a, f64::tan)),
            ("tanh", 1, |vm, a| unary(vm, a, f64::tanh)),
            ("trunc", 1, |vm, a| unary(vm, a, f64::trunc)),
            ("f16round", 1, |vm, a| unary(vm, a, f16_round)),
            ("sumPrecise", 1, sum_precise),
        ],
    );
    use std::f64::consts;
    for (name, value) in [
        ("E", consts::E),
        ("LN10", consts::LN_10),
        ("LN2", consts::LN_2),
        ("LOG10E", consts::LOG10_E),
        ("LOG2E", consts::LOG2_E),
        ("PI", consts::PI),
        ("SQRT1_2", consts::FRAC_1_SQRT_2),
        ("SQRT2", consts::SQRT_2),
    ] {
        vm.define_value(math, name, Value::number(value), Attributes::NONE);
    }
    tag(vm, math, "Math");
}

/// A function of one number (https://tc39.es/ecma262/#sec-function-properties-of-the-math-object).
#[inline]
fn unary(vm: &mut Vm, arguments: Arguments, function: impl FnOnce(f64) -> f64) -> Res {
    let x = vm.to_number(arguments.get(0))?;
    Ok(Value::number(function(x)))
}

/// A function of two numbers (https://tc39.es/ecma262/#sec-function-properties-of-the-math-object).
#[inline]
fn binary(vm: &mut Vm, arguments: Arguments, function: impl FnOnce(f64, f64) -> f64) -> Res {
    let x = vm.to_number(arguments.get(0))?;
    let y = vm.to_number(arguments.get(1))?;
    Ok(Value::number(function(x, y)))
}

/// Math.clz32 (https://tc39.es/ecma262/#sec-math.clz32)
fn clz32(vm: &mut Vm, arguments: Arguments) -> Res {
    Ok(Value::int(vm.to_uint32(arguments.get(0))?.leading_zeros() as i32))
}

/// Math.imul (https://tc39.es/ecma262/#sec-math.imul)
fn imul(vm: &mut Vm, arguments: Arguments) -> Res {
    let a = vm.to_int32(arguments.get(0))?;
    let b = vm.to_int32(arguments.get(1))?;
    Ok(Value::int(a.wrapping_mul(b)))
}

/// Math.round (https://tc39.es/ecma262/#sec-math.round)
fn round(x: f64) -> f64 {
    let floor = x.floor();
    let rounded = if x - floor >= 0.5 { floor + 1.0 } else { floor };
    // Numbers from -0.5 to -0 round to -0.
    rounded.copysign(x)
}

/// Math.sign (https://tc39.es/ecma262/#sec-math.sign)
fn sign(x: f64) -> f64 {
    if x == 0.0 || x.is_nan() { x } else { x.signum() }
}

/// Math.f16round (https://tc39.es/ecma262/#sec-math.f16round)
fn f16_round(x: f64) -> f64 {
    let magnitude = x.abs();
    if !x.is_finite() || magnitude == 0.0 {
        return x;
    }
    // Half way between the greatest binary16 number and the next power of two: ties go up, to infinity.
    if magnitude >= 65520.0 {
        return f64::INFINITY.copysign(x);
    }
    // The exponent of the last bit that binary16 keeps. Scaling by powers of two is exact.
    let exponent = ((magnitude.to_bits() >> 52) as i32 - 1023).max(-14) - 10;
    let quantum = 2f64.powi(exponent);
    ((magnitude / quantum).round_ties_even() * quantum).copysign(x)
}

/// Math.max (https://tc39.es/ecma262/#sec-math.max)
fn max(vm: &mut Vm, arguments: Arguments) -> Res {
    extreme(vm, arguments, f64::NEG_INFINITY, |a, b| a > b || (a == b && b.is_sign_negative()))
}

/// Math.min (https://tc39.es/ecma262/#sec-math.min)
fn min(vm: &mut Vm, arguments: Arguments) -> Res {
    extreme(vm, arguments, f64::INFINITY, |a, b| a < b || (a == b && a.is_sign_negative()))
}

fn extreme(vm: &mut Vm, arguments: Arguments, none: f64, better: impl Fn(f64, f64) -> bool) -> Res {
    let mut best = none;
    for value in arguments.as_slice() {
        let x = vm.to_number(*value)?;
        if x.is_nan() || (!best.is_nan() && better(x, best)) {
            best = x;
        }
    }
    Ok(Value::number(best))
}

/// Math.hypot (https://tc39.es/ecma262/#sec-math.hypot)
fn hypot(vm: &mut Vm, arguments: Arguments) -> Res {
    let mut numbers = Vec::with_capacity(arguments.len());
    for value in arguments.as_slice() {
        numbers.push(vm.to_number(*value)?.abs());
    }
    let result = if numbers.iter().any(|x| x.is_infinite()) {
        f64::INFINITY
    } else if numbers.iter().any(|x| x.is_nan()) {
        f64::NAN
    } else if let [x, y] = numbers[..] {
        x.hypot(y)
    } else {
        let greatest = numbers.iter().copied().fold(0.0, f64::max);
        if greatest == 0.0 {
            0.0
        } else {
            // Scaled against overflow, compensated against loss of low bits.
            let (mut sum, mut lost) = (0.0, 0.0);
            for x in numbers {
                let ratio = x / greatest;
                let term = ratio * ratio - lost;
                let next = sum + term;
                lost = (next - sum) - term;
                sum = next;
            }
            sum.sqrt() * greatest
        }
    };
    Ok(Value::number(result))
}

/// Math.random (https://tc39.es/ecma262/#sec-math.random)
fn random(vm: &mut Vm, _: Arguments) -> Res {
    Ok(Value::double(vm.host.random()))
}

/// Math.sumPrecise (https://tc39.es/ecma262/#sec-math.sumprecise)
fn sum_precise(vm: &mut Vm, arguments: Arguments) -> Res {
    let items = arguments.get(0);
    vm.require_object_coercible(items, "Math.sumPrecise")?;
    let record = vm.get_iterator(items)?;
    let mut sum = sum::ExactSum::new();
    loop {
        let item = vm.iterator_next(record)?;
        if item == Value::DONE {
            return Ok(Value::number(sum.finish()));
        }
        match item.to_number() {
            Some(number) => sum.add(number),
            None => {
                let shown = vm.value_display(item);
                let thrown = vm.throw_type_error(format!("{shown} is not a number"));
                return Err(vm.iterator_close_thrown(record, thrown));
            }
        }
    }
}
