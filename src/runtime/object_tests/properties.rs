//! Named properties: order, attributes, transitions, dictionaries, against a model.

use super::*;
use crate::runtime::object::Object;
use crate::runtime::property::PropertyDescriptor;
use crate::runtime::shape::IntegrityLevel;
use crate::runtime::testing::{Random, thrown};
use jsrun_gc::Gc;

#[test]
fn objects_built_alike_share_shapes() {
    both(|vm| {
        let (a, b) = (key(vm, "a"), key(vm, "b"));
        let make = |vm: &mut Vm, first, second| {
            let o = vm.new_object();
            vm.set(o, first, Value::int(1), true).unwrap();
            vm.set(o, second, Value::int(2), true).unwrap();
            o
        };
        let (x, y, z) = (make(vm, a, b), make(vm, a, b), make(vm, b, a));
        assert_eq!(vm.shape_of(x), vm.shape_of(y));
        assert_ne!(vm.shape_of(x), vm.shape_of(z));
        assert_eq!(vm.get(z, a), Ok(Value::int(2)));
        let c = key(vm, "c");
        vm.set(x, c, Value::int(3), true).unwrap();
        assert!(!vm.has_own_property(y, c).unwrap());
        let d = key(vm, "d");
        vm.set(y, d, Value::int(4), true).unwrap();
        assert!(!vm.has_own_property(y, c).unwrap() && !vm.has_own_property(x, d).unwrap());
        assert_eq!(vm.get(y, d), Ok(Value::int(4)));
    });
}

#[test]
fn keys_come_in_the_specified_order() {
    both(|vm| {
        let o = vm.new_object();
        let symbol = vm.symbols.iterator;
        vm.set(o, symbol, UNDEFINED, true).unwrap();
        for name in ["b", "10", "a", "2", "4294967295", "-1", "0"] {
            let k = key(vm, name);
            vm.set(o, k, UNDEFINED, true).unwrap();
        }
        let keys = vm.own_property_keys(o).unwrap();
        let listed = texts(vm, &keys);
        assert_eq!(
            listed,
            ["0", "2", "10", "b", "a", "4294967295", "-1", "Symbol(Symbol.iterator)"]
        );
        let b = key(vm, "b");
        assert!(vm.delete_property(o, b).unwrap());
        vm.set(o, b, UNDEFINED, true).unwrap();
        let keys = vm.own_property_keys(o).unwrap();
        let listed = texts(vm, &keys);
        assert_eq!(listed[3..6], ["a", "4294967295", "-1"].map(String::from));
        assert_eq!(listed[6], "b");
    });
}

#[test]
fn many_properties_become_a_dictionary() {
    let mut vm = new_vm();
    let o = vm.new_object();
    let keys: Vec<_> = (0..5000).map(|i| vm.key_from_str(&format!("p{i}"))).collect();
    let mut rooted = vm.heap.root_vec();
    rooted.extend_from_slice(&keys);
    for (i, k) in keys.iter().enumerate() {
        vm.set(o, *k, Value::int(i as i32), true).unwrap();
    }
    assert!(vm.shape_of(o).is_unique());
    for (i, k) in keys.iter().enumerate() {
        assert_eq!(vm.get(o, *k), Ok(Value::int(i as i32)));
    }
    for k in keys.iter().step_by(2) {
        assert!(vm.delete_property(o, *k).unwrap());
    }
    assert_eq!(vm.own_property_keys(o).unwrap().len(), 2500);
    let slots = vm.shape_of(o).slot_count();
    for k in keys.iter().step_by(2) {
        vm.set(o, *k, Value::TRUE, true).unwrap();
    }
    assert_eq!(vm.shape_of(o).slot_count(), slots, "freed slots are used again");
    assert_eq!(vm.get(o, keys[1]), Ok(Value::int(1)));
    assert_eq!(vm.get(o, keys[2]), Ok(Value::TRUE));
}

#[test]
fn attributes_are_obeyed() {
    both(|vm| {
        let o = vm.new_object();
        let k = key(vm, "k");
        let fixed = PropertyDescriptor::data(Value::int(1), Attributes::NONE);
        assert!(vm.define_own_property(o, k, &fixed).unwrap());
        vm.set(o, k, Value::int(2), false).unwrap();
        assert_eq!(vm.get(o, k), Ok(Value::int(1)));
        assert!(vm.set(o, k, Value::int(2), true).is_err());
        assert_eq!(
            thrown(vm),
            "TypeError: Cannot assign to read only property 'k' of object '#<Object>'"
        );
        assert!(!vm.delete_property(o, k).unwrap());
        assert!(vm.define_own_property(o, k, &fixed).unwrap());
        let other =
            PropertyDescriptor { value: Some(Value::int(3)), ..PropertyDescriptor::default() };
        assert!(!vm.define_own_property(o, k, &other).unwrap());
        // A read-only property of the prototype stops assignment.
        let child = vm.new_object_with_prototype(Some(o));
        vm.set(child, k, Value::int(5), false).unwrap();
        assert!(!vm.has_own_property(child, k).unwrap());
        // From data to accessor and back.
        let j = key(vm, "j");
        vm.set(o, j, Value::int(1), true).unwrap();
        let undefined =
            PropertyDescriptor { get: Some(UNDEFINED), ..PropertyDescriptor::default() };
        assert!(vm.define_own_property(o, j, &undefined).unwrap());
        assert_eq!(vm.get(o, j), Ok(UNDEFINED));
        assert!(vm.set(o, j, Value::int(5), true).is_err());
        assert_eq!(
            thrown(vm),
            "TypeError: Cannot set property j of #<Object> which has only a getter"
        );
        assert!(vm.define_own_property(o, j, &other).unwrap());
        assert_eq!(vm.get(o, j), Ok(Value::int(3)));
        let d = vm.get_own_property(o, j).unwrap().unwrap();
        assert_eq!(
            (d.writable, d.enumerable, d.configurable),
            (Some(false), Some(true), Some(true))
        );
    });
}

#[test]
fn integrity_levels() {
    both(|vm| {
        let (a, e) = (key(vm, "a"), PropertyKey::from_index(0));
        let o = vm.new_object();
        vm.set(o, a, Value::int(1), true).unwrap();
        vm.set(o, e, Value::int(2), true).unwrap();
        assert!(vm.set_integrity_level(o, IntegrityLevel::Sealed).unwrap());
        assert!(vm.test_integrity_level(o, IntegrityLevel::Sealed).unwrap());
        assert!(!vm.test_integrity_level(o, IntegrityLevel::Frozen).unwrap());
        vm.set(o, a, Value::int(3), true).unwrap();
        vm.set(o, e, Value::int(4), true).unwrap();
        assert!(!vm.delete_property(o, a).unwrap() && !vm.delete_property(o, e).unwrap());
        let b = key(vm, "b");
        assert!(vm.set(o, b, UNDEFINED, true).is_err());
        assert_eq!(thrown(vm), "TypeError: Cannot add property b, object is not extensible");
        assert!(vm.set_integrity_level(o, IntegrityLevel::Frozen).unwrap());
        assert!(vm.test_integrity_level(o, IntegrityLevel::Frozen).unwrap());
        assert!(
            vm.set(o, a, Value::int(5), true).is_err()
                && vm.set(o, e, Value::int(5), true).is_err()
        );
        assert_eq!((vm.get(o, a), vm.get(o, e)), (Ok(Value::int(3)), Ok(Value::int(4))));
        assert!(!vm.set_prototype_of(o, None).unwrap());
    });
}

#[test]
fn prototypes_do_not_go_in_circles() {
    both(|vm| {
        let a = vm.new_object();
        let b = vm.new_object_with_prototype(Some(a));
        assert!(!vm.set_prototype_of(a, Some(b)).unwrap());
        assert!(vm.set_prototype_of(b, None).unwrap());
        assert!(vm.set_prototype_of(a, Some(b)).unwrap());
        let object_prototype = vm.intrinsic(crate::runtime::intrinsics::Intrinsic::ObjectPrototype);
        assert!(!vm.set_prototype_of(object_prototype, Some(a)).unwrap());
    });
}

/// Random operations on an object, against a list of keys and values.
#[test]
fn random_operations_agree_with_a_model() {
    for (seed, stress) in [(1, false), (2, false), (3, true), (4, true)] {
        let mut vm = new_vm();
        vm.heap.set_stress(stress);
        let mut random = Random(seed);
        let mut keys = vm.heap.root_vec();
        for i in 0..40 {
            let k = vm.key_from_str(&format!("k{i}"));
            keys.push(k);
        }
        let o: Gc<Object> = vm.new_object();
        let mut model: Vec<(usize, i32, Attributes)> = Vec::new();
        for step in 0..if stress { 600 } else { 20000 } {
            let i = random.below(40);
            let k = keys[i];
            let at = model.iter().position(|m| m.0 == i);
            match random.below(8) {
                0..4 => {
                    vm.set(o, k, Value::int(step), true).unwrap();
                    match at {
                        Some(at) => model[at].1 = step,
                        None => model.push((i, step, ALL)),
                    }
                }
                4 | 5 => {
                    assert!(vm.delete_property(o, k).unwrap());
                    if let Some(at) = at {
                        model.remove(at);
                    }
                }
                6 => {
                    let attributes = ALL.set(Attributes::ENUMERABLE, random.below(2) == 0);
                    let d = PropertyDescriptor::data(Value::int(step), attributes);
                    assert!(vm.define_own_property(o, k, &d).unwrap());
                    match at {
                        Some(at) => (model[at].1, model[at].2) = (step, attributes),
                        None => model.push((i, step, attributes)),
                    }
                }
                _ => {
                    let d = vm.get_own_property(o, k).unwrap();
                    assert_eq!(
                        d,
                        at.map(|at| PropertyDescriptor::data(Value::int(model[at].1), model[at].2))
                    );
                }
            }
            if step % 50 == 0 {
                let listed = vm.own_property_keys(o).unwrap();
                let expected: Vec<_> = model.iter().map(|m| keys[m.0]).collect();
                assert_eq!(&listed[..], &expected[..]);
            }
        }
    }
}

#[test]
fn private_members_are_invisible() {
    both(|vm| {
        let description = crate::runtime::testing::text(vm, "#x");
        let name = vm.new_private_name(description);
        let o = vm.new_object();
        assert!(!vm.private_has(Value::cell(o), name).unwrap());
        assert!(vm.private_get(Value::cell(o), name).is_err());
        assert_eq!(
            thrown(vm),
            "TypeError: Cannot read private member #x from an object whose class did not declare it"
        );
        vm.private_field_add(o, name, Value::int(1)).unwrap();
        assert!(vm.private_field_add(o, name, Value::int(1)).is_err());
        assert_eq!(thrown(vm), "TypeError: Cannot initialize #x twice on the same object");
        vm.set_integrity_level(o, IntegrityLevel::Frozen).unwrap();
        vm.private_set(Value::cell(o), name, Value::int(2)).unwrap();
        assert_eq!(vm.private_get(Value::cell(o), name), Ok(Value::int(2)));
        assert!(vm.own_property_keys(o).unwrap().is_empty());
    });
}
