//! Strings against vectors of code units, deep ropes, limits, atoms.

use super::*;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::testing::{Random, new_vm, stressed_vm, text, thrown, units};
use crate::runtime::vm::Vm;
use crate::value::Value;
use jsrun_gc::RootVec;

fn random_units(random: &mut Random) -> Vec<u16> {
    let length = random.below(40);
    let bound = [10, 128, 256, 0x500, 0x10000][random.below(5)];
    (0..length).map(|_| (0x30 + random.below(bound)) as u16).collect()
}

/// Random operations on strings and on vectors of code units give the same.
fn against_model(mut vm: Box<Vm>, steps: usize, seed: u64) {
    let vm = &mut *vm;
    let mut random = Random(seed);
    let mut strings: RootVec<Value> = vm.heap.root_vec();
    let mut models: Vec<Vec<u16>> = Vec::new();
    for _ in 0..4 {
        strings.push(Value::cell(vm.strings.empty()));
        models.push(Vec::new());
    }
    for _ in 0..steps {
        let (a, b) = (random.below(models.len()), random.below(models.len()));
        let (sa, sb) = (strings[a].as_string().unwrap(), strings[b].as_string().unwrap());
        let made = match random.below(8) {
            0 | 1 => {
                let units = random_units(&mut random);
                let string = vm.new_string_utf16(&units);
                assert_eq!(string.is_latin1(), units.iter().all(|u| *u < 256));
                Some((string, units))
            }
            2 | 3 if models[a].len() + models[b].len() < 5000 => {
                let string = vm.concat(sa, sb).unwrap();
                Some((string, [&models[a][..], &models[b][..]].concat()))
            }
            4 => {
                let start = random.below(models[a].len() + 1);
                let end = start + random.below(models[a].len() - start + 1);
                let string = vm.substring(sa, start as u32, end as u32);
                Some((string, models[a][start..end].to_vec()))
            }
            5 => {
                assert_eq!(vm.string_eq(sa, sb), models[a] == models[b]);
                assert_eq!(vm.compare_strings(sa, sb), models[a].cmp(&models[b]));
                let (fa, fb) = (vm.flatten(sa), vm.flatten(sb));
                let found = models[a].windows(models[b].len().max(1)).position(|w| w == models[b]);
                let found = if models[b].is_empty() { Some(0) } else { found };
                assert_eq!(fa.view().find(fb.view(), 0), found);
                let last = models[a].windows(models[b].len().max(1)).rposition(|w| w == models[b]);
                let last = if models[b].is_empty() { Some(models[a].len()) } else { last };
                assert_eq!(fa.view().find_last(fb.view(), usize::MAX / 2), last);
                None
            }
            6 => {
                let (ka, kb) = (vm.string_key(sa), vm.string_key(sb));
                assert_eq!(ka == kb, models[a] == models[b]);
                assert_eq!(vm.string_key(sa), ka);
                let back = vm.key_to_value(ka).as_string().unwrap();
                assert_eq!(units(back), models[a]);
                None
            }
            _ => Some((vm.flatten(sa), models[a].clone())),
        };
        let Some((string, model)) = made else { continue };
        assert_eq!(string.len() as usize, model.len());
        if models.len() < 60 {
            strings.push(Value::cell(string));
            models.push(model);
        } else {
            strings.set(a, Value::cell(string));
            models[a] = model;
        }
    }
    for (string, model) in strings.iter().zip(&models) {
        let flat = vm.flatten(string.as_string().unwrap());
        assert_eq!(flat.view().units().collect::<Vec<_>>(), *model);
    }
}

#[test]
fn strings_are_vectors_of_units() {
    for seed in 0..20 {
        against_model(new_vm(), 4000, seed);
    }
}

#[test]
fn strings_survive_stress() {
    against_model(stressed_vm(), 1500, 99);
}

#[test]
fn deep_ropes_flatten_and_are_marked() {
    let mut vm = new_vm();
    for to_the_right in [true, false] {
        let piece = vm.new_string("0123456789abcdefghijklmnopqrst");
        let mut rope = piece;
        for _ in 0..1_000_000 {
            rope =
                if to_the_right { vm.concat(rope, piece) } else { vm.concat(piece, rope) }.unwrap();
        }
        vm.heap.collect();
        let flat = vm.flatten(rope);
        assert_eq!(flat.len(), 30 * 1_000_001);
        assert!(flat.view().slice(15_000_000, 15_000_030).same(piece.view()));
        assert!(rope.is_flat() && vm.flatten(rope) == flat);
    }
}

#[test]
fn building_is_linear() {
    let mut vm = new_vm();
    let piece = vm.new_string("x");
    let mut string = vm.strings.empty();
    for _ in 0..2_000_000 {
        string = vm.concat(string, piece).unwrap();
    }
    let flat = vm.flatten(string);
    assert!(flat.view().units().all(|unit| unit == b'x' as u16));
}

#[test]
fn the_length_is_limited() {
    let mut vm = new_vm();
    let mut string = vm.new_string(&"a".repeat(1 << 10));
    for _ in 0..18 {
        string = vm.concat(string, string).unwrap();
    }
    assert_eq!(string.len(), 1 << 28);
    let short = vm.new_string(&"b".repeat(24));
    let less = vm.new_latin1_with((1 << 28) - 24, |_| {});
    let whole = vm.concat(string, less).unwrap();
    assert_eq!(whole.len(), MAX_LENGTH);
    assert!(vm.concat(whole, short).is_err());
    assert_eq!(thrown(&mut vm), "RangeError: Invalid string length");
}

#[test]
fn atoms_are_weak_and_unique() {
    let mut vm = new_vm();
    let before = vm.strings.atom_count();
    for i in 0..10_000 {
        vm.key_from_str(&format!("name {i}"));
    }
    assert!(vm.strings.atom_count() >= before + 10_000);
    let kept = vm.key_from_str("name 5000");
    let root = vm.heap.root(kept);
    vm.heap.collect();
    assert!(vm.strings.atom_count() < before + 1000);
    assert_eq!(vm.key_from_str("name 5000"), root.get());
    let string = vm.new_string("name 5000");
    assert_eq!(vm.string_key(string), kept);
    let rope = text(&mut vm, "name 5000 and so on and so forth").as_string().unwrap();
    let part = vm.substring(rope, 0, 9);
    assert_eq!(vm.string_key(part), kept);
    assert_eq!(vm.key_from_str("length"), vm.names.length);
}

#[test]
fn slices_become_keys() {
    let mut vm = stressed_vm();
    let whole = vm
        .new_string("a text that is long enough for slices, \u{4E2D} included, and then some more");
    let slice = vm.substring(whole, 2, 40);
    let again = vm.substring(slice, 5, 38);
    assert_eq!(
        units(again),
        "a text that is long enough for slices, \u{4E2D} included"
            .encode_utf16()
            .collect::<Vec<_>>()[7..40]
    );
    let key = vm.string_key(slice);
    assert_eq!(vm.string_key(slice), key);
    let copy = vm.new_string(&slice.to_rust());
    assert_eq!(vm.string_key(copy), key);
}

#[test]
fn indices_are_not_atoms() {
    let mut vm = new_vm();
    for (string, index) in [
        ("0", Some(0)),
        ("7", Some(7)),
        ("10", Some(10)),
        ("4294967294", Some(4294967294)),
        ("4294967295", None),
        ("4294967296", None),
        ("42949672940", None),
        ("01", None),
        ("-1", None),
        ("1.0", None),
        ("", None),
        (" 1", None),
    ] {
        assert_eq!(vm.key_from_str(string).as_index(), index, "{string:?}");
        let value = vm.new_string(string);
        assert_eq!(vm.string_key(value).as_index(), index, "{string:?}");
        assert_eq!(vm.string_key(value).as_index(), index, "{string:?}");
        if let Some(index) = index {
            let back = vm.key_to_value(PropertyKey::from_index(index)).as_string().unwrap();
            assert_eq!(back.to_rust(), string);
        }
    }
}

#[test]
fn builders_widen() {
    let mut vm = new_vm();
    let mut builder = StringBuilder::new();
    builder.push_str("caf\u{E9}");
    builder.push_unit(b'!' as u16);
    assert!(matches!(builder.view(), StrView::Latin1(_)));
    builder.push_code_point(0x1F600);
    builder.push_view(StrView::Latin1(b"end"));
    let string = builder.finish(&mut vm).unwrap();
    assert_eq!(string.to_rust(), "caf\u{E9}!\u{1F600}end");
    let smile = vm.new_string_code_point(0x1F600);
    assert_eq!(smile.view().code_point_at(0), 0x1F600);
    assert_eq!(smile.view().code_point_at(1), 0xDE00);
}

#[test]
fn searching_is_linear() {
    let text = vec![b'a'; 400_000];
    let mut pattern = vec![b'a'; 200_000];
    pattern.push(b'b');
    assert_eq!(StrView::Latin1(&text).find(StrView::Latin1(&pattern), 0), None);
    pattern.pop();
    assert_eq!(StrView::Latin1(&text).find(StrView::Latin1(&pattern), 3), Some(3));
}
