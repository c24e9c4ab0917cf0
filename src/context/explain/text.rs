//! An explanation as plain text: each line of the source, its bytecode below, and its machine code below that.
//!
//! Invariant: what is out of the way of what is expected stands behind what is expected, and says so.

use super::model::*;
use crate::interp::machine_code::CodeOwner;
use std::fmt::Write;

/// How much is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    /// Source and bytecode.
    Bytecode,
    /// The machine code as well: the version that calls enter.
    MachineCode,
}

/// Where notes begin in a line of bytecode.
const NOTES: usize = 44;

impl Explanation {
    /// The explanation as text, which ends in a line break.
    pub fn to_text(&self, detail: Detail) -> String {
        let mut out = String::new();
        let (line, column) = self.place;
        let _ = writeln!(out, "{} ({}:{line}:{column})", self.name, self.source);
        let _ = writeln!(out, "{}", self.facts().join(", "));
        if !self.variables.is_empty() {
            let names = self.variables.iter().map(|(r, name)| format!("r{r} {name}"));
            let _ = writeln!(out, "variables: {}", names.collect::<Vec<_>>().join(", "));
        }
        out.push('\n');
        let width = self.lines.last().map_or(1, |line| line.number.to_string().len());
        for line in &self.lines {
            let _ = writeln!(out, "{:>width$} | {}", line.number, line.text);
            for at in &line.instructions {
                self.instruction(&self.instructions[*at], detail, &mut out);
            }
        }
        for range in &self.handlers {
            let _ = writeln!(
                out,
                "exceptions from {:04} to {:04} go to {:04}, in r{}",
                range.start, range.end, range.target, range.register
            );
        }
        if detail == Detail::MachineCode {
            self.rest(&mut out);
        }
        out
    }

    fn instruction(&self, instruction: &Instruction, detail: Detail, out: &mut String) {
        let mut line = format!("    {:04}  {}", instruction.index, instruction.opcode.name);
        if !instruction.operands.is_empty() {
            let _ = write!(line, " {}", instruction.operands);
        }
        let mut notes = instruction.notes.clone();
        let used = instruction.cache.as_ref().filter(|cache| cache.state != CacheState::Empty);
        if let Some(cache) = used {
            notes.push(cache.state.word().to_owned());
        }
        if self.is_counted {
            notes.push(format!("× {}", grouped(instruction.counts.total())));
        }
        let _ = match notes.is_empty() {
            true => writeln!(out, "{line}"),
            false => writeln!(out, "{line:<NOTES$}; {}", notes.join("  ")),
        };
        if let Some(cache) = instruction.cache.as_ref().filter(|cache| !cache.entries.is_empty()) {
            for entry in &cache.entries {
                let void = if entry.is_valid { "" } else { " (void: the prototype has changed)" };
                let _ = writeln!(out, "          ; {}: {}{void}", entry.shape, entry.hit);
            }
        }
        if detail == Detail::MachineCode {
            for (_, piece) in instruction.code.iter().filter(|(version, _)| *version == 0) {
                let piece = &self.machine_code[0].pieces[*piece];
                if piece.is_cold && !piece.instructions.is_empty() {
                    out.push_str("            ; out of line\n");
                }
                lines(&piece.instructions, out);
            }
        }
    }

    /// The machine code that belongs to no instruction, and what is said of the rest.
    fn rest(&self, out: &mut String) {
        let Some(first) = self.machine_code.first() else {
            out.push_str("\nThere is no machine code: there is no JIT, or it was not wanted.\n");
            return;
        };
        for piece in &first.pieces {
            let heading = match piece.owner {
                CodeOwner::Instruction(_) => continue,
                CodeOwner::Entry => "where calls enter",
                CodeOwner::Exits => "to the general version, once there is one",
                CodeOwner::Throw => "an exception: to its handler, or to the caller",
            };
            let _ = writeln!(out, "    {heading}");
            lines(&piece.instructions, out);
        }
        if let Some(general) = self.machine_code.get(1) {
            let _ = writeln!(
                out,
                "Where types differ, a general version of {} bytes takes over.",
                general.bytes
            );
        }
    }
}

fn lines(instructions: &[(u32, String)], out: &mut String) {
    for (offset, text) in instructions {
        let _ = writeln!(out, "            {offset:04x}  {text}");
    }
}
