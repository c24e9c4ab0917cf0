//! What ends a script early, in the form that the host sees.

use crate::runtime::source::Source;
use crate::runtime::vm::Vm;
use crate::value::Thrown;
use std::fmt;

/// Why a script ended early.
#[derive(Clone, Debug)]
pub enum Error {
    /// The source is no script.
    Syntax(ErrorReport),
    /// The script threw.
    Exception(ErrorReport),
    /// The host, or a limit, ended the script: what happened.
    Terminated(String),
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
    /// The source's name.
    pub source_name: Option<String>,
    /// Line and column, from 1.
    pub position: (u32, u32),
    /// The line's text.
    pub source_line: String,
    /// How many columns are at fault.
    pub width: u32,
    /// Would more source make it right?
    pub is_incomplete: bool,
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
        Error::Syntax(ErrorReport {
            stack: summary.clone(),
            summary,
            is_error: true,
            source_name: Some(source.name.clone()),
            position,
            source_line,
            width: (end.saturating_sub(start)).clamp(1, rest.max(1)),
            is_incomplete,
        })
    }

    /// A limit that was met before the script ran.
    pub(crate) fn limit(name: &str, message: &str) -> Error {
        let summary = format!("{name}: {message}");
        Error::Exception(ErrorReport {
            stack: summary.clone(),
            summary,
            is_error: true,
            ..ErrorReport::default()
        })
    }

    /// What is pending in a machine.
    pub(crate) fn uncaught(vm: &mut Vm, _: Thrown) -> Error {
        if vm.is_terminating() {
            let what = vm
                .engine_error()
                .map_or_else(|| "the script was terminated".to_owned(), str::to_owned);
            vm.clear_termination();
            return Error::Terminated(what);
        }
        let exception = vm.exception;
        let error = vm.describe_exception(exception);
        let summary = match (error.is_error, error.name.is_empty(), error.message.is_empty()) {
            (false, ..) => error.message.clone(),
            (true, true, _) => error.message.clone(),
            (true, false, true) => error.name.clone(),
            (true, false, false) => format!("{}: {}", error.name, error.message),
        };
        let place = error.position;
        Error::Exception(ErrorReport {
            summary,
            stack: error.stack,
            is_error: error.is_error,
            position: place.as_ref().map_or((0, 0), |p| (p.line, p.column)),
            source_line: place.as_ref().map(|p| p.source_line.clone()).unwrap_or_default(),
            source_name: place.map(|p| p.source_name),
            width: 1,
            is_incomplete: false,
        })
    }

    /// The report, where there is one.
    pub fn report(&self) -> Option<&ErrorReport> {
        match self {
            Error::Syntax(report) | Error::Exception(report) => Some(report),
            Error::Terminated(_) => None,
        }
    }
}

impl fmt::Display for Error {
    /// As Node prints uncaught errors: place, source line, caret, stack.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = match self {
            Error::Terminated(what) => return write!(f, "{what}"),
            Error::Syntax(report) | Error::Exception(report) => report,
        };
        if let Some(name) = &report.source_name {
            writeln!(f, "{name}:{}", report.position.0)?;
            let before = report.position.1.saturating_sub(1) as usize;
            let (line, caret, width) = jsrun_parser::error::excerpt(
                report.source_line.as_bytes(),
                before,
                report.width as usize,
            );
            writeln!(f, "{line}\n{}{}\n", " ".repeat(caret), "^".repeat(width))?;
        }
        if report.is_error {
            write!(f, "{}", report.stack)
        } else {
            write!(f, "Uncaught {}", report.summary)
        }
    }
}

impl std::error::Error for Error {}
