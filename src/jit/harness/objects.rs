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

#[test]
fn appending() {
    let mut h = Harness::new();
    let full = array(&mut h, &[Value::int(1)]);
    let o = Value::cell(h.vm.new_object());
    let roomy = Value::cell(h.vm.new_array_with_capacity(8).expect("an array"));
    // SAFETY: objects and elements are alive throughout; what is appended has room.
    unsafe {
        for a in [full, o, roomy] {
            for blocked in [0, 1] {
                h.vm.prototype_elements.set(blocked);
                for i in [0, 1, 2, -1, i32::MAX] {
                    for known in KNOWN {
                        let answer =
                            h.run(&[a, Value::int(i)], &[4, 18], known, &mut |e, no, v| {
                                let o = emit_as_object(e, no, v[0]);
                                let i = emit_as_int32(e, no, v[1]);
                                let p = emit_elements_of(e, no, o);
                                emit_can_append(e, no, Context, o, p, i);
                                answer_yes(e);
                            });
                        let cx = context(&mut h);
                        let expected = m::can_append(cx, object(a), m::elements_of(object(a)), i);
                        assert_eq!(answer != NO, expected, "{i} {blocked} {known:?}");
                    }
                }
            }
        }
        h.vm.prototype_elements.set(0);
        let elements = m::elements_of(object(roomy));
        for i in 0..8 {
            let (known, v) = (KNOWN[i as usize % 4], Value::double(i as f64 + 0.5));
            let registers = [4, 18, 6];
            h.run(&[roomy, Value::int(i), v], &registers, known, &mut |e, no, v| {
                let o = emit_as_object(e, no, v[0]);
                let i = emit_as_int32(e, no, v[1]);
                let p = emit_elements_of(e, no, o);
                emit_append_element(e, no, o, p, i, v[2]);
                answer_yes(e);
            });
            assert_eq!(m::load_element(elements, i), v);
            assert_eq!(m::array_length(object(roomy)), Some(i + 1));
            // The meaning does the same from the same beginning.
            let after = (*elements).header.aux();
            m::append_element(object(roomy), elements, i, v);
            assert_eq!((*elements).header.aux(), after);
        }
    }
}

#[test]
fn object_literals() {
    let mut h = Harness::new();
    for capacity in 0..16 {
        let made = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
            emit_allocate_object(e, no, Context, Int::immediate(capacity));
        });
        // SAFETY: the harness's context is live.
        let model = unsafe { m::allocate_object(context(&mut h), capacity) };
        assert_eq!(made != NO, model.is_some(), "capacity {capacity}");
        if let Some(model) = model {
            let words = 3 + capacity as usize;
            // SAFETY: both objects were made just now, with so many words.
            let (a, b) = unsafe {
                let words = |address: usize| {
                    std::slice::from_raw_parts(
                        std::ptr::with_exposed_provenance::<u64>(address),
                        words,
                    )
                };
                (words(made as usize), words(model.address()))
            };
            assert_eq!(a, b, "the objects are alike");
        }
    }
}

#[test]
fn closures() {
    let mut h = Harness::new();
    let outermost = Value::cell(
        h.vm.new_environment(Value::UNDEFINED, 1, Value::int(1)).expect("an environment"),
    );
    let outer =
        Value::cell(h.vm.new_environment(outermost, 1, Value::int(2)).expect("an environment"));
    let inner = Value::cell(h.vm.new_environment(outer, 1, Value::int(3)).expect("an environment"));
    // SAFETY: the harness's function is alive.
    let running = unsafe { context(&mut h).frame().callee() }.as_function().expect("a function");
    running.environment.set(&mut h.vm.heap, running, inner);
    let answer = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
        emit_closure_environment(e, no, Context);
    });
    // SAFETY: the harness's context is live.
    assert_eq!(answer, unsafe { m::closure_environment(context(&mut h)) }.bits());
    for depth in 0..3 {
        let answer = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
            let p = emit_outer_environment(e, no, Context, Int::immediate(depth));
            answer_pointer(e, p);
        });
        // SAFETY: there are so many environments.
        assert_eq!(answer, unsafe { m::outer_environment(context(&mut h), depth) } as u64);
    }
}

#[test]
fn imports() {
    let mut h = Harness::new();
    let exporting = h.vm.new_environment(Value::UNDEFINED, 2, Value::TRUE).expect("an environment");
    let binding = Value::cell(h.vm.new_import_binding(exporting, 1));
    let importing =
        Value::cell(h.vm.new_environment(Value::UNDEFINED, 3, binding).expect("an environment"));
    for stored in [Value::UNINITIALIZED, Value::double(1.5)] {
        h.vm.environment_set(exporting, 1, stored);
        for (known, i) in KNOWN.into_iter().zip([0, 1, 2, 0]) {
            let answer = h.run(&[importing], &[4], known, &mut |e, no, v| {
                let p = emit_as_environment(e, no, v[0]);
                emit_load_import(e, no, p, Int::immediate(i));
            });
            // SAFETY: it is an environment of import bindings.
            let expected = unsafe { m::load_import(m::as_environment(importing), i) };
            assert_eq!(answer, expected.bits(), "{stored:?} {known:?}");
            assert_eq!(expected, stored);
        }
    }
}
