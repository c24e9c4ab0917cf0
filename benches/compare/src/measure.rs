//! Runs a command and tells what it cost, as the kernel counts.
//!
//! Invariant: each child is waited for exactly once, by `wait4`, whose resource usage is that of the child and of the
//! threads and processes that it waited for: garbage collectors and compilers on other threads count too.

use crate::engine::Engine;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What one run of a command cost and gave.
pub struct Run {
    /// User and system time.
    pub cpu: Duration,
    /// Time on the clock.
    pub wall: Duration,
    /// The peak of resident memory, in bytes. Never less than this process's own: the kernel counts from the fork on.
    pub memory: u64,
    /// Standard output.
    pub printed: String,
}

/// Limits the CPU time of each child (and, which uses little, of this process).
pub fn limit_cpu_time(seconds: u64) {
    let limit = libc::rlimit { rlim_cur: seconds, rlim_max: seconds };
    // SAFETY: the pointer is to a limit that outlives the call.
    if unsafe { libc::setrlimit(libc::RLIMIT_CPU, &limit) } != 0 {
        eprintln!("no limit of CPU time: {}", std::io::Error::last_os_error());
    }
}

/// Runs a script in an engine.
///
/// # Errors
/// What kept it from running to its end.
pub fn run(engine: &Engine, file: &Path) -> Result<Run, String> {
    let mut command = Command::new(&engine.command);
    command.args(engine.arguments).arg(file).envs(engine.environment.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = command.spawn().map_err(|e| format!("{}: {e}", engine.command.display()))?;
    let (mut printed, mut complaint) = (String::new(), String::new());
    let mut read = Ok(0);
    // A program prints one line, and an error report fits in a pipe: the order in which they are read does not matter.
    if let Some(output) = &mut child.stdout {
        read = output.read_to_string(&mut printed);
    }
    if let Some(errors) = &mut child.stderr {
        read = read.and(errors.read_to_string(&mut complaint));
    }
    let (status, usage) = wait(child.id())?;
    let wall = start.elapsed();
    read.map_err(|e| e.to_string())?;
    if !status.success() {
        let lines: Vec<_> = complaint.lines().filter(|line| !line.trim().is_empty()).collect();
        let error = lines.iter().find(|line| line.contains("Error")).or(lines.last());
        return Err(
            error.map_or_else(|| status.to_string(), |line| format!("{status}: {}", line.trim()))
        );
    }
    let duration = |t: libc::timeval| {
        Duration::from_secs(t.tv_sec as u64) + Duration::from_micros(t.tv_usec as u64)
    };
    let cpu = duration(usage.ru_utime) + duration(usage.ru_stime);
    Ok(Run { cpu, wall, memory: usage.ru_maxrss as u64 * 1024, printed })
}

/// Waits for a child, and tells what it used.
fn wait(pid: u32) -> Result<(ExitStatus, libc::rusage), String> {
    let mut status = 0;
    // SAFETY: all fields are integers, for which zero is a value.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    loop {
        // SAFETY: both pointers are to variables that outlive the call.
        if unsafe { libc::wait4(pid as libc::pid_t, &mut status, 0, &mut usage) } >= 0 {
            return Ok((ExitStatus::from_raw(status), usage));
        }
        let error = std::io::Error::last_os_error();
        if error.kind() != std::io::ErrorKind::Interrupted {
            return Err(error.to_string());
        }
    }
}
