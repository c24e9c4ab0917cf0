//! Modules from files.
//!
//! A specifier is an absolute path, one that begins with `./` or `../` and is relative to the importing file, or a `file:`
//! URL; it may have escapes (`%20`), and a query, by which it is a module of its own. Messages are those of Node.
//!
//! Invariant: a key is an absolute path without symbolic links, in which `%`, `?` and `#` are escaped, and the query.

use super::{FileAccess, LoadError, ModuleKind, ModuleLoader};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Loads modules from files.
#[derive(Clone, Debug)]
pub struct FileLoader {
    base: PathBuf,
    access: FileAccess,
}

impl FileLoader {
    /// A loader for which the imports of what is no file, such as code from a command line, are relative to this folder.
    pub fn new(base: impl Into<PathBuf>) -> FileLoader {
        FileLoader { base: base.into(), access: FileAccess::everything() }
    }

    /// A loader that loads these files alone.
    pub fn restricted_to(mut self, access: FileAccess) -> FileLoader {
        self.access = access;
        self
    }

    /// The key of a file, under which it is to be run if imports may lead back to it.
    ///
    /// # Errors
    /// Where the file cannot be found.
    pub fn key(path: &Path) -> std::io::Result<String> {
        Ok(escape(&path.canonicalize()?.to_string_lossy(), is_kept_in_key))
    }

    /// The path that a referrer is, or would be.
    fn path_of(&self, referrer: &str) -> PathBuf {
        let (path, _) = split_query(referrer);
        self.base.join(decode(path))
    }
}

impl ModuleLoader for FileLoader {
    fn resolve(&mut self, specifier: &str, referrer: &str) -> Result<String, LoadError> {
        let (location, query) = split_query(specifier);
        let is_path = location == "."
            || location == ".."
            || ["/", "./", "../"].iter().any(|prefix| location.starts_with(prefix));
        let path = if is_path {
            let from = self.path_of(referrer);
            from.parent().unwrap_or(&from).join(decode(location))
        } else {
            match scheme(location) {
                Some("file") => file_url_path(location)?,
                Some("node") => {
                    return Err(LoadError::new(
                        "ERR_UNKNOWN_BUILTIN_MODULE",
                        format!("No such built-in module: {specifier}"),
                    ));
                }
                Some(scheme) => {
                    return Err(LoadError::new(
                        "ERR_UNSUPPORTED_ESM_URL_SCHEME",
                        format!(
                            "Only URLs with a scheme in: file are supported. Received protocol '{scheme}:'"
                        ),
                    ));
                }
                None => {
                    return Err(LoadError::new(
                        "ERR_MODULE_NOT_FOUND",
                        format!("Cannot find package '{specifier}' imported from {referrer}"),
                    ));
                }
            }
        };
        if !self.access.permits(&path) {
            return Err(LoadError::new(
                "ERR_ACCESS_DENIED",
                format!(
                    "Access to '{}', imported from {referrer}, is not permitted",
                    normalized(&path).display()
                ),
            ));
        }
        match FileLoader::key(&path) {
            Ok(_) if path.is_dir() => Err(LoadError::new(
                "ERR_UNSUPPORTED_DIR_IMPORT",
                format!(
                    "Directory import '{}' is not supported resolving ES modules imported from {referrer}",
                    normalized(&path).display()
                ),
            )),
            Ok(key) => Ok(key + query),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(LoadError::new(
                "ERR_MODULE_NOT_FOUND",
                format!(
                    "Cannot find module '{}' imported from {referrer}",
                    normalized(&path).display()
                ),
            )),
            Err(error) => Err(cannot_read(&path, &error)),
        }
    }

    fn load(&mut self, key: &str, kind: ModuleKind) -> Result<Vec<u8>, LoadError> {
        let path = self.path_of(key);
        let extension = path.extension().and_then(|extension| extension.to_str());
        match (kind, extension) {
            (ModuleKind::JavaScript, Some("json")) => {
                return Err(LoadError::type_error(
                    "ERR_IMPORT_ATTRIBUTE_MISSING",
                    format!(
                        "Module \"{}\" needs an import attribute of \"type: json\"",
                        file_url(&path)
                    ),
                ));
            }
            (ModuleKind::Json, Some("js" | "mjs" | "cjs")) => {
                return Err(LoadError::type_error(
                    "ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE",
                    format!("Module \"{}\" is not of type \"json\"", file_url(&path)),
                ));
            }
            _ => {}
        }
        match std::fs::read(&path) {
            Ok(bytes) => Ok(decode_source(bytes)),
            Err(error) => Err(cannot_read(&path, &error)),
        }
    }

    fn meta(&mut self, key: &str) -> Vec<(String, String)> {
        let (_, query) = split_query(key);
        let path = self.path_of(key);
        let text = |path: &Path| path.to_string_lossy().into_owned();
        let folder = path.parent().map(text).unwrap_or_default();
        vec![
            ("dirname".to_owned(), folder),
            ("filename".to_owned(), text(&path)),
            ("url".to_owned(), file_url(&path) + query),
        ]
    }
}

/// The text of a source file: without a byte order mark, and what is no UTF-8 replaced by U+FFFD.
pub fn decode_source(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => text.into_bytes(),
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned().into_bytes(),
    }
}

fn cannot_read(path: &Path, error: &std::io::Error) -> LoadError {
    let text = error.to_string();
    let reason = text.split(" (os error").next().unwrap_or_default();
    LoadError {
        is_type_error: false,
        code: None,
        message: format!("Cannot read module '{}': {reason}", normalized(path).display()),
    }
}

/// What comes before a query or fragment, and these.
fn split_query(text: &str) -> (&str, &str) {
    text.split_at(text.find(['?', '#']).unwrap_or(text.len()))
}

/// The scheme of a URL.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let mut bytes = scheme.bytes();
    let is_scheme = bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    is_scheme.then_some(scheme)
}

/// The path of a `file:` URL.
fn file_url_path(url: &str) -> Result<PathBuf, LoadError> {
    let rest = &url["file:".len()..];
    let path = match rest.strip_prefix("//") {
        Some(rest) => match rest.find('/') {
            Some(at) if at == 0 || rest[..at].eq_ignore_ascii_case("localhost") => &rest[at..],
            _ => {
                return Err(LoadError::type_error(
                    "ERR_INVALID_FILE_URL_HOST",
                    "File URL host must be \"localhost\" or empty",
                ));
            }
        },
        None => rest,
    };
    Ok(Path::new("/").join(decode(path)))
}

/// The `file:` URL of a path.
fn file_url(path: &Path) -> String {
    let is_kept = |b: u8| b.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(&b);
    format!("file://{}", escape(&path.to_string_lossy(), is_kept))
}

fn is_kept_in_key(byte: u8) -> bool {
    !b"%?#".contains(&byte)
}

/// Escapes all bytes but those that are to be kept.
fn escape(text: &str, is_kept: impl Fn(u8) -> bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        if is_kept(byte) {
            bytes.push(byte);
        } else {
            bytes.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Undoes escapes; what is none stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A path without `.` and `..`, for messages about what does not exist.
fn normalized(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut result = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                result.pop();
            }
            other => result.push(other),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_well_formed() {
        assert_eq!(decode_source(b"\xEF\xBB\xBF1".to_vec()), b"1");
        assert_eq!(decode_source(b"\xEF\xBB".to_vec()), "\u{FFFD}".as_bytes());
        assert_eq!(decode_source(b"a\xFFb".to_vec()), "a\u{FFFD}b".as_bytes());
    }

    #[test]
    fn escapes_are_undone_and_others_kept() {
        assert_eq!(decode("a%20b%"), "a b%");
        assert_eq!(decode("%C3%A9%zz"), "é%zz");
        assert_eq!(escape("a%b?c", is_kept_in_key), "a%25b%3Fc");
    }

    #[test]
    fn urls_name_paths() {
        assert_eq!(file_url_path("file:///a%20b/c.mjs"), Ok(PathBuf::from("/a b/c.mjs")));
        assert_eq!(file_url_path("file://localhost/c.mjs"), Ok(PathBuf::from("/c.mjs")));
        assert!(file_url_path("file://host/c.mjs").is_err());
        assert_eq!(file_url(Path::new("/a b/#.mjs")), "file:///a%20b/%23.mjs");
    }

    #[test]
    fn what_is_no_file_is_refused() {
        let mut loader = FileLoader::new("/base");
        let mut message = |specifier| loader.resolve(specifier, "[eval]").unwrap_err().message;
        assert_eq!(message("lodash"), "Cannot find package 'lodash' imported from [eval]");
        assert_eq!(message("node:fs"), "No such built-in module: node:fs");
        assert_eq!(
            message("https://example.org/a.mjs"),
            "Only URLs with a scheme in: file are supported. Received protocol 'https:'"
        );
        assert_eq!(
            message("./no/../such.mjs"),
            "Cannot find module '/base/such.mjs' imported from [eval]"
        );
    }
}
