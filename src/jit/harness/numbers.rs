//! The primitives of `primitives/number.rs`, all of them.

use super::*;
use crate::handlers::primitives::meaning as m;
use crate::handlers::primitives::number::*;
use crate::handlers::primitives::types::{emit_as_int32, emit_to_f64};

type EmitInts = fn(&mut Emitter<'_>, Label, Int, Int) -> Int;
type IntTest = fn(&mut Emitter<'_>, Label, Int, Int);
/// What a comparison of int32s means.
type IntMeaning = unsafe fn(i32, i32) -> bool;
/// What an operation on doubles means.
type DoubleMeaning<T> = unsafe fn(f64, f64) -> T;
/// A check of one pair: the numbers, what is known, which is immediate, whether they share a register.
type CheckPair<'a> = dyn FnMut(&mut Harness, i32, i32, Known, Option<usize>, bool) + 'a;
type EmitDoubles = fn(&mut Emitter<'_>, Label, Double, Double) -> Double;
type DoubleTest = fn(&mut Emitter<'_>, Label, Double, Double);

/// Runs `emit` on two ints: in two registers, in one, the second or the first as an immediate.
fn each_pair(h: &mut Harness, check: &mut CheckPair<'_>) {
    for x in INTS {
        for y in INTS {
            for known in KNOWN {
                check(h, x, y, known, None, false);
                check(h, x, y, known, Some(1), false);
            }
            check(h, x, y, Known::Nothing, Some(0), false);
        }
        for known in KNOWN {
            check(h, x, x, known, None, true);
        }
    }
}

fn int_pair(
    e: &mut Emitter<'_>,
    v: &[Val],
    x: i32,
    y: i32,
    immediate: Option<usize>,
) -> (Int, Int) {
    let a =
        if immediate == Some(0) { Int::immediate(x) } else { emit_as_int32(e, Label::NONE, v[0]) };
    let b =
        if immediate == Some(1) { Int::immediate(y) } else { emit_as_int32(e, Label::NONE, v[1]) };
    (a, b)
}

fn check_ints(name: &str, emit: EmitInts, meaning: unsafe fn(i32, i32) -> Option<i32>) {
    let mut h = Harness::new();
    each_pair(&mut h, &mut |h, x, y, known, immediate, same| {
        let registers = if same { [3, 3] } else { [3, 17] };
        let answer = h.run(&[Value::int(x), Value::int(y)], &registers, known, &mut |e, no, v| {
            let (a, b) = int_pair(e, v, x, y, immediate);
            let r = emit(e, no, a, b);
            answer_int(e, r);
        });
        // SAFETY: the meaning has no precondition but its types.
        let expected = unsafe { meaning(x, y) }.map_or(NO, |r| Value::int(r).bits());
        assert_eq!(
            answer, expected,
            "{name}({x}, {y}) {known:?} immediate {immediate:?} same {same}"
        );
    });
}

macro_rules! total {
    ($f:ident) => {{
        unsafe fn meaning(x: i32, y: i32) -> Option<i32> {
            // SAFETY: no precondition but the types.
            Some(unsafe { m::$f(x, y) })
        }
        meaning
    }};
}

#[test]
fn int_arithmetic() {
    check_ints("add_i32", emit_add_i32, m::add_i32);
    check_ints("sub_i32", emit_sub_i32, m::sub_i32);
    check_ints("mul_i32", emit_mul_i32, m::mul_i32);
    check_ints("rem_i32", emit_rem_i32, m::rem_i32);
    check_ints("ushr_i32", emit_ushr_i32, m::ushr_i32);
    check_ints("bit_and_i32", emit_bit_and_i32, total!(bit_and_i32));
    check_ints("bit_or_i32", emit_bit_or_i32, total!(bit_or_i32));
    check_ints("bit_xor_i32", emit_bit_xor_i32, total!(bit_xor_i32));
    check_ints("shl_i32", emit_shl_i32, total!(shl_i32));
    check_ints("shr_i32", emit_shr_i32, total!(shr_i32));
}

#[test]
fn shifts_that_need_doubles() {
    let mut h = Harness::new();
    for x in INTS {
        for y in INTS {
            for known in KNOWN {
                let answer =
                    h.run(&[Value::int(x), Value::int(y)], &[5, 6], known, &mut |e, no, v| {
                        let (x, y) = (emit_as_int32(e, no, v[0]), emit_as_int32(e, no, v[1]));
                        let d = emit_ushr_f64(e, no, x, y);
                        answer_double(e, d);
                    });
                // SAFETY: the answer is a boxed double; the meaning has no precondition.
                let (got, expected) =
                    unsafe { (Value::from_bits(answer).as_double(), m::ushr_f64(x, y)) };
                assert_eq!(got, expected, "{x} >>> {y}");
            }
        }
    }
}

#[test]
fn int_negation() {
    let mut h = Harness::new();
    for x in INTS {
        for known in KNOWN {
            let answer = h.run(&[Value::int(x)], &[2], known, &mut |e, no, v| {
                let a = emit_as_int32(e, Label::NONE, v[0]);
                let r = emit_neg_i32(e, no, a);
                answer_int(e, r);
            });
            // SAFETY: no precondition but the type.
            let expected = unsafe { m::neg_i32(x) }.map_or(NO, |r| Value::int(r).bits());
            assert_eq!(answer, expected, "neg_i32({x}) {known:?}");
        }
    }
}

#[test]
fn int_comparisons() {
    let all: [(&str, IntTest, IntMeaning); 5] = [
        ("lt_i32", emit_lt_i32, m::lt_i32),
        ("le_i32", emit_le_i32, m::le_i32),
        ("gt_i32", emit_gt_i32, m::gt_i32),
        ("ge_i32", emit_ge_i32, m::ge_i32),
        ("eq_i32", emit_eq_i32, m::eq_i32),
    ];
    let mut h = Harness::new();
    for (name, emit, meaning) in all {
        each_pair(&mut h, &mut |h, x, y, known, immediate, same| {
            let registers = if same { [3, 3] } else { [3, 17] };
            let answer =
                h.run(&[Value::int(x), Value::int(y)], &registers, known, &mut |e, no, v| {
                    let (a, b) = int_pair(e, v, x, y, immediate);
                    emit(e, no, a, b);
                    answer_yes(e);
                });
            // SAFETY: no precondition but the types.
            let expected = unsafe { meaning(x, y) };
            assert_eq!(
                answer != NO,
                expected,
                "{name}({x}, {y}) {known:?} immediate {immediate:?} same {same}"
            );
        });
    }
}

/// Numbers as values: doubles, and ints that stand for doubles.
fn numbers() -> Vec<Value> {
    let ints = [0, 1, -1, i32::MAX, i32::MIN].map(Value::int);
    doubles().into_iter().map(Value::double).chain(ints).collect()
}

/// NaNs are equal; zeros are told apart.
fn same_number(a: f64, b: f64) -> bool {
    a.is_nan() && b.is_nan() || a.to_bits() == b.to_bits()
}

fn each_numbers(check: &mut dyn FnMut(&mut Harness, Value, Value, Known, bool)) {
    let mut h = Harness::new();
    for &x in &numbers() {
        for &y in &numbers() {
            for known in [Known::Nothing, Known::Type, Known::InRax] {
                check(&mut h, x, y, known, false);
            }
        }
        check(&mut h, x, x, Known::Type, true);
        check(&mut h, x, x, Known::InRax, true);
    }
}

#[test]
fn double_arithmetic() {
    let all: [(&str, EmitDoubles, DoubleMeaning<f64>); 4] = [
        ("add_f64", emit_add_f64, m::add_f64),
        ("sub_f64", emit_sub_f64, m::sub_f64),
        ("mul_f64", emit_mul_f64, m::mul_f64),
        ("div_f64", emit_div_f64, m::div_f64),
    ];
    for (name, emit, meaning) in all {
        each_numbers(&mut |h, x, y, known, same| {
            let registers = if same { [5, 5] } else { [5, 20] };
            let answer = h.run(&[x, y], &registers, known, &mut |e, no, v| {
                let (a, b) = (emit_to_f64(e, Label::NONE, v[0]), emit_to_f64(e, Label::NONE, v[1]));
                let d = emit(e, no, a, b);
                answer_double(e, d);
            });
            // SAFETY: the answer is a boxed double; the meaning has no precondition but its types.
            let (got, expected) = unsafe {
                (Value::from_bits(answer).as_double(), meaning(x.as_number(), y.as_number()))
            };
            assert!(
                same_number(got, expected),
                "{name}({}, {}) {known:?}: {got}, not {expected}",
                x.as_number(),
                y.as_number()
            );
        });
    }
}

#[test]
fn double_negation_and_conversion() {
    let mut h = Harness::new();
    for x in numbers() {
        for known in KNOWN {
            let answer = h.run(&[x], &[5], known, &mut |e, no, v| {
                let a = emit_to_f64(e, Label::NONE, v[0]);
                let d = emit_neg_f64(e, no, a);
                answer_double(e, d);
            });
            // SAFETY: the answer is a boxed double.
            let got = unsafe { Value::from_bits(answer) }.as_double();
            assert!(same_number(got, -x.as_number()), "neg_f64({}) {known:?}", x.as_number());
            let answer = h.run(&[x], &[5], known, &mut |e, no, v| {
                let i = emit_number_to_int32(e, no, v[0]);
                answer_int(e, i);
            });
            // SAFETY: it is a number.
            let expected = unsafe { m::number_to_int32(x) }.map_or(NO, |i| Value::int(i).bits());
            assert_eq!(answer, expected, "number_to_int32({}) {known:?}", x.as_number());
        }
    }
    for x in INTS {
        for known in KNOWN {
            for immediate in [false, true] {
                let answer = h.run(&[Value::int(x)], &[5], known, &mut |e, no, v| {
                    let i = if immediate { Int::immediate(x) } else { emit_as_int32(e, no, v[0]) };
                    let d = emit_int_to_f64(e, no, i);
                    answer_double(e, d);
                });
                // SAFETY: the answer is a boxed double.
                assert_eq!(unsafe { Value::from_bits(answer) }.as_double(), x as f64);
            }
        }
    }
}

#[test]
fn double_comparisons() {
    let all: [(&str, DoubleTest, DoubleMeaning<bool>); 5] = [
        ("lt_f64", emit_lt_f64, m::lt_f64),
        ("le_f64", emit_le_f64, m::le_f64),
        ("gt_f64", emit_gt_f64, m::gt_f64),
        ("ge_f64", emit_ge_f64, m::ge_f64),
        ("eq_f64", emit_eq_f64, m::eq_f64),
    ];
    for (name, emit, meaning) in all {
        each_numbers(&mut |h, x, y, known, same| {
            let registers = if same { [5, 5] } else { [5, 20] };
            let answer = h.run(&[x, y], &registers, known, &mut |e, no, v| {
                let (a, b) = (emit_to_f64(e, Label::NONE, v[0]), emit_to_f64(e, Label::NONE, v[1]));
                emit(e, no, a, b);
                answer_yes(e);
            });
            // SAFETY: no precondition but the types.
            let expected = unsafe { meaning(x.as_number(), y.as_number()) };
            assert_eq!(
                answer != NO,
                expected,
                "{name}({}, {}) {known:?}",
                x.as_number(),
                y.as_number()
            );
        });
    }
}

/// A fault in an emission does not pass: an emission of another meaning is noticed.
#[test]
#[should_panic(expected = "planted")]
fn a_planted_fault_is_noticed() {
    check_ints("planted", emit_shr_i32, m::ushr_i32);
}
