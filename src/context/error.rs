//! What ends a script early, in the form that the host sees.

use crate::builtins::inspect::{InspectOptions, inspect};
use crate::bytecode::{CompileError, CompileErrorKind};
use crate::runtime::error::{ErrorObject, Place};
use crate::runtime::source::Source;
use crate::runtime::string::StringExt;
use crate::runtime::vm::host::Stream;
use crate::runtime::vm::{Vm, interrupt};
use crate::value::{Thrown, Value};
use jsrun_parser::error::excerpt;
use std::fmt;
use std::rc::Rc;
use std::sync::atomic::Ordering;

/// How deep objects are shown in what was thrown: as in Node, deeper than `console.log` shows them.
const UNCAUGHT_DEPTH: usize = 5;

/// Why a script ended early.
#[derive(Clone, Debug)]
pub enum Error {
    /// The source is no script.
    Syntax(Box<ErrorReport>),
    /// The script threw.
    Exception(Box<ErrorReport>),
    /// A module awaits what nothing is left to settle. The report says where.
    Unsettled(Box<ErrorReport>),
    /// The script was ended from outside, uncatchably.
    Terminated(Termination),
}

/// What ended a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Termination {
    /// The host: see `InterruptHandle`.
    Interrupted,
    /// The heap reached its limit.
    OutOfMemory,
    /// A defect of the engine: what is known of it.
    Engine(String),
}

impl fmt::Display for Termination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Termination::Interrupted => f.write_str("the script was terminated"),
            Termination::OutOfMemory => f.write_str("out of memory"),
            Termination::Engine(what) => write!(f, "internal error: {what}"),
        }
    }
}

/// When an error came up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Phase {
    /// While the source text was parsed.
    Parse,
    /// While the modules that a module imports were loaded, parsed and linked.
    Resolution,
    /// While it ran.
    #[default]
    Runtime,
}

/// An error with its place.
#[derive(Clone, Debug, Default)]
pub struct ErrorReport {
    /// The error's name and message, or how the thrown value is shown.
    pub summary: String,
    /// The stack trace, its first line the summary. Of a value that is no error: how it is shown.
    pub stack: String,
    /// Is it an Error object?
    pub is_error: bool,
    /// The name of the constructor that the thrown object inherits; `None` of what is no object, or has none.
    pub constructor: Option<String>,
    /// The string that is the thrown object's `message`.
    pub message: Option<String>,
    /// The source's name.
    pub source_name: Option<String>,
    /// Line and column, from 1.
    pub position: (u32, u32),
    /// The line's text.
    pub source_line: String,
    /// Where that is in the source text, in bytes.
    pub offset: u32,
    /// How many columns are at fault.
    pub width: u32,
    /// Would more source make it right?
    pub is_incomplete: bool,
    /// When it came up.
    pub phase: Phase,
}

impl ErrorReport {
    /// The source line, cut around the error if it is long, and below it a line of carets.
    pub fn excerpt(&self) -> String {
        let before = self.position.1.saturating_sub(1) as usize;
        let line = self.source_line.as_bytes();
        let (line, caret, width) = excerpt(line, before, self.width as usize);
        format!("{line}\n{}{}", " ".repeat(caret), "^".repeat(width))
    }
}

impl Error {
    /// A syntax error at a place of a source.
    pub(crate) fn syntax(
        source: &Source,
        start: u32,
        end: u32,
        message: &str,
        is_incomplete: bool,
    ) -> Error {
        let position = source.locate(start);
        let source_line = source.line(position.0);
        let rest = source_line.encode_utf16().count() as u32 + 1
            - position.1.min(source_line.encode_utf16().count() as u32 + 1);
        let summary = format!("SyntaxError: {message}");
        Error::Syntax(Box::new(ErrorReport {
            stack: summary.clone(),
            summary,
            is_error: true,
            constructor: Some("SyntaxError".to_owned()),
            message: Some(message.to_owned()),
            source_name: Some(source.name.clone()),
            position,
            offset: start,
            source_line,
            width: (end.saturating_sub(start)).clamp(1, rest.max(1)),
            is_incomplete,
            phase: Phase::Parse,
        }))
    }

    /// A module awaits at a place what nothing is left to settle.
    pub(crate) fn unsettled(place: Option<Place>) -> Error {
        let summary = "Warning: Detected unsettled top-level await".to_owned();
        let mut report = ErrorReport { stack: summary.clone(), summary, ..ErrorReport::default() };
        if let Some(place) = place {
            report.position = place.source.locate(place.offset);
            report.source_line = place.source.line(report.position.0);
            report.source_name = Some(place.source.name.clone());
            report.width = 1;
        }
        Error::Unsettled(Box::new(report))
    }

    /// What the compiler has found in a source that was parsed.
    pub(crate) fn compiler(source: &Source, error: &CompileError) -> Error {
        match error.kind {
            CompileErrorKind::Syntax => {
                Error::syntax(source, error.span.start, error.span.end, &error.message, false)
            }
            CompileErrorKind::Range => Error::limit("RangeError", &error.message),
        }
    }

    /// A limit that was met before the script ran.
    pub(crate) fn limit(name: &str, message: &str) -> Error {
        let summary = format!("{name}: {message}");
        Error::Exception(Box::new(ErrorReport {
            stack: summary.clone(),
            summary,
            is_error: true,
            constructor: Some(name.to_owned()),
            message: Some(message.to_owned()),
            ..ErrorReport::default()
        }))
    }

    /// What is pending in a machine.
    pub(crate) fn uncaught(vm: &mut Vm, _: Thrown) -> Error {
        if vm.is_terminating() {
            let out_of_memory = vm.interrupt.load(Ordering::SeqCst) & interrupt::OUT_OF_MEMORY != 0;
            let termination = match vm.engine_error() {
                _ if out_of_memory => Termination::OutOfMemory,
                Some(what) => Termination::Engine(what.to_owned()),
                None => Termination::Interrupted,
            };
            vm.clear_termination();
            return Error::Terminated(termination);
        }
        Error::exception(vm)
    }

    /// The exception that is pending. Not a part of the function above, whose frame is to be small: what is not written yet of
    /// the frames that are there while a full heap is collected may hold words of the script that has filled it.
    #[inline(never)]
    fn exception(vm: &mut Vm) -> Error {
        let exception = vm.exception;
        let error = vm.describe_exception(exception);
        let summary = match (error.is_error, error.name.is_empty(), error.message.is_empty()) {
            (false, ..) => error.message.clone(),
            (true, true, _) => error.message.clone(),
            (true, false, true) => error.name.clone(),
            (true, false, false) => format!("{}: {}", error.name, error.message),
        };
        let place = error.position;
        let constructor = constructor_name(vm, exception);
        let key = vm.names.message;
        let message = exception.as_object().and_then(|object| vm.data_property(object, key));
        // As `console.log` shows it; but of what is no object, as it converts to a string.
        let shown = match exception.is_object() {
            true => {
                let options = InspectOptions {
                    depth: UNCAUGHT_DEPTH,
                    ..InspectOptions::colored(*vm.host.console.colors(Stream::Error))
                };
                let shown = vm.guard(|vm| inspect(vm, exception, &options));
                shown.map_err(|Thrown| vm.clear_termination()).ok()
            }
            false => None,
        };
        // An error without frames stands in brackets elsewhere; here its place is shown above it, unless a script made it so.
        let untouched = exception.as_object().and_then(|object| vm.current_stack(object));
        let stack = match shown {
            Some(shown) if untouched.is_none_or(|stack| shown != format!("[{stack}]")) => shown,
            _ => error.stack,
        };
        Error::Exception(Box::new(ErrorReport {
            summary,
            stack,
            is_error: error.is_error,
            constructor,
            message: message.and_then(Value::as_string).map(|message| message.to_rust()),
            position: place.as_ref().map_or((0, 0), |p| (p.line, p.column)),
            source_line: place.as_ref().map(|p| p.source_line.clone()).unwrap_or_default(),
            source_name: place.map(|p| p.source_name),
            offset: 0,
            width: 1,
            is_incomplete: false,
            phase: Phase::Runtime,
        }))
    }

    /// Throws it in a machine: an error that the compiler has found in a source.
    pub(crate) fn throw(self, vm: &mut Vm, source: &Rc<Source>) -> Thrown {
        match self {
            Error::Syntax(report) => {
                let message = report.message.as_deref().unwrap_or_default();
                vm.throw_syntax_error_at(source, report.offset, message)
            }
            Error::Exception(report) | Error::Unsettled(report) => {
                vm.throw_range_error(report.message.as_deref().unwrap_or_default())
            }
            Error::Terminated(_) => vm.terminate(),
        }
    }

    /// The same error, of another phase.
    pub(crate) fn in_phase(mut self, phase: Phase) -> Error {
        if let Error::Syntax(report) | Error::Exception(report) = &mut self {
            report.phase = phase;
        }
        self
    }

    /// A rejection that nobody handles: an error as if it had been thrown, else what Node makes of it.
    pub(crate) fn unhandled_rejection(vm: &mut Vm, reason: Value) -> Error {
        if ErrorObject::of(reason).is_some() {
            let thrown = vm.throw_from_where_made(reason);
            return Error::uncaught(vm, thrown);
        }
        let shown = vm.value_display(reason);
        let summary = format!(
            "UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason \"{shown}\"."
        );
        Error::Exception(Box::new(ErrorReport {
            stack: format!("{summary} {{\n  code: 'ERR_UNHANDLED_REJECTION'\n}}"),
            summary,
            is_error: true,
            ..ErrorReport::default()
        }))
    }

    /// The report, where there is one.
    pub fn report(&self) -> Option<&ErrorReport> {
        match self {
            Error::Syntax(report) | Error::Exception(report) | Error::Unsettled(report) => {
                Some(report)
            }
            Error::Terminated(_) => None,
        }
    }
}

/// The name of the constructor that an object inherits, found without calling a script.
fn constructor_name(vm: &mut Vm, value: Value) -> Option<String> {
    let (constructor, name) = (vm.names.constructor, vm.names.name);
    let constructor = vm.data_property(value.as_object()?, constructor)?.as_object()?;
    vm.data_property(constructor, name)?.as_string().map(|name| name.to_rust())
}

impl fmt::Display for Error {
    /// As Node prints uncaught errors: place, source line, caret, stack; or the value, where that is no error.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = match self {
            Error::Terminated(termination) => return write!(f, "{termination}"),
            Error::Syntax(report) | Error::Exception(report) | Error::Unsettled(report) => report,
        };
        let Some(name) = &report.source_name else {
            let thrown = matches!(self, Error::Exception(_)) && !report.is_error;
            return write!(f, "{}{}", if thrown { "Uncaught " } else { "" }, report.stack);
        };
        if let Error::Unsettled(_) = self {
            writeln!(f, "{} at {name}:{}", report.summary, report.position.0)?;
            return writeln!(f, "{}\n", report.excerpt());
        }
        let blank = if report.is_error { "" } else { "\n" };
        writeln!(f, "{blank}{name}:{}", report.position.0)?;
        writeln!(f, "{}", report.excerpt())?;
        if report.is_error {
            writeln!(f)?;
        }
        write!(f, "{}", report.stack)
    }
}

impl std::error::Error for Error {}
