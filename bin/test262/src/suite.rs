//! A suite on disk: its tests, what they say of themselves, and its harness.
//!
//! Invariant: a test is named by its path below `test/`, with `/` between the parts; tests are in the order of their names.

use crate::frontmatter::{Metadata, parse};
use std::io;
use std::path::{Path, PathBuf};

/// A suite.
#[derive(Clone, Debug)]
pub struct Suite {
    root: PathBuf,
}

/// A test.
#[derive(Clone, Debug)]
pub struct Test {
    /// Its path below `test/`.
    pub path: String,
    /// What it says of itself.
    pub metadata: Metadata,
}

/// How a test is run.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// As a script in sloppy mode.
    Sloppy,
    /// As a script in strict mode.
    Strict,
    /// As a module.
    Module,
    /// As it is.
    Raw,
}

impl Mode {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Sloppy => "sloppy",
            Mode::Strict => "strict",
            Mode::Module => "module",
            Mode::Raw => "raw",
        }
    }
}

impl Test {
    /// The modes that it is to be run in.
    pub fn modes(&self) -> &'static [Mode] {
        let flags = &self.metadata.flags;
        if flags.module {
            &[Mode::Module]
        } else if flags.raw {
            &[Mode::Raw]
        } else if flags.only_strict {
            &[Mode::Strict]
        } else if flags.no_strict {
            &[Mode::Sloppy]
        } else {
            &[Mode::Sloppy, Mode::Strict]
        }
    }
}

impl Suite {
    /// The suite in a folder.
    ///
    /// # Errors
    /// Where there is none.
    pub fn open(root: &Path) -> Result<Suite, String> {
        for part in ["test", "harness"] {
            if !root.join(part).is_dir() {
                let root = root.display();
                return Err(format!("{root} holds no suite: there is no folder '{part}' in it"));
            }
        }
        Ok(Suite { root: root.to_owned() })
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a test is.
    pub fn test_file(&self, path: &str) -> PathBuf {
        self.root.join("test").join(path)
    }

    /// Where a file of the harness is.
    pub fn harness_file(&self, name: &str) -> PathBuf {
        self.root.join("harness").join(name)
    }

    /// Reads a test's metadata.
    ///
    /// # Errors
    /// Where the file cannot be read, or is no test.
    pub fn read(&self, path: &str) -> Result<Test, String> {
        let bytes = std::fs::read(self.test_file(path)).map_err(|e| format!("{path}: {e}"))?;
        let metadata =
            parse(&String::from_utf8_lossy(&bytes)).map_err(|e| format!("{path}: {e}"))?;
        Ok(Test { path: path.to_owned(), metadata })
    }

    /// All tests below some folders of `test/`, or the tests that are named.
    ///
    /// # Errors
    /// Where something cannot be read, or is no test.
    pub fn tests(&self, below: &[String]) -> Result<Vec<Test>, String> {
        let mut paths = Vec::new();
        for part in below {
            let part = part.trim_end_matches('/');
            let part = part.strip_prefix("test/").unwrap_or(part);
            let found = self.test_file(part);
            if found.is_file() {
                paths.push(part.to_owned());
            } else {
                walk(&found, part, &mut paths).map_err(|e| format!("test/{part}: {e}"))?;
            }
        }
        paths.sort_unstable();
        paths.dedup();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let chunk = paths.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            let readers: Vec<_> = paths
                .chunks(chunk)
                .map(|paths| {
                    scope.spawn(|| paths.iter().map(|path| self.read(path)).collect::<Vec<_>>())
                })
                .collect();
            let joined = readers.into_iter().flat_map(|reader| reader.join().unwrap_or_default());
            joined.collect()
        })
    }
}

/// Collects the tests below a folder.
fn walk(folder: &Path, name: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().into_owned();
        let path = if name.is_empty() { file.clone() } else { format!("{name}/{file}") };
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &path, paths)?;
        } else if file.ends_with(".js") && !file.contains("_FIXTURE") {
            paths.push(path);
        }
    }
    Ok(())
}
