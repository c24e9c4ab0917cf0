//! Primitives of `primitives/element.rs` and `primitives/scope.rs`, on real objects.

use super::*;
use crate::handlers::primitives::element::*;
use crate::handlers::primitives::meaning as m;
use crate::handlers::primitives::scope::*;
use crate::handlers::primitives::types::{emit_as_environment, emit_as_int32, emit_as_object};
use crate::runtime::object::Object;
use jsrun_gc::Gc;

fn array(h: &mut Harness, values: &[Value]) -> Value {
    Value::cell(h.vm.new_array_from(values).expect("a small array"))
}

fn object(v: Value) -> *mut Object {
    std::ptr::with_exposed_provenance_mut(v.address())
}

#[test]
fn elements() {
    let mut h = Harness::new();
    let a = array(&mut h, &[Value::int(1), Value::HOLE, Value::double(2.5), Value::TRUE]);
    // SAFETY: the array is alive while the harness, which collects nothing here, is.
    unsafe {
        let elements = m::elements_of(object(a));
        for i in [0, 1, 2, 3, 4, -1, i32::MAX, i32::MIN] {
            for known in KNOWN {
                for immediate in [false, true] {
                    let index = |e: &mut Emitter<'_>, v: &[Val]| {
                        if immediate {
                            Int::immediate(i)
                        } else {
                            emit_as_int32(e, Label::NONE, v[1])
                        }
                    };
                    let values = [a, Value::int(i)];
                    let answer = h.run(&values, &[4, 18], known, &mut |e, no, v| {
                        let o = emit_as_object(e, no, v[0]);
                        let i = index(e, v);
                        let p = emit_elements_of(e, no, o);
                        emit_in_bounds(e, no, p, i);
                        answer_yes(e);
                    });
                    assert_eq!(answer != NO, m::in_bounds(elements, i), "in_bounds {i} {known:?}");
                    if !m::in_bounds(elements, i) {
                        continue;
                    }
                    let answer = h.run(&values, &[4, 18], known, &mut |e, no, v| {
                        let o = emit_as_object(e, no, v[0]);
                        let i = index(e, v);
                        let p = emit_elements_of(e, no, o);
                        emit_load_element(e, no, p, i);
                    });
                    assert_eq!(answer, m::load_element(elements, i).bits());
                    let answer = h.run(&values, &[4, 18], known, &mut |e, no, v| {
                        let o = emit_as_object(e, no, v[0]);
                        let i = index(e, v);
                        let p = emit_elements_of(e, no, o);
                        emit_has_element(e, no, p, i);
                        answer_yes(e);
                    });
                    assert_eq!(answer != NO, m::has_element(elements, i));
                    let stored = Value::int(i + 100);
                    h.run(&[a, Value::int(i), stored], &[4, 18, 6], known, &mut |e, no, v| {
                        let o = emit_as_object(e, no, v[0]);
                        let i = index(e, v);
                        let p = emit_elements_of(e, no, o);
                        emit_store_element(e, no, p, i, v[2]);
                        answer_yes(e);
                    });
                    assert_eq!(m::load_element(elements, i), stored);
                }
            }
        }
    }
}

#[test]
fn arrays() {
    let mut h = Harness::new();
    let (a, o) = (array(&mut h, &[Value::int(1), Value::int(2)]), Value::cell(h.vm.new_object()));
    let s = crate::runtime::testing::text(&mut h.vm, "twelve units");
    for known in KNOWN {
        for v in [a, o] {
            let answer = h.run(&[v], &[4], known, &mut |e, no, v| {
                let o = emit_as_object(e, no, v[0]);
                emit_is_array(e, no, o);
                answer_yes(e);
            });
            // SAFETY: it is an object.
            assert_eq!(answer != NO, unsafe { m::is_array(object(v)) });
        }
        let answer = h.run(&[a], &[4], known, &mut |e, no, v| {
            let o = emit_as_object(e, no, v[0]);
            let n = emit_array_length(e, no, o);
            answer_int(e, n);
        });
        assert_eq!(answer, Value::int(2).bits());
        let answer = h.run(&[s], &[4], known, &mut |e, no, v| {
            let n = emit_string_length(e, no, v[0]);
            answer_int(e, n);
        });
        // SAFETY: it is a string.
        assert_eq!(answer, Value::int(unsafe { m::string_length(s) }).bits());
    }
}

#[test]
fn environments() {
    let mut h = Harness::new();
    let outer = Value::cell(
        h.vm.new_environment(Value::UNDEFINED, 2, Value::int(7)).expect("an environment"),
    );
    let env = Value::cell(h.vm.new_environment(outer, 3, Value::TRUE).expect("an environment"));
    for known in KNOWN {
        let answer = h.run(&[env], &[4], known, &mut |e, no, v| {
            let p = emit_as_environment(e, no, v[0]);
            emit_environment_parent(e, no, p);
        });
        assert_eq!(answer, outer.bits());
        for i in 0..3 {
            let stored = Value::double(i as f64 + 0.5);
            h.run(&[env, stored], &[4, 5], known, &mut |e, no, v| {
                let p = emit_as_environment(e, no, v[0]);
                emit_store_variable(e, no, p, Int::immediate(i), v[1]);
                answer_yes(e);
            });
            let answer = h.run(&[env], &[4], known, &mut |e, no, v| {
                let p = emit_as_environment(e, no, v[0]);
                emit_load_variable(e, no, p, Int::immediate(i));
            });
            assert_eq!(answer, stored.bits());
            // SAFETY: it is an environment with so many variables.
            assert_eq!(unsafe { m::load_variable(m::as_environment(env), i) }, stored);
            // SAFETY: it is an environment.
            let holder = unsafe { Gc::from_addr(env.address()) };
            let import = Value::cell(h.vm.new_import_binding(holder, i as u32));
            let importer = h.vm.new_environment(Value::UNDEFINED, 2, import);
            let importer = Value::cell(importer.expect("an environment"));
            let answer = h.run(&[importer], &[4], known, &mut |e, no, v| {
                let p = emit_as_environment(e, no, v[0]);
                emit_load_import(e, no, p, Int::immediate(1));
            });
            assert_eq!(answer, stored.bits());
            // SAFETY: it is an environment with import bindings.
            assert_eq!(unsafe { m::load_import(m::as_environment(importer), 1) }, stored);
        }
    }
}
