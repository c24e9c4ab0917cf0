//! What an embedder gives a context so that scripts and modules can import.

use std::fmt;

/// What a module's text is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ModuleKind {
    /// JavaScript.
    JavaScript,
    /// JSON, asked for by `with { type: "json" }`.
    Json,
}

/// Finds modules.
///
/// A module is known by its *key*: whatever `resolve` makes of a specifier. Two specifiers with one key are one module, which
/// runs once; the key is also the name that errors and stack traces show, and the `referrer` of what the module imports.
pub trait ModuleLoader {
    /// The key of the module that `specifier` means where `referrer` imports it: a module's key, or a script's name. For the
    /// same arguments it must give the same key.
    ///
    /// # Errors
    /// What is to be thrown if there is no such module.
    fn resolve(&mut self, specifier: &str, referrer: &str) -> Result<String, LoadError>;

    /// The text of the module with this key, in UTF-8. It is asked for once.
    ///
    /// # Errors
    /// What is to be thrown if the text cannot be had, or is none of this kind.
    fn load(&mut self, key: &str, kind: ModuleKind) -> Result<Vec<u8>, LoadError>;

    /// The properties of `import.meta` in the module with this key: names and strings.
    fn meta(&mut self, key: &str) -> Vec<(String, String)> {
        let _ = key;
        Vec::new()
    }
}

/// Why a module could not be loaded: an error object in the making.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoadError {
    /// Is it a TypeError rather than an Error?
    pub is_type_error: bool,
    /// The error's `code`, where there is one.
    pub code: Option<&'static str>,
    /// Its message.
    pub message: String,
}

impl LoadError {
    /// An Error with a code.
    pub fn new(code: &'static str, message: impl Into<String>) -> LoadError {
        LoadError { is_type_error: false, code: Some(code), message: message.into() }
    }

    /// A TypeError with a code.
    pub fn type_error(code: &'static str, message: impl Into<String>) -> LoadError {
        LoadError { is_type_error: true, code: Some(code), message: message.into() }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for LoadError {}
