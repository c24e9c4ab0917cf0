//! Colours, and how wide a text is on a terminal.
//!
//! Invariant: nothing but [`Style::paint`] writes escape sequences, and every measure leaves them out.

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What a part of the text is, by which it is coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    Special,
    Number,
    BigInt,
    Boolean,
    Undefined,
    Null,
    String,
    Symbol,
    Date,
    RegExp,
    /// The name of a package in a stack trace.
    Module,
    /// What a prototype adds to the properties of an object.
    Inherited,
}

impl Style {
    /// The numbers of Select Graphic Rendition that begin and end it.
    fn codes(self) -> (u8, u8) {
        match self {
            Style::Special => (36, 39),
            Style::Number | Style::BigInt | Style::Boolean => (33, 39),
            Style::Undefined => (90, 39),
            Style::Null => (1, 22),
            Style::String | Style::Symbol => (32, 39),
            Style::Date => (35, 39),
            Style::RegExp => (31, 39),
            Style::Module => (4, 24),
            Style::Inherited => (2, 22),
        }
    }

    /// The text in this style.
    pub(super) fn paint(self, text: &str) -> String {
        let (begin, end) = self.codes();
        format!("\x1B[{begin}m{text}\x1B[{end}m")
    }
}

/// The text without escape sequences.
fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('\x1B') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut parts = text.split('\x1B');
    shown.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let parameters = part.strip_prefix('[').unwrap_or(part);
        let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';');
        // The letter that ends the sequence goes with it.
        let rest = end.map_or("", |end| &parameters[end..]);
        let mut rest = rest.chars();
        rest.next();
        shown.push_str(rest.as_str());
    }
    Cow::Owned(shown)
}

/// UTF-16 units, which is what Node breaks lines by.
pub(super) fn units(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// UTF-16 units, escape sequences not counted.
pub(super) fn shown_units(text: &str) -> usize {
    units(&plain(text))
}

/// Columns of a terminal, escape sequences not counted.
pub(in crate::builtins) fn columns(text: &str) -> usize {
    plain(text).chars().map(char_columns).sum()
}

/// Emoji are two columns wide, also those that Unicode calls neutral; what modifies them takes no room.
fn char_columns(c: char) -> usize {
    match c {
        ' '..='~' => 1,
        '\u{1F3FB}'..='\u{1F3FF}' => 0,
        _ => match c.width().unwrap_or(0) {
            1 if !c.is_ascii() && is_emoji(c) => 2,
            width => width,
        },
    }
}

/// Is it one that a variation selector makes an emoji?
fn is_emoji(c: char) -> bool {
    let mut text = [0; 8];
    let length = c.encode_utf8(&mut text).len();
    let end = length + '\u{FE0F}'.encode_utf8(&mut text[length..]).len();
    std::str::from_utf8(&text[..end]).is_ok_and(|text| text.width() == 2)
}

#[cfg(test)]
mod tests {
    use super::{Style, columns, shown_units};

    #[test]
    fn widths() {
        for (text, width) in [
            ("", 0),
            ("abc", 3),
            ("中文", 4),
            ("e\u{301}", 1),
            ("👍", 2),
            ("👍🏽", 2),
            ("✈", 2),
            ("ｱ", 1),
            ("\u{200B}", 0),
            ("\t\n", 0),
            ("\u{1B}[31mred\u{1B}[39m", 3),
            ("\u{1B}[", 0),
            ("\u{1B}", 0),
        ] {
            assert_eq!(columns(text), width, "{text:?}");
        }
        assert_eq!(shown_units(&Style::Special.paint("x👍")), 3);
    }
}
