//! The callbacks of the lexer: what regular expressions say badly or slowly.
//!
//! Whatever needs context (regular expressions, templates, contextual keywords) is left to the
//! reader. All text is WTF-8 and may be malformed: nothing here assumes more.

use logos::{FilterResult, Lexer, Skip};

use crate::source::is_line_separator;
use crate::token::TokenKind;

/// What the lexer remembers between tokens.
#[derive(Default, Clone, Copy)]
pub struct LexerState {
    /// A line break has been passed since the last token.
    pub newline: bool,
    /// The identifier or string just read has an escape.
    pub escaped: bool,
    /// The source is a module, which has no HTML-like comments.
    pub module: bool,
}

type Raw<'s> = Lexer<'s, TokenKind>;

/// LF and CR.
pub fn line_break(lexer: &mut Raw) -> Skip {
    lexer.extras.newline = true;
    Skip
}

/// `// ...`
pub fn line_comment(lexer: &mut Raw) -> Skip {
    skip_line(lexer);
    Skip
}

fn skip_line(lexer: &mut Raw) {
    let length = line_length(lexer.remainder());
    lexer.bump(length);
}

/// How many bytes come before the next line break.
pub fn line_length(text: &[u8]) -> usize {
    let mut from = 0;
    while let Some(found) = memchr::memchr3(b'\n', b'\r', 0xE2, &text[from..]) {
        let at = from + found;
        if text[at] != 0xE2 || is_line_separator(text, at) {
            return at;
        }
        from = at + 1;
    }
    text.len()
}

/// `/* ... */`
pub fn block_comment(lexer: &mut Raw) -> FilterResult<(), ()> {
    let rest = lexer.remainder();
    match memchr::memmem::find(rest, b"*/") {
        None => {
            let length = rest.len();
            lexer.bump(length);
            FilterResult::Error(())
        }
        Some(length) => {
            if !lexer.extras.newline && line_length(&rest[..length]) < length {
                lexer.extras.newline = true;
            }
            lexer.bump(length + 2);
            FilterResult::Skip
        }
    }
}

/// `<`, or the comment `<!--` of scripts.
pub fn less(lexer: &mut Raw) -> FilterResult<(), ()> {
    if !lexer.extras.module && lexer.remainder().starts_with(b"!--") {
        skip_line(lexer);
        return FilterResult::Skip;
    }
    FilterResult::Emit(())
}

/// `--`, or the comment `-->` of scripts, at the start of a line.
pub fn minus_minus(lexer: &mut Raw) -> FilterResult<(), ()> {
    if lexer.extras.newline && !lexer.extras.module && lexer.remainder().starts_with(b">") {
        skip_line(lexer);
        return FilterResult::Skip;
    }
    FilterResult::Emit(())
}

/// `?`, or `?.` unless a digit follows.
pub fn question(lexer: &mut Raw) -> TokenKind {
    let rest = lexer.remainder();
    if rest.first() == Some(&b'.') && !rest.get(1).is_some_and(u8::is_ascii_digit) {
        lexer.bump(1);
        return TokenKind::QuestionDot;
    }
    TokenKind::Question
}

/// The rest of a string.
pub fn string(lexer: &mut Raw) -> Result<(), ()> {
    let rest = lexer.remainder();
    let quote = lexer.slice()[0];
    let mut escaped = false;
    let mut at = 0;
    while let Some(&byte) = rest.get(at) {
        if byte == quote {
            lexer.extras.escaped = escaped;
            lexer.bump(at + 1);
            return Ok(());
        }
        match byte {
            b'\\' => {
                escaped = true;
                at += if rest[at + 1..].starts_with(b"\r\n") { 3 } else { 2 };
            }
            b'\n' | b'\r' => break,
            _ => at += 1,
        }
    }
    Err(())
}

/// Decodes the character at `at`: its code point (which may be a lone surrogate) and its length.
/// Malformed text gives U+FFFD, byte by byte.
#[inline]
pub fn decode(text: &[u8], at: usize) -> Option<(u32, usize)> {
    let first = *text.get(at)?;
    if first < 0x80 {
        return Some((first as u32, 1));
    }
    let rest =
        |n: usize| text.get(at + n).filter(|&&b| b & 0xC0 == 0x80).map(|&b| (b & 0x3F) as u32);
    let decoded = match first {
        0xC2..=0xDF => rest(1).map(|b| ((first as u32 & 0x1F) << 6 | b, 2)),
        0xE0..=0xEF => {
            rest(1).zip(rest(2)).map(|(b, c)| ((first as u32 & 0x0F) << 12 | b << 6 | c, 3))
        }
        0xF0..=0xF4 => rest(1)
            .zip(rest(2))
            .zip(rest(3))
            .map(|((b, c), d)| ((first as u32 & 0x07) << 18 | b << 12 | c << 6 | d, 4)),
        _ => None,
    };
    Some(decoded.unwrap_or((0xFFFD, 1)))
}

/// May an identifier begin with this character?
pub fn is_identifier_start(code: u32) -> bool {
    match code {
        0x24 | 0x5F => true,
        _ => char::from_u32(code).is_some_and(unicode_id_start::is_id_start),
    }
}

/// May an identifier go on with this character?
pub fn is_identifier_part(code: u32) -> bool {
    match code {
        0x24 | 0x200C | 0x200D => true,
        _ => char::from_u32(code).is_some_and(unicode_id_start::is_id_continue),
    }
}

/// Reads an escape `\uXXXX` or `\u{X}` at `at`: its code point and length.
pub fn unicode_escape(text: &[u8], at: usize) -> Option<(u32, usize)> {
    if text.get(at) != Some(&b'\\') || text.get(at + 1) != Some(&b'u') {
        return None;
    }
    let digit = |at: usize| text.get(at).and_then(|&byte| (byte as char).to_digit(16));
    if text.get(at + 2) == Some(&b'{') {
        let (mut end, mut code) = (at + 3, 0);
        while let Some(value) = digit(end) {
            code = code * 16 + value;
            if code > 0x10FFFF {
                return None;
            }
            end += 1;
        }
        return (end > at + 3 && text.get(end) == Some(&b'}')).then_some((code, end + 1 - at));
    }
    let mut code = 0;
    for n in 2..6 {
        code = code * 16 + digit(at + n)?;
    }
    Some((code, 6))
}

/// The length of the identifier at the start of `text`, and whether it has an escape.
pub fn scan_identifier(text: &[u8]) -> Option<(usize, bool)> {
    let (mut at, mut escaped) = (0, false);
    while let Some((code, length)) = decode(text, at) {
        let is_escape = code == b'\\' as u32;
        let (code, length) = if is_escape { unicode_escape(text, at)? } else { (code, length) };
        let fits = if at == 0 { is_identifier_start(code) } else { is_identifier_part(code) };
        if !fits {
            if is_escape || at == 0 {
                return None;
            }
            break;
        }
        escaped |= is_escape;
        at += length;
    }
    (at > 0).then_some((at, escaped))
}

/// Non-ASCII text or an escape where a token begins: an identifier or unusual white space.
pub fn other(lexer: &mut Raw) -> FilterResult<TokenKind, ()> {
    let start = lexer.span().start;
    let text = &lexer.source()[start..];
    let (code, length) = decode(text, 0).unwrap_or((0xFFFD, 1));
    match code {
        0x2028 | 0x2029 => {
            lexer.extras.newline = true;
            lexer.bump(length - 1);
            return FilterResult::Skip;
        }
        0xA0 | 0xFEFF | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => {
            lexer.bump(length - 1);
            return FilterResult::Skip;
        }
        _ => {}
    }
    match scan_identifier(text) {
        Some((length, escaped)) => {
            lexer.bump(length - 1);
            lexer.extras.escaped = escaped;
            FilterResult::Emit(TokenKind::Identifier)
        }
        None => {
            lexer.bump(length - 1);
            FilterResult::Error(())
        }
    }
}

/// The rest of an identifier that began with ASCII letters.
pub fn identifier(lexer: &mut Raw) -> Result<TokenKind, ()> {
    if lexer.remainder().first().is_some_and(|&byte| byte >= 0x80 || byte == b'\\') {
        let span = lexer.span();
        let (length, escaped) = scan_identifier(&lexer.source()[span.start..]).ok_or(())?;
        lexer.bump(length - span.len());
        lexer.extras.escaped = escaped;
    } else {
        lexer.extras.escaped = false;
    }
    Ok(TokenKind::Identifier)
}

/// The name after `#`.
pub fn private_name(lexer: &mut Raw) -> Result<TokenKind, ()> {
    let (length, escaped) = scan_identifier(lexer.remainder()).ok_or(())?;
    lexer.bump(length);
    lexer.extras.escaped = escaped;
    Ok(TokenKind::PrivateName)
}

/// A number must not be followed by a digit or the start of an identifier.
pub fn number(lexer: &mut Raw) -> Result<(), ()> {
    match decode(lexer.remainder(), 0) {
        Some((code, _)) if code == b'\\' as u32 || is_identifier_start(code) => Err(()),
        Some((code, _)) if (b'0' as u32..=b'9' as u32).contains(&code) => Err(()),
        _ => Ok(()),
    }
}
