//! The tail-calling handlers need no frame on the native stack: their machine code in this very program shows it.

use crate::handlers::{OPCODES, TABLE, TAIL};
use crate::interp::leave_hot_path;
use iced_x86::{
    Decoder, DecoderOptions, FlowControl, Instruction, InstructionInfoFactory, Mnemonic, Register,
};
use std::collections::BTreeSet;

/// Handlers that do use the stack on some path, and why.
const WITH_FRAME: [(&str, &str); 0] = [];

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
    let (mut with_frame, mut hot) = (vec![], 0);
    for op in 0..OPCODES {
        let address = TAIL[op] as *const () as usize;
        if address == leave_hot_path as *const () as usize {
            continue;
        }
        hot += 1;
        let findings = examine(address);
        let name = TABLE[op].name;
        if findings.calls + findings.stack + findings.returns > 0 {
            with_frame.push((name, findings));
            continue;
        }
        assert!(
            findings.dispatches + findings.leaves > 0,
            "{name} ends in a jump to another handler"
        );
    }
    assert!(hot > 60, "hot variants are found: {hot}");
    let unexpected: Vec<_> =
        with_frame.iter().filter(|(n, _)| !WITH_FRAME.iter().any(|(w, _)| w == n)).collect();
    assert!(unexpected.is_empty(), "handlers with a frame: {unexpected:#?}");
    for (name, reason) in WITH_FRAME {
        assert!(with_frame.iter().any(|(n, _)| *n == name), "{name} has none, though {reason}");
    }
}
