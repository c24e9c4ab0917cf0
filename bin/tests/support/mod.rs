//! How the tests run the command.

#![allow(dead_code, reason = "each test program uses a part")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// What a run came to.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(output: &Output) -> Run {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    #[track_caller]
    pub fn prints(&self, out: &str) {
        assert_eq!((self.code, &*self.out, &*self.err), (Some(0), out, ""));
    }

    #[track_caller]
    pub fn fails(&self, code: i32, err: &str) {
        assert_eq!((self.code, &*self.err), (Some(code), err), "it printed {}", self.out);
    }
}

pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jsrun"));
    command.args(arguments).stdin(Stdio::null());
    command
}

pub fn jsrun(arguments: &[&str]) -> Run {
    Run::of(&command(arguments).output().expect("jsrun starts"))
}

pub fn with_input(arguments: &[&str], input: &[u8]) -> Run {
    let mut command = command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("jsrun starts");
    // It may end before it has read everything.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    Run::of(&child.wait_with_output().expect("jsrun ends"))
}

/// A file that is removed when the test ends.
pub struct Script(pub PathBuf);

impl Script {
    pub fn new(name: &str, text: &[u8]) -> Script {
        let path = std::env::temp_dir().join(format!("jsrun-{}-{name}", std::process::id()));
        std::fs::write(&path, text).expect("temporary files can be written");
        Script(path)
    }

    pub fn path(&self) -> &str {
        self.0.to_str().expect("a plain path")
    }

    pub fn run(&self) -> Run {
        jsrun(&[self.path()])
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
