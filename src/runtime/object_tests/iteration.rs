//! `for`-`in`, iterators.

use super::*;
use crate::runtime::object::Object;
use crate::runtime::testing::thrown;
use crate::runtime::vm::Arguments;
use crate::value::Res;
use jsrun_gc::Gc;

/// All keys that a `for`-`in` visits; `change` runs after the first.
fn for_in(vm: &mut Vm, object: Gc<Object>, change: impl Fn(&mut Vm)) -> Vec<String> {
    let enumerator = vm.new_enumerator(Value::cell(object)).unwrap().unwrap();
    let mut seen = Vec::new();
    loop {
        let k = vm.enumerator_next(enumerator).unwrap();
        if k == Value::DONE {
            return seen;
        }
        seen.push(vm.value_display(k));
        if seen.len() == 1 {
            change(vm);
        }
    }
}

#[test]
fn for_in_sees_the_chain_once() {
    both(|vm| {
        let parent = vm.new_object();
        let child = vm.new_object_with_prototype(Some(parent));
        let set = |vm: &mut Vm, o, names: &[&str]| {
            for name in names {
                let k = key(vm, name);
                vm.set(o, k, UNDEFINED, true).unwrap();
            }
        };
        set(vm, parent, &["a", "b", "c", "1"]);
        set(vm, child, &["c", "d", "0"]);
        // Not enumerable in the child: hides the parent's.
        vm.define_value(child, "b", UNDEFINED, Attributes::METHOD);
        assert_eq!(for_in(vm, child, |_| ()), ["0", "c", "d", "1", "a"]);
        let after = for_in(vm, child, |vm| {
            let k = key(vm, "d");
            assert!(vm.delete_property(child, k).unwrap());
            let k = key(vm, "a");
            assert!(vm.delete_property(parent, k).unwrap());
        });
        assert_eq!(after, ["0", "c", "1"]);
        assert!(vm.new_enumerator(Value::NULL).unwrap().is_none());
        let plain = vm.new_object();
        set(vm, plain, &["x", "y"]);
        assert_eq!(for_in(vm, plain, |_| ()), ["x", "y"]);
    });
}

fn count_to_three(vm: &mut Vm, arguments: Arguments) -> Res {
    let k = vm.key_from_str("n");
    let this = arguments.this_object().unwrap();
    let n = vm.get(this, k)?.as_number() + 1.0;
    vm.set(this, k, Value::number(n), true)?;
    Ok(vm.iterator_result(Value::number(n), n > 3.0))
}

fn return_this(_: &mut Vm, arguments: Arguments) -> Res {
    Ok(arguments.this())
}

fn close(vm: &mut Vm, arguments: Arguments) -> Res {
    let k = vm.key_from_str("closed");
    vm.set(arguments.this_object().unwrap(), k, Value::TRUE, true)?;
    Ok(Value::cell(vm.new_object()))
}

fn counter(vm: &mut Vm) -> Gc<Object> {
    let o = vm.new_object();
    let n = key(vm, "n");
    vm.set(o, n, Value::int(0), true).unwrap();
    vm.define_method(o, "next", 0, count_to_three);
    let symbol = vm.symbols.iterator;
    vm.define_method(o, symbol, 0, return_this);
    vm.define_method(o, "return", 0, close);
    o
}

#[test]
fn iterators_step_and_close() {
    both(|vm| {
        let o = counter(vm);
        let list = vm.iterate_to_list(Value::cell(o)).unwrap();
        assert_eq!(&list[..], [1, 2, 3].map(Value::int));
        let o = counter(vm);
        let record = vm.get_iterator(Value::cell(o)).unwrap();
        assert_eq!(vm.iterator_next(record), Ok(Value::int(1)));
        vm.iterator_close(record).unwrap();
        let closed = key(vm, "closed");
        assert_eq!(vm.get(o, closed), Ok(Value::TRUE));
        assert_eq!(vm.iterator_next(record), Ok(Value::DONE));
        assert!(vm.get_iterator(Value::int(5)).is_err());
        assert_eq!(
            thrown(vm),
            "TypeError: number 5 is not iterable (cannot read property Symbol(Symbol.iterator))"
        );
        // The exception survives the closing.
        let o = counter(vm);
        let record = vm.get_iterator(Value::cell(o)).unwrap();
        let t = vm.throw_type_error("first");
        let _ = vm.iterator_close_thrown(record, t);
        assert_eq!(thrown(vm), "TypeError: first");
    });
}

#[test]
fn arrays_iterate_without_calls() {
    use crate::runtime::intrinsics::Intrinsic::*;
    both(|vm| {
        let realm = vm.realm();
        let prototype = realm.intrinsic(ArrayPrototype);
        let symbol = vm.symbols.iterator;
        let values = vm.define_method(prototype, symbol, 0, return_this);
        vm.set_intrinsic(realm, ArrayPrototypeValues, values);
        let iterator_prototype = realm.intrinsic(ArrayIteratorPrototype);
        let next = vm.define_method(iterator_prototype, "next", 0, return_this);
        vm.set_intrinsic(realm, ArrayIteratorNext, next);
        let a = vm.new_array_from(&[Value::int(1), Value::HOLE, Value::int(3)]).unwrap();
        let record = vm.get_iterator(Value::cell(a)).unwrap();
        assert_eq!(vm.iterator_next(record), Ok(Value::int(1)));
        vm.array_push(a, Value::int(4)).unwrap();
        let rest: Vec<_> =
            std::iter::from_fn(|| vm.iterator_next(record).ok().filter(|v| *v != Value::DONE))
                .collect();
        assert_eq!(rest, [UNDEFINED, Value::int(3), Value::int(4)]);
        // Once the array has its own way, that one is used.
        let o = counter(vm);
        let own = vm.get(o, symbol).unwrap();
        vm.set(a, symbol, own, true).unwrap();
        assert_eq!(vm.get_iterator(Value::cell(a)).map(|r| r.next.get()), Ok(UNDEFINED));
        vm.set(iterator_prototype, vm.names.next, own, true).unwrap();
        let b = vm.new_array_from(&[Value::int(1)]).unwrap();
        let record = vm.get_iterator(Value::cell(b)).unwrap();
        assert_eq!(record.iterator.get(), Value::cell(b));
        assert_eq!(record.next.get(), UNDEFINED);
    });
}
