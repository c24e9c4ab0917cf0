//! Numbers to strings: the shortest decimal, other radixes, and the exact digits of `toFixed` and its kin.
//!
//! Invariant: digits are those of the number's exact value. Where a given count of digits rounds, a tie rounds up in
//! magnitude, as the specification's "the larger such n" says.

use num_bigint::BigUint;

/// Number::toString (https://tc39.es/ecma262/#sec-numeric-types-number-tostring), radix 10
pub fn number_to_string(number: f64) -> String {
    ryu_js::Buffer::new().format(number).to_owned()
}

/// Number::toString (https://tc39.es/ecma262/#sec-numeric-types-number-tostring), radix 2 to 36: the fraction has as
/// few digits as tell the number from its neighbours.
pub fn number_to_radix_string(number: f64, radix: u32) -> String {
    debug_assert!((2..=36).contains(&radix));
    if radix == 10 || !number.is_finite() {
        return number_to_string(number);
    }
    let magnitude = number.abs();
    let mut whole = big_integer(magnitude.trunc());
    let fraction = magnitude.fract();
    let mut digits: Vec<u8> = Vec::new();
    if fraction != 0.0 {
        // The fraction and half the distance to the next number, both in units of 2^-scale: both exact.
        let bits = magnitude.to_bits();
        let exponent = ((bits >> 52) as i32).max(1) - 1075;
        let scale = (1 - exponent) as u64;
        let mantissa = bits & 0xF_FFFF_FFFF_FFFF | ((bits >> 52 != 0) as u64) << 52;
        let one = BigUint::from(1u32) << scale;
        let mask = &one - 1u32;
        let half = &one >> 1u32;
        let mut rest = (BigUint::from(mantissa) << 1u32) & &mask;
        let mut delta = BigUint::from(1u32);
        loop {
            rest *= radix;
            delta *= radix;
            let digit = &rest >> scale;
            let digit = digit.iter_u32_digits().next().unwrap_or(0) as u8;
            rest &= &mask;
            digits.push(digit);
            if (rest > half || rest == half && digit & 1 == 1) && &rest + &delta > one {
                if increment(&mut digits, radix) {
                    whole += 1u32;
                }
                break;
            }
            if rest < delta {
                break;
            }
        }
        while digits.last() == Some(&0) {
            digits.pop();
        }
    }
    let mut text = String::new();
    if number < 0.0 {
        text.push('-');
    }
    text.push_str(&whole.to_str_radix(radix));
    if !digits.is_empty() {
        text.push('.');
        text.extend(
            digits.iter().map(|digit| char::from_digit(*digit as u32, radix).unwrap_or('0')),
        );
    }
    text
}

/// The integer that a finite, not negative, integral double is.
pub(crate) fn big_integer(number: f64) -> BigUint {
    if number < 18446744073709551616.0 {
        return BigUint::from(number as u64);
    }
    let bits = number.to_bits();
    let exponent = (bits >> 52 & 0x7FF) - 1075;
    BigUint::from(bits & 0xF_FFFF_FFFF_FFFF | 1 << 52) << exponent
}

/// Adds one to the last of some digits; true if it carried out of the first.
fn increment(digits: &mut [u8], radix: u32) -> bool {
    for digit in digits.iter_mut().rev() {
        *digit += 1;
        if (*digit as u32) < radix {
            return false;
        }
        *digit = 0;
    }
    true
}

/// The first `count` significant digits of a finite positive number, and the exponent of the first.
fn significant_digits(number: f64, count: usize) -> (Vec<u8>, i32) {
    // Rust rounds ties to even; a tie has a 5 as its next and last digit.
    let split = |text: String| -> (Vec<u8>, i32) {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        (digits, exponent.parse().unwrap_or(0))
    };
    let (more, _) = split(format!("{number:.count$e}"));
    if more.last() != Some(&5) {
        return split(format!("{number:.*e}", count - 1));
    }
    // No double has more than 767 significant digits.
    let (mut digits, mut exponent) = split(format!("{number:.*e}", 766.max(count)));
    let up = digits[count] >= 5;
    digits.truncate(count);
    if up && increment(&mut digits, 10) {
        digits[0] = 1;
        exponent += 1;
    }
    (digits, exponent)
}

/// `number` with `fraction` digits after the point, for finite numbers below 1e21 in magnitude.
///
/// Number.prototype.toFixed (https://tc39.es/ecma262/#sec-number.prototype.tofixed), steps 9 to 14
pub fn to_fixed(number: f64, fraction: usize) -> String {
    let magnitude = number.abs();
    let next = format!("{magnitude:.*}", fraction + 1);
    let mut text = if next.ends_with('5') {
        // Perhaps a tie, which Rust would round to even: round the exact expansion.
        let exact = format!("{magnitude:.1074}");
        let point = exact.find('.').unwrap_or(exact.len());
        let mut digits: Vec<u8> =
            exact.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        let up = digits[point + fraction] >= 5;
        digits.truncate(point + fraction);
        let carried = up && increment(&mut digits, 10);
        let mut text: String = if carried { "1".into() } else { String::new() };
        text.extend(digits.iter().map(|digit| (digit + b'0') as char));
        if fraction > 0 {
            text.insert(text.len() - fraction, '.');
        }
        text
    } else {
        format!("{magnitude:.fraction$}")
    };
    // "-0.00" comes of a small negative number, but not of -0.
    if number < 0.0 {
        text.insert(0, '-');
    }
    text
}

/// `number` in exponential notation with `fraction` digits after the point, or as many as are needed; finite.
///
/// Number.prototype.toExponential (https://tc39.es/ecma262/#sec-number.prototype.toexponential), steps 7 to 15
pub fn to_exponential(number: f64, fraction: Option<usize>) -> String {
    let magnitude = number.abs();
    let (digits, exponent) = match fraction {
        Some(fraction) if magnitude == 0.0 => (vec![0; fraction + 1], 0),
        Some(fraction) => significant_digits(magnitude, fraction + 1),
        None => shortest_digits(magnitude),
    };
    exponential(number < 0.0, &digits, exponent)
}

/// The digits of Number::toString of a finite number that is not negative, and the exponent of the first.
fn shortest_digits(number: f64) -> (Vec<u8>, i32) {
    let text = number_to_string(number);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let point = mantissa.find('.').unwrap_or(mantissa.len()) as i32;
    let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
    let Some(first) = digits.iter().position(|digit| *digit != 0) else { return (vec![0], 0) };
    let last = digits.iter().rposition(|digit| *digit != 0).unwrap_or(first);
    let exponent = exponent.parse().unwrap_or(0) + point - 1 - first as i32;
    (digits[first..=last].to_vec(), exponent)
}

fn exponential(negative: bool, digits: &[u8], exponent: i32) -> String {
    let mut text = String::new();
    if negative {
        text.push('-');
    }
    text.push((digits[0] + b'0') as char);
    if digits.len() > 1 {
        text.push('.');
        text.extend(digits[1..].iter().map(|digit| (digit + b'0') as char));
    }
    text.push_str(if exponent < 0 { "e-" } else { "e+" });
    text.push_str(&exponent.unsigned_abs().to_string());
    text
}

/// `number` with `precision` significant digits; finite.
///
/// Number.prototype.toPrecision (https://tc39.es/ecma262/#sec-number.prototype.toprecision), steps 7 to 14
pub fn to_precision(number: f64, precision: usize) -> String {
    let magnitude = number.abs();
    let (digits, exponent) = if magnitude == 0.0 {
        (vec![0; precision], 0)
    } else {
        significant_digits(magnitude, precision)
    };
    if exponent < -6 || exponent >= precision as i32 {
        return exponential(number < 0.0, &digits, exponent);
    }
    let mut text = String::new();
    if number < 0.0 {
        text.push('-');
    }
    let digit = |digit: &u8| (digit + b'0') as char;
    if exponent < 0 {
        text.push_str("0.");
        text.extend(std::iter::repeat_n('0', (-exponent - 1) as usize));
        text.extend(digits.iter().map(digit));
    } else {
        let whole = exponent as usize + 1;
        text.extend(digits[..whole].iter().map(digit));
        if whole < digits.len() {
            text.push('.');
            text.extend(digits[whole..].iter().map(digit));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e21, "1e+21"),
            (123456789012345680000.0, "123456789012345680000"),
            (1e-7, "1e-7"),
            (0.000001, "0.000001"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(number_to_string(number), text);
        }
    }

    #[test]
    fn radixes() {
        for (number, radix, text) in [
            (255.0, 16, "ff"),
            (-255.5, 16, "-ff.8"),
            (0.5, 2, "0.1"),
            (0.1, 2, "0.0001100110011001100110011001100110011001100110011001101"),
            (35.0, 36, "z"),
            (1e21, 36, "5v1j4f4ds79m9s"),
            (4294967296.0, 2, "100000000000000000000000000000000"),
        ] {
            assert_eq!(number_to_radix_string(number, radix), text);
        }
        assert_eq!(number_to_radix_string(5e-324, 2), format!("0.{}1", "0".repeat(1073)));
        // Every result reads back as the same number.
        let mut state = 7u64;
        for i in 0..3000u32 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let number =
                f64::from_bits((state & !(0x7FF << 52)) | (1023 - 30 + (state >> 40) % 60) << 52)
                    .abs();
            let radix = 2 + i % 35;
            if radix == 10 {
                continue;
            }
            let text = number_to_radix_string(number, radix);
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            let all = format!("{whole}{fraction}");
            let numerator = BigUint::parse_bytes(all.as_bytes(), radix).unwrap();
            let denominator = BigUint::from(radix).pow(fraction.len() as u32);
            // numerator/denominator, scaled by 2^100 and compared to within half an ulp.
            let scaled = (numerator << 100u32) / denominator;
            let exact = big_integer(number.trunc()) << 100u32;
            let exact = exact + big_integer((number.fract() * 2f64.powi(100)).trunc());
            let difference = if scaled > exact { scaled - exact } else { exact - scaled };
            let ulp = f64::from_bits(number.to_bits() + 1) - number;
            assert!(
                difference <= big_integer((ulp / 2.0 * 2f64.powi(100)).trunc()) + 1u32,
                "{number} {radix} {text}"
            );
        }
    }

    #[test]
    fn fixed_digits() {
        for (number, fraction, text) in [
            (0.5, 0, "1"),
            (1.5, 0, "2"),
            (2.5, 0, "3"),
            (-2.5, 0, "-3"),
            (1.005, 2, "1.00"),
            (10.235, 2, "10.23"),
            (1.45, 1, "1.4"),
            (8.345, 2, "8.35"),
            (99.5, 0, "100"),
            (9.5, 0, "10"),
            (0.0, 2, "0.00"),
            (-0.0000001, 2, "-0.00"),
            (123.456, 0, "123"),
            (1e20, 2, "100000000000000000000.00"),
            (0.25, 1, "0.3"),
            (1.25, 1, "1.3"),
        ] {
            assert_eq!(to_fixed(number, fraction), text, "{number}");
        }
    }

    #[test]
    fn precision_and_exponents() {
        assert_eq!(to_precision(123.456, 4), "123.5");
        assert_eq!(to_precision(0.000123, 2), "0.00012");
        assert_eq!(to_precision(1e21, 3), "1.00e+21");
        assert_eq!(to_precision(0.00000012, 2), "1.2e-7");
        assert_eq!(to_precision(99.99, 3), "100");
        assert_eq!(to_precision(2.5, 1), "3");
        assert_eq!(to_precision(0.0, 3), "0.00");
        assert_eq!(to_precision(-1.25, 2), "-1.3");
        assert_eq!(to_precision(9.5, 1), "1e+1");
        assert_eq!(to_exponential(123456.0, Some(2)), "1.23e+5");
        assert_eq!(to_exponential(123456.0, None), "1.23456e+5");
        assert_eq!(to_exponential(0.0, Some(2)), "0.00e+0");
        assert_eq!(to_exponential(0.00015, None), "1.5e-4");
        assert_eq!(to_exponential(0.0, None), "0e+0");
        assert_eq!(to_exponential(1200.0, None), "1.2e+3");
        assert_eq!(to_exponential(1e100, None), "1e+100");
        // Two shortest forms are equally near: the even digit, as in Number::toString.
        assert_eq!(to_exponential(130334396914675.62, None), "1.3033439691467562e+14");
        assert_eq!(to_exponential(-25.0, Some(0)), "-3e+1");
        assert_eq!(to_precision(1e21, 22), "1000000000000000000000");
    }
}
