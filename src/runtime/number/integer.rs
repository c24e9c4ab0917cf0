//! Conversions of a Number to integers of fixed width, by the number alone.
//!
//! Invariant: each is exact for every double, NaN and the infinities included.

/// ToInt32 (https://tc39.es/ecma262/#sec-toint32), of a number
#[inline]
pub fn to_int32(number: f64) -> i32 {
    let quick = number as i32;
    if quick as f64 == number { quick } else { to_int64_modular(number) as i32 }
}

/// ToUint32 (https://tc39.es/ecma262/#sec-touint32), of a number
#[inline]
pub fn to_uint32(number: f64) -> u32 {
    to_int32(number) as u32
}

/// The truncated number modulo 2^64, as ToBigInt64 and the narrower conversions need it; 0 for NaN and infinities.
pub fn to_int64_modular(number: f64) -> i64 {
    let bits = number.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as i32 - 1075;
    let mantissa = bits & 0xF_FFFF_FFFF_FFFF | 1 << 52;
    let magnitude = match exponent {
        // Infinity, NaN; or a multiple of 2^64.
        64.. => 0,
        0.. => mantissa << exponent,
        -52..0 => mantissa >> -exponent,
        _ => 0,
    };
    if number.is_sign_negative() { (magnitude as i64).wrapping_neg() } else { magnitude as i64 }
}

/// ToIntegerOrInfinity (https://tc39.es/ecma262/#sec-tointegerorinfinity), of a number
#[inline]
pub fn to_integer_or_infinity(number: f64) -> f64 {
    // The sum makes a zero positive.
    if number.is_nan() { 0.0 } else { number.trunc() + 0.0 }
}

/// ToUint8Clamp (https://tc39.es/ecma262/#sec-touint8clamp), of a number
pub fn to_uint8_clamp(number: f64) -> u8 {
    // The cast saturates, and makes 0 of NaN.
    number.round_ties_even() as u8
}

/// Number::remainder (https://tc39.es/ecma262/#sec-numeric-types-number-remainder)
pub fn remainder(a: f64, b: f64) -> f64 {
    // The remainder of integers that fit 53 bits is exact, and far quicker than the general algorithm.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if a.abs() < EXACT && b.abs() < EXACT && b != 0.0 {
        let (x, y) = (a as i64, b as i64);
        if x as f64 == a && y as f64 == b {
            let r = (x % y) as f64;
            return if r == 0.0 { r.copysign(a) } else { r };
        }
    }
    // C's `fmod` is the specification's remainder: the sign is the dividend's, also of a zero.
    a % b
}

/// Number::exponentiate (https://tc39.es/ecma262/#sec-numeric-types-number-exponentiate)
pub fn exponentiate(base: f64, exponent: f64) -> f64 {
    // Where ECMAScript differs from IEEE 754: NaN as exponent, and ±1 to an infinite power.
    if exponent.is_nan() || base.abs() == 1.0 && exponent.is_infinite() {
        return f64::NAN;
    }
    base.powf(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modular_conversions() {
        let p32 = 4294967296.0;
        for (number, expected) in [
            (0.0, 0),
            (-0.0, 0),
            (-1.9, -1),
            (2147483648.0, i32::MIN),
            (p32 + 5.0, 5),
            (-(p32 + 5.0), -5),
            (p32 * 2097152.0 * 4.0, 0),
            (9007199254740993.0 * 2.0, 0),
            (9007199254740991.0, -1),
            (1e300, 0),
            (f64::NAN, 0),
            (f64::INFINITY, 0),
            (f64::NEG_INFINITY, 0),
            (5e-324, 0),
            (-2147483649.0, i32::MAX),
        ] {
            assert_eq!(to_int32(number), expected, "{number}");
        }
        assert_eq!(to_int64_modular(-1.0), -1);
        assert_eq!(to_int64_modular(18446744073709551616.0 + 4096.0), 4096);
        assert_eq!(to_uint8_clamp(2.5), 2);
        assert_eq!(to_uint8_clamp(3.5), 4);
        assert_eq!(to_uint8_clamp(300.0), 255);
        assert_eq!(to_uint8_clamp(-1.0), 0);
    }

    #[test]
    fn modular_agrees_with_wide_arithmetic() {
        let mut state = 1u64;
        for _ in 0..100_000 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let number =
                f64::from_bits((state & !(0x7FF << 52)) | (1023 + (state >> 33) % 110) << 52);
            let wide = number.trunc() as i128;
            assert_eq!(to_int64_modular(number), wide as i64, "{number}");
            assert_eq!(to_int32(number), wide as i32, "{number}");
        }
    }

    #[test]
    fn powers() {
        assert!(exponentiate(1.0, f64::INFINITY).is_nan() && exponentiate(1.0, f64::NAN).is_nan());
        assert_eq!(exponentiate(f64::NAN, 0.0), 1.0);
        assert_eq!(exponentiate(-2.0, 3.0), -8.0);
        assert!(to_integer_or_infinity(-0.5).is_sign_positive());
    }
}
