//! Interpreting without changing anything: each instruction is asked first what it may change.
//!
//! Invariant: while a preview runs, all bytecode runs here, and no machine code does (`tier` makes none).

use super::{Exit, Next, unwind};
use crate::bytecode::instruction::opcode;
use crate::handlers::operand::Cx;
use crate::handlers::primitives::meaning::outer_environment;
use crate::handlers::{Effect, Op, complete};
use crate::interp::Instruction;
use crate::runtime::object::Environment;
use crate::runtime::vm::Vm;
use crate::runtime::vm::frame::Frame;
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// How often the time is looked at, in instructions: a power of two.
const TIME_CHECKS: u32 = 16;

/// As [`super::run`], while a preview runs.
///
/// # Safety
/// As there.
#[cold]
#[inline(never)]
pub unsafe fn run(vm: *mut Vm, frame: Frame, pc: *const u64) -> Exit {
    let mut n = Next { pc, fp: frame.0 };
    // SAFETY: promised by the caller; handlers give live frames and instructions.
    unsafe {
        loop {
            let cx = Cx { vm, fp: n.fp, pc: n.pc };
            n = match check(cx) {
                Ok(()) => complete(opcode(*n.pc))(vm, n.fp, n.pc),
                Err(_) => {
                    cx.save_index();
                    unwind(vm, cx.frame())
                }
            };
            if n.pc.is_null() {
                return (*vm).exit;
            }
        }
    }
}

/// May the instruction be executed?
///
/// # Safety
/// The context is live.
unsafe fn check(cx: Cx) -> Res<()> {
    // SAFETY: promised by the caller; operands are those that the opcode has, registers the frame's.
    unsafe {
        let vm = &mut *cx.vm;
        if vm.interrupt.load(Ordering::Relaxed) != 0 {
            vm.serve_interrupt()?;
        }
        let may_go_on = match &mut vm.preview {
            None => true,
            Some(preview) if preview.steps == 0 => false,
            Some(preview) => {
                preview.steps -= 1;
                !preview.steps.is_multiple_of(TIME_CHECKS) || Instant::now() < preview.deadline
            }
        };
        let instruction = Instruction::at(cx.pc);
        let changed = match Op(opcode(*cx.pc)).info().effect {
            Effect::None => None,
            Effect::Changes(place) => Some(*cx.fp.add(instruction.unsigned(place.into()) as usize)),
            Effect::ChangesOuter(place) => {
                let environment = outer_environment(cx, instruction.signed(place.into()));
                Some(Value::cell(Gc::<Environment>::from_addr(environment.expose_provenance())))
            }
            Effect::Any => return Err(vm.refuse_preview()),
        };
        match may_go_on && changed.is_none_or(|cell| cell.is_cell() && vm.is_new(cell)) {
            true => Ok(()),
            false => Err(vm.refuse_preview()),
        }
    }
}
