//! Equality and order (https://tc39.es/ecma262/#sec-testing-and-comparison-operations).
//!
//! Invariant: two values with the same bits are equal in every sense but for NaN; strings and BigInts compare by
//! contents, everything else by bits once numbers have been compared by value.

use super::bigint::{bigints_equal, compare_bigint_number, compare_bigints};
use super::convert::Hint;
use super::vm::Vm;
use crate::value::{Res, Value};
use std::cmp::Ordering;

impl Vm {
    /// SameValue (https://tc39.es/ecma262/#sec-samevalue)
    pub fn same_value(&mut self, a: Value, b: Value) -> bool {
        match (a.to_number(), b.to_number()) {
            // A NaN may have either sign.
            (Some(a), Some(b)) => a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan(),
            _ => self.same_value_non_number(a, b),
        }
    }

    /// SameValueZero (https://tc39.es/ecma262/#sec-samevaluezero)
    pub fn same_value_zero(&mut self, a: Value, b: Value) -> bool {
        match (a.to_number(), b.to_number()) {
            (Some(a), Some(b)) => a == b || a.is_nan() && b.is_nan(),
            _ => self.same_value_non_number(a, b),
        }
    }

    /// SameValueNonNumber (https://tc39.es/ecma262/#sec-samevaluenonnumber)
    fn same_value_non_number(&mut self, a: Value, b: Value) -> bool {
        if a == b {
            return true;
        }
        if !a.is_cell() || !b.is_cell() {
            return false;
        }
        if let (Some(a), Some(b)) = (a.as_string(), b.as_string()) {
            return self.string_eq(a, b);
        }
        matches!((a.as_bigint(), b.as_bigint()), (Some(a), Some(b)) if bigints_equal(a, b))
    }

    /// IsStrictlyEqual (https://tc39.es/ecma262/#sec-isstrictlyequal)
    #[inline]
    pub fn is_strictly_equal(&mut self, a: Value, b: Value) -> bool {
        match (a.to_number(), b.to_number()) {
            (Some(a), Some(b)) => a == b,
            _ => self.same_value_non_number(a, b),
        }
    }

    /// IsLooselyEqual (https://tc39.es/ecma262/#sec-islooselyequal)
    pub fn is_loosely_equal(&mut self, a: Value, b: Value) -> Res<bool> {
        let (mut a, mut b) = (a, b);
        // Each turn converts one side towards a number: there are at most four.
        loop {
            if a.is_number() && b.is_number() || type_of(a) == type_of(b) {
                return Ok(self.is_strictly_equal(a, b));
            }
            if a.is_nullish() || b.is_nullish() {
                let is_like_null = |v: Value| v.is_nullish() || v.emulates_undefined();
                return Ok(is_like_null(a) && is_like_null(b));
            }
            if a.is_bool() {
                a = Value::int((a == Value::TRUE) as i32);
            } else if b.is_bool() {
                b = Value::int((b == Value::TRUE) as i32);
            } else if a.is_object() {
                a = self.to_primitive(a, Hint::Default)?;
            } else if b.is_object() {
                b = self.to_primitive(b, Hint::Default)?;
            } else if a.is_symbol() || b.is_symbol() {
                return Ok(false);
            } else {
                return self.primitives_equal(a, b);
            }
        }
    }

    /// Loose equality of two values of different types among Number, String and BigInt.
    fn primitives_equal(&mut self, a: Value, b: Value) -> Res<bool> {
        if let Some(bigint) = a.as_bigint() {
            if let Some(number) = b.to_number() {
                return Ok(compare_bigint_number(bigint, number) == Some(Ordering::Equal));
            }
            return Ok(match b.as_string() {
                Some(string) => {
                    self.string_to_bigint(string)?.is_some_and(|other| bigints_equal(bigint, other))
                }
                None => false,
            });
        }
        if b.is_bigint() {
            return self.primitives_equal(b, a);
        }
        Ok(self.to_number(a)? == self.to_number(b)?)
    }

    /// IsLessThan (https://tc39.es/ecma262/#sec-islessthan); `None` for undefined
    pub fn is_less_than(&mut self, a: Value, b: Value, left_first: bool) -> Res<Option<bool>> {
        if let (Some(a), Some(b)) = (a.to_number(), b.to_number()) {
            return Ok(a.partial_cmp(&b).map(Ordering::is_lt));
        }
        let (a, b) = if left_first {
            let a = self.to_primitive(a, Hint::Number)?;
            (a, self.to_primitive(b, Hint::Number)?)
        } else {
            let b = self.to_primitive(b, Hint::Number)?;
            (self.to_primitive(a, Hint::Number)?, b)
        };
        let order = match (a.as_string(), b.as_string()) {
            (Some(a), Some(b)) => Some(self.compare_strings(a, b)),
            (Some(string), None) if b.is_bigint() => {
                match (self.string_to_bigint(string)?, b.as_bigint()) {
                    (Some(a), Some(b)) => Some(compare_bigints(a, b)),
                    _ => None,
                }
            }
            (None, Some(string)) if a.is_bigint() => {
                match (a.as_bigint(), self.string_to_bigint(string)?) {
                    (Some(a), Some(b)) => Some(compare_bigints(a, b)),
                    _ => None,
                }
            }
            _ => {
                let a = self.to_numeric(a)?;
                let b = self.to_numeric(b)?;
                match (a.as_bigint(), b.as_bigint()) {
                    (Some(a), Some(b)) => Some(compare_bigints(a, b)),
                    (Some(a), None) => compare_bigint_number(a, b.as_number()),
                    (None, Some(b)) => {
                        compare_bigint_number(b, a.as_number()).map(Ordering::reverse)
                    }
                    (None, None) => a.as_number().partial_cmp(&b.as_number()),
                }
            }
        };
        Ok(order.map(Ordering::is_lt))
    }
}

/// The types of the language (https://tc39.es/ecma262/#sec-ecmascript-language-types), for comparing.
fn type_of(value: Value) -> u8 {
    if value.is_number() {
        return 1;
    }
    match value {
        Value::UNDEFINED => 2,
        Value::NULL => 3,
        Value::TRUE | Value::FALSE => 4,
        _ if value.is_string() => 5,
        _ if value.is_symbol() => 6,
        _ if value.is_bigint() => 7,
        _ => 8,
    }
}
