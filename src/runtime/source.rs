//! A source text with its name, kept for positions, error messages and `Function.prototype.toString`.

/// One script's or module's source.
#[derive(Debug)]
pub struct Source {
    /// The file's name as stack traces show it.
    pub name: String,
    /// The text, in WTF-8: lone surrogates may stand in it, each as three bytes.
    pub text: Box<[u8]>,
    /// The offsets at which lines begin.
    line_starts: std::cell::OnceCell<Vec<u32>>,
}

impl Source {
    /// A source text with its name.
    pub fn new(name: impl Into<String>, text: impl Into<Box<[u8]>>) -> Source {
        Source { name: name.into(), text: text.into(), line_starts: std::cell::OnceCell::new() }
    }

    /// The line and column (from 1, in UTF-16 units) of a byte offset.
    pub fn locate(&self, offset: u32) -> (u32, u32) {
        let starts = self.line_starts.get_or_init(|| line_starts(&self.text));
        let line = starts.partition_point(|s| *s <= offset).max(1) - 1;
        let before = &self.text[starts[line] as usize..(offset as usize).min(self.text.len())];
        let units =
            before.iter().map(|b| (b & 0xC0 != 0x80) as u32 + (*b >= 0xF0) as u32).sum::<u32>();
        (line as u32 + 1, units + 1)
    }

    /// The text of a line (from 1), without its terminator.
    pub fn line(&self, line: u32) -> String {
        let starts = self.line_starts.get_or_init(|| line_starts(&self.text));
        let Some(&start) = starts.get(line as usize - 1) else { return String::new() };
        let end = starts.get(line as usize).map_or(self.text.len(), |e| *e as usize);
        String::from_utf8_lossy(&self.text[start as usize..end])
            .trim_end_matches(['\n', '\r', '\u{2028}', '\u{2029}'])
            .to_owned()
    }
}

/// The offsets at which lines begin: after LF, CR, CRLF, U+2028, U+2029
/// (https://tc39.es/ecma262/#sec-line-terminators).
fn line_starts(text: &[u8]) -> Vec<u32> {
    let mut starts = vec![0];
    for (i, b) in text.iter().enumerate() {
        let ends = match b {
            b'\n' => true,
            b'\r' => text.get(i + 1) != Some(&b'\n'),
            0xA8 | 0xA9 => i >= 2 && text[i - 2] == 0xE2 && text[i - 1] == 0x80,
            _ => false,
        };
        if ends {
            starts.push(i as u32 + 1);
        }
    }
    starts
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
}
