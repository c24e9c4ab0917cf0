//! The NaN-boxed value: its bit patterns, and conversions that have no effects.
//!
//! Invariants: the all-zero word is never a value, so `Result<Value, Thrown>` is one word with zero as
//! "threw"; every NaN that is boxed is canonical but for its sign, so no double can look like a cell or an int32.

use std::num::NonZeroU64;

/// The tag in the top bits of every int32; also the offset that separates doubles from cells.
pub const NUMBER_TAG: u64 = 0xFFFE_0000_0000_0000;
/// A nonzero word is a cell exactly if it has none of these bits.
pub const NOT_CELL_MASK: u64 = NUMBER_TAG | 2;
const _: () = assert!(NOT_CELL_MASK == jsrun_gc::NOT_CELL_MASK);

/// A JavaScript value, or one of the three internal markers, in one nonzero 64-bit word.
///
/// `==` on `Value` compares bits: it is identity, not any equality of the language.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Value(NonZeroU64);

// SAFETY: one nonzero word without drop glue; by the table in docs/contract.md it looks like a cell only if it is one.
unsafe impl jsrun_gc::Word for Value {}

/// An exception (or a termination) is pending in `Vm::exception`.
///
/// Returned only inside `Result<Value, Thrown>` and kin by functions that have set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Thrown;

/// What an operation of the language completes with.
pub type Res<T = Value> = Result<T, Thrown>;

const _: () = assert!(size_of::<Res>() == 8);

const fn constant(bits: u64) -> Value {
    match NonZeroU64::new(bits) {
        Some(b) => Value(b),
        None => panic!("zero is not a value"),
    }
}

impl Value {
    /// `null`
    pub const NULL: Value = constant(0x2);
    /// `false`
    pub const FALSE: Value = constant(0x6);
    /// `true`
    pub const TRUE: Value = constant(0x7);
    /// `undefined`
    pub const UNDEFINED: Value = constant(0xA);
    /// An absent element of a dense array.
    pub const HOLE: Value = constant(0x12);
    /// A binding in its temporal dead zone.
    pub const UNINITIALIZED: Value = constant(0x1A);
    /// An iteration step without a value.
    pub const DONE: Value = constant(0x22);
    /// A call has been prepared instead of run: see `Vm::prepared`. No program sees it.
    pub const PREPARED: Value = constant(0x2A);
    /// The canonical NaN.
    pub const NAN: Value = Value::from_double_bits(0x7FF8_0000_0000_0000);

    /// The word.
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0.get()
    }

    /// The value with these bits.
    ///
    /// # Safety
    /// `bits` is not zero, and was made by [`Value::bits`] or is one of the patterns of the contract.
    #[inline(always)]
    pub const unsafe fn from_bits(bits: u64) -> Value {
        // SAFETY: the caller promises that the word is not zero.
        Value(unsafe { NonZeroU64::new_unchecked(bits) })
    }

    /// An int32.
    #[inline(always)]
    pub const fn int(i: i32) -> Value {
        constant(NUMBER_TAG | i as u32 as u64)
    }

    const fn from_double_bits(bits: u64) -> Value {
        constant(bits.wrapping_sub(NUMBER_TAG))
    }

    /// A double as a double, even where an int32 would do. A NaN becomes the canonical one.
    #[inline(always)]
    pub fn double(d: f64) -> Value {
        let bits = if d.is_nan() { 0x7FF8_0000_0000_0000 } else { d.to_bits() };
        Value::from_double_bits(bits)
    }

    /// A double that is not a foreign NaN, as a double.
    ///
    /// # Safety
    /// If `d` is a NaN, it came from arithmetic on values: its payload is the canonical one.
    #[inline(always)]
    pub const unsafe fn arithmetic_double(d: f64) -> Value {
        // SAFETY: only a NaN with another payload would become zero.
        unsafe { Value::from_bits(d.to_bits().wrapping_sub(NUMBER_TAG)) }
    }

    /// A number in its shortest form: an int32 where it is one and not -0.
    #[inline(always)]
    pub fn number(d: f64) -> Value {
        let i = d as i32;
        if i as f64 == d && (i != 0 || d.is_sign_positive()) {
            Value::int(i)
        } else {
            Value::double(d)
        }
    }

    /// A boolean.
    #[inline(always)]
    pub const fn bool(b: bool) -> Value {
        if b { Value::TRUE } else { Value::FALSE }
    }

    /// A cell by its address.
    #[inline(always)]
    pub fn cell<T>(cell: jsrun_gc::Gc<T>) -> Value {
        // SAFETY: a `Gc` is never null, and its address has none of the tag bits.
        unsafe { Value::from_bits(cell.to_word()) }
    }

    /// Is it an int32 by representation?
    #[inline(always)]
    pub const fn is_int(self) -> bool {
        self.bits() >= NUMBER_TAG
    }

    /// Is it a Number?
    #[inline(always)]
    pub const fn is_number(self) -> bool {
        self.bits() & NUMBER_TAG != 0
    }

    /// Is it a double by representation?
    #[inline(always)]
    pub const fn is_double(self) -> bool {
        self.is_number() && !self.is_int()
    }

    /// Is it a reference to a cell (an object, a string, a symbol, a BigInt or an internal cell)?
    #[inline(always)]
    pub const fn is_cell(self) -> bool {
        self.bits() & NOT_CELL_MASK == 0
    }

    /// Is it `undefined` or `null`?
    #[inline(always)]
    pub const fn is_nullish(self) -> bool {
        self.bits() & !8 == 2
    }

    /// Is it `undefined`?
    #[inline(always)]
    pub const fn is_undefined(self) -> bool {
        self.bits() == Value::UNDEFINED.bits()
    }

    /// Is it `null`?
    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.bits() == Value::NULL.bits()
    }

    /// Is it `true` or `false`?
    #[inline(always)]
    pub const fn is_bool(self) -> bool {
        self.bits() | 1 == 7
    }

    /// The int32 of an int32; of anything else the low half of the word.
    #[inline(always)]
    pub const fn as_int(self) -> i32 {
        self.bits() as i32
    }

    /// The double of a double.
    #[inline(always)]
    pub const fn as_double(self) -> f64 {
        f64::from_bits(self.bits().wrapping_add(NUMBER_TAG))
    }

    /// The number of a Number.
    #[inline(always)]
    pub const fn as_number(self) -> f64 {
        if self.is_int() { self.as_int() as f64 } else { self.as_double() }
    }

    /// The int32 this is, by representation.
    #[inline(always)]
    pub const fn to_int(self) -> Option<i32> {
        if self.is_int() { Some(self.as_int()) } else { None }
    }

    /// The number this is.
    #[inline(always)]
    pub const fn to_number(self) -> Option<f64> {
        if self.is_number() { Some(self.as_number()) } else { None }
    }

    /// The address of a cell, as a number.
    #[inline(always)]
    pub const fn address(self) -> usize {
        self.bits() as usize
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            v if v.is_int() => write!(f, "{}", v.as_int()),
            v if v.is_number() => write!(f, "{:?}", v.as_double()),
            v if v.is_cell() => write!(f, "cell({:#x})", v.address()),
            Value::NULL => f.write_str("null"),
            Value::TRUE => f.write_str("true"),
            Value::FALSE => f.write_str("false"),
            Value::UNDEFINED => f.write_str("undefined"),
            Value::HOLE => f.write_str("<hole>"),
            Value::UNINITIALIZED => f.write_str("<uninitialized>"),
            Value::DONE => f.write_str("<done>"),
            v => write!(f, "<{:#x}>", v.bits()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_round_trip() {
        for d in [
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.5,
            2147483647.0,
            2147483648.0,
            -2147483648.0,
            5e-324,
            f64::MAX,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ] {
            assert_eq!(Value::number(d).as_number().to_bits(), d.to_bits());
            assert_eq!(Value::double(d).as_double().to_bits(), d.to_bits());
            assert!(Value::double(d).is_double());
        }
        assert!(Value::number(-0.0).is_double() && Value::number(0.0).is_int());
    }

    #[test]
    fn foreign_nans_are_canonical() {
        for bits in [
            0x7FF8_0000_0000_0000u64,
            0xFFF8_0000_0000_0000,
            0xFFFF_FFFF_FFFF_FFFF,
            0x7FF0_0000_0000_0001,
        ] {
            let v = Value::double(f64::from_bits(bits));
            assert_eq!(v, Value::NAN);
            assert!(v.is_double() && !v.is_cell() && !v.is_int());
        }
    }

    #[test]
    fn kinds_are_disjoint() {
        let all = [
            Value::NULL,
            Value::TRUE,
            Value::FALSE,
            Value::UNDEFINED,
            Value::HOLE,
            Value::UNINITIALIZED,
            Value::DONE,
            Value::int(-1),
            Value::double(1.5),
        ];
        for v in all {
            assert!(!v.is_cell());
            assert_eq!(v.is_nullish(), v == Value::NULL || v == Value::UNDEFINED);
            assert_eq!(v.is_bool(), v == Value::TRUE || v == Value::FALSE);
            assert_eq!(v.is_int(), v == Value::int(-1));
        }
    }
}
