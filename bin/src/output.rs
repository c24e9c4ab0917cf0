//! The standard streams of the process.
//!
//! Standard output is buffered, and written when the buffer is full, when something goes to standard error (so that the
//! order of lines is kept where both go to one place), a moment after the last line, and at the end. Invariant: a reader who
//! has gone away ends the process quietly; no other failure to write is worth ending a script for.

use crate::code;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};

const BUFFER: usize = 32 << 10;

struct Buffer {
    bytes: Vec<u8>,
    /// Is each line to be written at once?
    direct: bool,
}

/// The standard streams, shared by the threads of the command.
#[derive(Clone)]
pub struct Output(Arc<Mutex<Buffer>>);

impl Output {
    /// The streams, with nothing written.
    pub fn new() -> Output {
        let direct = io::stdout().is_terminal();
        Output(Arc::new(Mutex::new(Buffer { bytes: Vec::new(), direct })))
    }

    /// Writes to standard output.
    pub fn write(&self, bytes: &[u8]) {
        let mut buffer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        buffer.bytes.extend_from_slice(bytes);
        if buffer.direct || buffer.bytes.len() >= BUFFER {
            buffer.flush();
        }
    }

    /// Writes to standard error, behind what was written to standard output.
    pub fn error(&self, text: &str) {
        self.flush();
        self.write_error(text.as_bytes());
    }

    /// As [`Self::error`], of bytes.
    pub fn write_error(&self, bytes: &[u8]) {
        self.flush();
        // Where errors cannot be told, they cannot be told.
        let _ = io::stderr().write_all(bytes);
    }

    /// Writes what is buffered.
    pub fn flush(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).flush();
    }

    /// Writes what is buffered unless another thread is writing.
    pub fn try_flush(&self) {
        match self.0.try_lock() {
            Ok(mut buffer) => buffer.flush(),
            Err(TryLockError::Poisoned(buffer)) => buffer.into_inner().flush(),
            Err(TryLockError::WouldBlock) => {}
        }
    }
}

impl Buffer {
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let result = io::stdout().lock().write_all(&self.bytes).and_then(|()| io::stdout().flush());
        self.bytes.clear();
        if result.is_err_and(|error| error.kind() == ErrorKind::BrokenPipe) {
            std::process::exit(code::BROKEN_PIPE);
        }
    }
}
