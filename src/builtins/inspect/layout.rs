//! Putting entries on one line, on several, or in columns.
//!
//! Invariant: escape sequences take no room. Lines are broken by UTF-16 units, columns are as wide as a terminal shows them.

use super::style::{columns, shown_units, units};
use super::{Compact, Inspector};
use crate::builtins::prelude::*;

/// A longer text is refused, as strings of this length are: bytes.
const MAX_TEXT: usize = 1 << 29;
/// Fewer entries than these are not combined to columns.
const FEW_ENTRIES: usize = 6;
/// There are never more columns.
const MAX_COLUMNS: usize = 15;

/// Are the entries a list, which may be put in columns?
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// They are not.
    None,
    /// A list of anything, columns aligned to the left.
    Plain,
    /// A list of numbers, aligned to the right.
    Numbers,
}

impl Inspector<'_> {
    /// Joins the entries of an object: on one line if they are short and little is nested in them.
    pub(super) fn arrange(
        &self,
        vm: &mut Vm,
        output: Vec<String>,
        base: &str,
        (open, close): (&str, &str),
        nesting: usize,
        list: List,
    ) -> Res<String> {
        let total: usize = output.iter().map(|text| text.len() + self.indent + 4).sum();
        if total > MAX_TEXT {
            return Err(vm.throw_range_error("Invalid string length"));
        }
        let lead = if base.is_empty() { String::new() } else { format!("{base} ") };
        let line = format!("\n{}", " ".repeat(self.indent));
        let levels = match self.options.compact {
            Compact::Levels(levels) => levels,
            Compact::Full => {
                let lead = if base.is_empty() { String::new() } else { format!(" {base}") };
                if self.fits(&output, 0, base) {
                    return Ok(format!("{open}{lead} {} {close}", output.join(", ")));
                }
                let first = match base.is_empty() && open.len() == 1 {
                    true => " ".to_owned(),
                    false => format!("{lead}{line}  "),
                };
                let entries = output.join(&format!(",{line}  "));
                return Ok(format!("{open}{first}{entries} {close}"));
            }
        };
        let entries = output.len();
        let output = if levels > 0 && list != List::None && entries > FEW_ENTRIES {
            self.columns(output, levels, list)
        } else {
            output
        };
        let nested = self.current_depth.saturating_sub(nesting);
        if levels > 0 && nested < levels && entries == output.len() {
            let start = output.len() + self.indent + units(open) + units(base) + 10;
            if self.fits(&output, start, base) && !output.iter().any(|text| text.contains('\n')) {
                return Ok(format!("{lead}{open} {} {close}", output.join(", ")));
            }
        }
        Ok(format!("{lead}{open}{line}  {}{line}{close}", output.join(&format!(",{line}  "))))
    }

    /// Is the line short enough, with so much before it?
    fn fits(&self, output: &[String], start: usize, base: &str) -> bool {
        let mut total = output.len() + start;
        if total + output.len() > self.options.break_length {
            return false;
        }
        for text in output {
            total += shown_units(text);
            if total > self.options.break_length {
                return false;
            }
        }
        !base.contains('\n')
    }

    /// Combines the many short elements of an array to lines of equal columns.
    fn columns(&self, output: Vec<String>, levels: usize, list: List) -> Vec<String> {
        const BETWEEN: usize = 2;
        // What tells how many more there are stands for itself.
        let counted = output.len() - usize::from(output.len() > self.options.max_array_length);
        let widths: Vec<usize> = output[..counted].iter().map(|text| columns(text)).collect();
        let total: usize = widths.iter().map(|width| width + BETWEEN).sum();
        let longest = widths.iter().copied().max().unwrap_or(0);
        let widest = longest + BETWEEN;
        let worth_it = total as f64 / widest as f64 > 5.0 || longest <= 6;
        let room = self.options.break_length;
        if widest * 3 + self.indent >= room || !worth_it {
            return output;
        }
        // About square, taking characters as two and a half times as high as wide, and short entries as a reason for
        // more columns.
        let bias = (widest as f64 - total as f64 / output.len() as f64).sqrt();
        let biased = (widest as f64 - 3.0 - bias).max(1.0);
        let square = ((2.5 * biased * counted as f64).sqrt() / biased).round() as usize;
        let count = square
            .min((room - self.indent) / widest)
            .min(levels.saturating_mul(4))
            .min(MAX_COLUMNS);
        if count <= 1 {
            return output;
        }
        let column_width = |column: usize| {
            widths[column..].iter().step_by(count).copied().max().unwrap_or(0) + BETWEEN
        };
        let column_widths: Vec<usize> = (0..count.min(counted)).map(column_width).collect();
        let mut lines = Vec::new();
        for (row, texts) in output[..counted].chunks(count).enumerate() {
            let mut line = String::new();
            for (column, text) in texts.iter().enumerate() {
                let is_last = column + 1 == texts.len();
                let room = column_widths[column] - BETWEEN - widths[row * count + column];
                let padding = " ".repeat(room);
                if list == List::Numbers {
                    line.push_str(&padding);
                }
                line.push_str(text);
                if !is_last {
                    line.push_str(", ");
                    if list == List::Plain {
                        line.push_str(&padding);
                    }
                }
            }
            lines.push(line);
        }
        lines.extend_from_slice(&output[counted..]);
        lines
    }
}
