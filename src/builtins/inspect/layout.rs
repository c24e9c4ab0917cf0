//! Putting entries on one line, on several, or in columns.
//!
//! Invariant: widths are counted in characters.

use super::{BREAK_LENGTH, COMPACT, Extras, Inspector, MAX_ELEMENTS};

fn width(text: &str) -> usize {
    text.chars().count()
}

impl Inspector {
    /// Joins the entries of an object: on one line if they are short and little is nested in them.
    pub(super) fn arrange(
        &self,
        output: Vec<String>,
        base: &str,
        (open, close): (&str, &str),
        extras: Extras,
        nesting: usize,
        numeric: bool,
    ) -> String {
        let entries = output.len();
        let output = if extras == Extras::Array && entries > 6 {
            self.columns(output, numeric)
        } else {
            output
        };
        let lead = if base.is_empty() { String::new() } else { format!("{base} ") };
        if self.current_depth - nesting < COMPACT && entries == output.len() {
            let start = output.len() + self.indent + width(open) + width(base) + 10;
            let total: usize = output.iter().map(|text| width(text)).sum();
            let fits = total + output.len() + start <= BREAK_LENGTH && !base.contains('\n');
            if fits && !output.iter().any(|text| text.contains('\n')) {
                return format!("{lead}{open} {} {close}", output.join(", "));
            }
        }
        let line = format!("\n{}", " ".repeat(self.indent));
        format!("{lead}{open}{line}  {}{line}{close}", output.join(&format!(",{line}  ")))
    }

    /// Combines the many short elements of an array to lines of equal columns.
    fn columns(&self, output: Vec<String>, numeric: bool) -> Vec<String> {
        let counted =
            if output.len() > MAX_ELEMENTS as usize { output.len() - 1 } else { output.len() };
        let widths: Vec<usize> = output[..counted].iter().map(|text| width(text)).collect();
        let total: usize = widths.iter().map(|w| w + 2).sum();
        let longest = widths.iter().copied().max().unwrap_or(0);
        let widest = longest + 2;
        let worth_it = total as f64 / widest as f64 > 5.0 || longest <= 6;
        if widest * 3 + self.indent >= BREAK_LENGTH || !worth_it {
            return output;
        }
        // About square, taking characters as two and a half times as high as wide, and short entries as a reason for
        // more columns.
        let bias = (widest as f64 - total as f64 / output.len() as f64).sqrt();
        let biased = (widest as f64 - 3.0 - bias).max(1.0);
        let square = ((2.5 * biased * counted as f64).sqrt() / biased).round() as usize;
        let columns = square.min((BREAK_LENGTH - self.indent) / widest).min(COMPACT * 4).min(15);
        if columns <= 1 {
            return output;
        }
        let column_width = |column: usize| {
            widths[column..].iter().step_by(columns).copied().max().unwrap_or(0) + 2
        };
        let column_widths: Vec<usize> = (0..columns.min(counted)).map(column_width).collect();
        let mut lines = Vec::new();
        for row in output[..counted].chunks(columns) {
            let mut line = String::new();
            for (column, text) in row.iter().enumerate() {
                let last = column + 1 == row.len();
                let padding = " ".repeat(column_widths[column] - 2 - width(text));
                if numeric {
                    line.push_str(&padding);
                }
                line.push_str(text);
                if !last {
                    line.push_str(", ");
                    if !numeric {
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
