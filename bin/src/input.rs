//! Reading the script.
//!
//! Invariant: what is given to the engine is well-formed UTF-8 without a byte order mark.

use crate::arguments::Script;
use std::io::{self, Read};

/// A script's name, as errors show it, and its text.
pub struct Input {
    /// The name.
    pub name: String,
    /// The text.
    pub text: Vec<u8>,
}

impl Input {
    /// Reads a script.
    ///
    /// # Errors
    /// What is to be told to the user.
    pub fn read(script: &Script) -> Result<Input, String> {
        let (name, bytes) = match script {
            Script::Code(code) => ("[eval]".to_owned(), Ok(code.clone().into_bytes())),
            Script::StandardInput => ("[stdin]".to_owned(), read_standard_input()),
            Script::File(path) => (path.to_string_lossy().into_owned(), std::fs::read(path)),
        };
        match bytes {
            Ok(bytes) => Ok(Input { name, text: decode(bytes) }),
            Err(error) => Err(format!("jsrun: cannot read '{name}': {}", reason(&error))),
        }
    }
}

fn read_standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Removes a byte order mark, and replaces what is no UTF-8 by U+FFFD.
fn decode(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => text.into_bytes(),
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned().into_bytes(),
    }
}

/// The system's message without its number.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    let mut reason = text[..end].to_owned();
    if let Some(first) = reason.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    reason
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_well_formed() {
        assert_eq!(decode(b"\xEF\xBB\xBF1".to_vec()), b"1");
        assert_eq!(decode(b"\xEF\xBB".to_vec()), "\u{FFFD}".as_bytes());
        assert_eq!(decode(b"a\xFFb".to_vec()), "a\u{FFFD}b".as_bytes());
        assert_eq!(decode(b"\xED\xA0\x80".to_vec()), "\u{FFFD}\u{FFFD}\u{FFFD}".as_bytes());
    }
}
