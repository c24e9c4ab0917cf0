//! Results as tables and lists for people.
//!
//! Invariant: what was left out by the manifest is in no denominator.

use crate::outcome::Status;
use crate::results::{Results, TestResult};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// How many tests of a group ended in each way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts([usize; Status::ALL.len()]);

impl Counts {
    fn add(&mut self, status: Status) {
        self.0[status as usize] += 1;
    }

    fn of(&self, status: Status) -> usize {
        self.0[status as usize]
    }

    fn total(&self) -> usize {
        self.0.iter().sum()
    }

    fn percent(&self) -> String {
        percent(self.of(Status::Pass), self.total())
    }
}

/// A part in percent, cut off, so that only the whole is 100.
fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    let hundredths = part * 10_000 / whole;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn table(title: &str, rows: &[(String, Counts)], markdown: bool) -> String {
    let columns = [Status::Fail, Status::Difference, Status::Timeout, Status::Crash];
    let mut cells: Vec<Vec<String>> = vec![
        [title, "%", "pass", "of"]
            .into_iter()
            .chain(columns.map(Status::name))
            .map(str::to_owned)
            .collect(),
    ];
    for (name, counts) in rows {
        let blank = |count: usize| if count == 0 { String::new() } else { count.to_string() };
        let mut row = vec![name.clone(), counts.percent()];
        row.push(counts.of(Status::Pass).to_string());
        row.push(counts.total().to_string());
        row.extend(columns.map(|status| blank(counts.of(status))));
        cells.push(row);
    }
    let mut out = String::new();
    if markdown {
        for (i, row) in cells.iter().enumerate() {
            let _ = writeln!(out, "| {} |", row.join(" | "));
            if i == 0 {
                let _ = writeln!(out, "|---|{}", "--:|".repeat(row.len() - 1));
            }
        }
        return out;
    }
    let width = |column: usize| cells.iter().map(|row| row[column].len()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..cells[0].len()).map(width).collect();
    for row in &cells {
        let mut line = format!("{:<1$}", row[0], widths[0]);
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            let _ = write!(line, "  {cell:>width$}");
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// A table by directory, so many levels deep.
pub fn by_directory(results: &Results, depth: usize, markdown: bool) -> String {
    let mut groups: BTreeMap<String, Counts> = BTreeMap::new();
    let mut all = Counts::default();
    for test in &results.tests {
        let parts: Vec<&str> = test.path.split('/').collect();
        for level in 1..=depth.min(parts.len() - 1).max(1) {
            groups.entry(parts[..level].join("/")).or_default().add(test.status);
        }
        all.add(test.status);
    }
    let mut rows: Vec<(String, Counts)> = groups.into_iter().collect();
    rows.push(("all".to_owned(), all));
    table("directory", &rows, markdown)
}

/// A table by feature.
pub fn by_feature(results: &Results, markdown: bool) -> String {
    let mut groups: BTreeMap<&str, Counts> = BTreeMap::new();
    for test in &results.tests {
        for feature in &test.features {
            groups.entry(feature).or_default().add(test.status);
        }
    }
    let rows: Vec<(String, Counts)> =
        groups.into_iter().map(|(name, counts)| (name.to_owned(), counts)).collect();
    table("feature", &rows, markdown)
}

/// A message without what differs from test to test: values that assertions quote, and numbers.
fn cause_of(message: &str) -> String {
    let mut out = String::new();
    let mut chars = message.lines().next().unwrap_or_default().chars().peekable();
    while let Some(c) = chars.next() {
        if c == '«' {
            chars.by_ref().find(|c| *c == '»');
            out.push('…');
        } else if c.is_ascii_digit() && !out.ends_with(|c: char| c.is_alphanumeric()) {
            while chars.next_if(char::is_ascii_digit).is_some() {}
            out.push('0');
        } else {
            out.push(c);
        }
    }
    out.truncate(out.floor_char_boundary(140));
    out
}

/// The most common causes of what did not pass, with how many tests each has, and some of them.
pub fn causes(results: &Results, most: usize) -> String {
    let mut groups: HashMap<String, Vec<&TestResult>> = HashMap::new();
    for test in results.tests.iter().filter(|test| test.status != Status::Pass) {
        groups.entry(cause_of(&test.why().0)).or_default().push(test);
    }
    let mut groups: Vec<(String, Vec<&TestResult>)> = groups.into_iter().collect();
    groups.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    let mut out = String::new();
    for (cause, tests) in groups.iter().take(most) {
        let _ = writeln!(out, "{:6}  {cause}", tests.len());
        let step = tests.len().div_ceil(3).max(1);
        for test in tests.iter().step_by(step) {
            let _ = writeln!(out, "        {}", test.path);
        }
    }
    out
}

/// The tests that took longest.
pub fn slowest(results: &Results, most: usize) -> String {
    let mut tests: Vec<&TestResult> = results.tests.iter().collect();
    tests.sort_by(|a, b| b.ms.total_cmp(&a.ms));
    let lines = tests.iter().take(most).map(|test| format!("{:8.0} ms  {}\n", test.ms, test.path));
    lines.collect()
}

/// The tests that ended in a way, each with why, and in which of its runs.
pub fn list(results: &Results, status: Status) -> String {
    let mut out = String::new();
    for test in results.tests.iter().filter(|test| test.status == status) {
        let (message, places) = test.why();
        let places = if places.is_empty() { places } else { format!(" ({places})") };
        let _ = writeln!(out, "{} {}{places}", status.name(), test.path);
        if !message.is_empty() {
            let _ = writeln!(out, "    {}", message.lines().next().unwrap_or_default());
        }
    }
    out
}

/// One line on everything.
pub fn total(results: &Results) -> String {
    let mut counts = Counts::default();
    results.tests.iter().for_each(|test| counts.add(test.status));
    let bad = Status::ALL.iter().skip(1).filter(|status| counts.of(**status) > 0);
    let bad: Vec<String> =
        bad.map(|status| format!("{} {}", counts.of(*status), status.name())).collect();
    let excluded: usize = results.excluded.iter().map(|(_, count)| count).sum();
    let mut line = format!(
        "{} of {} tests passed ({} %) in {:.1} s",
        counts.of(Status::Pass),
        counts.total(),
        counts.percent(),
        results.seconds
    );
    if !bad.is_empty() {
        let _ = write!(line, ": {}", bad.join(", "));
    }
    if excluded > 0 {
        let _ = write!(line, "; {excluded} left out");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_is_whole() {
        assert_eq!(percent(99_999, 100_000), "99.99");
        assert_eq!(percent(5, 5), "100.00");
        assert_eq!(percent(0, 0), "-");
    }

    #[test]
    fn causes_leave_out_particulars() {
        assert_eq!(
            cause_of("Test262Error: Expected SameValue(«12», «\"a\"») to be true"),
            "Test262Error: Expected SameValue(…, …) to be true"
        );
        assert_eq!(cause_of("at 12:345 of 'x'\nmore"), "at 0:0 of 'x'");
    }
}
