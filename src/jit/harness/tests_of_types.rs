//! The primitives of `primitives/types.rs`, all of them.

use super::*;
use crate::handlers::operand::Constant;
use crate::handlers::primitives::meaning as m;
use crate::handlers::primitives::types::*;
use crate::runtime::function::Function;

/// What a type test means.
type Meaning = unsafe fn(Value) -> bool;
type Test = fn(&mut Emitter<'_>, Label, Val);

/// A value of each sort.
fn values(h: &mut Harness) -> Vec<Value> {
    let object = h.vm.new_object();
    let string = crate::runtime::testing::text(&mut h.vm, "text");
    let function = h.vm.new_function(h.code, Value::UNDEFINED);
    let mut all: Vec<Value> = INTS.iter().map(|i| Value::int(*i)).collect();
    all.extend(doubles().into_iter().map(Value::double));
    all.extend([
        Value::TRUE,
        Value::FALSE,
        Value::UNDEFINED,
        Value::NULL,
        Value::HOLE,
        Value::UNINITIALIZED,
        Value::DONE,
    ]);
    all.extend([Value::cell(object), string, Value::cell(Function::as_object(function))]);
    all
}

#[test]
fn type_tests() {
    let all: [(&str, Test, Meaning); 13] = [
        ("is_int32", emit_is_int32, m::is_int32),
        ("is_number", emit_is_number, m::is_number),
        ("is_object", emit_is_object, m::is_object),
        ("is_string", emit_is_string, m::is_string),
        ("is_function", emit_is_function, m::is_function),
        ("is_true", emit_is_true, m::is_true),
        ("is_false", emit_is_false, m::is_false),
        ("is_undefined", emit_is_undefined, m::is_undefined),
        ("is_nullish", emit_is_nullish, m::is_nullish),
        ("emulates_undefined", emit_emulates_undefined, m::emulates_undefined),
        ("is_done", emit_is_done, m::is_done),
        ("is_hole", emit_is_hole, m::is_hole),
        ("is_uninitialized", emit_is_uninitialized, m::is_uninitialized),
    ];
    let mut h = Harness::new();
    for v in values(&mut h) {
        for (name, emit, meaning) in all {
            for known in KNOWN {
                let answer = h.run(&[v], &[4], known, &mut |e, no, operands| {
                    emit(e, no, operands[0]);
                    answer_yes(e);
                });
                // SAFETY: the value is alive.
                assert_eq!(answer != NO, unsafe { meaning(v) }, "{name}({v:?}) {known:?}");
                // What one test has taught must not change the answer of another.
                let answer = h.run(&[v], &[4], known, &mut |e, no, operands| {
                    let other = e.new_label();
                    emit_is_int32(e, other, operands[0]);
                    e.bind(other);
                    emit(e, no, operands[0]);
                    answer_yes(e);
                });
                // SAFETY: the value is alive.
                let expected = unsafe { meaning(v) };
                assert_eq!(answer != NO, expected, "{name}({v:?}) after is_int32, {known:?}");
            }
        }
    }
}

#[test]
fn same_bits() {
    let mut h = Harness::new();
    let all = values(&mut h);
    for &a in &all {
        for &b in &all {
            let answer = h.run(&[a, b], &[4, 9], Known::InRax, &mut |e, no, v| {
                emit_same_bits(e, no, v[0], v[1]);
                answer_yes(e);
            });
            // SAFETY: no precondition.
            assert_eq!(answer != NO, unsafe { m::same_bits(a, b) });
        }
    }
}

#[test]
fn equality_decided_by_bits() {
    let mut h = Harness::new();
    let all = values(&mut h);
    for known in KNOWN {
        for &a in &all {
            for &b in &all {
                let strict = h.run(&[a, b], &[4, 9], known, &mut |e, no, v| {
                    emit_strict_eq_differ(e, no, v[0], v[1]);
                    answer_yes(e);
                });
                let loose = h.run(&[a, b], &[4, 9], known, &mut |e, no, v| {
                    emit_loose_eq_differ(e, no, v[0], v[1]);
                    answer_yes(e);
                });
                // SAFETY: the values' cells live.
                unsafe {
                    assert_eq!(strict != NO, m::strict_eq_differ(a, b), "{a:?} === {b:?}");
                    assert_eq!(loose != NO, m::loose_eq_differ(a, b), "{a:?} == {b:?}");
                }
            }
        }
    }
}

#[test]
fn unboxing_and_boxing() {
    let mut h = Harness::new();
    for known in KNOWN {
        for i in INTS {
            let answer = h.run(&[Value::int(i)], &[4], known, &mut |e, no, v| {
                let i = emit_as_int32(e, no, v[0]);
                emit_box_int32(e, no, i);
            });
            assert_eq!(answer, Value::int(i).bits());
            let answer = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
                emit_box_int32(e, no, Int::immediate(i));
            });
            assert_eq!(answer, Value::int(i).bits());
        }
        for d in doubles() {
            let answer = h.run(&[Value::double(d)], &[4], known, &mut |e, no, v| {
                let d = emit_to_f64(e, no, v[0]);
                emit_box_double(e, no, d);
            });
            assert_eq!(answer, Value::double(d).bits(), "{d}");
        }
        let object = Value::cell(h.vm.new_object());
        for emit in [emit_as_object, emit_as_function, emit_as_environment] {
            let answer = h.run(&[object], &[4], known, &mut |e, no, v| {
                let p = emit(e, no, v[0]);
                answer_pointer(e, p);
            });
            assert_eq!(answer, object.address() as u64);
        }
    }
}

#[test]
fn constants() {
    let mut h = Harness::new();
    let mut check = |expected: Value, emit: &dyn Fn(&mut Emitter<'_>)| {
        let answer = h.run(&[], &[], Known::Nothing, &mut |e, _, _| emit(e));
        assert_eq!(answer, expected.bits());
    };
    // SAFETY: constants have no precondition but valid patterns.
    unsafe {
        check(m::true_value(), &|e| _ = emit_true_value(e, Label::NONE));
        check(m::false_value(), &|e| _ = emit_false_value(e, Label::NONE));
        for v in [
            Value::UNDEFINED,
            Value::NULL,
            Value::TRUE,
            Value::HOLE,
            Value::DONE,
            Value::UNINITIALIZED,
        ] {
            let bits = v.bits() as i32;
            check(m::special_value(bits), &|e| {
                _ = emit_special_value(e, Label::NONE, Int::immediate(bits))
            });
        }
        for v in [Value::int(-1), Value::double(0.5), Value::double(-0.0), Value::int(i32::MIN)] {
            check(m::constant_value(Constant(v)), &|e| {
                _ = emit_constant_value(e, Label::NONE, ConstantBits(v.bits()))
            });
        }
    }
}
