//! Profiles in the form of Chrome's `.cpuprofile` files
//! (https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile).
//!
//! Invariant: what is written is JSON, whatever names contain.

use super::{Profile, ProfileFunction};
use std::io::{self, Write};

impl Profile {
    /// Writes the profile as Chrome's DevTools load it.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_cpuprofile(&self, out: &mut impl Write) -> io::Result<()> {
        let mut children = vec![vec![]; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            if let Some(parent) = node.parent {
                children[parent as usize].push(id(at as u32).to_string());
            }
        }
        out.write_all(b"{\"nodes\":[")?;
        for (at, node) in self.nodes.iter().enumerate() {
            let comma = if at > 0 { ",\n" } else { "" };
            write!(out, "{comma}{{\"id\":{},\"callFrame\":", id(at as u32))?;
            write_function(&node.function, out)?;
            write!(out, ",\"hitCount\":{}", node.hits)?;
            if !children[at].is_empty() {
                write!(out, ",\"children\":[{}]", children[at].join(","))?;
            }
            if !node.lines.is_empty() {
                let ticks = node.lines.iter();
                let ticks =
                    ticks.map(|(line, hits)| format!("{{\"line\":{line},\"ticks\":{hits}}}"));
                write!(out, ",\"positionTicks\":[{}]", ticks.collect::<Vec<_>>().join(","))?;
            }
            out.write_all(b"}")?;
        }
        let (start, end) = (self.start.as_micros(), self.end.as_micros());
        write!(out, "],\n\"startTime\":{start},\"endTime\":{end},\n\"samples\":[")?;
        write_list(self.samples.iter().map(|sample| id(sample.node)), out)?;
        out.write_all(b"],\n\"timeDeltas\":[")?;
        write_list(self.samples.iter().map(|sample| sample.delta), out)?;
        out.write_all(b"]}\n")
    }

    /// Replaces the names of sources, such as paths by `file:` URLs.
    pub fn map_urls(&mut self, mut url: impl FnMut(&str) -> String) {
        for node in self.nodes.iter_mut().filter(|node| !node.function.url.is_empty()) {
            node.function.url = url(&node.function.url);
        }
    }
}

/// Ids begin at 1.
fn id(node: u32) -> u32 {
    node + 1
}

fn write_function(function: &ProfileFunction, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"{\"functionName\":")?;
    write_string(&function.name, out)?;
    write!(out, ",\"scriptId\":\"{}\",\"url\":", function.script)?;
    write_string(&function.url, out)?;
    // Of what has no source, -1.
    let (line, column) = function.place.unwrap_or((0, 0));
    let from_zero = |n: u32| i64::from(n) - 1;
    write!(out, ",\"lineNumber\":{},\"columnNumber\":{}}}", from_zero(line), from_zero(column))
}

fn write_list(numbers: impl Iterator<Item = u32>, out: &mut impl Write) -> io::Result<()> {
    for (at, number) in numbers.enumerate() {
        match at {
            0 => write!(out, "{number}")?,
            _ => write!(out, ",{number}")?,
        }
    }
    Ok(())
}

/// A JSON string (https://www.rfc-editor.org/rfc/rfc8259#section-7).
fn write_string(text: &str, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\"")?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(out, "\\{c}")?,
            '\0'..='\u{1F}' => write!(out, "\\u{:04x}", c as u32)?,
            c => write!(out, "{c}")?,
        }
    }
    out.write_all(b"\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped() {
        let mut out = vec![];
        write_string("a\"\\\n\u{1}é\u{2028}", &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"a\\\"\\\\\\u000a\\u0001é\u{2028}\"");
    }
}
