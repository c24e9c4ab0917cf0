//! The values of literals.

use bumpalo::Bump;

use crate::lexer::unicode_escape;
use crate::reader::push_code_point;
use crate::source::is_line_separator;

/// The value of a number that the lexer has accepted.
pub fn number(text: &[u8]) -> f64 {
    if text.len() < 10
        && text.iter().all(u8::is_ascii_digit)
        && (text.len() == 1 || text[0] != b'0')
    {
        return text.iter().fold(0u32, |value, digit| value * 10 + (digit - b'0') as u32) as f64;
    }
    let radix_bits = match text {
        [b'0', b'x' | b'X', ..] => 4,
        [b'0', b'o' | b'O', ..] => 3,
        [b'0', b'b' | b'B', ..] => 1,
        _ => 0,
    };
    if radix_bits > 0 {
        return power_of_two_radix(&text[2..], radix_bits);
    }
    if text.len() > 1 && text[0] == b'0' && text.iter().all(|digit| (b'0'..=b'7').contains(digit)) {
        return power_of_two_radix(text, 3);
    }
    let digits: String =
        text.iter().filter(|&&byte| byte != b'_').map(|&byte| byte as char).collect();
    digits.parse().unwrap_or(f64::NAN)
}

/// Digits of 1, 3 or 4 bits each, rounded to nearest as a whole.
fn power_of_two_radix(digits: &[u8], bits: u32) -> f64 {
    let (mut mantissa, mut exponent, mut sticky) = (0u64, 0i32, false);
    for &byte in digits.iter().filter(|&&byte| byte != b'_') {
        let digit = (byte as char).to_digit(16).unwrap_or(0) as u64;
        if mantissa >> (64 - bits) == 0 {
            mantissa = mantissa << bits | digit;
        } else {
            sticky |= digit != 0;
            exponent = exponent.saturating_add(bits as i32);
        }
    }
    // More than 54 bits are there, so the last one only tells ties apart.
    (mantissa | sticky as u64) as f64 * 2f64.powi(exponent)
}

/// The digits of a BigInt: no separators, no `n`, a lower-case prefix.
pub fn bigint<'a>(arena: &'a Bump, text: &'a [u8]) -> &'a [u8] {
    let digits = &text[..text.len() - 1];
    if digits.iter().all(u8::is_ascii_digit) {
        return digits;
    }
    let clean = digits.iter().filter(|&&byte| byte != b'_').map(u8::to_ascii_lowercase);
    arena.alloc_slice_fill_iter(clean.collect::<Vec<_>>())
}

/// What is wrong with an escape.
pub type EscapeError = &'static str;

/// Decodes the text of a string or template, without its delimiters. A template has no octal
/// escapes, and all its line breaks are LF.
pub fn cook<'a>(arena: &'a Bump, text: &'a [u8], template: bool) -> Result<&'a [u8], EscapeError> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        if byte == b'\\' {
            at = escape(text, at, template, &mut out)?;
        } else if byte == b'\r' && template {
            out.push(b'\n');
            at += 1 + (text.get(at + 1) == Some(&b'\n')) as usize;
        } else {
            out.push(byte);
            at += 1;
            // A low surrogate as text may complete an escaped high one.
            if byte == 0xED
                && text.get(at).is_some_and(|&second| second >= 0xB0)
                && at + 1 < text.len()
            {
                let code = 0xD000 | (text[at] as u32 & 0x3F) << 6 | (text[at + 1] as u32 & 0x3F);
                out.pop();
                push_code_point(&mut out, code);
                at += 2;
            }
        }
    }
    Ok(arena.alloc_slice_copy(&out))
}

/// Why a template piece cannot be decoded.
pub fn template_error(text: &[u8]) -> EscapeError {
    let (mut at, mut out) = (0, Vec::new());
    while let Some(found) = memchr::memchr(b'\\', &text[at.min(text.len())..]) {
        match escape(text, at + found, true, &mut out) {
            Ok(next) => at = next,
            Err(error) => return error,
        }
    }
    "Invalid escape sequence in template"
}

/// Decodes the escape at `at`, and returns the offset behind it.
fn escape(text: &[u8], at: usize, template: bool, out: &mut Vec<u8>) -> Result<usize, EscapeError> {
    let Some(&byte) = text.get(at + 1) else { return Ok(at + 1) };
    let simple = match byte {
        b'n' => b'\n',
        b't' => b'\t',
        b'r' => b'\r',
        b'b' => 8,
        b'f' => 12,
        b'v' => 11,
        b'\n' => return Ok(at + 2),
        b'\r' => return Ok(at + 2 + (text.get(at + 2) == Some(&b'\n')) as usize),
        0xE2 if is_line_separator(text, at + 1) => return Ok(at + 4),
        b'u' => {
            let (code, length) =
                unicode_escape(text, at).ok_or("Invalid Unicode escape sequence")?;
            push_code_point(out, code);
            return Ok(at + length);
        }
        b'x' => {
            let digit = |n: usize| text.get(at + n).and_then(|&b| (b as char).to_digit(16));
            let (high, low) =
                digit(2).zip(digit(3)).ok_or("Invalid hexadecimal escape sequence")?;
            push_code_point(out, high * 16 + low);
            return Ok(at + 4);
        }
        b'0' if !text.get(at + 2).is_some_and(u8::is_ascii_digit) => 0,
        b'0'..=b'9' if template => {
            return Err("Octal escape sequences are not allowed in template strings");
        }
        b'0'..=b'7' => {
            let most = if byte <= b'3' { 3 } else { 2 };
            let (mut code, mut length) = (0, 0);
            while length < most
                && let Some(digit @ b'0'..=b'7') = text.get(at + 1 + length)
            {
                code = code * 8 + (digit - b'0') as u32;
                length += 1;
            }
            push_code_point(out, code);
            return Ok(at + 1 + length);
        }
        other => other,
    };
    // A character of several bytes: the others follow as they are.
    out.push(simple);
    Ok(at + 2)
}

/// The raw text of a template piece: CR and CR LF become LF.
pub fn raw<'a>(arena: &'a Bump, text: &'a [u8]) -> &'a [u8] {
    if memchr::memchr(b'\r', text).is_none() {
        return text;
    }
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'\r' {
            out.push(b'\n');
            at += (text.get(at + 1) == Some(&b'\n')) as usize;
        } else {
            out.push(text[at]);
        }
        at += 1;
    }
    arena.alloc_slice_copy(&out)
}
