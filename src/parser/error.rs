//! Syntax errors and how they are shown.

use std::fmt::{self, Write};

use crate::source::{LineIndex, Position, Span, utf16_length};

/// A syntax error: what is wrong, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// The message, without the `SyntaxError: ` in front.
    pub message: String,
    /// The text that is at fault.
    pub span: Span,
    /// Would more text make it right? See `is_incomplete`.
    incomplete: bool,
}

impl SyntaxError {
    /// An error about this text.
    pub fn new(message: impl Into<String>, span: Span) -> Self {
        SyntaxError { message: message.into(), span, incomplete: false }
    }

    /// The source ended too early.
    pub fn incomplete(message: impl Into<String>, span: Span) -> Self {
        SyntaxError { message: message.into(), span, incomplete: true }
    }

    /// Did the source end where more must follow? A REPL then asks for another line.
    pub fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// Where it stands.
    pub fn position(&self, source: &[u8]) -> Position {
        crate::source::locate(source, self.span.start)
    }

    /// Shows the error as Node does: `file:line`, the source line, a caret line, an empty line and
    /// the message. A long source line is cut around the error.
    pub fn render(&self, file: &str, source: &[u8]) -> String {
        let lines = LineIndex::new(source);
        let position = lines.locate(source, self.span.start);
        let line = lines.line(source, position.line);
        let (text, caret, width) = excerpt(line, position.column as usize - 1, self.width(source));
        let mut out = String::new();
        let _ = writeln!(out, "{file}:{}", position.line);
        let _ = writeln!(out, "{text}");
        let _ = writeln!(out, "{}{}", " ".repeat(caret), "^".repeat(width));
        let _ = write!(out, "\nSyntaxError: {}", self.message);
        out
    }

    /// The width of the fault in UTF-16 units, at least one.
    fn width(&self, source: &[u8]) -> usize {
        utf16_length(
            &source[(self.span.start as usize).min(source.len())
                ..(self.span.end as usize).min(source.len())],
        )
        .max(1)
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SyntaxError: {}", self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// The part of a line around `column` (from 0) that is worth showing, with the place and width of
/// the carets below it.
pub fn excerpt(line: &[u8], column: usize, width: usize) -> (String, usize, usize) {
    const BEFORE: usize = 60;
    const SHOWN: usize = 120;
    let text = String::from_utf8_lossy(line);
    let length = text.chars().count();
    // Columns count UTF-16 units; carets stand below characters.
    let (mut units, mut caret) = (0, 0);
    for c in text.chars() {
        if units >= column {
            break;
        }
        units += c.len_utf16();
        caret += 1;
    }
    let (skip, ahead) =
        if length > SHOWN && caret > BEFORE { (caret - BEFORE, "...") } else { (0, "") };
    let cut = length > skip + SHOWN;
    let mut shown = String::from(ahead);
    // Tabs would shift the caret.
    shown.extend(text.chars().skip(skip).take(SHOWN).map(|c| if c == '\t' { ' ' } else { c }));
    if cut {
        shown.push_str("...");
    }
    let caret = caret - skip + ahead.len();
    let room = shown.chars().count().saturating_sub(caret).max(1);
    (shown, caret, width.clamp(1, room))
}
