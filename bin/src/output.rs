//! The standard streams of the process.
//!
//! Standard output is buffered, and written when the buffer is full, when something goes to standard error (so that the
//! order of lines is kept where both go to one place), a moment after the last line, and at the end. Invariant: a reader who
//! has gone away ends the process quietly; no other failure to write is worth ending a script for.

use crate::code;
use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::os::fd::{AsFd, AsRawFd};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};

const BUFFER: usize = 32 << 10;
/// A pipe that takes anything takes so much.
const PIPE_BYTES: usize = 4096;

struct Buffer {
    bytes: Vec<u8>,
    /// Standard output; `None` where it cannot be had.
    file: Option<File>,
    /// Is each line to be written at once?
    direct: bool,
}

/// The standard streams, shared by the threads of the command.
#[derive(Clone)]
pub struct Output(Arc<Mutex<Buffer>>);

impl Output {
    /// The streams, with nothing written.
    pub fn new() -> Output {
        let stdout = io::stdout();
        let file = stdout.as_fd().try_clone_to_owned().ok().map(File::from);
        let direct = stdout.is_terminal();
        Output(Arc::new(Mutex::new(Buffer { bytes: Vec::new(), file, direct })))
    }

    /// Writes to standard output.
    pub fn write(&self, bytes: &[u8]) {
        let mut buffer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        buffer.bytes.extend_from_slice(bytes);
        if buffer.direct || buffer.bytes.len() >= BUFFER {
            buffer.write(usize::MAX);
        }
    }

    /// Writes to standard error, behind what was written to standard output.
    pub fn error(&self, bytes: impl AsRef<[u8]>) {
        self.flush();
        write_error(bytes.as_ref());
    }

    /// Writes what is buffered.
    pub fn flush(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(usize::MAX);
    }

    /// Writes what can be written without waiting for a reader or for another thread.
    pub fn flush_without_waiting(&self) {
        let mut buffer = match self.0.try_lock() {
            Ok(buffer) => buffer,
            Err(TryLockError::Poisoned(buffer)) => buffer.into_inner(),
            Err(TryLockError::WouldBlock) => return,
        };
        while !buffer.bytes.is_empty() && buffer.takes_bytes() {
            buffer.write(PIPE_BYTES);
        }
    }
}

/// Writes to standard error, whatever becomes of standard output.
pub fn tell(text: &str) {
    write_error(text.as_bytes());
}

fn write_error(bytes: &[u8]) {
    // Where errors cannot be told, they cannot be told.
    let _ = io::stderr().write_all(bytes);
}

impl Buffer {
    /// Writes so many of the first bytes.
    fn write(&mut self, most: usize) {
        let count = self.bytes.len().min(most);
        if count == 0 {
            return;
        }
        let result = match &mut self.file {
            Some(file) => file.write_all(&self.bytes[..count]),
            None => Ok(()),
        };
        self.bytes.drain(..count);
        if result.is_err_and(|error| error.kind() == ErrorKind::BrokenPipe) {
            std::process::exit(code::BROKEN_PIPE);
        }
    }

    /// Can something be written without waiting?
    fn takes_bytes(&self) -> bool {
        let Some(file) = &self.file else { return true };
        let mut poll = libc::pollfd { fd: file.as_raw_fd(), events: libc::POLLOUT, revents: 0 };
        // SAFETY: one descriptor is passed, which the file keeps open.
        unsafe { libc::poll(&mut poll, 1, 0) == 1 }
    }
}
