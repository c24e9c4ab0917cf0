//! Reading the script.
//!
//! Invariant: what is given to the engine is well-formed UTF-8 without a byte order mark.

use crate::arguments::Arguments;
use crate::arguments::Script;
use jsrun::context::{FileLoader, decode_source};
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::Path;

/// A script's name, as errors show it, and its text.
pub struct Input {
    /// The name.
    pub name: String,
    /// The text.
    pub text: Vec<u8>,
}

impl Input {
    /// Reads the script, if there is one.
    ///
    /// # Errors
    /// What is to be told to the user.
    pub fn read(arguments: &Arguments) -> Result<Option<Input>, String> {
        let (name, bytes) = match &arguments.script {
            Script::Nothing => return Ok(None),
            Script::Code(code) => ("[eval]".to_owned(), Ok(code.clone().into_bytes())),
            Script::StandardInput => ("[stdin]".to_owned(), read_standard_input()),
            Script::File(path) => (path.to_string_lossy().into_owned(), std::fs::read(path)),
        };
        let text = decoded(&name, bytes)?;
        // A module is known by what imports of it come to.
        let name = match &arguments.script {
            Script::File(path) if arguments.module || arguments.cjs => {
                FileLoader::key(Path::new(path)).unwrap_or(name)
            }
            _ => name,
        };
        Ok(Some(Input { name, text }))
    }
}

/// Reads the scripts that run before.
///
/// # Errors
/// What is to be told to the user.
pub fn read_includes(arguments: &Arguments) -> Result<Vec<Input>, String> {
    let read = |path: &OsString| {
        let name = path.to_string_lossy().into_owned();
        let text = decoded(&name, std::fs::read(path))?;
        Ok(Input { name, text })
    };
    arguments.includes.iter().map(read).collect()
}

fn decoded(name: &str, bytes: io::Result<Vec<u8>>) -> Result<Vec<u8>, String> {
    match bytes {
        Ok(bytes) => Ok(decode_source(bytes)),
        Err(error) => Err(format!("jsrun: cannot read '{name}': {}", reason(&error))),
    }
}

fn read_standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The system's message without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    let mut reason = text[..end].to_owned();
    if let Some(first) = reason.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    reason
}
