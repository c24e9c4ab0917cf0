//! The engines that are compared, and how each is told which of its tiers to use.
//!
//! Invariant: every engine is a command that takes a script's file as its last argument and has `print` or
//! `console.log`.

use std::path::{Path, PathBuf};

/// An engine in one configuration.
pub struct Engine {
    /// What tables call it.
    pub name: &'static str,
    /// The command, found.
    pub command: PathBuf,
    /// Arguments before the file.
    pub arguments: &'static [&'static str],
    /// Environment variables.
    pub environment: &'static [(&'static str, &'static str)],
}

/// The engine to which the others are compared.
const YARDSTICK: &str = "quickjs-ng";

impl Engine {
    /// Are the others compared to it?
    pub fn is_yardstick(&self) -> bool {
        self.name == YARDSTICK
    }
}

/// All engines whose commands are found, the yardstick first.
pub fn all(jsrun: Option<&Path>) -> Vec<Engine> {
    let quickjs = std::env::current_exe()
        .ok()
        .map(|me| me.with_file_name("qjs-run"))
        .filter(|file| file.exists());
    let jsrun = jsrun.map(Path::to_owned).or_else(built_jsrun);
    let (node, jsc) = (in_path("node"), in_path("jsc"));
    let table: [(_, &Option<PathBuf>, &[_], &[_]); 10] = [
        (YARDSTICK, &quickjs, &[], &[]),
        ("jsrun interp", &jsrun, &["--tier=interp"], &[]),
        ("jsrun jit", &jsrun, &["--tier=jit"], &[]),
        ("jsrun auto", &jsrun, &[], &[]),
        ("node jitless", &node, &["--jitless"], &[]),
        ("node sparkplug", &node, &["--always-sparkplug", "--no-opt", "--no-maglev"], &[]),
        ("node", &node, &[], &[]),
        ("jsc llint", &jsc, &[], &[("JSC_useJIT", "0")]),
        ("jsc baseline", &jsc, &[], &[("JSC_useDFGJIT", "0")]),
        ("jsc", &jsc, &[], &[]),
    ];
    let found = table.into_iter().filter_map(|(name, command, arguments, environment)| {
        if command.is_none() {
            eprintln!("{name} is left out: its command is not found");
        }
        Some(Engine { name, command: command.clone()?, arguments, environment })
    });
    found.collect()
}

/// The release build of this repository.
fn built_jsrun() -> Option<PathBuf> {
    let target = match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"),
    };
    Some(target.join("release/jsrun")).filter(|file| file.exists())
}

fn in_path(command: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(command)).find(|file| file.is_file())
}
