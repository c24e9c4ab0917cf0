//! The stubs between Rust and machine code.
//!
//! Invariant: in machine code the pinned registers hold what `docs/contract.md` says, from `enter` on; a function's
//! code runs with one word (the prologue's) between the return address and the 16-byte boundary.

use super::assembler::{Assembler, Outside};
use super::memory::CodeMemory;
use crate::handlers::primitives::shared::{ROUTINES, Routine, assemble_routine};
use crate::handlers::primitives::typed::{assemble_typed_load, assemble_typed_store};
use crate::interp::Exit;
use crate::runtime::vm::Vm;
use crate::runtime::vm::frame::SAVED_INDEX;
use crate::value::{NOT_CELL_MASK, NUMBER_TAG, Value};
use dynasm::dynasm;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// Enters machine code: the machine, the frame, where to go, and a word for it in rax.
pub type Enter = unsafe extern "C" fn(*mut Vm, *mut Value, usize, usize) -> u64;

/// Where the stubs are.
pub struct Stubs {
    enter: usize,
    /// Entered by `enter`: goes on at the address in rax, in the middle of a function.
    pub resume: usize,
    /// What the entry of a function that is not compiled points to.
    pub interpret: usize,
    /// Jumped to from the middle of a function, with a bytecode index in edx: goes on in the interpreter.
    pub bail: usize,
    /// The same, with the bytecode index that the frame has saved.
    pub bail_saved: usize,
    /// Jumped to with a bytecode index in edx where the assuming version of a function is left that has no general one.
    pub leave: usize,
    /// Jumped to, inside a function's frame, where something has thrown: goes to the frame's handler, or returns 0 to its caller.
    pub throw: usize,
    /// The stubs of the slow paths that code has needed so far, by the slow path.
    slow_paths: FxHashMap<usize, usize>,
    /// What is called to enter a frame that is resumed.
    pub resumption: usize,
    /// The routines of the shared cache.
    pub routines: [usize; ROUTINES],
    /// Loads an element of a typed array.
    pub typed_load: usize,
    /// Stores one.
    pub typed_store: usize,
}

impl Stubs {
    /// Makes the stubs.
    pub fn install(memory: &mut CodeMemory) -> Option<Stubs> {
        Some(Stubs {
            enter: memory.install(&enter())?,
            resume: memory.install(&resume())?,
            interpret: memory.install(&enter_through(super::interpret))?,
            resumption: memory.install(&enter_through(super::resume_suspended))?,
            bail: memory.install(&bail(false))?,
            bail_saved: memory.install(&bail(true))?,
            leave: memory.install(&leave())?,
            throw: memory.install(&throw())?,
            slow_paths: FxHashMap::default(),
            routines: {
                use Routine as R;
                let all: [Routine; ROUTINES] = [
                    R::LoadShared,
                    R::LoadKeyed,
                    R::StoreShared,
                    R::StoreKeyed,
                    R::HasKeyed,
                    R::InstanceByCaches,
                ];
                let mut routines = [0; ROUTINES];
                for routine in all {
                    routines[routine as usize] = memory.install(&assemble_routine(routine))?;
                }
                routines
            },
            typed_load: memory.install(&assemble_typed_load())?,
            typed_store: memory.install(&assemble_typed_store())?,
        })
    }

    /// Where that is which code leads to; it is made if it is missing. `None` if there is no room.
    pub fn address(&mut self, memory: &mut CodeMemory, outside: Outside) -> Option<usize> {
        match outside {
            Outside::Throw => Some(self.throw),
            Outside::SlowPath(function) => match self.slow_paths.entry(function) {
                Entry::Occupied(place) => Some(*place.get()),
                Entry::Vacant(place) => {
                    Some(*place.insert(memory.install(&slow_path(function, self.throw))?))
                }
            },
        }
    }

    /// The way in.
    pub fn enter(&self) -> Enter {
        // SAFETY: the stub was made for this type, and code memory outlives the JIT's users.
        unsafe { std::mem::transmute::<usize, Enter>(self.enter) }
    }
}

fn enter() -> Vec<u8> {
    let mut asm = Assembler::with_capacity(128);
    let (tag, mask) = (NUMBER_TAG as i64, NOT_CELL_MASK as i64);
    dynasm!(asm
        ; push rbp
        ; push rbx
        ; push r12
        ; push r13
        ; push r14
        ; push r15
        ; sub rsp, 8
        ; mov r12, rdi
        ; mov rbx, rsi
        ; mov r14, QWORD tag
        ; mov r15, QWORD mask
        ; mov rax, rcx
        ; call rdx
        ; add rsp, 8
        ; pop r15
        ; pop r14
        ; pop r13
        ; pop r12
        ; pop rbx
        ; pop rbp
        ; ret
    );
    asm.into_code()
}

fn resume() -> Vec<u8> {
    let mut asm = Assembler::with_capacity(16);
    dynasm!(asm ; push rbp ; jmp rax);
    asm.into_code()
}

/// After a Rust function that gave an `Exit`, inside a function's frame: goes on in machine code or returns.
fn leave_or_go_on(asm: &mut Assembler) {
    let go_on = asm.new_label((0, 0));
    dynasm!(asm ; test rdx, rdx ; jnz =>go_on ; pop rbp ; ret);
    asm.set_label(go_on, asm.here());
    dynasm!(asm ; jmp rdx);
}

/// Enters a function through Rust, which tells where it goes on.
fn enter_through(function: unsafe extern "C" fn(*mut Vm, *mut Value) -> Exit) -> Vec<u8> {
    let mut asm = Assembler::with_capacity(64);
    let function = function as *const () as i64;
    dynasm!(asm ; push rbp ; mov rdi, r12 ; mov rsi, rbx ; mov rax, QWORD function ; call rax);
    leave_or_go_on(&mut asm);
    asm.into_code()
}

fn leave() -> Vec<u8> {
    let mut asm = Assembler::with_capacity(64);
    let function = super::leave_assuming as *const () as i64;
    dynasm!(asm ; mov rdi, r12 ; mov rsi, rbx ; mov rax, QWORD function ; call rax ; jmp rax);
    asm.into_code()
}

/// Calls a slow path for an opcode whose index is in eax and whose operands are where the function takes them: what each call would
/// say again is here, once for each slow path.
fn slow_path(function: usize, throw: usize) -> Vec<u8> {
    let mut asm = Assembler::with_capacity(64);
    let index = (SAVED_INDEX * 8) as i8;
    let thrown = asm.new_label((0, 0));
    dynasm!(asm
        ; mov [BYTE rbx + index], rax
        ; sub rsp, 8
        ; mov rdi, r12
        ; mov rsi, rbx
        ; mov rax, QWORD function as i64
        ; call rax
        ; add rsp, 8
        ; test rax, rax
        ; jz =>thrown
        ; ret
    );
    asm.set_label_here(thrown);
    // It does not return to the opcode.
    dynasm!(asm ; add rsp, 8 ; mov rax, QWORD throw as i64 ; jmp rax);
    asm.into_code()
}

fn throw() -> Vec<u8> {
    let mut asm = Assembler::with_capacity(64);
    let function = super::unwind as *const () as i64;
    let out = asm.new_label((0, 0));
    dynasm!(asm
        ; mov rdi, r12
        ; mov rsi, rbx
        ; mov rax, QWORD function
        ; call rax
        ; test rax, rax
        ; jz =>out
        ; jmp rax
    );
    asm.set_label_here(out);
    dynasm!(asm ; xor eax, eax ; pop rbp ; ret);
    asm.into_code()
}

fn bail(saved: bool) -> Vec<u8> {
    let mut asm = Assembler::with_capacity(64);
    if saved {
        let index = (SAVED_INDEX * 8) as i8;
        dynasm!(asm ; mov edx, [BYTE rbx + index]);
    }
    let function = super::resume_interpreter as *const () as i64;
    dynasm!(asm ; mov rdi, r12 ; mov rsi, rbx ; mov rax, QWORD function ; call rax);
    leave_or_go_on(&mut asm);
    asm.into_code()
}
