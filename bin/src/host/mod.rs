//! What the command offers to scripts beside the standard library: the global `jsrun`, and `require` under `--cjs`.
//!
//! Invariant: built on the library's public API alone, and no file is reached that the command line does not permit.

mod commonjs;
mod files;

pub use commonjs::run_main;

use crate::arguments::Arguments;
use jsrun::context::{Args, FileAccess, JsResult, JsValue, Scope};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

/// What the functions know.
#[derive(Clone, Debug)]
pub struct Host {
    /// What may be read.
    pub read: FileAccess,
    /// May standard input be read?
    pub standard_input: bool,
    /// What may be written.
    pub write: FileAccess,
    /// What may be imported or required.
    pub import: FileAccess,
    /// The exit code that the script has asked for.
    pub exit: ExitCode,
}

/// The exit code that a script asks for with `jsrun.exit`.
#[derive(Clone, Debug, Default)]
pub struct ExitCode(Arc<AtomicI32>);

impl ExitCode {
    /// None.
    const NONE: i32 = 0;

    /// The code, if it was asked for.
    pub fn get(&self) -> Option<i32> {
        // Stored with one more than a byte holds, so that none is told from 0.
        Some(self.0.load(Ordering::SeqCst))
            .filter(|code| *code != ExitCode::NONE)
            .map(|code| code & 0xFF)
    }

    fn set(&self, code: i32) {
        self.0.store(code & 0xFF | 0x100, Ordering::SeqCst);
    }
}

/// What the paths of an option permit.
fn access(paths: &Option<Vec<PathBuf>>) -> FileAccess {
    match paths.as_deref() {
        None => FileAccess::nothing(),
        Some([]) => FileAccess::everything(),
        Some(paths) => paths.iter().fold(FileAccess::nothing(), |access, p| access.and_below(p)),
    }
}

impl Host {
    /// What the command line permits.
    pub fn new(arguments: &Arguments) -> Host {
        let read = access(&arguments.allow_read);
        Host {
            import: read.clone().and_below(&arguments.script_folder()),
            read,
            standard_input: arguments.allow_read.is_some(),
            write: access(&arguments.allow_write),
            exit: ExitCode::default(),
        }
    }
}

/// Defines the global `jsrun`.
pub fn install(scope: &mut Scope<'_>, arguments: &Arguments, host: Host) -> JsResult<()> {
    scope.set_data(host);
    let object = scope.object()?;
    let global = scope.global();
    scope.define_hidden(&global, "jsrun", &object)?;
    let script_arguments = scope.write(arguments.script_arguments.clone())?;
    scope.set(&object, "args", &script_arguments)?;
    let version = scope.string(env!("CARGO_PKG_VERSION"))?;
    scope.set(&object, "version", &version)?;
    method(scope, &object, "exit", 1, exit_script)?;
    if arguments.expose_gc {
        let collect = scope.function("gc", 0, |scope, _| {
            scope.collect_garbage();
            Ok(JsValue::UNDEFINED)
        })?;
        scope.define_hidden(&global, "gc", &collect)?;
    }
    files::install(scope, &object)
}

type Native = fn(&mut Scope<'_>, Args<'_>) -> JsResult;

fn method(
    scope: &mut Scope<'_>,
    object: &JsValue,
    name: &str,
    length: u32,
    code: Native,
) -> JsResult<()> {
    let function = scope.function(name, length, code)?;
    scope.set(object, name, &function)
}

/// `jsrun.exit(code)`: ends the script at once, whatever it would catch.
fn exit_script(scope: &mut Scope<'_>, arguments: Args<'_>) -> JsResult {
    let code = arguments.read::<Option<i32>>(scope, 0)?.unwrap_or(0);
    if let Some(host) = scope.data::<Host>() {
        host.exit.set(code);
    }
    Err(scope.terminate())
}

/// The error of a failed operation on a file, in Node's form.
fn system_error(
    scope: &mut Scope<'_>,
    error: &std::io::Error,
    call: &str,
    path: &Path,
) -> jsrun::context::Exception {
    let code = error_code(error);
    let reason = crate::input::reason(error);
    let message = format!("{code}: {reason}, {call} '{}'", path.display());
    let details = [("code", code), ("syscall", call), ("path", &path.to_string_lossy())];
    thrown(scope, &message, &details)
}

/// An Error with further properties, thrown.
fn thrown(
    scope: &mut Scope<'_>,
    message: &str,
    details: &[(&str, &str)],
) -> jsrun::context::Exception {
    let made = (|| {
        let error = scope.error(jsrun::context::ErrorKind::Error, message)?;
        for (name, text) in details {
            let text = scope.string(text)?;
            scope.set(&error, *name, &text)?;
        }
        Ok(error)
    })();
    match made {
        Ok(error) => scope.throw(error),
        Err(exception) => exception,
    }
}

/// The system's name of an error.
fn error_code(error: &std::io::Error) -> &'static str {
    match error.raw_os_error() {
        Some(libc::ENOENT) => "ENOENT",
        Some(libc::EACCES) => "EACCES",
        Some(libc::EPERM) => "EPERM",
        Some(libc::EISDIR) => "EISDIR",
        Some(libc::ENOTDIR) => "ENOTDIR",
        Some(libc::EEXIST) => "EEXIST",
        Some(libc::ELOOP) => "ELOOP",
        Some(libc::ENAMETOOLONG) => "ENAMETOOLONG",
        Some(libc::EMFILE) => "EMFILE",
        Some(libc::ENOSPC) => "ENOSPC",
        Some(libc::EROFS) => "EROFS",
        Some(libc::EFBIG) => "EFBIG",
        _ => "EIO",
    }
}
