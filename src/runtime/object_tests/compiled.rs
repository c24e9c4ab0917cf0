//! Functions made from code: their lazy properties, construction, classes, `arguments`.

use super::*;
use crate::runtime::class::ElementKind;
use crate::runtime::code::flags;
use crate::runtime::function::Function;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::object::{Environment, Object};
use crate::runtime::property::PropertyDescriptor;
use crate::runtime::testing::thrown;
use crate::runtime::vm::frame::{Frame, frame_arguments};
use crate::value::Res;

fn function(vm: &mut Vm, parameters: u32, flags: u32) -> Gc<Object> {
    let code = code(vm, Box::new([]), parameters, flags);
    Function::as_object(vm.new_function(code, UNDEFINED))
}

#[test]
fn lazy_properties_look_as_if_they_were_there() {
    both(|vm| {
        let (length, name, prototype) = (vm.names.length, vm.names.name, vm.names.prototype);
        let f = function(vm, 2, flags::BASE_CONSTRUCTOR);
        let x = key(vm, "x");
        vm.set(f, x, UNDEFINED, true).unwrap();
        let keys = vm.own_property_keys(f).unwrap();
        let (arguments, caller) = (vm.names.arguments, vm.names.caller);
        assert_eq!(&keys[..], [length, name, arguments, caller, prototype, x]);
        assert_eq!(vm.get(f, length), Ok(Value::int(2)));
        assert!(vm.set(f, name, UNDEFINED, true).is_err());
        vm.exception = UNDEFINED;
        let p = vm.get(f, prototype).unwrap();
        assert_eq!(vm.get(f, prototype), Ok(p));
        let constructor = vm.names.constructor;
        assert_eq!(vm.get(p.as_object().unwrap(), constructor), Ok(Value::cell(f)));
        assert!(!vm.delete_property(f, prototype).unwrap());
        assert!(vm.delete_property(f, name).unwrap());
        assert!(!vm.has_own_property(f, name).unwrap());
        let g = function(vm, 0, flags::ARROW);
        assert!(
            !vm.has_own_property(g, prototype).unwrap() && vm.has_own_property(g, name).unwrap()
        );
        let h = function(vm, 0, flags::BASE_CONSTRUCTOR);
        let named = key(vm, "renamed");
        vm.set_function_name(Value::cell(h), named, Some("get"));
        let shown = vm.get(h, name).unwrap();
        assert_eq!(vm.value_display(shown), "get renamed");
    });
}

#[test]
fn caches_do_not_rely_on_properties_to_come() {
    let mut vm = new_vm();
    let prototype = vm.names.prototype;
    let mut cache = InlineCache::new(prototype);
    let arrow = function(&mut vm, 0, flags::ARROW);
    // SAFETY: the cache lives in this frame.
    assert_eq!(unsafe { vm.load_property(Value::cell(arrow), &mut cache) }, Ok(UNDEFINED));
    let f = function(&mut vm, 0, flags::BASE_CONSTRUCTOR);
    assert!(cache.entries.iter().all(|e| e.shape != f.header.aux()));
    // A store to `prototype` is never done behind the back of `construct_shape`.
    let o = vm.new_object();
    // SAFETY: as above.
    unsafe { vm.store_property(Value::cell(f), Value::cell(o), &mut cache, true) }.unwrap();
    assert!(cache.entries.iter().all(|e| e.shape != f.header.aux()));
}

#[test]
fn construction_follows_prototype() {
    both(|vm| {
        let f = function(vm, 0, flags::BASE_CONSTRUCTOR);
        let make = |vm: &mut Vm| {
            let object = vm
                .ordinary_create_from_constructor(Value::cell(f), Intrinsic::ObjectPrototype)
                .unwrap();
            (object, vm.get_prototype_of(object).unwrap().map(Value::cell))
        };
        let (a, p) = make(vm);
        let (b, q) = make(vm);
        assert!(p == q && vm.shape_of(a) == vm.shape_of(b));
        let prototype = vm.names.prototype;
        assert_eq!(vm.get(f, prototype).ok(), p);
        let o = vm.new_object();
        vm.set(f, prototype, Value::cell(o), true).unwrap();
        assert_eq!(Function::of(f).unwrap().construct_shape.get(), 0);
        assert_eq!(make(vm).1, Some(Value::cell(o)));
        vm.set(f, prototype, Value::int(1), true).unwrap();
        let object_prototype = vm.intrinsic(Intrinsic::ObjectPrototype);
        assert_eq!(make(vm).1, Some(Value::cell(object_prototype)));
    });
}

#[test]
fn classes_are_wired_up() {
    both(|vm| {
        let (prototype, constructor) = (vm.names.prototype, vm.names.constructor);
        let base_code = code(
            vm,
            Box::new([]),
            0,
            flags::CLASS_CONSTRUCTOR | flags::BASE_CONSTRUCTOR | flags::STRICT,
        );
        let (base, base_prototype) = vm.define_class(base_code, None, UNDEFINED).unwrap();
        let derived_code = code(
            vm,
            Box::new([]),
            0,
            flags::CLASS_CONSTRUCTOR | flags::DERIVED_CONSTRUCTOR | flags::STRICT,
        );
        let (derived, derived_prototype) =
            vm.define_class(derived_code, Some(Value::cell(base)), UNDEFINED).unwrap();
        assert_eq!(vm.get_prototype_of(derived_prototype).unwrap(), Some(base_prototype));
        assert_eq!(vm.get_super_constructor(Value::cell(derived)), Ok(Value::cell(base)));
        assert_eq!(vm.get(derived_prototype, constructor), Ok(Value::cell(derived)));
        let d = vm.get_own_property(Function::as_object(base), prototype).unwrap().unwrap();
        assert_eq!(d, PropertyDescriptor::data(Value::cell(base_prototype), Attributes::NONE));
        // A getter and a setter of one name make one property.
        let k = key(vm, "p");
        for kind in [ElementKind::Getter, ElementKind::Setter] {
            let method = code(vm, Box::new([]), 0, flags::METHOD);
            let method = Value::cell(vm.new_method(method, UNDEFINED, Value::cell(base_prototype)));
            vm.define_element(base_prototype, k, method, kind, false).unwrap();
        }
        let d = vm.get_own_property(base_prototype, k).unwrap().unwrap();
        assert!(
            d.get.unwrap().is_object() && d.set.unwrap().is_object() && d.enumerable == Some(false)
        );
        assert!(vm.define_class(derived_code, Some(Value::int(1)), UNDEFINED).is_err());
        assert_eq!(thrown(vm), "TypeError: Class extends value 1 is not a constructor or null");
        let (_, lonely) = vm.define_class(derived_code, Some(Value::NULL), UNDEFINED).unwrap();
        assert_eq!(vm.get_prototype_of(lonely).unwrap(), None);
        // `super.x` looks beyond the home object, with `this` as the receiver.
        let x = key(vm, "x");
        vm.set(base_prototype, x, Value::int(1), true).unwrap();
        vm.set(derived_prototype, x, Value::int(2), true).unwrap();
        assert_eq!(vm.super_get(Value::cell(derived_prototype), x, UNDEFINED), Ok(Value::int(1)));
    });
}

#[test]
fn templates_are_frozen_and_made_once() {
    both(|vm| {
        let site = code(vm, Box::new([]), 0, 0);
        let text = crate::runtime::testing::text(vm, "a");
        let first = vm.template_object(Value::cell(site), 0, &[UNDEFINED], &[text]).unwrap();
        assert_eq!(vm.template_object(Value::cell(site), 0, &[], &[]), Ok(first));
        assert_ne!(vm.template_object(Value::cell(site), 1, &[text], &[text]), Ok(first));
        assert!(
            vm.test_integrity_level(first, crate::runtime::shape::IntegrityLevel::Frozen).unwrap()
        );
        let raw = vm.names.raw;
        let raw = vm.get(first, raw).unwrap();
        assert_eq!(vm.load_element(raw, Value::int(0)), Ok(text));
    });
}

/// A function `(a, b)` that tries its `arguments`, mapped or not by the sort of the callee.
unsafe fn try_arguments(vm: &mut Vm, frame: Frame) -> Res {
    let caller = std::mem::replace(&mut vm.frame, frame);
    // SAFETY: the frame was just entered, and its function keeps surplus arguments.
    unsafe {
        assert_eq!(frame_arguments(frame), [1, 2, 3].map(Value::int));
        let at = PropertyKey::from_index;
        if frame.code_unchecked().has(flags::STRICT) {
            let arguments = vm.new_unmapped_arguments(frame)?;
            vm.set(arguments, at(0), Value::int(9), true)?;
            assert_eq!(frame_arguments(frame)[0], Value::int(1));
        } else {
            let environment = vm.new_environment(UNDEFINED, 2, UNDEFINED)?;
            vm.environment_set(environment, 0, Value::int(1));
            vm.environment_set(environment, 1, Value::int(2));
            let arguments =
                vm.new_mapped_arguments(frame, environment, &[Value::int(0), Value::int(1)])?;
            let length = vm.names.length;
            assert_eq!(vm.get(arguments, length), Ok(Value::int(3)));
            vm.environment_set(environment, 0, Value::int(5));
            assert_eq!(vm.load_element(Value::cell(arguments), Value::int(0)), Ok(Value::int(5)));
            vm.store_element(Value::cell(arguments), Value::int(1), Value::int(6), true)?;
            assert_eq!(Environment::get(environment, 1), Value::int(6));
            // Read-only ends the mapping, with the variable's value at that time.
            let fixed =
                PropertyDescriptor { writable: Some(false), ..PropertyDescriptor::default() };
            assert!(vm.define_own_property(arguments, at(0), &fixed)?);
            vm.environment_set(environment, 0, Value::int(7));
            assert_eq!(vm.get(arguments, at(0)), Ok(Value::int(5)));
            assert!(vm.delete_property(arguments, at(1))?);
            assert_eq!(vm.get(arguments, at(1)), Ok(UNDEFINED));
            assert_eq!(vm.get(arguments, at(2)), Ok(Value::int(3)));
            let callee = vm.names.callee;
            assert_eq!(vm.get(arguments, callee), Ok(frame.callee()));
        }
        let rest = vm.new_rest_array(frame, 1)?;
        assert_eq!(vm.get(rest, at(1)), Ok(Value::int(3)));
    }
    vm.frame = caller;
    Ok(Value::TRUE)
}

#[test]
fn arguments_objects() {
    both(|vm| {
        vm.run_function = try_arguments;
        for sort in [0, flags::STRICT] {
            for parameters in [2, 3] {
                let f = function(vm, parameters, flags::KEEPS_SURPLUS | sort);
                let result = vm.call(Value::cell(f), UNDEFINED, &[1, 2, 3].map(Value::int));
                assert_eq!(result, Ok(Value::TRUE));
            }
        }
    });
}
