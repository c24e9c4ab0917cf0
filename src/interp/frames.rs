//! The tail-calling handlers call nothing and return to nobody: their machine code in this very program shows it. Most need
//! no native stack at all; those that do are listed, with the reason.
//!
//! Invariant: the lists say what a handler may do. Which registers a handler needs is the compiler's choice, so one that is
//! listed may do without.

use crate::handlers::{OPCODES, TABLE, TAIL};
use crate::interp::leave_hot_path;
use iced_x86::{
    Decoder, DecoderOptions, FlowControl, Instruction, InstructionInfoFactory, Mnemonic, Register,
};
use std::collections::BTreeSet;

/// Five machine registers hold the arguments of every handler, which the next one needs again; the calling convention
/// leaves four more. Handlers whose paths need more than these save some registers, and nothing else: each has two or
/// three operands, constants that Rust keeps in registers, and results in between.
const SAVES_REGISTERS: &[&str] = &[
    "add",
    "sub",
    "mul",
    "div",
    "add_imm",
    "increment",
    "rem",
    "ushr",
    "bit_and",
    "bit_or",
    "bit_xor",
    "shl",
    "shr",
    "lt",
    "le",
    "gt",
    "ge",
    "jump_lt",
    "jump_le",
    "jump_gt",
    "jump_ge",
    "jump_not_lt",
    "jump_not_le",
    "jump_not_gt",
    "jump_not_ge",
    "strict_eq",
    "loose_eq",
    "not_strict_eq",
    "not_loose_eq",
    "jump_strict_eq",
    "jump_loose_eq",
    "jump_not_strict_eq",
    "jump_not_loose_eq",
    "get_property",
    "get_super",
    "set_property",
    "define_property",
    "get_private",
    "set_private",
    "set_outer",
    "set_outer_checked",
    "get_import",
    "instance_of",
    "has_property",
    "construct",
    "super_call",
    "new_object",
];
/// Handlers that call a function on some path, and why.
const CALLS: &[(&str, &str)] = &[
    ("get_element", "typed arrays: one function loads the elements of all kinds"),
    ("set_element", "typed arrays: one function stores the elements of all kinds"),
    ("call", "arguments that the callee can see beyond its parameters are copied"),
    ("tail_call", "as for `call`"),
    ("iterator_step", "the registers of a frame that is resumed are copied"),
    ("step_generator", "as for `iterator_step`"),
    ("yield_value", "the registers of a frame that is suspended are copied"),
];

/// What a handler's machine code does.
#[derive(Default, Debug)]
struct Findings {
    calls: usize,
    stack: usize,
    returns: usize,
    dispatches: usize,
    leaves: usize,
    instructions: usize,
}

/// Follows all paths of the function at an address, through direct jumps, to its ends.
fn examine(start: usize) -> Findings {
    let mut findings = Findings::default();
    let mut factory = InstructionInfoFactory::new();
    let (mut seen, mut todo) = (BTreeSet::new(), vec![start]);
    while let Some(at) = todo.pop() {
        if at == leave_hot_path as *const () as usize {
            findings.leaves += 1;
            continue;
        }
        if !seen.insert(at) {
            continue;
        }
        // SAFETY: control comes here, so an instruction begins here; none is longer, and the program's text does not end
        // within the last bytes of the last function's page.
        let bytes =
            unsafe { std::slice::from_raw_parts(std::ptr::with_exposed_provenance::<u8>(at), 15) };
        let mut decoder = Decoder::with_ip(64, bytes, at as u64, DecoderOptions::NONE);
        let mut instruction = Instruction::default();
        decoder.decode_out(&mut instruction);
        findings.instructions += 1;
        assert!(findings.instructions < 20_000, "this is no handler");
        let info = factory.info(&instruction);
        let writes_stack_pointer = info.used_registers().iter().any(|r| {
            r.register().full_register() == Register::RSP && r.access() != iced_x86::OpAccess::Read
        });
        if writes_stack_pointer && instruction.mnemonic() != Mnemonic::Ret {
            findings.stack += 1;
        }
        let (next, target) = (instruction.next_ip() as usize, instruction.near_branch_target());
        match instruction.flow_control() {
            FlowControl::Next => todo.push(next),
            FlowControl::ConditionalBranch => todo.extend([next, target as usize]),
            FlowControl::UnconditionalBranch => todo.push(target as usize),
            FlowControl::IndirectBranch => findings.dispatches += 1,
            FlowControl::Return => findings.returns += 1,
            FlowControl::Call | FlowControl::IndirectCall => {
                findings.calls += 1;
                todo.push(next);
            }
            _ => {}
        }
    }
    findings
}

#[test]
fn tail_handlers_have_no_frame() {
    let (mut unexpected, mut hot) = (vec![], 0);
    for op in 0..OPCODES {
        let address = TAIL[op] as *const () as usize;
        if address == leave_hot_path as *const () as usize {
            continue;
        }
        hot += 1;
        let findings = examine(address);
        let name = TABLE[op].name;
        let calls = CALLS.iter().any(|(n, _)| *n == name);
        let saves = calls || SAVES_REGISTERS.contains(&name);
        if findings.calls > 0 && !calls || findings.stack > 0 && !saves || findings.returns > 0 {
            unexpected.push((name, findings));
            continue;
        }
        assert!(
            findings.dispatches + findings.leaves > 0,
            "{name} ends in a jump to another handler"
        );
    }
    assert!(hot > 60, "hot variants are found: {hot}");
    assert!(unexpected.is_empty(), "handlers with a frame: {unexpected:#?}");
    let known = |name: &&str| TABLE.iter().any(|info| info.name == *name);
    assert!(SAVES_REGISTERS.iter().all(known) && CALLS.iter().all(|(name, _)| known(&name)));
}
