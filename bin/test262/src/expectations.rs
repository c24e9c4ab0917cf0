//! The tests that are known not to pass.
//!
//! Invariant: the file is written by the runner alone, sorted by path; a test that is not in it is expected to pass.

use crate::outcome::Status;
use crate::results::Results;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const HEAD: &str = "\
# The tests of the suite that are known not to pass, and how they end. Written by `test262 run --update-expectations`.
# A test that ends worse than it stands here, and one that passes although it stands here, break the run.
";

/// The tests that are known not to pass, and how they end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectations {
    known: BTreeMap<String, Status>,
}

/// What was not expected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unexpected {
    /// Ended worse than expected: path, expected, actual.
    pub worse: Vec<(String, Status, Status)>,
    /// Ended better than expected: path, expected, actual.
    pub better: Vec<(String, Status, Status)>,
}

impl Unexpected {
    /// Was all as expected?
    pub fn is_empty(&self) -> bool {
        self.worse.is_empty() && self.better.is_empty()
    }
}

impl Expectations {
    /// Reads a file; where there is none, everything is expected to pass.
    ///
    /// # Errors
    /// Where it cannot be read, or a line is not of its form.
    pub fn read(path: &Path) -> Result<Expectations, String> {
        let name = path.display();
        match std::fs::read_to_string(path) {
            Ok(text) => Expectations::parse(&text).map_err(|error| format!("{name}: {error}")),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Ok(Expectations::default())
            }
            Err(error) => Err(format!("{name}: {error}")),
        }
    }

    fn parse(text: &str) -> Result<Expectations, String> {
        let mut known = BTreeMap::new();
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let entry = line
                .split_once(' ')
                .and_then(|(status, path)| Some((path.to_owned(), Status::from_name(status)?)));
            let (path, status) = entry.ok_or_else(|| format!("'{line}' is no expectation"))?;
            known.insert(path, status);
        }
        Ok(Expectations { known })
    }

    fn print(&self) -> String {
        let mut text = HEAD.to_owned();
        for (path, status) in &self.known {
            let _ = writeln!(text, "{} {path}", status.name());
        }
        text
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        std::fs::write(path, self.print()).map_err(|e| format!("{}: {e}", path.display()))
    }

    /// What is unexpected in results. Where one tier alone was run, no difference between tiers is expected.
    pub fn compare(&self, results: &Results) -> Unexpected {
        let mut unexpected = Unexpected::default();
        let one_tier = results.tiers.len() < 2;
        for test in &results.tests {
            let expected = self.known.get(&test.path).copied().unwrap_or(Status::Pass);
            if one_tier && expected == Status::Difference {
                continue;
            }
            let entry = || (test.path.clone(), expected, test.status);
            if test.status > expected {
                unexpected.worse.push(entry());
            } else if test.status < expected {
                unexpected.better.push(entry());
            }
        }
        unexpected
    }

    /// Takes over how the tests ended; what is known of others stays.
    pub fn update(&mut self, results: &Results) {
        for test in &results.tests {
            if test.status == Status::Pass {
                self.known.remove(&test.path);
            } else {
                self.known.insert(test.path.clone(), test.status);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(tests: &[(&str, Status)]) -> Results {
        let tiers = vec!["interp".to_owned(), "jit".to_owned()];
        Results { tiers, ..Results::of(tests) }
    }

    #[test]
    fn both_directions_are_unexpected() {
        let mut known = Expectations::default();
        known.update(&results(&[("a", Status::Fail), ("b", Status::Fail), ("c", Status::Pass)]));
        let now = results(&[("a", Status::Pass), ("b", Status::Crash), ("c", Status::Fail)]);
        let unexpected = known.compare(&now);
        assert_eq!(unexpected.better, [("a".to_owned(), Status::Fail, Status::Pass)]);
        assert_eq!(unexpected.worse.len(), 2);
        known.update(&now);
        assert!(known.compare(&now).is_empty());
    }

    #[test]
    fn what_is_written_is_read() {
        let mut known = Expectations::default();
        known.update(&results(&[("a/b c.js", Status::Difference), ("d.js", Status::Timeout)]));
        assert_eq!(Expectations::parse(&known.print()), Ok(known));
        assert!(Expectations::parse("slow a.js").is_err());
    }
}
