//! Positions in source text: byte spans, line breaks, and columns in UTF-16 units.
//!
//! Source text is WTF-8: UTF-8 in which lone surrogates may stand in their three-byte form.

/// A range of bytes of the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to `end`.
    #[inline]
    pub fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The text of the span.
    #[inline]
    pub fn of(self, source: &[u8]) -> &[u8] {
        &source[self.start as usize..self.end as usize]
    }
}

/// A line and a column, both counted from 1; the column counts UTF-16 units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in UTF-16 units, from 1.
    pub column: u32,
}

/// The offsets at which the lines of a source begin.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the line breaks: LF, CR, CR LF, U+2028 and U+2029.
    pub fn new(source: &[u8]) -> Self {
        let mut starts = vec![0];
        let mut at = 0;
        while at < source.len() {
            let length = line_break_length(source, at);
            at += length.max(1);
            if length > 0 {
                starts.push(at as u32);
            }
        }
        LineIndex { starts }
    }

    /// Where the byte at `offset` stands.
    pub fn locate(&self, source: &[u8], offset: u32) -> Position {
        let offset = offset.min(source.len() as u32);
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let column = utf16_length(&source[self.starts[line] as usize..offset as usize]);
        Position { line: line as u32 + 1, column: column as u32 + 1 }
    }

    /// The bytes of a line (counted from 1), without its line break.
    pub fn line<'s>(&self, source: &'s [u8], line: u32) -> &'s [u8] {
        let start = self.starts[line as usize - 1] as usize;
        let mut end = start;
        while end < source.len() && line_break_length(source, end) == 0 {
            end += 1;
        }
        &source[start..end]
    }

    /// How many lines there are.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }
}

/// Where the byte at `offset` stands. Looks at the whole text before it; use `LineIndex` for many.
pub fn locate(source: &[u8], offset: u32) -> Position {
    let offset = (offset as usize).min(source.len());
    let (mut at, mut line, mut start) = (0, 1, 0);
    while at < offset {
        let length = line_break_length(source, at);
        at += length.max(1);
        if length > 0 && at <= offset {
            line += 1;
            start = at;
        }
    }
    Position { line, column: utf16_length(&source[start..offset]) as u32 + 1 }
}

/// The length of the line break at `at`, or 0 if there is none.
#[inline]
pub fn line_break_length(source: &[u8], at: usize) -> usize {
    match source[at] {
        b'\n' => 1,
        b'\r' => 1 + (source.get(at + 1) == Some(&b'\n')) as usize,
        0xE2 if is_line_separator(source, at) => 3,
        _ => 0,
    }
}

/// Does U+2028 or U+2029 stand at `at`?
#[inline]
pub fn is_line_separator(source: &[u8], at: usize) -> bool {
    source[at] == 0xE2
        && source.get(at + 1) == Some(&0x80)
        && source.get(at + 2).is_some_and(|byte| byte | 1 == 0xA9)
}

/// How many UTF-16 units this WTF-8 text has.
pub fn utf16_length(text: &[u8]) -> usize {
    // Continuation bytes start no unit; a four-byte sequence is a surrogate pair.
    text.iter().map(|&byte| (byte & 0xC0 != 0x80) as usize + (byte >= 0xF0) as usize).sum()
}
