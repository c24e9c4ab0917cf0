//! The primitives of `primitives/typed.rs`: typed arrays of all kinds, with every index and value at the edges.

use super::*;
use crate::handlers::primitives::meaning as m;
use crate::handlers::primitives::typed::*;
use crate::handlers::primitives::types::{emit_as_int32, emit_as_object};
use crate::runtime::object::Object;

const KINDS: [&str; 11] = [
    "Int8Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "Int16Array",
    "Uint16Array",
    "Int32Array",
    "Uint32Array",
    "Float32Array",
    "Float64Array",
    "BigInt64Array",
    "BigUint64Array",
];
/// Elements of each array.
const LENGTH: i32 = 5;
const INDICES: [i32; 7] = [0, 1, LENGTH - 1, LENGTH, -1, i32::MAX, i32::MIN];

fn pointer(v: Value) -> *mut Object {
    std::ptr::with_exposed_provenance_mut(v.address())
}

/// A typed array of zeros.
fn typed_array(h: &mut Harness, kind: &str) -> Value {
    let key = h.vm.key_from_str(kind);
    let global = h.vm.global_object();
    let constructor = h.vm.get(global, key).expect("a constructor");
    h.vm.construct(constructor, &[Value::int(LENGTH)], constructor).expect("a typed array")
}

fn numbers() -> Vec<Value> {
    let ints = INTS.iter().map(|i| Value::int(*i));
    ints.chain(doubles().into_iter().map(Value::double)).collect()
}

/// The elements, as the meaning loads them.
fn elements(array: Value) -> Vec<Option<u64>> {
    // SAFETY: it is a live object.
    let load = |i| unsafe { m::load_typed_element(pointer(array), i) };
    // All NaNs are one: their sign is not the same in both tiers.
    (0..LENGTH).map(|i| load(i).map(same)).collect()
}

/// A number's bits, the same for all NaNs.
fn same(v: Value) -> u64 {
    if v.is_number() && v.as_number().is_nan() { Value::NAN.bits() } else { v.bits() }
}

#[test]
fn elements_of_typed_arrays() {
    let mut h = Harness::with_library();
    for kind in KINDS {
        let (array, model) = (typed_array(&mut h, kind), typed_array(&mut h, kind));
        for (n, v) in numbers().into_iter().enumerate() {
            for i in INDICES {
                let known = KNOWN[(n + i as u32 as usize) % KNOWN.len()];
                let immediate = n % 3 == 0;
                let registers = if n % 2 == 0 { [4, 18, 6] } else { [20, 3, 19] };
                let stored =
                    h.run(&[array, Value::int(i), v], &registers, known, &mut |e, no, v| {
                        let o = emit_as_object(e, no, v[0]);
                        let i =
                            if immediate { Int::immediate(i) } else { emit_as_int32(e, no, v[1]) };
                        emit_store_typed_element(e, no, o, i, v[2]);
                        answer_yes(e);
                    });
                // SAFETY: both are live objects, and the value is a number.
                let expected = unsafe { m::store_typed_element(pointer(model), i, v) };
                assert_eq!(stored != NO, expected, "{kind}[{i}] = {v:?} {known:?}");
                assert_eq!(elements(array), elements(model), "{kind}[{i}] = {v:?} {known:?}");
                let loaded =
                    h.run(&[array, Value::int(i)], &registers[..2], known, &mut |e, no, v| {
                        let o = emit_as_object(e, no, v[0]);
                        let i =
                            if immediate { Int::immediate(i) } else { emit_as_int32(e, no, v[1]) };
                        emit_load_typed_element(e, no, o, i);
                    });
                // SAFETY: as above.
                let expected = unsafe { m::load_typed_element(pointer(model), i) };
                // SAFETY: an answer that is not `NO` is a value.
                let loaded = (loaded != NO).then(|| same(unsafe { Value::from_bits(loaded) }));
                assert_eq!(loaded, expected.map(same), "{kind}[{i}] {known:?}");
            }
        }
    }
    // What is no typed array is left alone.
    let object = Value::cell(h.vm.new_object());
    for known in KNOWN {
        let answer = h.run(&[object, Value::int(0)], &[4, 5], known, &mut |e, no, v| {
            let o = emit_as_object(e, no, v[0]);
            let i = emit_as_int32(e, no, v[1]);
            emit_load_typed_element(e, no, o, i);
        });
        assert_eq!(answer, NO);
    }
}
