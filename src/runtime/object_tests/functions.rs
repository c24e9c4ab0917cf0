//! Native functions, bound functions, classes of objects that need no compiled code; realms; globals.

use super::*;
use crate::runtime::cache::InlineCache;
use crate::runtime::function::NativeFunction;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::property::PropertyDescriptor;
use crate::runtime::testing::thrown;
use crate::runtime::vm::Arguments;
use crate::value::Res;

fn add_one(vm: &mut Vm, arguments: Arguments) -> Res {
    let n = vm.to_number(arguments.get(0))?;
    Ok(Value::number(n + 1.0))
}

fn this_x(vm: &mut Vm, arguments: Arguments) -> Res {
    let k = vm.key_from_str("x");
    vm.get_v(arguments.this(), k)
}

#[test]
fn native_functions_have_name_and_length() {
    both(|vm| {
        let o = vm.new_object();
        let f = vm.define_method(o, "addOne", 1, add_one);
        let keys = vm.own_property_keys(f).unwrap();
        assert_eq!(texts(vm, &keys), ["length", "name"]);
        let name = vm.get(f, vm.names.name).unwrap();
        assert_eq!(vm.value_display(name), "'addOne'".replace('\'', ""));
        assert_eq!(vm.call(Value::cell(f), UNDEFINED, &[Value::int(41)]), Ok(Value::int(42)));
        let listed = vm.own_property_keys(o).unwrap();
        assert_eq!(texts(vm, &listed), ["addOne"]);
        let k = key(vm, "addOne");
        assert_eq!(vm.invoke(Value::cell(o), k, &[Value::int(1)]), Ok(Value::int(2)));
    });
}

#[test]
fn getters_run_with_the_receiver() {
    both(|vm| {
        let prototype = vm.new_object();
        vm.define_getter(prototype, "y", this_x);
        let o = vm.new_object_with_prototype(Some(prototype));
        let (x, y) = (key(vm, "x"), key(vm, "y"));
        vm.set(o, x, Value::int(5), true).unwrap();
        assert_eq!(vm.get(o, y), Ok(Value::int(5)));
        assert!(vm.set(o, y, UNDEFINED, true).is_err());
        vm.exception = UNDEFINED;
        let name = vm.own_accessor(prototype, y).unwrap().0;
        let name = vm.get(name.as_object().unwrap(), vm.names.name).unwrap();
        assert_eq!(vm.value_display(name), "get y");
    });
}

#[test]
fn string_objects_list_their_characters() {
    both(|vm| {
        let text = crate::runtime::testing::text(vm, "ab");
        let o = vm.new_primitive_wrapper(text);
        let x = key(vm, "x");
        vm.set(o, x, Value::int(1), true).unwrap();
        vm.set(o, PropertyKey::from_index(7), Value::int(1), true).unwrap();
        let keys = vm.own_property_keys(o).unwrap();
        assert_eq!(texts(vm, &keys), ["0", "1", "7", "length", "x"]);
        assert_eq!(vm.get_length(Value::cell(o)), Ok(Value::int(2)));
        let unit = vm.get_v(text, PropertyKey::from_index(1)).unwrap();
        assert_eq!(vm.value_display(unit), "b");
        assert!(vm.set(o, PropertyKey::from_index(0), UNDEFINED, true).is_err());
        vm.exception = UNDEFINED;
        assert!(!vm.delete_property(o, PropertyKey::from_index(0)).unwrap());
        let length_key = vm.names.length;
        let d = PropertyDescriptor { value: Some(Value::int(2)), ..PropertyDescriptor::default() };
        assert!(vm.define_own_property(o, length_key, &d).unwrap());
    });
}

#[test]
fn realms_are_apart() {
    both(|vm| {
        let first = vm.realm();
        let second = vm.create_realm();
        assert_eq!(vm.realm(), first);
        assert_ne!(first.object_prototype(), second.object_prototype());
        let o = vm.new_object();
        assert_eq!(vm.get_prototype_of(o).unwrap(), Some(first.object_prototype()));
        vm.entered_realm = Some(second);
        let o = vm.new_object();
        assert_eq!(vm.get_prototype_of(o).unwrap(), Some(second.object_prototype()));
        let k = key(vm, "f");
        let f = NativeFunction::as_object(vm.new_native_function(k, 0, add_one));
        vm.entered_realm = Some(first);
        assert_eq!(vm.function_realm(Value::cell(f)).unwrap(), second);
        let bound = vm.new_bound_function(f, UNDEFINED, &[]).unwrap();
        assert_eq!(vm.function_realm(Value::cell(bound)).unwrap(), second);
        assert!(!vm.realm().has_intrinsic(Intrinsic::Json));
    });
}

#[test]
fn lexical_globals_hide_and_clash() {
    both(|vm| {
        let k = key(vm, "g");
        let mut cache = InlineCache::new(k);
        let cache = &raw mut cache;
        // SAFETY: the cache lives on this stack, and its key is rooted there too.
        let load = |vm: &mut Vm| unsafe { vm.load_global(cache, false) };
        assert!(load(vm).is_err());
        assert_eq!(thrown(vm), "ReferenceError: g is not defined");
        vm.create_global_var(k, true).unwrap();
        assert_eq!(load(vm), Ok(UNDEFINED));
        let before = vm.shape_of(vm.global_object());
        vm.declare_global_lexical(k, false).unwrap();
        assert_ne!(before, vm.shape_of(vm.global_object()), "caches of the name must miss");
        assert!(load(vm).is_err());
        assert_eq!(thrown(vm), "ReferenceError: Cannot access 'g' before initialization");
        vm.initialize_global_lexical(k, Value::int(3));
        assert_eq!(load(vm), Ok(Value::int(3)));
        // SAFETY: as above.
        assert!(unsafe { vm.store_global(Value::int(4), cache, true) }.is_err());
        assert_eq!(thrown(vm), "TypeError: Assignment to constant variable.");
        assert!(vm.declare_global_lexical(k, true).is_err());
        assert_eq!(thrown(vm), "SyntaxError: Identifier 'g' has already been declared");
    });
}
