//! The results of a run of the suite, as they are kept in a file.
//!
//! Invariant: tests are in the order of their paths, and each stands there once.

use crate::outcome::{Run, Status, sum_up};
use crate::suite::{Mode, Test};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

/// All results.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// The commit that the manifest names.
    pub suite_commit: String,
    /// The tiers that were run.
    pub tiers: Vec<String>,
    /// How long all took.
    pub seconds: f64,
    /// The tests that were run.
    pub tests: Vec<TestResult>,
    /// How many tests were left out, by the feature for which they were.
    pub excluded: Vec<(String, usize)>,
}

/// How a test ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestResult {
    /// The test.
    pub path: String,
    /// How it ended.
    pub status: Status,
    /// How long all its runs took.
    pub ms: f64,
    /// What it needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
    /// Its runs; none are kept of a test that passed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
}

impl TestResult {
    /// The result of a test from its runs.
    pub fn new(test: &Test, runs: Vec<Run>) -> TestResult {
        let status = sum_up(&runs);
        TestResult {
            path: test.path.clone(),
            status,
            ms: runs.iter().map(|run| run.ms).sum(),
            features: test.metadata.features.clone(),
            runs: if status == Status::Pass { Vec::new() } else { runs },
        }
    }

    /// The worst of its runs' messages, and the modes and tiers in which it did not pass.
    pub fn why(&self) -> (String, String) {
        let bad = || self.runs.iter().filter(|run| run.status != Status::Pass);
        let worst = bad().max_by_key(|run| run.status);
        let message = worst.map(|run| run.message.clone()).unwrap_or_default();
        let whole = bad().count() == self.runs.len();
        let name = |run: &Run| match run.mode {
            Mode::Sloppy | Mode::Strict => format!("{} {}", run.mode.name(), run.tier.name()),
            _ => run.tier.name().to_owned(),
        };
        let places = if whole && self.status != Status::Difference {
            String::new()
        } else {
            bad().map(name).collect::<Vec<_>>().join(", ")
        };
        (message, places)
    }
}

impl Results {
    /// Results of tests that ended so, for tests of what looks at results.
    #[cfg(test)]
    pub fn of(tests: &[(&str, Status)]) -> Results {
        let tests = tests.iter().map(|(path, status)| TestResult {
            path: (*path).to_owned(),
            status: *status,
            ms: 0.0,
            features: Vec::new(),
            runs: Vec::new(),
        });
        Results { tests: tests.collect(), ..Results::default() }
    }

    /// Reads results.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds no results.
    pub fn read(path: &Path) -> Result<Results, String> {
        let name = path.display();
        let bytes = std::fs::read(path).map_err(|error| format!("{name}: {error}"))?;
        serde_json::from_slice(&bytes).map_err(|error| format!("{name}: {error}"))
    }

    /// Writes results, a line for each test.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        let write = || -> std::io::Result<()> {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
            let head = Results { tests: Vec::new(), ..self.clone() };
            let head = serde_json::to_string(&head)?.replace("\"tests\":[]", "\"tests\":[\n]");
            let (before, after) = head.split_once('\n').unwrap_or((&head, ""));
            writeln!(file, "{before}")?;
            for (i, test) in self.tests.iter().enumerate() {
                let comma = if i + 1 < self.tests.len() { "," } else { "" };
                writeln!(file, "{}{comma}", serde_json::to_string(test)?)?;
            }
            writeln!(file, "{after}")?;
            file.flush()
        };
        write().map_err(|error| format!("{}: {error}", path.display()))
    }

    /// How many tests ended so.
    pub fn count(&self, status: Status) -> usize {
        self.tests.iter().filter(|test| test.status == status).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let test = |path: &str, status, features: &[&str]| TestResult {
            path: path.to_owned(),
            status,
            ms: 1.5,
            features: features.iter().map(|f| (*f).to_owned()).collect(),
            runs: Vec::new(),
        };
        let results = Results {
            suite_commit: "c".to_owned(),
            tiers: vec!["jit".to_owned()],
            seconds: 2.0,
            tests: vec![test("a\"b", Status::Pass, &[]), test("c", Status::Crash, &["x", "tests"])],
            excluded: vec![("decorators".to_owned(), 3)],
        };
        let file = std::env::temp_dir().join(format!("test262-results-{}", std::process::id()));
        for results in [results, Results::default()] {
            results.write(&file).unwrap();
            assert_eq!(Results::read(&file), Ok(results));
        }
        std::fs::remove_file(&file).unwrap();
    }
}
