//! Indexed properties and arrays.

use super::*;
use crate::runtime::object::{Array, Object};
use crate::runtime::property::PropertyDescriptor;
use crate::runtime::testing::{Random, thrown};
use jsrun_gc::Gc;

fn length(vm: &mut Vm, array: Gc<Object>) -> f64 {
    vm.get_length(Value::cell(array)).unwrap().as_number()
}

fn at(index: u32) -> PropertyKey {
    PropertyKey::from_index(index)
}

#[test]
fn appending_keeps_arrays_dense() {
    both(|vm| {
        let a = vm.new_array(0).unwrap();
        for i in 0..100 {
            vm.array_push(a, Value::int(i)).unwrap();
        }
        assert!(vm.has_dense_elements(a) && vm.packed_elements(a).is_some());
        assert_eq!(length(vm, a), 100.0);
        assert_eq!(vm.load_element(Value::cell(a), Value::double(99.0)), Ok(Value::int(99)));
        vm.store_element(Value::cell(a), Value::int(150), Value::TRUE, true).unwrap();
        assert!(vm.has_dense_elements(a) && vm.packed_elements(a).is_none());
        assert_eq!(length(vm, a), 151.0);
        assert_eq!(vm.load_element(Value::cell(a), Value::int(120)), Ok(UNDEFINED));
        assert!(!vm.has_own_property(a, at(120)).unwrap());
    });
}

#[test]
fn far_elements_are_sparse() {
    both(|vm| {
        let a = vm.new_array(0).unwrap();
        vm.set(a, at(4_294_967_294), Value::int(1), true).unwrap();
        assert_eq!(length(vm, a), 4_294_967_295.0);
        assert!(!vm.has_dense_elements(a));
        assert!(vm.array_push(a, Value::int(1)).is_err());
        assert_eq!(thrown(vm), "RangeError: Invalid array length");
        let length_key = vm.names.length;
        vm.set(a, length_key, Value::int(0), true).unwrap();
        assert!(vm.has_dense_elements(a));
        vm.array_push(a, Value::int(1)).unwrap();
        assert_eq!(length(vm, a), 1.0);
        // Filling a hole-ridden array backwards stays dense.
        let b = vm.new_array(3000).unwrap();
        for i in (0..3000).rev().step_by(100) {
            vm.set(b, at(i), Value::int(7), true).unwrap();
        }
        assert!(vm.has_dense_elements(b));
    });
}

#[test]
fn sparse_elements_become_dense_again() {
    let mut vm = new_vm();
    let o = vm.new_object();
    for i in (0..4096).rev() {
        vm.set(o, at(i + 3000), Value::int(i as i32), true).unwrap();
    }
    assert!(!vm.has_dense_elements(o) || vm.get(o, at(3000)) == Ok(Value::int(0)));
    for i in 0..3000 {
        vm.set(o, at(i), Value::int(-1), true).unwrap();
    }
    for i in 7096..20000 {
        vm.set(o, at(i), Value::int(-1), true).unwrap();
    }
    assert!(vm.has_dense_elements(o));
    assert_eq!(vm.get(o, at(3001)), Ok(Value::int(1)));
}

#[test]
fn length_stops_at_elements_that_cannot_go() {
    both(|vm| {
        let a = vm
            .new_array_from(&[Value::int(0), Value::int(1), Value::int(2), Value::int(3)])
            .unwrap();
        let fixed =
            PropertyDescriptor { configurable: Some(false), ..PropertyDescriptor::default() };
        assert!(vm.define_own_property(a, at(1), &fixed).unwrap());
        let length_key = vm.names.length;
        assert!(vm.set(a, length_key, Value::int(0), true).is_err());
        assert_eq!(length(vm, a), 2.0);
        assert!(vm.set(a, length_key, Value::double(1.5), true).is_err());
        vm.exception = UNDEFINED;
        let read_only =
            PropertyDescriptor { writable: Some(false), ..PropertyDescriptor::default() };
        assert!(vm.define_own_property(a, length_key, &read_only).unwrap());
        assert!(vm.set(a, at(2), UNDEFINED, true).is_err());
        vm.set(a, at(0), Value::int(9), true).unwrap();
        assert_eq!(vm.get(a, at(0)), Ok(Value::int(9)));
        assert!(vm.array_push(a, UNDEFINED).is_err());
        assert_eq!(length(vm, a), 2.0);
    });
}

#[test]
fn closed_arrays_have_no_room() {
    both(|vm| {
        for fill in [0, 3] {
            let a = vm.new_array_with_capacity(10).unwrap();
            for i in 0..fill {
                vm.array_push(a, Value::int(i)).unwrap();
            }
            vm.prevent_extensions(a).unwrap();
            assert!(vm.array_push(a, UNDEFINED).is_err());
            assert_eq!(length(vm, a), fill as f64);
            assert!(!vm.has_dense_elements(a) || a.elements.get().capacity == 0);
        }
    });
}

#[test]
fn accessors_and_holes_look_at_the_prototype() {
    both(|vm| {
        let prototype = vm.intrinsic(crate::runtime::intrinsics::Intrinsic::ArrayPrototype);
        vm.set(prototype, at(1), Value::int(77), true).unwrap();
        let a = vm.new_array_from(&[Value::int(0), Value::HOLE, Value::int(2)]).unwrap();
        assert_eq!(vm.load_element(Value::cell(a), Value::int(1)), Ok(Value::int(77)));
        assert!(vm.delete_property(prototype, at(1)).unwrap());
        assert_eq!(vm.load_element(Value::cell(a), Value::int(1)), Ok(UNDEFINED));
        let read_only = PropertyDescriptor::data(Value::int(5), Attributes::NONE);
        assert!(vm.define_own_property(prototype, at(1), &read_only).unwrap());
        vm.store_element(Value::cell(a), Value::int(1), Value::int(6), false).unwrap();
        assert_eq!(vm.load_element(Value::cell(a), Value::int(1)), Ok(Value::int(5)));
    });
}

#[test]
fn splicing_moves_dense_elements() {
    both(|vm| {
        let a = vm.new_array_from(&[1, 2, 3, 4, 5].map(Value::int)).unwrap();
        assert!(vm.splice_dense(a, 1, 2, &[Value::TRUE]).unwrap());
        assert!(
            vm.splice_dense(a, 0, 0, &[Value::int(-1), Value::int(-2), Value::int(-3)]).unwrap()
        );
        assert!(!vm.splice_dense(a, 6, 3, &[]).unwrap());
        let elements = vm.packed_elements(a).unwrap();
        // SAFETY: nothing changes the elements here.
        let values = unsafe { crate::runtime::object::Elements::as_slice(elements) };
        let expected = [
            Value::int(-1),
            Value::int(-2),
            Value::int(-3),
            Value::int(1),
            Value::TRUE,
            Value::int(4),
            Value::int(5),
        ];
        assert_eq!(values, expected);
        assert!(vm.splice_dense(a, 0, 7, &[]).unwrap());
        assert_eq!(length(vm, a), 0.0);
        vm.prevent_extensions(a).unwrap();
        assert!(!vm.splice_dense(a, 0, 0, &[UNDEFINED]).unwrap());
    });
}

/// Random operations on an array, against a map.
#[test]
fn random_operations_agree_with_a_model() {
    for (seed, stress) in [(1, false), (2, false), (3, true)] {
        let mut vm = new_vm();
        vm.heap.set_stress(stress);
        let mut random = Random(seed);
        for _ in 0..if stress { 3 } else { 40 } {
            let a = vm.new_array(0).unwrap();
            let mut model = std::collections::BTreeMap::new();
            let mut len = 0u32;
            for step in 0..300 {
                let index = match random.below(10) {
                    0 => random.below(4_000_000_000) as u32,
                    1..4 => random.below(3000) as u32,
                    _ => random.below(60) as u32,
                };
                match random.below(10) {
                    0..5 => {
                        vm.set(a, at(index), Value::int(step), true).unwrap();
                        model.insert(index, step);
                        len = len.max(index + 1);
                    }
                    5 => {
                        assert!(vm.delete_property(a, at(index)).unwrap());
                        model.remove(&index);
                    }
                    6 if random.below(4) == 0 => {
                        let length_key = vm.names.length;
                        vm.set(a, length_key, Value::number(index as f64), true).unwrap();
                        model.retain(|i, _| *i < index);
                        len = index;
                    }
                    7 if len < u32::MAX => {
                        vm.array_push(a, Value::int(step)).unwrap();
                        model.insert(len, step);
                        len += 1;
                    }
                    _ => {
                        let expected = model.get(&index).map_or(UNDEFINED, |v| Value::int(*v));
                        let got = vm.load_element(Value::cell(a), Value::number(index as f64));
                        assert_eq!(got, Ok(expected));
                    }
                }
                assert_eq!(length(&mut vm, a), len as f64);
                assert!(Array::of(a).is_some());
            }
            let keys = vm.own_property_keys(a).unwrap();
            let listed: Vec<_> = keys.iter().filter_map(|k| k.as_index()).collect();
            assert_eq!(listed, model.keys().copied().collect::<Vec<_>>());
        }
    }
}
