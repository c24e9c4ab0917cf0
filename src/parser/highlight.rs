//! The tokens of a text by class, for editors that colour it.
//!
//! Invariant: any text is accepted, and the pieces do not overlap; what the reader cannot make sense of is cut into raw tokens.

use bumpalo::Bump;

use crate::lexer::{LexerState, line_length};
use crate::name::Names;
use crate::options::ParseOptions;
use crate::reader;
use crate::source::Span;
use crate::token::TokenKind;

/// What a piece of the text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenClass {
    /// A comment.
    Comment,
    /// A reserved word, or one that has a meaning where it stands.
    Keyword,
    /// `true`, `false`, `null`.
    Literal,
    /// A number or BigInt.
    Number,
    /// A string, or the text of a template.
    String,
    /// A regular expression.
    Regex,
    /// A name.
    Identifier,
    /// Operators and brackets.
    Punctuation,
}

/// The tokens of a text (WTF-8), in order, with their classes. White space is in none of them.
///
/// ```
/// use jsrun_parser::highlight::{classify, TokenClass};
/// let classes: Vec<_> = classify(b"let x = /a/ // b").into_iter().map(|(_, class)| class).collect();
/// use TokenClass::*;
/// assert_eq!(classes, [Keyword, Identifier, Punctuation, Regex, Comment]);
/// ```
pub fn classify(text: &[u8]) -> Vec<(Span, TokenClass)> {
    let arena = Bump::new();
    let mut names = Names::new(&arena);
    let is_async = text.windows(5).any(|word| word == b"await");
    let options = ParseOptions { is_async, ..ParseOptions::session() };
    let reading = reader::read(text, &options, &mut names);
    let mut pieces = Pieces { text, list: Vec::with_capacity(reading.tokens.len()), end: 0 };
    for token in &reading.tokens {
        // A semicolon that was inserted has no text.
        if token.kind != TokenKind::Semicolon || token.value == 0 {
            pieces.add(token.span(), class_of(token.kind));
        }
    }
    if reading.error.is_some() {
        pieces.add_raw();
    }
    pieces.add_comments(text.len());
    pieces.list
}

struct Pieces<'t> {
    text: &'t [u8],
    list: Vec<(Span, TokenClass)>,
    /// Everything before has been seen.
    end: usize,
}

impl Pieces<'_> {
    fn add(&mut self, span: Span, class: TokenClass) {
        let (start, end) = (span.start as usize, span.end as usize);
        if start < self.end || start >= end || end > self.text.len() {
            return;
        }
        self.add_comments(start);
        self.list.push((span, class));
        self.end = end;
    }

    /// Between tokens there are but white space and comments.
    fn add_comments(&mut self, until: usize) {
        let gap = &self.text[self.end..until];
        let start = self.end + gap.len() - gap.trim_ascii_start().len();
        let end = start + gap.trim_ascii().len();
        if start < end {
            self.list.push((Span::new(start as u32, end as u32), TokenClass::Comment));
        }
        self.end = until;
    }

    /// The rest of a text that cannot be read: its tokens as the lexer alone sees them.
    fn add_raw(&mut self) {
        let mut from = self.end;
        while from < self.text.len() {
            let rest = &self.text[from..];
            let mut lexer = logos::Lexer::<TokenKind>::with_extras(rest, LexerState::default());
            let Some(token) = lexer.next() else { return };
            let start = from + lexer.span().start;
            from += lexer.span().end.max(1);
            let mut class = token.map_or(TokenClass::Punctuation, class_of);
            match self.text[start] {
                // A string without an end, or the text of a template.
                b'"' | b'\'' if token.is_err() => {
                    from = start + line_length(&self.text[start..]);
                    class = TokenClass::String;
                }
                b'`' => {
                    from = self.text.len();
                    class = TokenClass::String;
                }
                b'/' if token.is_err() => class = TokenClass::Comment,
                _ => {}
            }
            self.add(Span::new(start as u32, from as u32), class);
        }
    }
}

fn class_of(kind: TokenKind) -> TokenClass {
    use TokenKind::*;
    match kind {
        True | False | Null => TokenClass::Literal,
        kind if kind.is_reserved_word() => TokenClass::Keyword,
        IfElse | ForIn | ForOf | FunctionExpression | ClassExpression | Async | AsyncArrow
        | Let | Using | AwaitUsing | Static | Get | Set | Yield | YieldBare | Await
        | StaticBlock | NewTarget | ImportMeta | ImportCall | ImportDeclaration | As | From
        | DoWhile => TokenClass::Keyword,
        String | TemplateFull | TemplateHead | TemplateMiddle | TemplateTail | Backtick => {
            TokenClass::String
        }
        Number | LegacyOctal | BigInt => TokenClass::Number,
        Regex => TokenClass::Regex,
        Identifier | PrivateName | ReservedName | Label | Invalid => TokenClass::Identifier,
        _ => TokenClass::Punctuation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces, each with the first letter of its class.
    fn shown(text: &str) -> String {
        let pieces = classify(text.as_bytes());
        let mut end = 0;
        let mut out = Vec::new();
        for (span, class) in pieces {
            assert!(span.start >= end && span.end > span.start, "{text:?}");
            end = span.end;
            let letter = &format!("{class:?}")[..1];
            out.push(format!("{letter}:{}", String::from_utf8_lossy(span.of(text.as_bytes()))));
        }
        out.join(" ")
    }

    #[test]
    fn whole_texts() {
        assert_eq!(shown("a / b / c"), "I:a P:/ I:b P:/ I:c");
        assert_eq!(shown("x = /b/g.test('c')"), "I:x P:= R:/b/g P:. I:test P:( S:'c' P:)");
        assert_eq!(shown("`a${1}b`"), "S:`a${ N:1 S:}b`");
        assert_eq!(shown("async () => await null"), "K:async P:( P:) P:=> K:await L:null");
        assert_eq!(
            shown("let of = { get a() {} } /* c */"),
            "K:let I:of P:= P:{ K:get I:a P:( P:) P:{ P:} P:} C:/* c */"
        );
        assert_eq!(shown("// one\n1 // two"), "C:// one N:1 C:// two");
    }

    #[test]
    fn texts_that_are_wrong() {
        assert_eq!(shown("let s = 'abc"), "K:let I:s P:= S:'abc");
        assert_eq!(shown("f(`abc"), "I:f P:( S:`abc");
        assert_eq!(shown("1 /* c"), "N:1 C:/* c");
        assert_eq!(shown(") if 12"), "P:) K:if N:12");
        for text in
            ["", " ", "\u{2028}", "#", "\\", "'\n'", "é # ü '", "}}}", "/", "0x", "`${", "`${`"]
        {
            shown(text);
        }
    }
}
