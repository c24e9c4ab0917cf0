//! Regular expressions, templates, and legacy octals: text that is scanned byte by byte.

use super::bracket::{After, BracketKind};
use super::{Expect, Octal, OctalKind, Reader, Step};
use crate::error::SyntaxError;
use crate::lexer::{decode, is_identifier_part};
use crate::source::{Span, is_line_separator};
use crate::token::TokenKind;

/// Appends a code point as WTF-8. A low surrogate completes a high one at the end of the text.
pub fn push_code_point(out: &mut Vec<u8>, code: u32) {
    if (0xDC00..0xE000).contains(&code)
        && let [.., 0xED, second @ 0xA0..=0xAF, third] = out[..]
    {
        let high = 0xD000 | (second as u32 & 0x3F) << 6 | (third as u32 & 0x3F);
        out.truncate(out.len() - 3);
        return push_code_point(out, 0x10000 + ((high & 0x3FF) << 10) + (code & 0x3FF));
    }
    let continuation = |shift: u32| 0x80 | (code >> shift & 0x3F) as u8;
    match code {
        0..0x80 => out.push(code as u8),
        0x80..0x800 => out.extend([0xC0 | (code >> 6) as u8, continuation(0)]),
        0x800..0x10000 => out.extend([0xE0 | (code >> 12) as u8, continuation(6), continuation(0)]),
        _ => out.extend([
            0xF0 | (code >> 18) as u8,
            continuation(12),
            continuation(6),
            continuation(0),
        ]),
    }
}

impl Reader<'_, '_> {
    /// At the `/` of a regular expression.
    pub(super) fn regex(&mut self) -> Step {
        let start = self.next.start as usize;
        let source = self.source;
        let ends_line = |at: usize| match source.get(at) {
            None | Some(b'\n' | b'\r') => true,
            Some(_) => is_line_separator(source, at),
        };
        let (mut at, mut in_class) = (start + 1, false);
        loop {
            if ends_line(at) {
                return self.error_here("Invalid regular expression: missing /");
            }
            match source[at] {
                b'\\' => {
                    at += 1;
                    if ends_line(at) {
                        return self.error_here("Invalid regular expression: missing /");
                    }
                }
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => break,
                _ => {}
            }
            at += 1;
        }
        at += 1;
        let flags = at;
        while let Some((code, length)) = decode(source, at)
            && is_identifier_part(code)
        {
            at += length;
        }
        if source.get(at) == Some(&b'\\') {
            return self.error_here("Invalid regular expression flags");
        }
        self.lexer.bump(at - self.next.end as usize);
        self.next.end = at as u32;
        self.next.value = flags as u32;
        self.keep_as(TokenKind::Regex);
        self.expect = Expect::Operator;
        Ok(())
    }

    /// At the backtick that opens a template, or at the `}` that ends a substitution.
    pub(super) fn template(&mut self, opening: bool) -> Step {
        let start = self.next.end as usize;
        let mut at = start;
        let ending = loop {
            let Some(found) =
                self.source.get(at..).and_then(|rest| memchr::memchr3(b'`', b'\\', b'$', rest))
            else {
                return Err(Box::new(SyntaxError::incomplete(
                    "Unterminated template literal",
                    Span::new(self.next.start, self.source.len() as u32),
                )));
            };
            at += found;
            match self.source[at] {
                b'`' => {
                    at += 1;
                    break true;
                }
                b'\\' => at += 2,
                _ if self.source.get(at + 1) == Some(&b'{') => {
                    at += 2;
                    break false;
                }
                _ => at += 1,
            }
        };
        self.lexer.bump(at - start);
        self.next.end = at as u32;
        if opening && !ending {
            self.open(BracketKind::Template, After::Nothing);
        }
        if !opening && ending {
            self.close();
        }
        self.keep_as(match (opening, ending) {
            (true, true) => TokenKind::TemplateFull,
            (true, false) => TokenKind::TemplateHead,
            (false, false) => TokenKind::TemplateMiddle,
            (false, true) => TokenKind::TemplateTail,
        });
        self.expect = if ending { Expect::Operator } else { Expect::Operand };
        Ok(())
    }

    /// Does a `=` (and no `==` or `=>`) follow the next token?
    pub(super) fn initializer_follows(&self) -> bool {
        let rest = &self.source[self.next.end as usize..];
        match rest.iter().position(|byte| !byte.is_ascii_whitespace()) {
            Some(at) => rest[at] == b'=' && !matches!(rest.get(at + 1), Some(b'=' | b'>')),
            None => false,
        }
    }

    /// Notes the octal forms of the next token, a string or number.
    pub(super) fn note_octal(&mut self) {
        let token = self.next;
        match token.kind {
            TokenKind::LegacyOctal => {
                self.octals.push(Octal { span: token.span(), kind: OctalKind::Literal })
            }
            TokenKind::Number => {
                if let [b'0', b'0'..=b'9', ..] = token.span().of(self.source) {
                    self.octals.push(Octal { span: token.span(), kind: OctalKind::Decimal });
                }
            }
            TokenKind::String if token.value != 0 => {
                let text = token.span().of(self.source);
                let mut at = 1;
                while let Some(found) = memchr::memchr(b'\\', &text[at..]) {
                    at += found + 1;
                    let kind = match text[at] {
                        b'0' if !text[at + 1].is_ascii_digit() => None,
                        b'0'..=b'7' => Some(OctalKind::Escape),
                        b'8' | b'9' => Some(OctalKind::EscapeEightOrNine),
                        _ => None,
                    };
                    if let Some(kind) = kind {
                        let start = token.start + at as u32 - 1;
                        self.octals.push(Octal { span: Span::new(start, start + 2), kind });
                        break;
                    }
                    at += 1;
                }
            }
            _ => {}
        }
    }
}
