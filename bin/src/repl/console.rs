//! Where a session writes: to standard output, or above the prompt while a line is being edited.
//!
//! Invariant: whoever writes never waits for the editor, which may be waiting for the writer.

use crate::output::Output;
use rustyline::ExternalPrinter;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// The output of a session; its clones write to the same place.
#[derive(Clone)]
pub struct Console {
    output: Output,
    prompt: Arc<Mutex<Prompt>>,
}

#[derive(Default)]
struct Prompt {
    /// A line is being edited.
    is_editing: bool,
    /// To the thread that prints above the prompt.
    printer: Option<Sender<String>>,
    /// What has been written of a line without its end.
    line: Vec<u8>,
}

impl Console {
    /// A console without a prompt.
    pub fn new(output: Output) -> Console {
        Console { output, prompt: Arc::default() }
    }

    /// From now on what is written while a line is edited goes through this printer.
    pub fn print_through(&self, mut printer: impl ExternalPrinter + Send + 'static) {
        let (sender, receiver) = channel::<String>();
        let thread = std::thread::Builder::new().name("printer".to_owned());
        let spawned = thread.spawn(move || {
            for text in receiver {
                // Where the terminal is gone, nobody reads.
                if printer.print(text).is_err() {
                    return;
                }
            }
        });
        if spawned.is_ok() {
            self.prompt().printer = Some(sender);
        }
    }

    fn prompt(&self) -> std::sync::MutexGuard<'_, Prompt> {
        self.prompt.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A line begins to be edited, or ends.
    pub fn set_editing(&self, is_editing: bool) {
        let mut prompt = self.prompt();
        prompt.is_editing = is_editing;
        let rest = std::mem::take(&mut prompt.line);
        if !rest.is_empty() {
            self.output.write(&rest);
        }
    }

    /// Writes.
    pub fn write(&self, bytes: &[u8]) {
        let mut prompt = self.prompt();
        match &prompt.printer {
            Some(printer) if prompt.is_editing => {
                let printer = printer.clone();
                prompt.line.extend_from_slice(bytes);
                // The printer ends a line that has no end.
                let Some(end) = prompt.line.iter().rposition(|&byte| byte == b'\n') else { return };
                let rest = prompt.line.split_off(end + 1);
                let whole = std::mem::replace(&mut prompt.line, rest);
                let _ = printer.send(String::from_utf8_lossy(&whole).into_owned());
            }
            _ => self.output.write(bytes),
        }
    }

    /// Writes what belongs to standard error, which on a terminal is the same place.
    pub fn error(&self, bytes: &[u8]) {
        if self.prompt().is_editing { self.write(bytes) } else { self.output.error(bytes) }
    }
}
