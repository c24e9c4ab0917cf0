//! Runs the machine code of single emissions: each primitive against its Rust meaning.
//!
//! A [`Case`] is a small function around an emission: it reads bytecode registers of a fake frame, and answers with the
//! result's bits, or [`NO`] where the emission jumped to `no`. Invariant: whichever registers operands are in, and
//! whatever is known of their types, the answer is the meaning's.

mod calls;
mod control;
mod numbers;
mod objects;
mod properties;
mod shared;
mod suspensions;
mod table;
mod tests_of_types;
mod typed_arrays;

use super::Buffers;
use super::blocks::Blocks;
use super::compile::Constants;
use super::emitter::*;
use super::memory::CodeMemory;
use super::state::{MAX_OPERANDS, types_of};
use super::stubs::Stubs;
use crate::bytecode::builder::Builder;
use crate::bytecode::{CompiledScript, materialize::materialize};
use crate::handlers::operand::Cx;
use crate::runtime::code::Code;
use crate::runtime::source::Source;
use crate::runtime::vm::{Vm, VmOptions};
use crate::value::Value;
use dynasm::dynasm;
use jsrun_gc::Gc;
use std::rc::Rc;

/// The answer where an emission jumped to `no`.
pub const NO: u64 = 0;
/// The answer where an emission jumped to where exceptions go.
pub const THREW: u64 = 3;
/// The answer of the code behind an emission that suspends a function.
pub const BEHIND: u64 = 5;
/// Registers of the fake frame.
const REGISTERS: usize = 24;
/// Words below the fake frame: its header.
const HEADER: usize = crate::runtime::vm::frame::HEADER_WORDS;

/// What is known of an operand before the emission.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    /// Nothing: the general version.
    Nothing,
    /// Its exact type.
    Type,
    /// Its exact type, and it is in rax.
    InRax,
    /// Nothing, and it has been loaded into its home before.
    Loaded,
}

/// All of them.
pub const KNOWN: [Known; 4] = [Known::Nothing, Known::Type, Known::InRax, Known::Loaded];

/// A machine with one function, in whose name emissions run.
pub struct Harness {
    /// The machine.
    pub vm: Box<Vm>,
    code: Gc<Code>,
    memory: CodeMemory,
    stubs: Stubs,
    frame: Vec<Value>,
    /// The code of the last emission, which may still be entered where it says.
    last: Option<(usize, usize)>,
}

impl Harness {
    /// A harness.
    pub fn new() -> Harness {
        Harness::on(crate::runtime::testing::new_vm())
    }

    /// A harness whose machine has the standard library.
    pub fn with_library() -> Harness {
        let mut options = VmOptions::default();
        options.kinds.extend(crate::builtins::kinds());
        let mut vm = Vm::new(options);
        crate::builtins::install(&mut vm);
        vm.create_realm();
        Harness::on(vm)
    }

    fn on(mut vm: Box<Vm>) -> Harness {
        let mut b = Builder::new(1);
        let first = b.allocate_many(REGISTERS as u32 - 1);
        b.load_int(first, 0);
        b.ret(first);
        let template = b.finish().into_template();
        let script = CompiledScript {
            functions: vec![template],
            source: Rc::new(Source::new("harness", *b"")),
        };
        let realm = vm.realm();
        let code = materialize(&mut vm, &script, realm).expect("the harness's function");
        let function = vm.new_function(code, Value::UNDEFINED);
        let mut memory = CodeMemory::new(1 << 20, false).expect("executable memory");
        let stubs = Stubs::install(&mut memory).expect("room for the stubs");
        vm.routines = stubs.routines;
        let mut frame = vec![Value::UNDEFINED; HEADER + REGISTERS];
        frame[0] = Value::cell(crate::runtime::function::Function::as_object(function));
        Harness { vm, code, memory, stubs, frame, last: None }
    }

    /// The frame's register 0.
    pub fn fp(&mut self) -> *mut Value {
        // SAFETY: the header's words come first.
        unsafe { self.frame.as_mut_ptr().add(HEADER) }
    }

    /// Runs an emission on these values. `registers`: which bytecode register holds each (two may be the same).
    /// `emit` gets the operands and the label to jump to, and leaves its result in rax by `answer`.
    pub fn run(
        &mut self,
        values: &[Value],
        registers: &[u32],
        known: Known,
        emit: &mut dyn FnMut(&mut Emitter<'_>, Label, &[Val]),
    ) -> u64 {
        for (v, r) in values.iter().zip(registers) {
            // SAFETY: the frame has that register.
            unsafe { *self.fp().add(*r as usize) = *v };
        }
        let bytes = self.emission(values, registers, known, emit);
        if let Some((address, length)) = self.last.take() {
            // SAFETY: it has returned.
            unsafe { self.memory.free(address, length) };
        }
        let address = self.memory.install(&bytes).expect("room for an emission");
        self.last = Some((address, bytes.len()));
        let enter = self.stubs.enter();
        let (vm, fp) = (&raw mut *self.vm, self.fp());
        // SAFETY: the code keeps to the conventions of compiled functions; the frame is complete as far as it reads it.
        unsafe { enter(vm, fp, address, values.first().map_or(0, |v| v.bits() as usize)) }
    }

    fn emission(
        &mut self,
        values: &[Value],
        registers: &[u32],
        known: Known,
        emit: &mut dyn FnMut(&mut Emitter<'_>, Label, &[Val]),
    ) -> Vec<u8> {
        let realm = self.code.realm;
        let shapes = self.vm.object_shapes(realm);
        let constants = Constants {
            typed_load: self.stubs.typed_load,
            typed_store: self.stubs.typed_store,
            ..Constants::without_stubs(realm, &shapes)
        };
        let assumes = matches!(known, Known::Type | Known::InRax);
        let code: &Code = &self.code;
        let version = if assumes { Version::Assuming } else { Version::General };
        let mut e = Emitter::new(code, constants, Blocks::find(code), version, Buffers::default());
        if assumes {
            for (v, r) in values.iter().zip(registers) {
                e.facts[*r as usize] = types_of(*v);
            }
            if known == Known::InRax {
                e.in_rax = Some(registers[0]);
            }
        }
        dynasm!(e.asm ; push rbp);
        e.begin_opcode(None);
        assert!(registers.len() <= MAX_OPERANDS);
        let operands: Vec<Val> = registers.iter().map(|r| e.operand(*r)).collect();
        if known == Known::Loaded {
            for v in &operands {
                e.load(*v);
            }
        }
        let no = e.new_label();
        emit(&mut e, no, &operands);
        if e.is_live() {
            e.flush();
            e.epilogue();
            e.end_path();
        }
        e.bind(no);
        if e.is_live() {
            e.flush();
            dynasm!(e.asm ; xor eax, eax);
            e.epilogue();
            e.end_path();
        }
        let throw = e.throw_label();
        e.bind_here(throw);
        dynasm!(e.asm ; mov eax, THREW as i32);
        e.epilogue();
        let behind = e.behind_suspension();
        e.bind_here(behind);
        dynasm!(e.asm ; push rbp ; mov eax, BEHIND as i32);
        e.epilogue();
        e.asm.into_code()
    }
}

/// Moves an int32 to rax as the answer.
pub fn answer_int(e: &mut Emitter<'_>, i: Int) {
    if !e.is_live() {
        return;
    }
    e.flush();
    crate::handlers::primitives::types::emit_box_int32(e, Label::NONE, i);
}

/// Moves a double's bits to rax as the answer; no double has the bits of [`NO`] after the shift.
pub fn answer_double(e: &mut Emitter<'_>, d: Double) {
    if !e.is_live() {
        return;
    }
    crate::handlers::primitives::types::emit_box_double(e, Label::NONE, d);
}

/// Answers that the emission fell through.
pub fn answer_yes(e: &mut Emitter<'_>) {
    if !e.is_live() {
        return;
    }
    e.flush();
    dynasm!(e.asm ; mov eax, 1);
}

/// Moves a pointer to rax as the answer.
pub fn answer_pointer(e: &mut Emitter<'_>, p: Pointer) {
    if !e.is_live() {
        return;
    }
    e.flush();
    let r = e.pointer(p);
    if r != 0 {
        dynasm!(e.asm ; mov rax, Rq(r));
    }
}

/// Moves a value to rax as the answer.
pub fn answer_value(e: &mut Emitter<'_>, v: Val) {
    if !e.is_live() {
        return;
    }
    let r = e.load(v);
    if r != 0 {
        dynasm!(e.asm ; mov rax, Rq(r));
    }
}

/// The context that a meaning runs in: the harness's frame.
pub fn context(h: &mut Harness) -> Cx {
    let fp = h.fp();
    Cx { vm: &raw mut *h.vm, fp, pc: h.code.bytecode }
}

/// The int32s at the edges.
pub const INTS: [i32; 24] = [
    0,
    1,
    -1,
    2,
    -2,
    3,
    5,
    7,
    -7,
    8,
    31,
    32,
    33,
    -31,
    127,
    128,
    65535,
    65536,
    1 << 30,
    -(1 << 30),
    i32::MAX,
    i32::MIN,
    i32::MAX - 1,
    i32::MIN + 1,
];

/// The doubles at the edges.
pub fn doubles() -> Vec<f64> {
    let two = |n: i32| 2f64.powi(n);
    let mut all =
        vec![0.0, 1.0, 0.5, 1.5, 2.5, 1e300, f64::MIN_POSITIVE, 5e-324, f64::INFINITY, f64::MAX];
    all.extend([
        two(31),
        two(31) - 1.0,
        two(31) + 1.0,
        two(32),
        two(32) + 1.5,
        two(53),
        two(53) + 2.0,
        two(62),
        two(63),
        two(63) - 1024.0,
        two(64),
        two(80),
    ]);
    let negated: Vec<f64> = all.iter().map(|d| -d).collect();
    all.extend(negated);
    all.push(f64::NAN);
    all
}
