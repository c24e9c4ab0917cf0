//! Identities of BigInt arithmetic, conversions and limits.

use super::*;
use crate::runtime::testing::{Random, new_vm, stressed_vm, text, thrown};

fn big(vm: &mut Vm, text: &str) -> Gc<JsBigInt> {
    let string = vm.new_string(text);
    vm.string_to_bigint(string).unwrap().unwrap()
}

fn random(vm: &mut Vm, random: &mut Random) -> Gc<JsBigInt> {
    let most = [2, 15, 25, 90][random.below(4)];
    let digits = random.below(most) + 1;
    let mut text = String::from(if random.below(2) == 0 { "-" } else { "" });
    text.extend((0..digits).map(|_| (b'0' + random.below(10) as u8) as char));
    big(vm, &text)
}

fn identities(mut vm: Box<Vm>, rounds: usize) {
    let vm = &mut *vm;
    let mut state = Random(5);
    let one = vm.new_bigint_i64(1);
    for _ in 0..rounds {
        let (a, b) = (random(vm, &mut state), random(vm, &mut state));
        let sum = vm.bigint_add(a, b).unwrap();
        let back = vm.bigint_sub(sum, b).unwrap();
        assert!(bigints_equal(back, a));
        let product = vm.bigint_mul(a, b).unwrap();
        assert_eq!(product.to_big(), a.to_big() * b.to_big());
        if !b.is_zero() {
            let (q, r) = (vm.bigint_div(a, b).unwrap(), vm.bigint_rem(a, b).unwrap());
            let whole = vm.bigint_mul(q, b).unwrap();
            let whole = vm.bigint_add(whole, r).unwrap();
            assert!(bigints_equal(whole, a));
            assert!(r.is_zero() || r.is_negative() == a.is_negative());
        }
        // a ^ b = (a | b) - (a & b), ~a = -a - 1
        let (or, and, xor) = (
            vm.bigint_or(a, b).unwrap(),
            vm.bigint_and(a, b).unwrap(),
            vm.bigint_xor(a, b).unwrap(),
        );
        let difference = vm.bigint_sub(or, and).unwrap();
        assert!(bigints_equal(difference, xor));
        let not = vm.bigint_not(a).unwrap();
        let negative = vm.bigint_neg(a);
        let expected = vm.bigint_sub(negative, one).unwrap();
        assert!(bigints_equal(not, expected));
        // Shifts are products and floor quotients with powers of two.
        let count = vm.new_bigint_i64(state.below(130) as i64);
        let left = vm.bigint_shl(a, count).unwrap();
        let right = vm.bigint_shr(left, count).unwrap();
        assert!(bigints_equal(right, a));
        let down = vm.bigint_shr(a, count).unwrap();
        assert_eq!(down.to_big(), a.to_big() >> count.to_u64_modular());
        assert_eq!(compare_bigints(a, b), a.to_big().cmp(&b.to_big()));
        let width = 1 + state.below(140) as u64;
        let (int, uint) =
            (vm.bigint_as_int_n(width, a).unwrap(), vm.bigint_as_uint_n(width, a).unwrap());
        assert!(!uint.is_negative() && bits(uint) <= width && bits(int) <= width);
        let modulus = BigInt::from(1) << width;
        assert_eq!((int.to_big() - a.to_big()) % &modulus, BigInt::ZERO);
        assert_eq!((uint.to_big() - a.to_big()) % &modulus, BigInt::ZERO);
        let shown = vm.bigint_to_string(a, 10).to_rust();
        assert!(bigints_equal(big(vm, &shown), a));
        assert_eq!(a.to_f64(), shown.parse::<f64>().unwrap());
        assert_eq!(
            a.to_u64_modular(),
            vm.bigint_as_uint_n(64, a).unwrap().limbs().first().copied().unwrap_or(0)
        );
    }
}

#[test]
fn identities_hold() {
    identities(new_vm(), 3000);
}

#[test]
fn identities_hold_under_stress() {
    identities(stressed_vm(), 100);
}

#[test]
fn strings_become_bigints() {
    let mut vm = new_vm();
    for (from, to) in [
        ("", Some("0")),
        ("  12\n", Some("12")),
        ("-12", Some("-12")),
        ("0xff", Some("255")),
        ("0b101", Some("5")),
        ("0o17", Some("15")),
        ("-0", Some("0")),
        ("-0x1", None),
        ("1n", None),
        ("1.5", None),
        ("1e3", None),
        ("0x", None),
        ("+", None),
    ] {
        let string = vm.new_string(from);
        let number = vm.string_to_bigint(string).unwrap();
        let shown = number.map(|n| vm.bigint_to_string(n, 10).to_rust());
        assert_eq!(shown.as_deref(), to, "{from:?}");
    }
    let long = "123456789".repeat(5000);
    let number = big(&mut vm, &long);
    assert_eq!(number.to_big().to_string(), long);
}

#[test]
fn comparisons_with_numbers_are_exact() {
    let mut vm = new_vm();
    let two53 = big(&mut vm, "9007199254740993");
    assert_eq!(compare_bigint_number(two53, 9007199254740992.0), Some(Ordering::Greater));
    assert_eq!(compare_bigint_number(two53, 9007199254740994.0), Some(Ordering::Less));
    let minus = big(&mut vm, "-1");
    assert_eq!(compare_bigint_number(minus, -1.5), Some(Ordering::Greater));
    assert_eq!(compare_bigint_number(minus, -0.5), Some(Ordering::Less));
    assert_eq!(compare_bigint_number(minus, f64::NAN), None);
    assert_eq!(compare_bigint_number(minus, f64::NEG_INFINITY), Some(Ordering::Greater));
    let huge = big(&mut vm, &format!("1{}", "0".repeat(400)));
    assert_eq!(compare_bigint_number(huge, f64::MAX), Some(Ordering::Greater));
    assert_eq!(huge.to_f64(), f64::INFINITY);
    let exact = vm.number_to_bigint(1e300).unwrap();
    assert_eq!(compare_bigint_number(exact, 1e300), Some(Ordering::Equal));
    assert_eq!(exact.to_f64(), 1e300);
}

#[test]
fn sizes_are_limited() {
    let mut vm = new_vm();
    let one = vm.new_bigint_i64(1);
    let shift = vm.new_bigint_i64(1 << 30);
    assert!(vm.bigint_shl(one, shift).is_err());
    assert_eq!(thrown(&mut vm), "RangeError: Maximum BigInt size exceeded");
    let less = vm.new_bigint_i64((1 << 30) - 1);
    let largest = vm.bigint_shl(one, less).unwrap();
    assert_eq!(bits(largest), MAX_BITS);
    assert!(vm.bigint_mul(largest, shift).is_err());
    assert!(vm.bigint_add(largest, largest).is_err());
    let three = vm.new_bigint_i64(3);
    assert!(vm.bigint_exp(three, shift).is_err());
    let minus = vm.new_bigint_i64(-1);
    assert!(vm.bigint_as_uint_n(1 << 40, minus).is_err());
    assert!(bigints_equal(vm.bigint_as_int_n(1 << 40, minus).unwrap(), minus));
    let power = vm.bigint_exp(minus, shift).unwrap();
    assert!(bigints_equal(power, one));
}

#[test]
fn conversions_say_what_is_wrong() {
    let mut vm = new_vm();
    let word = text(&mut vm, "abc");
    for (value, message) in [
        (Value::UNDEFINED, "TypeError: Cannot convert undefined to a BigInt"),
        (Value::int(1), "TypeError: Cannot convert 1 to a BigInt"),
        (word, "SyntaxError: Cannot convert abc to a BigInt"),
    ] {
        assert!(vm.to_bigint(value).is_err());
        assert_eq!(thrown(&mut vm), message);
    }
    assert!(vm.number_to_bigint(1.5).is_err());
    let message =
        "RangeError: The number 1.5 cannot be converted to a BigInt because it is not an integer";
    assert_eq!(thrown(&mut vm), message);
    assert_eq!(vm.to_bigint64(Value::TRUE).unwrap(), 1);
}
