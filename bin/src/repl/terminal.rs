//! What is known of the terminal, and what is left of it at the end.
//!
//! Invariant: however the process exits, the terminal is again as it was found.

use std::sync::OnceLock;

static FOUND: OnceLock<libc::termios> = OnceLock::new();

/// Remembers how the terminal is set; from now on the process restores that when it exits.
pub fn restore_at_exit() {
    // SAFETY: `tcgetattr` fills the structure where it succeeds; the function that is registered may run at any exit.
    unsafe {
        let mut found = std::mem::zeroed();
        if libc::tcgetattr(libc::STDIN_FILENO, &mut found) == 0 && FOUND.set(found).is_ok() {
            libc::atexit(restore);
        }
    }
}

extern "C" fn restore() {
    if let Some(found) = FOUND.get() {
        // SAFETY: the structure is one that `tcgetattr` has filled.
        unsafe { libc::tcsetattr(libc::STDIN_FILENO, libc::TCSANOW, found) };
    }
}

/// How many columns standard output has, if it says.
pub fn columns() -> Option<usize> {
    // SAFETY: the structure is plain data, which the call fills.
    unsafe {
        let mut size: libc::winsize = std::mem::zeroed();
        let known = libc::ioctl(libc::STDOUT_FILENO, libc::TIOCGWINSZ, &mut size) == 0;
        (known && size.ws_col > 0).then_some(size.ws_col.into())
    }
}
