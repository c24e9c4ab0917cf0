//! A source text with its name, kept for positions, error messages and `Function.prototype.toString`.

use jsrun_parser::source::LineIndex;
use std::cell::OnceCell;
use std::rc::Rc;

/// One script's or module's source.
#[derive(Debug)]
pub struct Source {
    /// The file's name as stack traces show it.
    pub name: String,
    /// What imports in it are relative to: its name, or, where a script made the text, what that script's are.
    pub referrer: Rc<str>,
    /// The text, in WTF-8: lone surrogates may stand in it, each as three bytes.
    pub text: Box<[u8]>,
    /// So many ASCII bytes at the start are not of the text as the host knows it: what it says of the first line leaves them out.
    hidden: u32,
    /// Where lines begin, once somebody has asked.
    lines: OnceCell<LineIndex>,
}

impl Source {
    /// A source text with its name.
    pub fn new(name: impl Into<String>, text: impl Into<Box<[u8]>>) -> Source {
        let name = name.into();
        let referrer = Rc::from(name.as_str());
        Source { name, referrer, text: text.into(), hidden: 0, lines: OnceCell::new() }
    }

    /// A source text that a script has made, of which this is the referrer.
    pub fn with_referrer(mut self, referrer: Rc<str>) -> Source {
        self.referrer = referrer;
        self
    }

    /// A source text whose first so many bytes, which are ASCII without a line break, were added to what was given.
    pub fn with_hidden_start(mut self, bytes: u32) -> Source {
        self.hidden = bytes;
        self
    }

    /// The line and column (from 1, in UTF-16 units) of a byte offset.
    pub fn locate(&self, offset: u32) -> (u32, u32) {
        let position = self.lines().locate(&self.text, offset);
        match position.line {
            1 => (1, position.column.saturating_sub(self.hidden).max(1)),
            line => (line, position.column),
        }
    }

    /// The text of a line (from 1), without its terminator; empty where there is no such line.
    pub fn line(&self, line: u32) -> String {
        let lines = self.lines();
        if line == 0 || line > lines.line_count() {
            return String::new();
        }
        let text = lines.line(&self.text, line);
        let hidden = if line == 1 { self.hidden as usize } else { 0 };
        String::from_utf8_lossy(text.get(hidden..).unwrap_or_default()).into_owned()
    }

    fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_utf16_units() {
        let s = Source::new("t.js", "a\r\n\u{1F600}b\u{2028}c".as_bytes().to_vec());
        assert_eq!(s.locate(0), (1, 1));
        assert_eq!(s.locate(3), (2, 1));
        assert_eq!(s.locate(7), (2, 3));
        assert_eq!(s.locate(11), (3, 1));
        assert_eq!(s.line(1), "a");
        assert_eq!(s.line(2), "\u{1F600}b");
    }

    #[test]
    fn a_hidden_start_is_not_counted() {
        let s = Source::new("t.js", &b"(function () {a\nb\n})"[..]).with_hidden_start(14);
        assert_eq!((s.locate(0), s.locate(14), s.locate(16)), ((1, 1), (1, 1), (2, 1)));
        assert_eq!((s.line(1), s.line(2)), ("a".to_owned(), "b".to_owned()));
    }
}
