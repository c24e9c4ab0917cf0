//! What to say about a token that cannot stand where it does.

use crate::error::SyntaxError;
use crate::name::{Name, Names};
use crate::source::Span;
use crate::token::{ESCAPED, Token, TokenKind};

/// The error about this token. `expected` names what must stand there instead, or is empty.
pub fn unexpected(token: &Token, source: &[u8], names: &Names, expected: &str) -> SyntaxError {
    use TokenKind::*;
    let span = token.span();
    let text = || std::string::String::from_utf8_lossy(span.of(source)).into_owned();
    let mut message = match token.kind {
        EndOfInput => return SyntaxError::incomplete("Unexpected end of input", span),
        Semicolon if token.value == 1 => return after_inserted_semicolon(token, source),
        Invalid => return invalid(token, source),
        Number | BigInt | LegacyOctal => "Unexpected number".into(),
        TokenKind::String => "Unexpected string".into(),
        TemplateFull | TemplateHead | Backtick => "Unexpected template string".into(),
        Regex => "Unexpected regular expression".into(),
        ReservedName if token.flags & ESCAPED != 0 => {
            return SyntaxError::new("Keyword must not contain escaped characters", span);
        }
        Enum => "Unexpected reserved word".into(),
        Identifier | Label => format!("Unexpected identifier '{}'", names.text(Name(token.value))),
        _ => format!("Unexpected token '{}'", text()),
    };
    if !expected.is_empty() {
        message.push_str(", expected ");
        message.push_str(expected);
    }
    SyntaxError::new(message, span)
}

/// The statement was ended by a line break, by `}` or by the end, but is not complete.
fn after_inserted_semicolon(token: &Token, source: &[u8]) -> SyntaxError {
    let rest = &source[token.end as usize..];
    let skipped = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let start = token.end + skipped as u32;
    match rest.get(skipped) {
        None => SyntaxError::incomplete("Unexpected end of input", Span::new(start, start)),
        Some(&byte) if byte.is_ascii_punctuation() => {
            let message = format!("Unexpected token '{}'", byte as char);
            SyntaxError::new(message, Span::new(start, start + 1))
        }
        Some(_) => SyntaxError::new("Unexpected end of statement", token.span()),
    }
}

/// Text that is no token at all.
fn invalid(token: &Token, source: &[u8]) -> SyntaxError {
    let span = token.span();
    let text = span.of(source);
    if text.starts_with(b"/*") {
        return SyntaxError::incomplete("Invalid or unexpected token: unterminated comment", span);
    }
    if matches!(text.first(), Some(b'"' | b'\'')) && is_continued(&source[span.start as usize..]) {
        let message = "Invalid or unexpected token: unterminated string";
        return SyntaxError::incomplete(message, span);
    }
    let message = match text.first() {
        Some(b'"' | b'\'') => "Invalid or unexpected token: unterminated string",
        Some(b'\\') => "Invalid Unicode escape sequence",
        Some(b'0'..=b'9' | b'.') => match source.get(span.end as usize) {
            Some(b'_') => "Numeric separators are not allowed here",
            _ => "Invalid or unexpected token: a number cannot end here",
        },
        _ => "Invalid or unexpected token",
    };
    SyntaxError::new(message, span)
}

/// Does the text, which begins with a quote, end in a line continuation of the string, so that the string can go on?
fn is_continued(text: &[u8]) -> bool {
    let mut at = 1;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' => {
                at += if text[at + 1..].starts_with(b"\r\n") { 3 } else { 2 };
                if at >= text.len() {
                    return text[at - 1..]
                        .first()
                        .is_none_or(|&last| last == b'\n' || last == b'\r');
                }
            }
            b'\n' | b'\r' => return false,
            _ => at += 1,
        }
    }
    false
}
