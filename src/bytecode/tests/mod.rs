//! Tests of the compiler at the level of bytecode: what it emits, and that the validator accepts it.

mod snapshots;
mod stress;

use super::compiler::{CompileError, compile_script, compile_script_for_value};
use super::disassembler::disassemble_script;
use super::template::CompiledScript;
use crate::runtime::source::Source;
use jsrun_parser::{ParseOptions, parse};
use std::rc::Rc;

/// Compiles a script.
fn compile(text: &str, with_value: bool) -> Result<CompiledScript, CompileError> {
    let arena = bumpalo::Bump::new();
    let program = match parse(&arena, text.as_bytes(), &ParseOptions::script()) {
        Ok(program) => program,
        Err(error) => panic!("{error}: {}", &text[..text.len().min(200)]),
    };
    let source = Rc::new(Source::new("test.js", text.as_bytes().to_vec()));
    let script = if with_value {
        compile_script_for_value(&program, source)
    } else {
        compile_script(&program, source)
    }?;
    for function in &script.functions {
        super::validator::validate(function).expect("valid bytecode");
    }
    Ok(script)
}

/// The disassembly of a script.
fn disassembly(text: &str) -> String {
    match compile(text, false) {
        Ok(script) => disassemble_script(&script),
        Err(error) => error.to_string(),
    }
}
