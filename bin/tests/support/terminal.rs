//! A pseudo-terminal with a command in it, and the screen that a user would see.
//!
//! Invariant: nothing sleeps: whoever wants something to have happened waits for it to be seen, for a generous time.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long something may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct Screen {
    parser: vt100::Parser,
    /// Everything that was written.
    bytes: Vec<u8>,
    is_over: bool,
}

/// A command in a terminal.
pub struct Terminal {
    child: Child,
    keyboard: Option<File>,
    screen: Arc<(Mutex<Screen>, Condvar)>,
    /// How much had been written when something was typed last.
    typed_at: usize,
}

impl Terminal {
    /// Starts a command in a terminal of a size.
    pub fn start(mut command: Command, rows: u16, columns: u16) -> Terminal {
        let (master, slave) = open(rows, columns);
        let clone = || slave.try_clone().expect("descriptors are left");
        command.stdin(clone()).stdout(clone()).stderr(clone());
        // SAFETY: between fork and exec, only these two system calls are made.
        unsafe {
            command.pre_exec(|| {
                if libc::setsid() < 0 || libc::ioctl(0, libc::TIOCSCTTY, 0) < 0 {
                    return Err(std::io::Error::last_os_error());
                }
                Ok(())
            });
        }
        let child = command.spawn().expect("the command starts");
        drop(slave);
        drop(command);
        let keyboard = File::from(master);
        let mut output = keyboard.try_clone().expect("descriptors are left");
        // The emulation takes no smaller screen; the command is told the true size.
        let parser = vt100::Parser::new(rows.max(4), columns.max(4), 1000);
        let screen = Screen { parser, bytes: Vec::new(), is_over: false };
        let screen = Arc::new((Mutex::new(screen), Condvar::new()));
        let shared = screen.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let count = output.read(&mut buffer).unwrap_or(0);
                let mut screen = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
                screen.parser.process(&buffer[..count]);
                screen.bytes.extend_from_slice(&buffer[..count]);
                screen.is_over = count == 0;
                shared.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Terminal { child, keyboard: Some(keyboard), screen, typed_at: 0 }
    }

    /// Types.
    pub fn keys(&mut self, text: &str) -> &mut Terminal {
        self.typed_at = self.bytes().len();
        let keyboard = self.keyboard.as_mut().expect("a keyboard");
        keyboard.write_all(text.as_bytes()).expect("the terminal is there");
        self
    }

    /// Types a line.
    pub fn line(&mut self, text: &str) -> &mut Terminal {
        self.keys(text).keys("\r")
    }

    #[track_caller]
    fn until<R>(&self, what: &str, mut seen: impl FnMut(&Screen) -> Option<R>) -> R {
        let start = Instant::now();
        let mut screen = self.screen.0.lock().expect("no panic");
        loop {
            if let Some(result) = seen(&screen) {
                return result;
            }
            let left = PATIENCE.saturating_sub(start.elapsed());
            let shown = contents(screen.parser.screen());
            assert!(!left.is_zero() && !screen.is_over, "{what} is not seen:\n{shown}");
            screen = self.screen.1.wait_timeout(screen, left).expect("no panic").0;
        }
    }

    /// Waits until the screen, without empty lines at its end, ends like this. The cursor is at its end.
    #[track_caller]
    pub fn shows(&mut self, end: &str) -> &mut Terminal {
        self.until(&format!("{end:?}"), |screen| {
            contents(screen.parser.screen()).ends_with(end.trim_end()).then_some(())
        });
        self
    }

    /// Waits until this is somewhere on the screen.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Terminal {
        self.until(&format!("{text:?}"), |screen| {
            contents(screen.parser.screen()).contains(text).then_some(())
        });
        self
    }

    /// Waits until the screen has a prompt below this, with the cursor at it, and not the one at which was typed last.
    #[track_caller]
    pub fn answers(&mut self, end: &str) -> &mut Terminal {
        let end = format!("{end}\n>");
        let typed_at = self.typed_at;
        self.until(&format!("{end:?}"), |screen| {
            let is_new = screen.bytes[typed_at..].contains(&b'\n');
            let screen = screen.parser.screen();
            let at_prompt = screen.cursor_position().1 == 2;
            (is_new && at_prompt && contents(screen).ends_with(&end)).then_some(())
        });
        self
    }

    /// Waits until this is somewhere on the screen in faint letters.
    #[track_caller]
    pub fn shows_faintly(&mut self, text: &str) -> &mut Terminal {
        self.until(&format!("a faint {text:?}"), |screen| {
            let screen = screen.parser.screen();
            let (rows, columns) = screen.size();
            (0..rows).find_map(|row| {
                let faint: String = (0..columns)
                    .filter_map(|column| screen.cell(row, column))
                    .filter(|cell| cell.dim())
                    .map(|cell| if cell.has_contents() { cell.contents() } else { " " })
                    .collect();
                (faint.trim() == text).then_some(())
            })
        });
        self
    }

    /// What is on the screen.
    pub fn contents(&self) -> String {
        contents(self.screen.0.lock().expect("no panic").parser.screen())
    }

    /// Everything that was written.
    pub fn bytes(&self) -> Vec<u8> {
        self.screen.0.lock().unwrap_or_else(PoisonError::into_inner).bytes.clone()
    }

    /// The terminal goes away.
    pub fn hang_up(&mut self) {
        let keyboard = self.keyboard.take().expect("a keyboard");
        // The other descriptor is the reading thread's, which sees the end when this one's is gone for the command.
        // SAFETY: the process group is the child's own: it called `setsid`.
        unsafe { libc::kill(-(self.child.id() as i32), libc::SIGHUP) };
        drop(keyboard);
    }

    /// Waits for the end: the exit code, or the signal as a negative number.
    #[track_caller]
    pub fn ends(&mut self) -> i32 {
        use std::os::unix::process::ExitStatusExt;
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the child is ours") {
                return status.code().unwrap_or_else(|| -status.signal().unwrap_or(0));
            }
            assert!(start.elapsed() < PATIENCE, "it runs on:\n{}", self.contents());
            std::thread::yield_now();
        }
    }

    /// Is the terminal as a shell wants it: does it echo, and give whole lines?
    pub fn is_restored(&self) -> bool {
        let keyboard = self.keyboard.as_ref().expect("a keyboard");
        // SAFETY: the call fills the structure.
        unsafe {
            let mut mode: libc::termios = std::mem::zeroed();
            libc::tcgetattr(keyboard.as_raw_fd(), &mut mode) == 0
                && mode.c_lflag & libc::ICANON != 0
                && mode.c_lflag & libc::ECHO != 0
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The text of a screen without what is faint: previews come and go.
fn contents(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let mut text = String::new();
    for row in 0..rows {
        for column in 0..columns {
            let shown = screen.cell(row, column).filter(|cell| !cell.dim() && cell.has_contents());
            text.push_str(shown.map_or(" ", |cell| cell.contents()));
        }
        text.truncate(text.trim_end_matches(' ').len());
        if !screen.row_wrapped(row) {
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn open(rows: u16, columns: u16) -> (OwnedFd, OwnedFd) {
    let size = libc::winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    let (mut master, mut slave) = (-1, -1);
    // SAFETY: the call fills both descriptors, which nobody else has; the name is not wanted.
    unsafe {
        let opened =
            libc::openpty(&mut master, &mut slave, std::ptr::null_mut(), std::ptr::null(), &size);
        assert_eq!(opened, 0, "{}", std::io::Error::last_os_error());
        // Other tests start processes at the same time, which must not keep this terminal open.
        for fd in [master, slave] {
            libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC);
        }
        (OwnedFd::from_raw_fd(master), OwnedFd::from_raw_fd(slave))
    }
}
