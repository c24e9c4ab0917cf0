//! The validator: what the tiers rely on, checked for each compiled function in debug builds and tests.
//!
//! Invariant: bytecode that passes reads and writes only registers of its frame, names only constants and caches
//! that exist, and jumps only to instructions.

use super::instruction::{Decoded, OperandKind, decode, is_wide, opcode};
use super::template::FunctionTemplate;
use crate::handlers::{OPCODES, Op, layout};
use crate::runtime::vm::frame::HEADER_WORDS;

/// Checks a function.
pub fn validate(function: &FunctionTemplate) -> Result<(), String> {
    let starts = instruction_starts(&function.bytecode)?;
    let mut at = 0;
    let mut last = None;
    while at < function.bytecode.len() {
        let instruction = decode(&function.bytecode, at, layout);
        check_operands(function, &starts, at, &instruction)
            .map_err(|error| format!("at {at}: {error}"))?;
        last = Some(instruction.op);
        at += instruction.words as usize;
    }
    let ends = [Op::Ret, Op::Throw, Op::ThrowError, Op::JumpAlways];
    if !last.is_some_and(|last| ends.iter().any(|op| op.0 == last)) {
        return Err("control may run off the end".to_owned());
    }
    check_tables(function, &starts)
}

/// Where instructions begin.
fn instruction_starts(bytecode: &[u64]) -> Result<Vec<bool>, String> {
    let mut starts = vec![false; bytecode.len()];
    let mut at = 0;
    while at < bytecode.len() {
        let op = opcode(bytecode[at]);
        if op as usize >= OPCODES {
            return Err(format!("at {at}: no opcode {op}"));
        }
        starts[at] = true;
        let words = if is_wide(bytecode[at]) { 2 } else { 1 };
        if at + words > bytecode.len() {
            return Err(format!("at {at}: cut short"));
        }
        at += words;
    }
    Ok(starts)
}

fn check_operands(
    function: &FunctionTemplate,
    starts: &[bool],
    at: usize,
    instruction: &Decoded,
) -> Result<(), String> {
    let below = |what: &str, index: u32, count: usize| {
        if (index as usize) < count { Ok(()) } else { Err(format!("{what} {index} of {count}")) }
    };
    let registers = function.register_count as usize;
    for (kind, operand) in layout(instruction.op).iter().zip(instruction.operands) {
        match kind {
            OperandKind::Destination | OperandKind::Source | OperandKind::Register => {
                below("register", operand, registers)?
            }
            OperandKind::Constant => below("constant", operand, function.constants.len())?,
            OperandKind::Cache => below("cache", operand, function.caches.len())?,
            OperandKind::Immediate => {}
            OperandKind::Target => {
                let target = at as i64 + operand as i32 as i64;
                let is_start =
                    usize::try_from(target).is_ok_and(|target| starts.get(target) == Some(&true));
                if !is_start {
                    return Err(format!("jump to {target}"));
                }
            }
        }
    }
    check_call(function, instruction)
}

/// An outgoing call fits into the frame.
fn check_call(function: &FunctionTemplate, instruction: &Decoded) -> Result<(), String> {
    let calls = [Op::Call, Op::Construct, Op::SuperCall];
    if !calls.iter().any(|op| op.0 == instruction.op) {
        return Ok(());
    }
    let end =
        instruction.operands[1] as u64 + HEADER_WORDS as u64 + 1 + instruction.operands[2] as u64;
    if end <= function.register_count as u64 {
        Ok(())
    } else {
        Err(format!("a call up to register {end}"))
    }
}

fn check_tables(function: &FunctionTemplate, starts: &[bool]) -> Result<(), String> {
    let is_start = |index: u32| starts.get(index as usize) == Some(&true);
    for range in &function.handlers {
        let ends_well = is_start(range.end) || range.end as usize == starts.len();
        if range.start >= range.end
            || !is_start(range.start)
            || !ends_well
            || !is_start(range.target)
        {
            return Err(format!("handler {range:?}"));
        }
        if range.register >= function.register_count {
            return Err(format!("handler register {}", range.register));
        }
    }
    if !function.positions.is_sorted_by(|a, b| a.index < b.index) {
        return Err("positions are not ascending".to_owned());
    }
    if let Some(position) =
        function.positions.iter().find(|p| !is_start(p.index) && p.index as usize != starts.len())
    {
        return Err(format!("position {position:?}"));
    }
    if !function.texts.is_sorted_by(|a, b| a.index < b.index)
        || !function.texts.iter().all(|text| is_start(text.index))
    {
        return Err("texts are not at ascending instructions".to_owned());
    }
    if function.parameter_count >= function.register_count {
        return Err("parameters beyond the frame".to_owned());
    }
    let caches = function.caches.iter();
    let is_string = |key: &u32| {
        matches!(function.constants.get(*key as usize), Some(super::Constant::String(_)))
    };
    if !caches.into_iter().all(is_string) {
        return Err("a cache without a key".to_owned());
    }
    Ok(())
}
