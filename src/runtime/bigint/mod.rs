//! BigInts: the cell, arithmetic, and conversions.
//!
//! Invariant: the limbs (64 bits each, least significant first) lie in the cell itself, the most significant one is not
//! 0, and zero has none and is not negative; so equal BigInts have equal cells. No BigInt has more than 2^30 bits.

#[cfg(test)]
mod tests;

use super::convert::Hint;
use super::kind::Kind;
use super::number::format::{big_integer, number_to_string};
use super::number::parse::{digit_value, trim_end, trim_start};
use super::string::{JsString, StrView, StringExt};
use super::vm::Vm;
use super::vm::limits::out_of_memory;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Header, Layout};
use num_bigint::{BigInt, BigUint, Sign};
use std::cmp::Ordering;

/// A BigInt. The limbs follow the header.
#[repr(C)]
pub struct JsBigInt {
    /// Kind `BigInt`, 1 in `spare` if negative, the number of limbs in `aux`.
    pub header: Header,
}

// SAFETY: `repr(C)` with the header first, and no references.
unsafe impl Cell for JsBigInt {
    const KIND: u8 = Kind::BigInt as u8;
    const LAYOUT: Layout = Layout::Leaf;
}

/// The greatest size of a BigInt. Making a larger one throws a RangeError.
pub const MAX_BITS: u64 = 1 << 30;
/// A preview makes no larger power.
const PREVIEW_BITS: u64 = 1 << 16;

/// What can be read of a BigInt without the heap.
pub trait BigIntExt: Copy {
    /// The limbs of the magnitude, least significant first.
    ///
    /// They live as long as the BigInt: the caller keeps it reachable (a local is enough).
    fn limbs<'a>(self) -> &'a [u64];
    /// Is it less than zero?
    fn is_negative(self) -> bool;
    /// The number for calculations.
    fn to_big(self) -> BigInt;
    /// Its value modulo 2^64.
    ///
    /// ToBigUint64 (https://tc39.es/ecma262/#sec-tobiguint64), of a BigInt
    fn to_u64_modular(self) -> u64;
    /// The nearest double, ties to even.
    fn to_f64(self) -> f64;

    /// Is it zero?
    fn is_zero(self) -> bool {
        self.limbs().is_empty()
    }
}

impl BigIntExt for Gc<JsBigInt> {
    #[inline]
    fn limbs<'a>(self) -> &'a [u64] {
        let first = std::ptr::with_exposed_provenance(self.addr() + size_of::<Header>());
        // SAFETY: the cell has `aux` initialised limbs after its header, which never change.
        unsafe { std::slice::from_raw_parts(first, self.header.aux() as usize) }
    }

    #[inline]
    fn is_negative(self) -> bool {
        self.header.spare() & 1 != 0
    }

    fn to_big(self) -> BigInt {
        let halves =
            self.limbs().iter().flat_map(|limb| [*limb as u32, (*limb >> 32) as u32]).collect();
        let sign = if self.is_negative() { Sign::Minus } else { Sign::Plus };
        BigInt::from_biguint(sign, BigUint::new(halves))
    }

    fn to_u64_modular(self) -> u64 {
        let low = self.limbs().first().copied().unwrap_or(0);
        if self.is_negative() { low.wrapping_neg() } else { low }
    }

    fn to_f64(self) -> f64 {
        let limbs = self.limbs();
        let magnitude = match limbs {
            [] => 0.0,
            [limb] => *limb as f64,
            [lower @ .., next, top] => {
                // The leading 64 bits, the last of them set if anything after them is: enough to round correctly.
                let shift = top.leading_zeros();
                let both = (*top as u128) << 64 | *next as u128;
                let shifted = both << shift;
                let sticky = shifted as u64 != 0 || lower.iter().any(|limb| *limb != 0);
                let leading = (shifted >> 64) as u64 | sticky as u64;
                let exponent = (limbs.len() as i64 - 1) * 64 - shift as i64;
                leading as f64 * 2f64.powi(exponent.min(2000) as i32)
            }
        };
        if self.is_negative() { -magnitude } else { magnitude }
    }
}

/// The value of a BigInt of at most one limb.
fn small(number: Gc<JsBigInt>) -> Option<i128> {
    let magnitude = match number.limbs() {
        [] => 0,
        [limb] => *limb as i128,
        _ => return None,
    };
    Some(if number.is_negative() { -magnitude } else { magnitude })
}

fn both_small(a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Option<(i128, i128)> {
    Some((small(a)?, small(b)?))
}

fn bits(number: Gc<JsBigInt>) -> u64 {
    let limbs = number.limbs();
    limbs.last().map_or(0, |top| limbs.len() as u64 * 64 - top.leading_zeros() as u64)
}

impl Vm {
    fn new_bigint_limbs(
        &mut self,
        negative: bool,
        limbs: impl ExactSizeIterator<Item = u64>,
    ) -> Gc<JsBigInt> {
        let count = limbs.len();
        let header = Header::with_spare(Kind::BigInt as u8, negative as u16, count as u32);
        // SAFETY: the kind is a leaf, and its limbs are written below, before any safepoint.
        let cell = unsafe { self.heap.alloc_raw(header, size_of::<Header>() * (count + 1), false) };
        let Some(cell) = cell else { out_of_memory() };
        // SAFETY: the cell has room for the limbs after its header.
        unsafe {
            let first = cell.as_ptr().add(size_of::<Header>()).cast::<u64>();
            for (i, limb) in limbs.enumerate() {
                *first.add(i) = limb;
            }
            Gc::from_addr(cell.as_ptr().expose_provenance())
        }
    }

    fn new_bigint_parts(&mut self, negative: bool, magnitude: u128) -> Gc<JsBigInt> {
        let limbs = [magnitude as u64, (magnitude >> 64) as u64];
        let count = (magnitude != 0) as usize + (magnitude >> 64 != 0) as usize;
        self.new_bigint_limbs(negative && count > 0, limbs[..count].iter().copied())
    }

    /// A BigInt with the value of an integer.
    pub fn new_bigint_i128(&mut self, number: i128) -> Gc<JsBigInt> {
        self.new_bigint_parts(number < 0, number.unsigned_abs())
    }

    /// A BigInt with the value of an integer.
    pub fn new_bigint_i64(&mut self, number: i64) -> Gc<JsBigInt> {
        self.new_bigint_i128(number as i128)
    }

    /// A BigInt with the value of an integer.
    pub fn new_bigint_u64(&mut self, number: u64) -> Gc<JsBigInt> {
        self.new_bigint_i128(number as i128)
    }

    fn bigint_too_large(&mut self) -> crate::value::Thrown {
        self.throw_range_error("Maximum BigInt size exceeded")
    }

    /// A BigInt with the value of a calculated number. Throws a RangeError if it is too large.
    pub fn new_bigint(&mut self, number: &BigInt) -> Res<Gc<JsBigInt>> {
        if number.bits() > MAX_BITS {
            return Err(self.bigint_too_large());
        }
        Ok(self.new_bigint_limbs(number.sign() == Sign::Minus, number.iter_u64_digits()))
    }

    /// BigInt::add (https://tc39.es/ecma262/#sec-numeric-types-bigint-add)
    pub fn bigint_add(&mut self, a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        match both_small(a, b) {
            Some((a, b)) => Ok(self.new_bigint_i128(a + b)),
            None => self.new_bigint(&(a.to_big() + b.to_big())),
        }
    }

    /// BigInt::subtract (https://tc39.es/ecma262/#sec-numeric-types-bigint-subtract)
    pub fn bigint_sub(&mut self, a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        match both_small(a, b) {
            Some((a, b)) => Ok(self.new_bigint_i128(a - b)),
            None => self.new_bigint(&(a.to_big() - b.to_big())),
        }
    }

    /// BigInt::multiply (https://tc39.es/ecma262/#sec-numeric-types-bigint-multiply)
    pub fn bigint_mul(&mut self, a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        if let Some((a, b)) = both_small(a, b) {
            return Ok(
                self.new_bigint_parts((a < 0) != (b < 0), a.unsigned_abs() * b.unsigned_abs())
            );
        }
        // The product has this many bits or one more.
        if bits(a) + bits(b) > MAX_BITS + 1 && !a.is_zero() && !b.is_zero() {
            return Err(self.bigint_too_large());
        }
        self.new_bigint(&(a.to_big() * b.to_big()))
    }

    /// BigInt::divide (https://tc39.es/ecma262/#sec-numeric-types-bigint-divide)
    pub fn bigint_div(&mut self, a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        if b.is_zero() {
            return Err(self.throw_range_error("Division by zero"));
        }
        match both_small(a, b) {
            Some((a, b)) => Ok(self.new_bigint_i128(a / b)),
            None => self.new_bigint(&(a.to_big() / b.to_big())),
        }
    }

    /// BigInt::remainder (https://tc39.es/ecma262/#sec-numeric-types-bigint-remainder)
    pub fn bigint_rem(&mut self, a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        if b.is_zero() {
            return Err(self.throw_range_error("Division by zero"));
        }
        match both_small(a, b) {
            Some((a, b)) => Ok(self.new_bigint_i128(a % b)),
            None => self.new_bigint(&(a.to_big() % b.to_big())),
        }
    }

    /// BigInt::exponentiate (https://tc39.es/ecma262/#sec-numeric-types-bigint-exponentiate)
    pub fn bigint_exp(&mut self, base: Gc<JsBigInt>, exponent: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        if exponent.is_negative() {
            return Err(self.throw_range_error("Exponent must be non-negative"));
        }
        let odd = exponent.limbs().first().is_some_and(|limb| limb & 1 == 1);
        match small(base) {
            _ if exponent.is_zero() => return Ok(self.new_bigint_i64(1)),
            Some(0 | 1) => return Ok(base),
            Some(-1) => return Ok(self.new_bigint_i64(if odd { -1 } else { 1 })),
            _ => {}
        }
        // The result has more than (bits - 1) * exponent bits.
        match exponent.limbs() {
            // It takes long without polling.
            [power] if self.is_previewing() && bits(base).saturating_mul(*power) > PREVIEW_BITS => {
                Err(self.refuse_preview())
            }
            [power] if (bits(base) - 1).saturating_mul(*power) < MAX_BITS => {
                let power = *power as u32;
                self.new_bigint(&base.to_big().pow(power))
            }
            _ => Err(self.bigint_too_large()),
        }
    }

    /// BigInt::leftShift (https://tc39.es/ecma262/#sec-numeric-types-bigint-leftShift)
    pub fn bigint_shl(&mut self, a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        self.bigint_shift(a, b, b.is_negative())
    }

    /// BigInt::signedRightShift (https://tc39.es/ecma262/#sec-numeric-types-bigint-signedRightShift)
    pub fn bigint_shr(&mut self, a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        self.bigint_shift(a, b, !b.is_negative())
    }

    fn bigint_shift(
        &mut self,
        a: Gc<JsBigInt>,
        by: Gc<JsBigInt>,
        right: bool,
    ) -> Res<Gc<JsBigInt>> {
        if a.is_zero() || by.is_zero() {
            return Ok(a);
        }
        let by = if let [by] = by.limbs() { *by } else { u64::MAX };
        if right {
            return match by >= bits(a) {
                true => Ok(self.new_bigint_i64(if a.is_negative() { -1 } else { 0 })),
                // BigInt's shift rounds down, as this one does.
                false => match small(a) {
                    Some(a) => Ok(self.new_bigint_i128(a >> by)),
                    None => self.new_bigint(&(a.to_big() >> by)),
                },
            };
        }
        if let Some(a) = small(a)
            && by < 63
        {
            return Ok(self.new_bigint_i128(a << by));
        }
        if by.saturating_add(bits(a)) > MAX_BITS {
            return Err(self.bigint_too_large());
        }
        self.new_bigint(&(a.to_big() << by))
    }

    /// BigInt::bitwiseAND (https://tc39.es/ecma262/#sec-numeric-types-bigint-bitwiseAND)
    pub fn bigint_and(&mut self, a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        match both_small(a, b) {
            Some((a, b)) => Ok(self.new_bigint_i128(a & b)),
            None => self.new_bigint(&(a.to_big() & b.to_big())),
        }
    }

    /// BigInt::bitwiseOR (https://tc39.es/ecma262/#sec-numeric-types-bigint-bitwiseOR)
    pub fn bigint_or(&mut self, a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        match both_small(a, b) {
            Some((a, b)) => Ok(self.new_bigint_i128(a | b)),
            None => self.new_bigint(&(a.to_big() | b.to_big())),
        }
    }

    /// BigInt::bitwiseXOR (https://tc39.es/ecma262/#sec-numeric-types-bigint-bitwiseXOR)
    pub fn bigint_xor(&mut self, a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        match both_small(a, b) {
            Some((a, b)) => Ok(self.new_bigint_i128(a ^ b)),
            None => self.new_bigint(&(a.to_big() ^ b.to_big())),
        }
    }

    /// BigInt::unaryMinus (https://tc39.es/ecma262/#sec-numeric-types-bigint-unaryMinus)
    pub fn bigint_neg(&mut self, a: Gc<JsBigInt>) -> Gc<JsBigInt> {
        self.new_bigint_limbs(!a.is_zero() && !a.is_negative(), a.limbs().iter().copied())
    }

    /// BigInt::bitwiseNOT (https://tc39.es/ecma262/#sec-numeric-types-bigint-bitwiseNOT)
    pub fn bigint_not(&mut self, a: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        match small(a) {
            Some(a) => Ok(self.new_bigint_i128(!a)),
            None => self.new_bigint(&!a.to_big()),
        }
    }

    /// BigInt.asIntN (https://tc39.es/ecma262/#sec-bigint.asintn)
    pub fn bigint_as_int_n(&mut self, width: u64, a: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        if width == 0 {
            return Ok(self.new_bigint_i64(0));
        }
        if bits(a) < width {
            return Ok(a);
        }
        if width <= 64 {
            let low = a.to_u64_modular() << (64 - width);
            return Ok(self.new_bigint_i64(low as i64 >> (64 - width)));
        }
        let modulus = BigInt::from(1) << width;
        let mut rest = low_bits(&a.to_big(), &modulus);
        if rest.bits() == width {
            rest -= modulus;
        }
        self.new_bigint(&rest)
    }

    /// BigInt.asUintN (https://tc39.es/ecma262/#sec-bigint.asuintn)
    pub fn bigint_as_uint_n(&mut self, width: u64, a: Gc<JsBigInt>) -> Res<Gc<JsBigInt>> {
        if width == 0 {
            return Ok(self.new_bigint_i64(0));
        }
        if !a.is_negative() && bits(a) <= width {
            return Ok(a);
        }
        if width <= 64 {
            return Ok(self.new_bigint_u64(a.to_u64_modular() << (64 - width) >> (64 - width)));
        }
        if width > MAX_BITS {
            return Err(self.bigint_too_large());
        }
        let rest = low_bits(&a.to_big(), &(BigInt::from(1) << width));
        self.new_bigint(&rest)
    }

    /// BigInt::toString (https://tc39.es/ecma262/#sec-numeric-types-bigint-tostring)
    pub fn bigint_to_string(&mut self, a: Gc<JsBigInt>, radix: u32) -> Gc<JsString> {
        let text = match small(a) {
            Some(number) if radix == 10 => number.to_string(),
            _ => a.to_big().to_str_radix(radix),
        };
        self.new_string_latin1(text.as_bytes())
    }

    /// NumberToBigInt (https://tc39.es/ecma262/#sec-numbertobigint)
    pub fn number_to_bigint(&mut self, number: f64) -> Res<Gc<JsBigInt>> {
        if !number.is_finite() || number.fract() != 0.0 {
            let text = number_to_string(number);
            let message = format!(
                "The number {text} cannot be converted to a BigInt because it is not an integer"
            );
            return Err(self.throw_range_error(message));
        }
        self.new_bigint(&big_of_integral(number))
    }

    /// StringToBigInt (https://tc39.es/ecma262/#sec-stringtobigint); `None` for undefined
    pub fn string_to_bigint(&mut self, string: Gc<JsString>) -> Res<Option<Gc<JsBigInt>>> {
        let flat = self.flatten(string);
        let trimmed = trim_end(trim_start(flat.view()));
        let digits: Option<Vec<u8>> = trimmed.units().map(|unit| u8::try_from(unit).ok()).collect();
        let Some(text) = digits else { return Ok(None) };
        let (negative, digits, radix) = match &*text {
            [] => return Ok(Some(self.new_bigint_i64(0))),
            [b'0', b'x' | b'X', rest @ ..] => (false, rest, 16),
            [b'0', b'o' | b'O', rest @ ..] => (false, rest, 8),
            [b'0', b'b' | b'B', rest @ ..] => (false, rest, 2),
            [b'-', rest @ ..] => (true, rest, 10),
            [b'+', rest @ ..] => (false, rest, 10),
            rest => (false, rest, 10),
        };
        self.bigint_from_digits(negative, digits, radix)
    }

    /// The BigInt that digits spell, if all of them are digits of the radix and there are some. Throws a RangeError if
    /// it is too large.
    pub fn bigint_from_digits(
        &mut self,
        negative: bool,
        digits: &[u8],
        radix: u32,
    ) -> Res<Option<Gc<JsBigInt>>> {
        if digits.is_empty() || digits.iter().any(|b| digit_value(*b) as u32 >= radix) {
            return Ok(None);
        }
        let leading = digits.iter().take_while(|b| **b == b'0').count();
        let digits = &digits[leading..];
        // Each digit adds at least floor(log2(radix)) bits.
        if digits.len() as u64 * radix.ilog2() as u64 > MAX_BITS + 4 {
            return Err(self.bigint_too_large());
        }
        let sign = if negative { Sign::Minus } else { Sign::Plus };
        let number = BigInt::from_biguint(sign, parse_digits(digits, radix));
        self.new_bigint(&number).map(Some)
    }

    /// ToBigInt (https://tc39.es/ecma262/#sec-tobigint)
    pub fn to_bigint(&mut self, value: Value) -> Res<Gc<JsBigInt>> {
        let primitive = self.to_primitive(value, Hint::Number)?;
        if let Some(number) = primitive.as_bigint() {
            return Ok(number);
        }
        if primitive.is_bool() {
            return Ok(self.new_bigint_i64((primitive == Value::TRUE) as i64));
        }
        if let Some(string) = primitive.as_string() {
            return match self.string_to_bigint(string)? {
                Some(number) => Ok(number),
                None => {
                    let message = format!("Cannot convert {} to a BigInt", string.to_rust());
                    Err(self.throw_syntax_error(message))
                }
            };
        }
        let shown = self.value_display(primitive);
        Err(self.throw_type_error(format!("Cannot convert {shown} to a BigInt")))
    }

    /// ToBigInt64 (https://tc39.es/ecma262/#sec-tobigint64)
    pub fn to_bigint64(&mut self, value: Value) -> Res<i64> {
        Ok(self.to_bigint(value)?.to_u64_modular() as i64)
    }

    /// ToBigUint64 (https://tc39.es/ecma262/#sec-tobiguint64)
    pub fn to_biguint64(&mut self, value: Value) -> Res<u64> {
        Ok(self.to_bigint(value)?.to_u64_modular())
    }
}

/// A number modulo a power of two, not negative.
fn low_bits(number: &BigInt, modulus: &BigInt) -> BigInt {
    number & (modulus - 1)
}

/// The integer that a finite, integral double is.
fn big_of_integral(number: f64) -> BigInt {
    let sign = if number < 0.0 { Sign::Minus } else { Sign::Plus };
    BigInt::from_biguint(sign, big_integer(number.abs()))
}

/// The number that digits spell. Long ones are halved, so that the time is that of multiplication.
fn parse_digits(digits: &[u8], radix: u32) -> BigUint {
    if digits.len() <= 1000 || radix.is_power_of_two() {
        return BigUint::parse_bytes(digits, radix).unwrap_or_default();
    }
    let (high, low) = digits.split_at(digits.len() / 2);
    parse_digits(high, radix) * BigUint::from(radix).pow(low.len() as u32)
        + parse_digits(low, radix)
}

/// The order of two BigInts.
pub fn compare_bigints(a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> Ordering {
    let magnitudes = || {
        let (x, y) = (a.limbs(), b.limbs());
        x.len().cmp(&y.len()).then_with(|| x.iter().rev().cmp(y.iter().rev()))
    };
    match (a.is_negative(), b.is_negative()) {
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, false) => magnitudes(),
        (true, true) => magnitudes().reverse(),
    }
}

/// Are two BigInts equal?
pub fn bigints_equal(a: Gc<JsBigInt>, b: Gc<JsBigInt>) -> bool {
    a.is_negative() == b.is_negative() && a.limbs() == b.limbs()
}

/// The exact order of a BigInt and a Number; `None` for NaN.
pub fn compare_bigint_number(a: Gc<JsBigInt>, number: f64) -> Option<Ordering> {
    if number.is_nan() {
        return None;
    }
    if number.is_infinite() {
        return Some(if number > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let floor = number.floor();
    // Beyond the floor there is a fraction, which makes the number the greater one of two that would be equal.
    let beyond = if number > floor { Ordering::Less } else { Ordering::Equal };
    let order = match small(a) {
        Some(small) if floor.abs() < 1e30 => small.cmp(&(floor as i128)),
        _ => a.to_big().cmp(&big_of_integral(floor)),
    };
    Some(order.then(beyond))
}

/// The digits of a BigInt literal, which may have separators, as [`Vm::bigint_from_digits`] takes them: the radix and
/// the digits.
pub fn literal_digits(view: StrView<'_>) -> (u32, Vec<u8>) {
    let text: Vec<u8> = view.units().map(|unit| unit as u8).filter(|b| *b != b'_').collect();
    match &*text {
        [b'0', b'x' | b'X', rest @ ..] => (16, rest.to_vec()),
        [b'0', b'o' | b'O', rest @ ..] => (8, rest.to_vec()),
        [b'0', b'b' | b'B', rest @ ..] => (2, rest.to_vec()),
        _ => (10, text),
    }
}
