//! The comparison of two results.
//!
//! Invariant: only tests that are in both are compared; the others are counted.

use crate::outcome::Status;
use crate::results::{Results, TestResult};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What has changed from old results to new ones.
#[derive(Debug, Default, PartialEq)]
pub struct Comparison {
    failing: Vec<Change>,
    passing: Vec<Change>,
    otherwise: Vec<Change>,
    added: usize,
    removed: usize,
    totals: [(usize, usize); 2],
}

#[derive(Debug, PartialEq)]
struct Change {
    path: String,
    old: Status,
    new: Status,
    message: String,
}

/// Compares results.
pub fn compare(old: &Results, new: &Results) -> Comparison {
    let by_path: BTreeMap<&str, &TestResult> =
        old.tests.iter().map(|test| (test.path.as_str(), test)).collect();
    let total = |results: &Results| (results.count(Status::Pass), results.tests.len());
    let mut comparison = Comparison { totals: [total(old), total(new)], ..Default::default() };
    let mut common = 0;
    for test in &new.tests {
        let Some(before) = by_path.get(test.path.as_str()) else {
            comparison.added += 1;
            continue;
        };
        common += 1;
        if before.status == test.status {
            continue;
        }
        let list = match (before.status, test.status) {
            (Status::Pass, _) => &mut comparison.failing,
            (_, Status::Pass) => &mut comparison.passing,
            _ => &mut comparison.otherwise,
        };
        let (path, message) = (test.path.clone(), test.why().0);
        list.push(Change { path, old: before.status, new: test.status, message });
    }
    comparison.removed = old.tests.len() - common;
    comparison
}

impl Comparison {
    /// Does no test fail that passed before?
    pub fn is_no_worse(&self) -> bool {
        self.failing.is_empty()
    }

    fn sections(&self) -> [(&'static str, &[Change]); 3] {
        [
            ("Newly failing", &self.failing),
            ("Newly passing", &self.passing),
            ("Failing otherwise", &self.otherwise),
        ]
    }

    /// As text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (title, changes) in self.sections() {
            let _ = writeln!(out, "{title}: {}", changes.len());
            for change in changes {
                let (old, new) = (change.old.name(), change.new.name());
                let _ = writeln!(out, "  {} ({old} -> {new})", change.path);
                if let Some(line) = change.message.lines().next() {
                    let _ = writeln!(out, "      {line}");
                }
            }
        }
        let [(old, of), (new, of_new)] = self.totals;
        let _ = writeln!(out, "Passing: {old} of {of} before, {new} of {of_new} now");
        if self.added + self.removed > 0 {
            let _ = writeln!(out, "Not compared: {} added, {} removed", self.added, self.removed);
        }
        out
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let [(old, of), (new, of_new)] = self.totals;
        let mut out = "| | passing | of |\n|---|--:|--:|\n".to_owned();
        let _ = writeln!(out, "| before | {old} | {of} |\n| now | {new} | {of_new} |");
        for (title, changes) in self.sections() {
            if changes.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n## {title} ({})\n", changes.len());
            let _ = writeln!(out, "| test | before | now | message |\n|---|---|---|---|");
            for change in changes {
                let (old, new) = (change.old.name(), change.new.name());
                let message = change.message.lines().next().unwrap_or_default();
                let message = message.replace('\\', "\\\\").replace('|', "\\|").replace('`', "'");
                let message = if message.is_empty() { message } else { format!("`{message}`") };
                let _ = writeln!(out, "| `{}` | {old} | {new} | {message} |", change.path);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_changed() {
        use Status::*;
        let old = Results::of(&[("a", Pass), ("b", Fail), ("c", Fail), ("d", Pass), ("e", Pass)]);
        let new = Results::of(&[("a", Fail), ("b", Pass), ("c", Crash), ("d", Pass), ("f", Pass)]);
        let comparison = compare(&old, &new);
        assert!(!comparison.is_no_worse());
        assert!(compare(&old, &old).is_no_worse());
        assert_eq!((comparison.added, comparison.removed), (1, 1));
        let text = comparison.text();
        for line in [
            "Newly failing: 1\n  a (pass -> fail)",
            "Newly passing: 1\n  b (",
            "  c (fail -> crash)",
        ] {
            assert!(text.contains(line), "{text}");
        }
        assert!(comparison.markdown().contains("| `a` | pass | fail |  |"));
    }
}
