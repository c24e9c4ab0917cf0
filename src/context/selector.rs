//! Which function is meant: by its name, perhaps with the line that it begins in.
//!
//! Invariant: a name that fits nothing is answered with the names that are nearest.

use std::fmt;

/// A function's name as users give it: `name`, `name:line`, or `:line` for whatever begins there. The code of a script or module
/// itself is called `(top level)`, a function without a name `(anonymous)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionSelector {
    name: String,
    line: Option<u32>,
}

/// How many names are offered where none fits.
const OFFERED: usize = 5;

impl FunctionSelector {
    /// What the text means.
    ///
    /// ```
    /// use jsrun::context::FunctionSelector;
    /// let selector = FunctionSelector::new("area:12");
    /// assert!(selector.matches("area", 12));
    /// assert!(!selector.matches("area", 13));
    /// assert!(FunctionSelector::new("area").matches("area", 13));
    /// ```
    pub fn new(text: &str) -> FunctionSelector {
        let line = text.rsplit_once(':').and_then(|(name, line)| Some((name, line.parse().ok()?)));
        match line {
            Some((name, line)) => FunctionSelector { name: name.to_owned(), line: Some(line) },
            None => FunctionSelector { name: text.to_owned(), line: None },
        }
    }

    /// Is this function meant? `name`: as it is shown. `line`: where it begins.
    pub fn matches(&self, name: &str, line: u32) -> bool {
        let fits = if self.name.is_empty() { self.line.is_some() } else { self.name == name };
        fits && self.line.is_none_or(|wanted| wanted == line)
    }

    /// The error where no function fits, of which these are the names and lines that there are.
    pub fn no_match(&self, functions: impl IntoIterator<Item = (String, u32)>) -> NoSuchFunction {
        let mut near: Vec<(usize, String)> = functions
            .into_iter()
            .map(|(name, line)| {
                let distance = match name == self.name {
                    true => 0,
                    false => 1 + distance(&name.to_lowercase(), &self.name.to_lowercase()),
                };
                (distance, format!("{name}:{line}"))
            })
            .collect();
        near.sort();
        near.dedup();
        near.truncate(OFFERED);
        NoSuchFunction {
            wanted: self.to_string(),
            near: near.into_iter().map(|(_, n)| n).collect(),
        }
    }
}

impl fmt::Display for FunctionSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// No function is called so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchFunction {
    /// What was asked for.
    pub wanted: String,
    /// The functions whose names are nearest, as `name:line`.
    pub near: Vec<String>,
}

impl fmt::Display for NoSuchFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no function '{}'", self.wanted)?;
        match self.near.is_empty() {
            true => Ok(()),
            false => write!(f, "; there are {}", self.near.join(", ")),
        }
    }
}

impl std::error::Error for NoSuchFunction {}

/// Names are compared up to this length, so that the comparison takes a bounded time.
const COMPARED: usize = 64;

/// How many characters must be added, removed or changed to make one name of the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(COMPARED).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(COMPARED).enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_from_names() {
        assert!(FunctionSelector::new(":3").matches("anything", 3));
        assert!(!FunctionSelector::new(":3").matches("anything", 4));
        assert!(FunctionSelector::new("a:b").matches("a:b", 1));
        assert!(!FunctionSelector::new("").matches("", 1));
        assert_eq!(FunctionSelector::new("f:12").to_string(), "f:12");
    }

    #[test]
    fn near_names_come_first() {
        let all = [("area", 1), ("Volume", 2), ("aera", 3), ("x", 4)];
        let all = all.map(|(name, line)| (name.to_owned(), line));
        let error = FunctionSelector::new("volume").no_match(all.clone());
        assert_eq!(error.near[0], "Volume:2");
        let error = FunctionSelector::new("area:9").no_match(all);
        assert_eq!(error.near[..2], ["area:1", "aera:3"]);
        assert!(error.to_string().starts_with("there is no function 'area:9'; there are area:1"));
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
