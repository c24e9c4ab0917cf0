//! The disassembler: bytecode as text, from the layout that the handlers declare.
//!
//! Invariant: every operand is shown; constants, cache keys and targets also by what they stand for.

use super::instruction::{OperandKind, decode};
use super::template::{CompiledScript, Constant, FunctionTemplate};
use crate::handlers::{TABLE, layout};
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
    let mut lines = Vec::new();
    let mut at = 0;
    let mut position = None;
    while at < function.bytecode.len() {
        let instruction = decode(&function.bytecode, at, layout);
        let mut line = format!("{at:04}  {}", TABLE[instruction.op as usize].name);
        let mut notes = Vec::new();
        for (index, kind) in layout(instruction.op).iter().enumerate() {
            let separator = if index == 0 { " " } else { ", " };
            line.push_str(separator);
            operand(function, at, *kind, instruction.operands[index], &mut line, &mut notes);
        }
        let here = offset_at(function, at as u32).map(|offset| source.locate(offset));
        if here != position
            && let Some((line, column)) = here
        {
            notes.push(format!("{line}:{column}"));
        }
        position = here;
        if !notes.is_empty() {
            line = format!("{line:<40}; {}", notes.join("  "));
        }
        lines.push((at as u32, line));
        at += instruction.words as usize;
    }
    lines
}

fn operand(
    function: &FunctionTemplate,
    at: usize,
    kind: OperandKind,
    value: u32,
    line: &mut String,
    notes: &mut Vec<String>,
) {
    let _ = match kind {
        OperandKind::Destination | OperandKind::Source | OperandKind::Register => {
            write!(line, "r{value}")
        }
        OperandKind::Immediate => write!(line, "{}", value as i32),
        OperandKind::Target => write!(line, "-> {:04}", at as i64 + value as i32 as i64),
        OperandKind::Constant => {
            notes.push(constant(function, value));
            write!(line, "k{value}")
        }
        OperandKind::Cache => {
            notes.push(constant(function, function.caches[value as usize]));
            write!(line, "c{value}")
        }
    };
}

fn constant(function: &FunctionTemplate, index: u32) -> String {
    match &function.constants[index as usize] {
        Constant::Number(number) => ryu_js::Buffer::new().format(*number).to_owned(),
        Constant::String(bytes) => format!("{:?}", String::from_utf8_lossy(bytes)),
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

/// The source offset of the instruction at a bytecode index.
fn offset_at(function: &FunctionTemplate, index: u32) -> Option<u32> {
    let after = function.positions.partition_point(|position| position.index <= index);
    after.checked_sub(1).map(|at| function.positions[at].offset)
}
