//! The opcode tables, and the instruction formats: no opcode is missing anywhere.

mod support;

use jsrun::bytecode::instruction::{
    Decoded, MAX_OPERANDS, OperandKind, WIDE, compact, decode, fits_compact, is_wide, opcode, wide,
};
use jsrun::handlers::{FULL, OPCODES, TABLE, layout};
use std::collections::HashSet;
use support::random::Random;

#[test]
fn every_opcode_is_in_every_table() {
    assert_eq!(TABLE.len(), OPCODES);
    assert_eq!(FULL.len(), OPCODES);
    #[cfg(all(feature = "jit", target_arch = "x86_64", target_os = "linux"))]
    assert_eq!(jsrun::handlers::EMIT.len(), OPCODES);
    let names: HashSet<&str> = TABLE.iter().map(|info| info.name).collect();
    assert_eq!(names.len(), OPCODES, "names are distinct");
    for info in &TABLE {
        assert!(!info.doc.is_empty(), "{} says what it means", info.name);
        assert!(info.operands.len() <= MAX_OPERANDS);
        let targets = info.operands.iter().filter(|k| **k == OperandKind::Target).count();
        assert!(targets <= 1, "{} has one target", info.name);
        let after = info.operands.iter().skip(1);
        assert!(
            !after.into_iter().any(|k| *k == OperandKind::Destination),
            "{}: the destination comes first",
            info.name
        );
    }
    let mut addresses: Vec<usize> = FULL.iter().map(|f| *f as usize).collect();
    addresses.sort_unstable();
    assert!(addresses.iter().all(|a| *a != 0));
}

#[test]
fn no_emission_is_written_by_hand() {
    // The emitters come from the macro: outside the primitives nothing in the engine writes code for an opcode, so the
    // files of the JIT name none.
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/jit");
    for entry in std::fs::read_dir(folder).expect("the JIT's folder") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for info in &TABLE {
            let call = format!("fn emit_{}(", info.name);
            assert!(!text.contains(&call), "{} emits {}", path.display(), info.name);
        }
    }
}

#[test]
fn instructions_survive_encoding_in_both_forms() {
    let mut random = Random(1);
    for op in 0..OPCODES as u8 {
        for round in 0..64 {
            let mut operands = [0u32; MAX_OPERANDS];
            for (operand, kind) in operands.iter_mut().zip(layout(op)) {
                let word = random.word() as u32;
                let small =
                    if kind.is_signed() { word as i16 as i32 as u32 } else { word & 0xFFFF };
                *operand = if round % 2 == 0 { small } else { word };
            }
            let fits =
                layout(op).iter().zip(operands).all(|(kind, operand)| fits_compact(*kind, operand));
            if fits {
                let word = compact(op, operands);
                assert_eq!(opcode(word), op);
                assert!(!is_wide(word));
                assert_eq!(decode(&[word], 0, layout), Decoded { op, operands, words: 1 });
            }
            let words = wide(op, operands);
            assert_eq!(opcode(words[0]), op);
            assert!(is_wide(words[0]) && words[0] as u8 == WIDE);
            assert_eq!(decode(&words, 0, layout), Decoded { op, operands, words: 2 });
            let mut expected = [0u64; 2];
            expected.copy_from_slice(&words);
            // SAFETY: both words of an instruction are there.
            let i = unsafe { jsrun::interp::Instruction::at(expected.as_ptr()) };
            assert_eq!(i.words(), 2);
            for (place, kind) in layout(op).iter().enumerate() {
                if kind.is_signed() {
                    assert_eq!(i.signed(place), operands[place] as i32);
                } else {
                    assert_eq!(i.unsigned(place), operands[place]);
                }
            }
        }
    }
}

#[test]
fn compiled_scripts_pass_the_validator_and_show_every_operand() {
    let text = b"function f(a, ...b) { try { for (let i of b) a += i?.x ?? `t${i}`; } finally { print(a); } return class extends f { #p = 1; }; } f(1);";
    let script = support::compile_script("tables.js", text).expect("it compiles");
    let listing = jsrun::bytecode::disassembler::disassemble_script(&script);
    for function in &script.functions {
        let mut at = 0;
        while at < function.bytecode.len() {
            let i = decode(&function.bytecode, at, layout);
            assert!(listing.contains(TABLE[i.op as usize].name));
            at += i.words as usize;
        }
    }
}
