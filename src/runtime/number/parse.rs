//! Strings to numbers: StringToNumber, and the prefixes that `parseFloat` and `parseInt` read.
//!
//! Invariant: decimal literals and those of a power-of-two radix are rounded correctly, however long they are; time is
//! linear in the length.

use crate::runtime::string::StrView;

/// Is a code unit WhiteSpace or a LineTerminator (https://tc39.es/ecma262/#sec-white-space)?
pub fn is_white_space(unit: u16) -> bool {
    match unit {
        9..=13 | 0x20 | 0xA0 => true,
        0..0x1680 => false,
        _ => matches!(
            unit,
            0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000 | 0xFEFF
        ),
    }
}

/// The view without white space at its start.
pub fn trim_start(view: StrView<'_>) -> StrView<'_> {
    let start = view.units().position(|unit| !is_white_space(unit)).unwrap_or(view.len());
    view.slice(start, view.len())
}

/// The view without white space at its end.
pub fn trim_end(view: StrView<'_>) -> StrView<'_> {
    let end = view.units().rposition(|unit| !is_white_space(unit)).map_or(0, |last| last + 1);
    view.slice(0, end)
}

/// The ASCII characters at the start.
fn ascii_prefix(view: StrView<'_>) -> std::borrow::Cow<'_, [u8]> {
    match view {
        StrView::Latin1(bytes) => bytes[..bytes.iter().take_while(|b| b.is_ascii()).count()].into(),
        StrView::Utf16(units) => {
            units.iter().map_while(|unit| u8::try_from(*unit).ok().filter(u8::is_ascii)).collect()
        }
    }
}

/// StringToNumber (https://tc39.es/ecma262/#sec-stringtonumber)
pub fn string_to_number(view: StrView<'_>) -> f64 {
    let trimmed = trim_end(trim_start(view));
    let text = ascii_prefix(trimmed);
    if text.len() != trimmed.len() {
        return f64::NAN;
    }
    if text.is_empty() {
        return 0.0;
    }
    if let [b'0', letter, digits @ ..] = &*text {
        let bits = match letter | 0x20 {
            b'x' => 4,
            b'o' => 3,
            b'b' => 1,
            _ => 0,
        };
        if bits != 0 {
            return match digit_count(digits, 1 << bits) {
                0 => f64::NAN,
                count if count < digits.len() => f64::NAN,
                _ => power_of_two_digits(digits, bits),
            };
        }
    }
    match decimal_prefix(&text) {
        Some((number, length)) if length == text.len() => number,
        _ => f64::NAN,
    }
}

/// The longest prefix that is a StrDecimalLiteral, after white space; NaN if there is none.
///
/// parseFloat (https://tc39.es/ecma262/#sec-parsefloat-string), steps 2 to 6
pub fn parse_float(view: StrView<'_>) -> f64 {
    decimal_prefix(&ascii_prefix(trim_start(view))).map_or(f64::NAN, |(number, _)| number)
}

/// parseInt (https://tc39.es/ecma262/#sec-parseint-string-radix), steps 2 to 16: `radix` is ToInt32 of its argument
pub fn parse_int(view: StrView<'_>, radix: i32) -> f64 {
    let text = ascii_prefix(trim_start(view));
    let (negative, mut digits) = match &*text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let mut base = radix as u32;
    if radix == 0 || radix == 16 {
        base = if radix == 0 { 10 } else { 16 };
        if let [b'0', b'x' | b'X', rest @ ..] = digits {
            (digits, base) = (rest, 16);
        }
    }
    if !(2..=36).contains(&base) {
        return f64::NAN;
    }
    let count = digit_count(digits, base);
    let digits = &digits[..count];
    if count == 0 {
        return f64::NAN;
    }
    let magnitude = if base == 10 {
        parse_ascii(digits)
    } else if base.is_power_of_two() {
        power_of_two_digits(digits, base.trailing_zeros())
    } else {
        digits.iter().fold(0.0, |value, digit| value * base as f64 + digit_value(*digit) as f64)
    };
    if negative { -magnitude } else { magnitude }
}

/// The value of a digit, 255 for what is none in any radix.
pub fn digit_value(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'z' => byte - b'a' + 10,
        b'A'..=b'Z' => byte - b'A' + 10,
        _ => 255,
    }
}

fn digit_count(bytes: &[u8], radix: u32) -> usize {
    bytes.iter().take_while(|b| (digit_value(**b) as u32) < radix).count()
}

/// The number that digits of `bits` bits each spell, rounded to nearest, ties to even.
fn power_of_two_digits(digits: &[u8], bits: u32) -> f64 {
    let mut mantissa = 0u64;
    let mut exponent = 0i32;
    let mut sticky = 0;
    for digit in digits {
        let value = digit_value(*digit) as u64;
        if mantissa >> (64 - bits) == 0 {
            mantissa = mantissa << bits | value;
        } else {
            // More than enough bits for the rounding; of the rest it matters only whether they are 0.
            exponent = exponent.saturating_add(bits as i32);
            sticky |= (value != 0) as u64;
        }
    }
    (mantissa | sticky) as f64 * 2f64.powi(exponent.min(2000))
}

/// The number and the length of the longest prefix that is a StrDecimalLiteral
/// (https://tc39.es/ecma262/#prod-StrDecimalLiteral).
fn decimal_prefix(text: &[u8]) -> Option<(f64, usize)> {
    let sign = matches!(text.first(), Some(b'+' | b'-')) as usize;
    let rest = &text[sign..];
    if rest.starts_with(b"Infinity") {
        let number = if text[0] == b'-' { f64::NEG_INFINITY } else { f64::INFINITY };
        return Some((number, sign + "Infinity".len()));
    }
    let whole = digit_count(rest, 10);
    let mut length = whole;
    let mut digits = whole;
    if rest.get(whole) == Some(&b'.') {
        let fraction = digit_count(&rest[whole + 1..], 10);
        digits += fraction;
        length += 1 + fraction;
    }
    if digits == 0 {
        return None;
    }
    if let Some(b'e' | b'E') = rest.get(length) {
        let exponent_sign = matches!(rest.get(length + 1), Some(b'+' | b'-')) as usize;
        let exponent = digit_count(&rest[length + 1 + exponent_sign..], 10);
        if exponent > 0 {
            length += 1 + exponent_sign + exponent;
        }
    }
    Some((parse_ascii(&text[..sign + length]), sign + length))
}

/// The number that a decimal literal, already checked, spells.
fn parse_ascii(literal: &[u8]) -> f64 {
    std::str::from_utf8(literal).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> f64 {
        let wide: Vec<u16> = text.encode_utf16().collect();
        let result = string_to_number(StrView::Utf16(&wide));
        if text.is_ascii() {
            assert_eq!(
                result.to_bits(),
                string_to_number(StrView::Latin1(text.as_bytes())).to_bits()
            );
        }
        result
    }

    #[test]
    fn whole_strings() {
        for (text, expected) in [
            ("", 0.0),
            (" \u{FEFF}\n\u{2029} ", 0.0),
            ("12", 12.0),
            ("\t-1.5e3\u{A0}", -1500.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("+Infinity", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
            ("0x1F", 31.0),
            ("0O17", 15.0),
            ("0b101", 5.0),
            ("1e1000", f64::INFINITY),
            ("00012", 12.0),
            ("0x20000000000001", 9007199254740992.0),
            ("0x20000000000003", 9007199254740996.0),
            ("0x200000000000011", 144115188075855904.0),
        ] {
            assert_eq!(number(text), expected, "{text:?}");
        }
        for text in [
            "a",
            "1a",
            "0x",
            "-0x10",
            "0xg",
            "1e",
            "1_000",
            "infinity",
            "inf",
            "NaN",
            ".",
            "e5",
            "+",
            "1 2",
            "\u{180E}1",
            "1n",
        ] {
            assert!(number(text).is_nan(), "{text:?}");
        }
        assert!(number("-0").is_sign_negative());
    }

    #[test]
    fn prefixes() {
        let float = |text: &str| parse_float(StrView::Latin1(text.as_bytes()));
        assert_eq!(float("3.25abc"), 3.25);
        assert_eq!(float(" 1e"), 1.0);
        assert_eq!(float("1e+x"), 1.0);
        assert_eq!(float("-.5."), -0.5);
        assert_eq!(float("Infinityx"), f64::INFINITY);
        assert!(float("-.").is_nan() && float("").is_nan());
        let int = |text: &str, radix| parse_int(StrView::Latin1(text.as_bytes()), radix);
        assert_eq!(int("0x1Fg", 0), 31.0);
        assert_eq!(int("12", 3), 5.0);
        assert_eq!(int("  -42px", 10), -42.0);
        assert_eq!(int("zz", 36), 1295.0);
        assert_eq!(int("0x1F", 10), 0.0);
        assert!(
            int("", 10).is_nan()
                && int("9", 8).is_nan()
                && int("1", 1).is_nan()
                && int("1", 37).is_nan()
        );
        assert!(int("-0", 10).is_sign_negative());
        assert_eq!(int("9007199254740993", 10), 9007199254740992.0);
        assert_eq!(int(&"f".repeat(100_000), 16), f64::INFINITY);
    }
}
