//! Tests of templates: code that is copied is the code that is emitted.

use super::super::Buffers;
use super::super::compile::{Constants, compile, compile_general};
use super::super::emitter::Version;
use crate::bytecode::compiler::compile_script;
use crate::bytecode::materialize::materialize_all;
use crate::runtime::code::Code;
use crate::runtime::source::Source;
use crate::runtime::testing::new_vm;
use crate::runtime::vm::Vm;
use crate::value::Value;
use jsrun_gc::{Gc, RootVec};
use jsrun_parser::{Arena, ParseOptions};
use std::path::Path;
use std::rc::Rc;

/// Makes the codes of a script.
fn codes(vm: &mut Vm, name: &str, text: &[u8]) -> RootVec<Value> {
    let arena = Arena::new();
    let program = jsrun_parser::parse(&arena, text, &ParseOptions::script()).expect("it parses");
    let source = Rc::new(Source::new(name, text.to_vec()));
    let script = compile_script(&program, source).expect("it compiles");
    let realm = vm.realm();
    materialize_all(vm, &script, realm).expect("there is room")
}

/// The machine code of both versions of a function.
fn code_of(code: &Code, constants: Constants<'_>, buffers: &mut Buffers) -> Vec<u8> {
    let first = compile(code, constants, None, std::mem::take(buffers));
    let mut bytes = first.buffers.asm.code().to_vec();
    *buffers = first.buffers;
    if first.version == Version::Assuming {
        let second = compile_general(code, constants, &first.loops, 0, std::mem::take(buffers));
        bytes.extend_from_slice(second.buffers.asm.code());
        *buffers = second.buffers;
    }
    bytes
}

#[test]
fn copies_are_what_is_emitted() {
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs");
    let mut vm = new_vm();
    let realm = vm.realm();
    let shapes = vm.object_shapes(realm);
    let constants = Constants::without_stubs(realm, &shapes);
    // With notes nothing is copied, and the code is the same.
    let emitted = Constants { noted: true, ..constants };
    let (mut buffers, mut fresh) = (Buffers::default(), Buffers::default());
    let mut functions = 0;
    for entry in std::fs::read_dir(programs).expect("the folder of programs") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "js") {
            continue;
        }
        let name = path.display().to_string();
        let codes = codes(&mut vm, &name, &std::fs::read(&path).expect("a program"));
        for code in codes.iter() {
            // SAFETY: only `Code` cells are there, and they are rooted.
            let code = unsafe { Gc::<Code>::from_addr(code.address()) };
            let expected = code_of(&code, emitted, &mut fresh);
            // Seen, recorded, copied: each circumstance comes at least three times.
            for round in 0..3 {
                let made = code_of(&code, constants, &mut buffers);
                assert!(made == expected, "{name}: {}, round {round}", code.shown_name());
            }
            functions += 1;
        }
    }
    let (templates, uses) = (&buffers.templates, buffers.templates.uses);
    assert!(functions > 100, "{functions} functions");
    assert!(uses > 5 * templates.all.len() as u64, "{uses} uses of {}", templates.all.len());
    assert_eq!(fresh.templates.uses, 0);
}

#[test]
fn another_realm_has_templates_of_its_own() {
    let mut templates = super::Templates::default();
    templates.enter_realm(1, &[1, 2]);
    templates.uses = 7;
    templates.enter_realm(1, &[1, 2]);
    assert_eq!(templates.uses, 7);
    templates.enter_realm(1, &[1, 3]);
    assert_eq!(templates.uses, 0);
}
