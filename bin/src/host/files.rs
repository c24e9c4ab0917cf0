//! `jsrun.readFile`, `jsrun.readTextFile`, `jsrun.writeFile`, `jsrun.writeTextFile` and `jsrun.stdin`.
//!
//! Invariant: each looks whether the command line permits the file before it touches it.

use super::{Host, method, system_error, thrown};
use jsrun::context::{Args, ErrorKind, Exception, FileAccess, JsResult, JsValue, Scope};
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// More than this is not read at once.
const MOST_BYTES: u64 = 1 << 30;

/// Defines the functions on the global `jsrun`.
pub(super) fn install(scope: &mut Scope<'_>, object: &JsValue) -> JsResult<()> {
    method(scope, object, "readFile", 1, read_file)?;
    method(scope, object, "readTextFile", 1, read_text_file)?;
    method(scope, object, "writeFile", 2, write_file)?;
    method(scope, object, "writeTextFile", 2, write_text_file)?;
    let stdin = scope.object()?;
    scope.set(object, "stdin", &stdin)?;
    method(scope, &stdin, "read", 0, read_stdin)?;
    method(scope, &stdin, "readText", 0, read_stdin_text)?;
    method(scope, &stdin, "readLine", 0, read_stdin_line)
}

/// The host's state.
fn host(scope: &mut Scope<'_>) -> JsResult<Rc<Host>> {
    match scope.data() {
        Some(host) => Ok(host),
        None => Err(scope.throw_error(ErrorKind::Error, "there is no host")),
    }
}

/// Throws that an option is needed.
fn denied(scope: &mut Scope<'_>, what: &str, option: &str) -> Exception {
    let message = format!("{what} is not permitted: {option} permits it");
    thrown(scope, &message, &[("code", "ERR_ACCESS_DENIED")])
}

/// The path that is the first argument, if it is permitted.
fn path(
    scope: &mut Scope<'_>,
    arguments: Args<'_>,
    access: impl Fn(&Host) -> &FileAccess,
    (doing, option): (&str, &str),
) -> JsResult<PathBuf> {
    let path = PathBuf::from(arguments.read::<String>(scope, 0)?);
    if path.as_os_str().as_encoded_bytes().contains(&0) {
        return Err(scope.throw_type_error("a path has no null characters"));
    }
    if !access(&*host(scope)?).permits(&path) {
        return Err(denied(scope, &format!("{doing} '{}'", path.display()), option));
    }
    Ok(path)
}

const READING: (&str, &str) = ("reading", "--allow-read");
const WRITING: (&str, &str) = ("writing", "--allow-write");

fn read_bytes(scope: &mut Scope<'_>, path: &Path) -> JsResult<Vec<u8>> {
    let read = File::open(path).and_then(|file| {
        if file.metadata()?.is_dir() {
            return Err(io::Error::from_raw_os_error(libc::EISDIR));
        }
        limited(file)
    });
    read.map_err(|error| system_error(scope, &error, "open", path))
}

/// What a stream has, unless it is too much.
fn limited(stream: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(io::Error::from_raw_os_error(libc::EFBIG));
    }
    Ok(bytes)
}

/// `jsrun.readFile(path)`: the bytes of a file, as a Uint8Array.
fn read_file(scope: &mut Scope<'_>, arguments: Args<'_>) -> JsResult {
    let path = path(scope, arguments, |host| &host.read, READING)?;
    let bytes = read_bytes(scope, &path)?;
    scope.bytes(&bytes)
}

/// `jsrun.readTextFile(path)`: the text of a file in UTF-8; what is no UTF-8 becomes U+FFFD.
fn read_text_file(scope: &mut Scope<'_>, arguments: Args<'_>) -> JsResult {
    let path = path(scope, arguments, |host| &host.read, READING)?;
    let bytes = read_bytes(scope, &path)?;
    scope.string(&String::from_utf8_lossy(&bytes))
}

fn write_bytes(scope: &mut Scope<'_>, path: &Path, bytes: &[u8]) -> JsResult {
    match std::fs::write(path, bytes) {
        Ok(()) => Ok(JsValue::UNDEFINED),
        Err(error) => Err(system_error(scope, &error, "open", path)),
    }
}

/// `jsrun.writeFile(path, bytes)`: makes or replaces a file.
fn write_file(scope: &mut Scope<'_>, arguments: Args<'_>) -> JsResult {
    let path = path(scope, arguments, |host| &host.write, WRITING)?;
    let bytes = arguments.get(scope, 1);
    let bytes = scope.to_bytes(&bytes)?;
    write_bytes(scope, &path, &bytes)
}

/// `jsrun.writeTextFile(path, text)`: makes or replaces a file, in UTF-8.
fn write_text_file(scope: &mut Scope<'_>, arguments: Args<'_>) -> JsResult {
    let path = path(scope, arguments, |host| &host.write, WRITING)?;
    let text = arguments.read::<String>(scope, 1)?;
    write_bytes(scope, &path, text.as_bytes())
}

/// Looks whether standard input may be read, and reads from it.
fn from_stdin<T>(
    scope: &mut Scope<'_>,
    read: impl FnOnce(&mut io::StdinLock<'static>) -> io::Result<T>,
) -> JsResult<T> {
    if !host(scope)?.standard_input {
        return Err(denied(scope, "reading standard input", "--allow-read"));
    }
    let mut stdin = io::stdin().lock();
    read(&mut stdin).map_err(|error| system_error(scope, &error, "read", Path::new("/dev/stdin")))
}

/// `jsrun.stdin.read()`: the rest of standard input, as a Uint8Array.
fn read_stdin(scope: &mut Scope<'_>, _: Args<'_>) -> JsResult {
    let bytes = from_stdin(scope, |stdin| limited(stdin))?;
    scope.bytes(&bytes)
}

/// `jsrun.stdin.readText()`: the rest of standard input.
fn read_stdin_text(scope: &mut Scope<'_>, _: Args<'_>) -> JsResult {
    let bytes = from_stdin(scope, |stdin| limited(stdin))?;
    scope.string(&String::from_utf8_lossy(&bytes))
}

/// `jsrun.stdin.readLine()`: the next line without its end, `null` after the last.
fn read_stdin_line(scope: &mut Scope<'_>, _: Args<'_>) -> JsResult {
    let mut line = Vec::new();
    let length = from_stdin(scope, |stdin| stdin.take(MOST_BYTES).read_until(b'\n', &mut line))?;
    if length == 0 {
        return Ok(JsValue::NULL);
    }
    let line = line.strip_suffix(b"\n").unwrap_or(&line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    scope.string(&String::from_utf8_lossy(line))
}
