//! What a test says of itself: the YAML between `/*---` and `---*/`.
//!
//! The suite uses a small part of YAML: keys at the beginning of a line; lists on one line in brackets, or one item a line
//! after dashes; `negative`, a nested block of two keys; texts of several lines, which are not needed here. Invariant: what is
//! not of that form is told as an error, so that no flag is ever missed silently.

/// What a test says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// What it tests, on one line.
    pub description: String,
    /// The features that it needs.
    pub features: Vec<String>,
    /// Files of the harness that it needs.
    pub includes: Vec<String>,
    /// How it must be run.
    pub flags: Flags,
    /// The error that it must end with.
    pub negative: Option<Negative>,
    /// Does it name a section of the fifth edition?
    pub es5id: bool,
    /// Does it name a section of the sixth edition?
    pub es6id: bool,
}

/// How a test must be run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// In strict mode alone.
    pub only_strict: bool,
    /// In sloppy mode alone.
    pub no_strict: bool,
    /// As a module.
    pub module: bool,
    /// As it is, without harness.
    pub raw: bool,
    /// Until it prints how it ended.
    pub is_async: bool,
    /// Where the agent cannot block.
    pub can_block_is_false: bool,
    /// Where the agent can block.
    pub can_block_is_true: bool,
}

/// When an error is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Before the code runs.
    Parse,
    /// When modules are linked.
    Resolution,
    /// While the code runs.
    Runtime,
}

impl Phase {
    /// As the suite names it.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Parse => "parse",
            Phase::Resolution => "resolution",
            Phase::Runtime => "runtime",
        }
    }
}

/// An expected error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Negative {
    /// When.
    pub phase: Phase,
    /// The name of its constructor.
    pub kind: String,
}

/// A key with its lines: the rest of its own, and those below that are indented or begin with a dash.
struct Entry<'a> {
    key: &'a str,
    value: &'a str,
    below: Vec<&'a str>,
}

/// Reads the metadata of a test.
///
/// # Errors
/// What is not of the expected form.
pub fn parse(source: &str) -> Result<Metadata, String> {
    let start = source.find("/*---").ok_or("there is no frontmatter")? + "/*---".len();
    let length = source[start..].find("---*/").ok_or("the frontmatter has no end")?;
    let mut metadata = Metadata::default();
    for entry in entries(&source[start..start + length])? {
        match entry.key {
            "description" => metadata.description = entry.text(),
            "features" => metadata.features = entry.list()?,
            "includes" => metadata.includes = entry.list()?,
            "flags" => metadata.flags = parse_flags(&entry.list()?)?,
            "negative" => metadata.negative = Some(parse_negative(&entry)?),
            "es5id" => metadata.es5id = true,
            "es6id" => metadata.es6id = true,
            "esid" | "info" | "author" | "locale" | "defines" => {}
            key => return Err(format!("the key '{key}' is not known")),
        }
    }
    Ok(metadata)
}

fn entries(text: &str) -> Result<Vec<Entry<'_>>, String> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for line in text.split(['\n', '\r']) {
        let begins_key = line.starts_with(|c: char| c.is_ascii_alphabetic());
        if begins_key && let Some((key, value)) = line.split_once(':') {
            entries.push(Entry { key: key.trim_end(), value: value.trim(), below: Vec::new() });
        } else if let Some(entry) = entries.last_mut() {
            entry.below.push(line);
        } else if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            return Err(format!("'{line}' stands before the first key"));
        }
    }
    Ok(entries)
}

impl Entry<'_> {
    fn text(&self) -> String {
        let first = self.value.trim_matches(|c| matches!(c, '|' | '>' | '-' | ' '));
        let lines = std::iter::once(first).chain(self.below.iter().map(|line| line.trim()));
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn list(&self) -> Result<Vec<String>, String> {
        if let Some(rest) = self.value.strip_prefix('[') {
            let (items, _) = rest
                .split_once(']')
                .ok_or_else(|| format!("the list of '{}' has no end on its line", self.key))?;
            return Ok(items.split(',').map(unquote).filter(|item| !item.is_empty()).collect());
        }
        if !self.value.is_empty() && !self.value.starts_with('#') {
            return Err(format!("'{}' is no list", self.key));
        }
        let lines = self.below.iter().map(|line| line.trim());
        lines
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|line| {
                let item = line.strip_prefix('-').ok_or_else(|| format!("'{line}' is no item"))?;
                Ok(unquote(item))
            })
            .collect()
    }
}

/// A plain or quoted word.
fn unquote(text: &str) -> String {
    let text = text.split(" #").next().unwrap_or_default().trim();
    let quoted = |quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(text).to_owned()
}

fn parse_flags(names: &[String]) -> Result<Flags, String> {
    let mut flags = Flags::default();
    for name in names {
        match name.as_str() {
            "onlyStrict" => flags.only_strict = true,
            "noStrict" => flags.no_strict = true,
            "module" => flags.module = true,
            "raw" => flags.raw = true,
            "async" => flags.is_async = true,
            "CanBlockIsFalse" => flags.can_block_is_false = true,
            "CanBlockIsTrue" => flags.can_block_is_true = true,
            "generated" | "non-deterministic" => {}
            name => return Err(format!("the flag '{name}' is not known")),
        }
    }
    Ok(flags)
}

fn parse_negative(entry: &Entry<'_>) -> Result<Negative, String> {
    let (mut phase, mut kind) = (None, None);
    for line in &entry.below {
        match line.trim().split_once(':') {
            Some(("phase", value)) => phase = Some(unquote(value)),
            Some(("type", value)) => kind = Some(unquote(value)),
            _ if line.trim().is_empty() => {}
            _ => return Err(format!("'{line}' is no part of 'negative'")),
        }
    }
    let phase = match phase.as_deref() {
        Some("parse") => Phase::Parse,
        Some("resolution") => Phase::Resolution,
        Some("runtime") => Phase::Runtime,
        phase => return Err(format!("{phase:?} is no phase of an error")),
    };
    Ok(Negative { phase, kind: kind.ok_or("the expected error has no type")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_all_keys() {
        let metadata = parse(
            "// (c)\n/*---\ndescription: >\n  Two\n  lines\nesid: sec-x\ninfo: |\n  a: b\n\n  - c\n\
             flags: [onlyStrict, async, generated]\nincludes:\n  - a.js\n  - 'b.js'\n\
             features: [A.b, \"c-d\"] # why\nnegative:\n  phase: runtime\n  type: TypeError\n---*/\nx",
        )
        .unwrap();
        assert_eq!(metadata.description, "Two lines");
        assert!(metadata.flags.only_strict && metadata.flags.is_async && !metadata.flags.raw);
        assert_eq!(metadata.includes, ["a.js", "b.js"]);
        assert_eq!(metadata.features, ["A.b", "c-d"]);
        let negative = Negative { phase: Phase::Runtime, kind: "TypeError".to_owned() };
        assert_eq!(metadata.negative, Some(negative));
    }

    #[test]
    fn reads_any_line_break() {
        for end in ["\r", "\n", "\r\n"] {
            let text = ["/*---", "flags: [raw]", "features:", "- A", "---*/"].join(end);
            let metadata = parse(&text).unwrap();
            assert!(metadata.flags.raw);
            assert_eq!(metadata.features, ["A"]);
        }
    }

    #[test]
    fn misses_nothing_silently() {
        for wrong in [
            "x",
            "/*---\n",
            "/*---\nflags: [sideways]\n---*/",
            "/*---\nflags: onlyStrict\n---*/",
            "/*---\nfeatures: [a,\n b]\n---*/",
            "/*---\nnegative: SyntaxError\n---*/",
            "/*---\nnegative:\n  phase: early\n  type: SyntaxError\n---*/",
            "/*---\nflag: [raw]\n---*/",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
