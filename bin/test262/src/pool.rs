//! The worker processes, as the runner sees them: it feeds them jobs over pipes, and starts another where one ends.
//!
//! Invariant: a job that ends its worker, or does not end, costs that job alone.

use crate::execute::Job;
use crate::outcome::{Run, Status};
use crate::worker::Answer;
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How many times longer than it may compute a job may take.
const PATIENCE: u32 = 4;

/// How jobs are run.
#[derive(Clone, Debug)]
pub struct PoolOptions {
    /// The suite's folder.
    pub suite: PathBuf,
    /// How many processes.
    pub processes: usize,
    /// The longest that a job may compute. On a machine that others use, too, or asleep, it may take [`PATIENCE`] times as long.
    pub timeout: Duration,
    /// The most memory of a job's heap.
    pub memory_limit: usize,
}

/// Runs all jobs; tells of each, by its index, as it ends.
///
/// # Errors
/// Where a worker cannot be started.
pub fn run_all(
    jobs: &[Job],
    options: &PoolOptions,
    done: impl Fn(usize, Run) + Sync,
) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let feed = || -> io::Result<()> {
            let mut slot = None;
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(job) = jobs.get(index) else { return Ok(()) };
                let start = Instant::now();
                let (status, message, ms) = run_job(&mut slot, job, options)?;
                let ms = ms.unwrap_or_else(|| start.elapsed().as_secs_f64() * 1e3);
                done(index, Run { mode: job.mode, tier: job.tier, status, message, ms });
            }
        };
        let feeders: Vec<_> = (0..options.processes.max(1)).map(|_| scope.spawn(feed)).collect();
        let ends = feeders.into_iter().map(|feeder| match feeder.join() {
            Ok(end) => end,
            Err(payload) => std::panic::resume_unwind(payload),
        });
        // Each is joined, whatever became of the others.
        ends.collect::<Vec<_>>().into_iter().collect()
    })
}

/// Runs a job in the worker, which is started if there is none; how it ended, why, and how long it took.
fn run_job(
    slot: &mut Option<Worker>,
    job: &Job,
    options: &PoolOptions,
) -> io::Result<(Status, String, Option<f64>)> {
    let worker = match slot {
        Some(worker) => worker,
        None => slot.insert(Worker::start(options)?),
    };
    let sent = worker.send(job);
    let reply = match sent {
        Ok(()) => worker.receive(options.timeout)?,
        Err(_) => Reply::Ended,
    };
    let end = match reply {
        Reply::Answer(answer) => return Ok((answer.status, answer.message, Some(answer.ms))),
        Reply::Late => {
            let seconds = options.timeout.as_secs_f64();
            (Status::Timeout, format!("not done after {seconds} s"))
        }
        Reply::Ended => (Status::Crash, String::new()),
    };
    let status = slot.take().map(Worker::end).transpose()?;
    Ok(match (end, status) {
        ((Status::Crash, _), Some(status)) => (Status::Crash, name_of_end(status), None),
        ((status, message), _) => (status, message, None),
    })
}

/// How a process ended, in words.
fn name_of_end(status: ExitStatus) -> String {
    match (status.signal(), status.code()) {
        (Some(libc::SIGSEGV), _) => "segmentation fault".to_owned(),
        (Some(libc::SIGABRT), _) => "aborted".to_owned(),
        (Some(libc::SIGILL), _) => "illegal instruction".to_owned(),
        (Some(libc::SIGBUS), _) => "bus error".to_owned(),
        (Some(libc::SIGKILL), _) => "killed".to_owned(),
        (Some(signal), _) => format!("ended by signal {signal}"),
        (None, code) => format!("ended with exit code {}", code.unwrap_or_default()),
    }
}

struct Worker {
    process: Child,
    input: ChildStdin,
    output: ChildStdout,
    buffer: Vec<u8>,
}

enum Reply {
    Answer(Answer),
    Late,
    Ended,
}

impl Worker {
    fn start(options: &PoolOptions) -> io::Result<Worker> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("worker")
            .arg("--suite")
            .arg(&options.suite)
            .arg("--memory-limit")
            .arg(options.memory_limit.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (input, output) = match (process.stdin.take(), process.stdout.take()) {
            (Some(input), Some(output)) => (input, output),
            _ => return Err(io::Error::other("a worker has no pipes")),
        };
        Ok(Worker { process, input, output, buffer: Vec::new() })
    }

    fn send(&mut self, job: &Job) -> io::Result<()> {
        let mut line = serde_json::to_vec(job)?;
        line.push(b'\n');
        self.input.write_all(&line)
    }

    /// Waits for a line.
    fn receive(&mut self, timeout: Duration) -> io::Result<Reply> {
        self.buffer.clear();
        let (start, computed) = (Instant::now(), self.computed());
        loop {
            // Where the system does not tell how long a process has computed, it is how long it took.
            let used = self.computed().zip(computed).map(|(now, before)| now - before);
            let left = timeout.saturating_sub(used.unwrap_or_else(|| start.elapsed()));
            if left.is_zero() || start.elapsed() >= timeout * PATIENCE {
                return Ok(Reply::Late);
            }
            if !self.readable(left)? {
                continue;
            }
            let mut bytes = [0; 4096];
            let count = match self.output.read(&mut bytes) {
                Ok(0) => return Ok(Reply::Ended),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.buffer.extend_from_slice(&bytes[..count]);
            if self.buffer.ends_with(b"\n") {
                return Ok(Reply::Answer(serde_json::from_slice(&self.buffer)?));
            }
        }
    }

    /// How long the process has computed so far.
    fn computed(&self) -> Option<Duration> {
        let mut clock = 0;
        let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: both results are written to variables that live as long as the calls.
        let known = unsafe {
            libc::clock_getcpuclockid(self.process.id() as libc::pid_t, &mut clock) == 0
                && libc::clock_gettime(clock, &mut time) == 0
        };
        known.then(|| Duration::new(time.tv_sec as u64, time.tv_nsec as u32))
    }

    /// Waits until there is something to read, or nobody to write it.
    fn readable(&self, time: Duration) -> io::Result<bool> {
        let fd = self.output.as_raw_fd();
        let mut poll = libc::pollfd { fd, events: libc::POLLIN, revents: 0 };
        let milliseconds = time.as_millis().clamp(1, i32::MAX as u128) as i32;
        // SAFETY: one descriptor is passed, which the pipe keeps open.
        match unsafe { libc::poll(&mut poll, 1, milliseconds) } {
            0 => Ok(false),
            1.. => Ok(true),
            _ => match io::Error::last_os_error() {
                error if error.kind() == io::ErrorKind::Interrupted => Ok(true),
                error => Err(error),
            },
        }
    }

    fn end(mut self) -> io::Result<ExitStatus> {
        if let Some(status) = self.process.try_wait()? {
            return Ok(status);
        }
        // One whose pipe has closed is about to end by itself, in its own way.
        std::thread::sleep(Duration::from_millis(20));
        if let Some(status) = self.process.try_wait()? {
            return Ok(status);
        }
        self.process.kill()?;
        self.process.wait()
    }
}
