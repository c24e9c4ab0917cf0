//! The disassembler: bytecode as text, from the layout that the handlers declare.
//!
//! Invariant: every operand is shown; constants, cache keys and targets also by what they stand for.

use super::instruction::{OperandKind, decode};
use super::template::{CompiledScript, Constant, FunctionTemplate};
use crate::handlers::{TABLE, layout};
use crate::runtime::code::Position;
use crate::runtime::source::Source;
use std::fmt::Write;

/// All functions of a script, the top-level code first.
pub fn disassemble_script(script: &CompiledScript) -> String {
    let mut out = String::new();
    for function in script.functions.iter().rev() {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&disassemble(function, &script.source));
    }
    out
}

/// One function.
pub fn disassemble(function: &FunctionTemplate, source: &Source) -> String {
    let mut out = String::new();
    let name = String::from_utf8_lossy(&function.name);
    let name = if name.is_empty() { "(anonymous)" } else { &name };
    let _ = writeln!(
        out,
        "{name}: {} parameters, {} registers",
        function.parameter_count, function.register_count
    );
    for (_, line) in lines(function, source) {
        out.push_str(&line);
        out.push('\n');
    }
    for range in &function.handlers {
        let _ = writeln!(
            out,
            "handler {:04}..{:04} -> {:04} r{}",
            range.start, range.end, range.target, range.register
        );
    }
    out
}

/// The instructions of a function: the bytecode index and the text of each.
pub fn lines(function: &FunctionTemplate, source: &Source) -> Vec<(u32, String)> {
    let body = Body {
        bytecode: &function.bytecode,
        positions: &function.positions,
        constant: &|index| constant(function, index),
        cache_key: &|index| constant(function, function.caches[index as usize]),
    };
    let instructions = instructions(&body, source).into_iter();
    instructions.map(|instruction| (instruction.index, instruction.to_string())).collect()
}

/// What instructions are listed from: the compiled form of a function, or the cell that was made of it.
pub struct Body<'a> {
    /// The words.
    pub bytecode: &'a [u64],
    /// Source positions, ascending.
    pub positions: &'a [Position],
    /// How a constant is shown.
    pub constant: &'a dyn Fn(u32) -> String,
    /// How the key of an inline cache is shown.
    pub cache_key: &'a dyn Fn(u32) -> String,
}

/// An instruction as it is shown. As text: one line, with the notes behind.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The bytecode index.
    pub index: u32,
    /// The opcode's number.
    pub op: u8,
    /// The operands: registers as `r3`, constants as `k0`, caches as `c1`, jumps as `-> 0012`.
    pub operands: String,
    /// What the operands stand for.
    pub notes: Vec<String>,
    /// Line and column (from 1) of the source.
    pub place: Option<(u32, u32)>,
    /// Is that another place than that of the instruction before?
    pub is_new_place: bool,
    /// The inline cache that it uses.
    pub cache: Option<u32>,
    /// The constants that it uses.
    pub constants: Vec<u32>,
}

impl std::fmt::Display for Listed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut line = format!("{:04}  {}", self.index, TABLE[self.op as usize].name);
        if !self.operands.is_empty() {
            let _ = write!(line, " {}", self.operands);
        }
        let mut notes = self.notes.clone();
        if let Some((line, column)) = self.place.filter(|_| self.is_new_place) {
            notes.push(format!("{line}:{column}"));
        }
        match notes.is_empty() {
            true => f.write_str(&line),
            false => write!(f, "{line:<40}; {}", notes.join("  ")),
        }
    }
}

/// The instructions of a function.
pub fn instructions(body: &Body<'_>, source: &Source) -> Vec<Listed> {
    let mut list = Vec::new();
    let mut at = 0;
    let mut position = None;
    while at < body.bytecode.len() {
        let instruction = decode(body.bytecode, at, layout);
        let place = offset_at(body.positions, at as u32).map(|offset| source.locate(offset));
        let mut listed = Listed {
            index: at as u32,
            op: instruction.op,
            operands: String::new(),
            notes: Vec::new(),
            place,
            is_new_place: place != position,
            cache: None,
            constants: Vec::new(),
        };
        for (index, kind) in layout(instruction.op).iter().enumerate() {
            if index > 0 {
                listed.operands.push_str(", ");
            }
            operand(body, *kind, instruction.operands[index], &mut listed);
        }
        position = place;
        list.push(listed);
        at += instruction.words as usize;
    }
    list
}

fn operand(body: &Body<'_>, kind: OperandKind, value: u32, to: &mut Listed) {
    let text = match kind {
        OperandKind::Destination | OperandKind::Source | OperandKind::Register => {
            format!("r{value}")
        }
        OperandKind::Immediate => format!("{}", value as i32),
        OperandKind::Target => format!("-> {:04}", to.index as i64 + value as i32 as i64),
        OperandKind::Constant => {
            to.notes.push((body.constant)(value));
            to.constants.push(value);
            format!("k{value}")
        }
        OperandKind::Cache => {
            to.notes.push((body.cache_key)(value));
            to.cache = Some(value);
            format!("c{value}")
        }
    };
    to.operands.push_str(&text);
}

fn constant(function: &FunctionTemplate, index: u32) -> String {
    match &function.constants[index as usize] {
        Constant::Number(number) => number_text(*number),
        Constant::String(bytes) => quoted(&String::from_utf8_lossy(bytes)),
        Constant::BigInt(digits) => format!("{}n", String::from_utf8_lossy(digits)),
        Constant::Function(index) => format!("function {index}"),
        Constant::Template(strings) => format!("template of {}", strings.len() / 2),
        Constant::ArgumentsMap(map) => format!("map {map:?}"),
        Constant::Lookup { name, limit } => {
            format!("{} within {limit}", String::from_utf8_lossy(name))
        }
        Constant::Declarations(declarations) => {
            let names = |list: &mut dyn Iterator<Item = &Box<[u8]>>| {
                list.map(|name| String::from_utf8_lossy(name).into_owned())
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            format!(
                "var [{}] function [{}] let [{}]",
                names(&mut declarations.variables.iter().map(|v| &v.name)),
                names(&mut declarations.functions.iter()),
                names(&mut declarations.lexical.iter().map(|l| &l.name))
            )
        }
    }
}

/// A number as listings show it.
pub fn number_text(number: f64) -> String {
    ryu_js::Buffer::new().format(number).to_owned()
}

/// A string as listings show it.
pub fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// The source offset of the instruction at a bytecode index.
fn offset_at(positions: &[Position], index: u32) -> Option<u32> {
    let after = positions.partition_point(|position| position.index <= index);
    after.checked_sub(1).map(|at| positions[at].offset)
}
