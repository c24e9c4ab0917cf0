//! The baseline JIT: emitters generated from the handlers, code memory, and the ways into and out of machine code.
//!
//! Invariant: a function has at most one compiled form, which lives exactly as long as its `Code` cell; machine code
//! refers to the heap only through constants that the cell keeps alive.

pub mod assembler;
pub mod blocks;
pub mod compile;
pub mod emitter;
pub mod handles;
#[cfg(test)]
mod harness;
#[cfg(feature = "disasm")]
pub mod listing;
pub mod memory;
pub mod notes;
pub mod state;
mod stubs;
pub mod templates;
mod trace;

use crate::bytecode::instruction::decode;
use crate::handlers::layout;
use crate::handlers::primitives::shared::ROUTINES;
use crate::interp::Exit;
use crate::interp::tier::TierOptions;
use crate::interp::trace::{LeaveReason, Reason, TierEventKind};
use crate::runtime::code::{Code, NOT_COMPILED};
use crate::runtime::vm::frame::{Frame, RETURN, SAVED_INDEX};
use crate::runtime::vm::{Tiers, Vm, observation};
use crate::value::Value;
use assembler::Assembler;
use compile::{Constants, GeneralVersion, LoopEntry, Output, compile, compile_general, find_entry};
use emitter::Version;
use jsrun_gc::{Gc, Liveness};
use memory::CodeMemory;
use state::{Types, types, types_of};
use std::io::Write;
use stubs::Stubs;
use templates::Templates;

/// How often a function's assuming version is left before it is worth a general one.
const PATIENCE: u32 = 8;
/// Where the code after a function's prologue begins.
const AFTER_PROLOGUE: usize = 1;

/// A piece of installed code.
#[derive(Clone, Copy)]
struct Piece {
    base: usize,
    bytes: usize,
}

/// A function's machine code.
pub struct Compiled {
    /// The `Code` cell's address.
    code: usize,
    /// The version that is entered by calls: the assuming one, if there are two.
    first: Piece,
    /// The general version, if it is the second one.
    second: Option<Piece>,
    loops: Box<[LoopEntry]>,
    native: Box<[u32]>,
    /// What the assuming version knows of the general one.
    general: Box<GeneralVersion>,
    /// How often the assuming version was left before there was a general one.
    exits: u32,
    /// What the registers of the loop held that it was compiled for.
    seed: Option<(u32, Box<[Types]>)>,
}

/// What is known of a function's machine code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CompiledForm {
    /// Bytes of the version that calls enter.
    pub bytes: usize,
    /// Bytes of the general version, where it is a second one.
    pub general_bytes: Option<usize>,
    /// How often the first version was left before there was a general one.
    pub exits: u32,
    /// The head of the loop that it was compiled for, if it was one.
    pub for_loop: Option<u32>,
}

impl Compiled {
    /// What it takes outside the heap, for the collector's account.
    fn outside_bytes(&self) -> usize {
        let code = self.first.bytes + self.second.map_or(0, |piece| piece.bytes);
        let seed = self.seed.as_ref().map_or(0, |(_, types)| types.len());
        size_of::<Compiled>() + code + size_of_val(&*self.native) + size_of_val(&*self.loops) + seed
    }

    /// What is known of it.
    pub fn form(&self) -> CompiledForm {
        CompiledForm {
            bytes: self.first.bytes,
            general_bytes: self.second.map(|piece| piece.bytes),
            exits: self.exits,
            for_loop: self.seed.as_ref().map(|(head, _)| *head),
        }
    }

    /// The machine code of a bytecode in the general version.
    fn general(&self, index: u32) -> Option<usize> {
        let offset = *self.native.get(index as usize)?;
        (offset != u32::MAX).then_some(self.general.base + offset as usize)
    }
}

/// What has been compiled.
#[derive(Clone, Copy, Debug, Default)]
pub struct JitStatistics {
    /// Functions compiled.
    pub functions: u64,
    /// Instruction words in them.
    pub words: u64,
    /// Bytes of machine code made.
    pub bytes: u64,
    /// Of these, bytes on hot paths.
    pub hot_bytes: u64,
    /// Nanoseconds spent.
    pub nanoseconds: u64,
}

/// What one compilation leaves to the next.
#[derive(Default)]
pub struct Buffers {
    /// Its memory is used again.
    pub asm: Assembler,
    /// The templates that have been recorded.
    pub templates: Templates,
}

/// The JIT of one machine.
pub struct Jit {
    memory: CodeMemory,
    stubs: Stubs,
    compiled: Vec<Option<Compiled>>,
    free: Vec<u32>,
    spare: Buffers,
    perf_map: Option<std::fs::File>,
    /// Where freed code was, while a map is written: a map has no word for what is gone, so addresses are used again only when
    /// there is no room otherwise.
    retired: Vec<Piece>,
    counts: bool,
    /// Is told of events.
    listener: Option<trace::Listener>,
    /// How often a function's assuming version is left for the interpreter before its general version is made.
    patience: u32,
    /// What has been compiled.
    pub statistics: JitStatistics,
}

impl Tiers for Jit {
    fn after_mark(&mut self, live: &Liveness) -> usize {
        let mut freed = 0;
        for i in 0..self.compiled.len() {
            if let Some(c) = &self.compiled[i]
                && !live.is_marked(c.code)
            {
                let bytes = c.first.bytes + c.second.map_or(0, |piece| piece.bytes);
                if self.listener.is_some() {
                    // SAFETY: the cell and its name are dead, but nothing has been swept yet.
                    let code = unsafe { Gc::<Code>::from_addr(c.code) };
                    self.tell(&code, TierEventKind::Freed { bytes });
                }
                let Some(c) = self.compiled[i].take() else { continue };
                for piece in [Some(c.first), c.second].into_iter().flatten() {
                    if self.perf_map.is_some() {
                        self.retired.push(piece);
                        continue;
                    }
                    // SAFETY: the code is dead, so no frame runs it: a frame's callee keeps it alive.
                    unsafe { self.memory.free(piece.base, piece.bytes) };
                }
                freed += c.outside_bytes();
                self.free.push(i as u32);
            }
        }
        freed
    }
}

impl Jit {
    /// A JIT; `None` where the system refuses executable memory or the processor lacks BMI2.
    pub fn new(options: &TierOptions) -> Option<Jit> {
        if !std::arch::is_x86_feature_detected!("bmi2") {
            return None;
        }
        let mut memory = CodeMemory::new(options.code_memory, options.perf_map)?;
        let stubs = Stubs::install(&mut memory)?;
        let perf_map = if options.perf_map {
            std::fs::File::create(format!("/tmp/perf-{}.map", std::process::id())).ok()
        } else {
            None
        };
        Some(Jit {
            memory,
            stubs,
            compiled: vec![],
            free: vec![],
            spare: Buffers::default(),
            perf_map,
            retired: vec![],
            counts: options.count,
            listener: None,
            patience: if options.compiles_at_once() { 0 } else { PATIENCE },
            statistics: JitStatistics::default(),
        })
    }

    /// The stub through which machine code calls functions that are not compiled.
    pub fn interpreter_stub(&self) -> usize {
        self.stubs.interpret
    }

    /// The stub through which machine code enters a frame that is resumed.
    pub fn resumption_stub(&self) -> usize {
        self.stubs.resumption
    }

    /// The routines that functions share.
    pub fn routines(&self) -> [usize; ROUTINES] {
        self.stubs.routines
    }

    /// The JIT of a machine.
    ///
    /// # Safety
    /// The machine runs, and the result is dropped before anything else uses its tiers.
    pub unsafe fn of<'a>(vm: *mut Vm) -> Option<&'a mut Jit> {
        // SAFETY: promised by the caller.
        unsafe { (*vm).tier_state.cast::<Jit>().as_mut() }
    }

    /// The compiled form of a function.
    pub fn compiled(&self, code: &Code) -> Option<&Compiled> {
        self.compiled.get(code.compiled.get() as usize)?.as_ref()
    }

    /// The address of a function's machine code, which is made if there is none yet.
    ///
    /// # Safety
    /// The machine runs; the frame is complete, on top of the others, and its function's code is this.
    pub unsafe fn entry(
        vm: *mut Vm,
        code: &Code,
        frame: Frame,
        seed: Option<(u32, &[Types])>,
    ) -> Option<usize> {
        // SAFETY: promised by the caller. Making root shapes may collect, which looks at frames up to `vm.frame` and frees
        // dead code: so the frame is noted, and the JIT is borrowed only afterwards.
        unsafe {
            if code.compiled.get() == NOT_COMPILED {
                (*vm).frame = frame;
                let shapes = (*vm).object_shapes(code.realm);
                Jit::of(vm)?.compile(code, &shapes, seed, (*vm).observation);
                (*vm).heap.add_external(Jit::of(vm)?.compiled(code)?.outside_bytes());
            }
            Jit::of(vm)?.compiled(code).map(|c| c.first.base)
        }
    }

    /// Where a bytecode of a function's general version is, which is made if there is none; `None` if there is no room.
    /// `patient`: it is made only if it has been wanted often.
    ///
    /// # Safety
    /// The machine runs; the function is compiled; the frame runs it, and is on top of the others.
    pub unsafe fn general_entry(
        vm: *mut Vm,
        code: &Code,
        index: u32,
        frame: Frame,
        patient: bool,
    ) -> Option<usize> {
        // SAFETY: promised by the caller; as in `entry`, root shapes come before the JIT is borrowed.
        unsafe {
            let compiled = Jit::of(vm)?.compiled(code)?;
            if !compiled.general.native.is_null() {
                return compiled.general(index);
            }
            (*vm).frame = frame;
            let shapes = (*vm).object_shapes(code.realm);
            let jit = Jit::of(vm)?;
            let patience = if patient { jit.patience } else { 0 };
            let compiled = jit.compiled[code.compiled.get() as usize].as_mut()?;
            compiled.exits = compiled.exits.saturating_add(1);
            if compiled.exits <= patience {
                return None;
            }
            let before = compiled.outside_bytes();
            jit.compile_general(code, &shapes, (*vm).observation);
            let compiled = jit.compiled(code)?;
            (*vm).heap.add_external(compiled.outside_bytes() - before);
            compiled.general(index)
        }
    }

    #[cold]
    fn compile(
        &mut self,
        code: &Code,
        shapes: &[u32],
        seed: Option<(u32, &[Types])>,
        watched: u32,
    ) {
        let started = std::time::Instant::now();
        let general = Box::new(GeneralVersion { native: std::ptr::null(), base: 0 });
        let buffers = std::mem::take(&mut self.spare);
        let constants = self.constants(code, shapes, &raw const *general, watched);
        let mut output = compile(code, constants, seed, buffers);
        self.statistics.functions += 1;
        self.statistics.words += code.data().bytecode.len() as u64;
        let first = self.install(code, &mut output, started);
        self.spare = output.buffers;
        let Some(first) = first else {
            // No room: the function stays in the interpreter.
            code.counter.set(i32::MAX);
            self.tell(code, TierEventKind::NoRoom);
            return;
        };
        let assumes = output.version == Version::Assuming;
        let kind = TierEventKind::Compiled {
            reason: if seed.is_some() { Reason::Loop } else { Reason::Calls },
            words: code.data().bytecode.len() as u64,
            bytes: first.bytes,
            assumes,
            took: started.elapsed(),
        };
        self.tell(code, kind);
        let mut compiled = Compiled {
            code: std::ptr::from_ref(code) as usize,
            first,
            second: None,
            loops: output.loops,
            native: output.native,
            general,
            exits: 0,
            seed: seed.map(|(head, types)| (head, types.into())),
        };
        if !assumes {
            compiled.general.native = compiled.native.as_ptr();
            compiled.general.base = first.base;
        }
        let index = self.free.pop().unwrap_or_else(|| {
            self.compiled.push(None);
            self.compiled.len() as u32 - 1
        });
        self.compiled[index as usize] = Some(compiled);
        code.compiled.set(index);
        code.entry.set(first.base);
        code.counter.set(0);
    }

    #[cold]
    fn compile_general(&mut self, code: &Code, shapes: &[u32], watched: u32) {
        let started = std::time::Instant::now();
        let buffers = std::mem::take(&mut self.spare);
        let Some(compiled) = self.compiled(code) else { return };
        let constants = self.constants(code, shapes, &raw const *compiled.general, watched);
        let (loops, base) = (&compiled.loops, compiled.first.base);
        let mut output = compile_general(code, constants, loops, base, buffers);
        let piece = self.install(code, &mut output, started);
        self.spare = output.buffers;
        let Some(piece) = piece else {
            self.tell(code, TierEventKind::NoRoom);
            return;
        };
        self.tell(code, TierEventKind::General { bytes: piece.bytes, took: started.elapsed() });
        if let Some(compiled) = &mut self.compiled[code.compiled.get() as usize] {
            compiled.second = Some(piece);
            compiled.native = output.native;
            compiled.general.native = compiled.native.as_ptr();
            compiled.general.base = piece.base;
        }
    }

    /// What machine code of a function refers to. `watched`: bits of `observation`.
    fn constants<'a>(
        &self,
        code: &Code,
        object_shapes: &'a [u32],
        general: *const GeneralVersion,
        watched: u32,
    ) -> Constants<'a> {
        Constants {
            global_object: code.realm.global_object().to_word(),
            object_shapes,
            typed_load: self.stubs.typed_load,
            typed_store: self.stubs.typed_store,
            bail_stub: self.stubs.bail,
            leave_stub: self.stubs.leave,
            general,
            noted: false,
            counts: self.counts,
            counts_instructions: watched & observation::COUNT != 0,
            sampled: watched & observation::SAMPLE != 0,
        }
    }

    /// The same where a listing is wanted: nothing is watched.
    #[cfg(feature = "disasm")]
    fn constants_of_listing<'a>(
        &self,
        code: &Code,
        object_shapes: &'a [u32],
        general: *const GeneralVersion,
    ) -> Constants<'a> {
        let constants = self.constants(code, object_shapes, general, 0);
        Constants { noted: true, counts: false, ..constants }
    }

    /// Makes code executable; `None` if there is no room.
    fn install(
        &mut self,
        code: &Code,
        output: &mut Output,
        started: std::time::Instant,
    ) -> Option<Piece> {
        let asm = &mut output.buffers.asm;
        let addresses = asm.outside().map(|o| self.stubs.address(&mut self.memory, o));
        let addresses: Vec<usize> = addresses.collect::<Option<_>>()?;
        let bytes = asm.code().len();
        let base = self.memory.allocate(bytes).or_else(|| {
            for piece in std::mem::take(&mut self.retired) {
                // SAFETY: the code was dead when it was retired.
                unsafe { self.memory.free(piece.base, piece.bytes) };
            }
            self.memory.allocate(bytes)
        })?;
        asm.link(base, &addresses);
        // SAFETY: the range has just been allocated.
        unsafe { self.memory.write(base, asm.code()) };
        let s = &mut self.statistics;
        s.bytes += output.buffers.asm.code().len() as u64;
        s.hot_bytes += output.buffers.asm.hot_bytes as u64;
        s.nanoseconds += started.elapsed().as_nanos() as u64;
        if let Some(file) = &mut self.perf_map {
            let (line, _) = code.data().source.locate(code.data().span.0);
            let name = code.shown_name();
            let version = if output.version == Version::General { " general" } else { "" };
            let symbol = format!("js:{name} {}:{line}{version}", code.data().source.name);
            // One symbol is one line, whatever names contain.
            let symbol = symbol.replace(|c: char| c.is_control(), " ");
            // A map that cannot be written costs names in a profile, nothing else.
            let _ = writeln!(file, "{base:x} {:x} {symbol}", output.buffers.asm.code().len());
        }
        Some(Piece { base, bytes: output.buffers.asm.code().len() })
    }

    /// Where to enter a loop of the running frame: the assuming version if its types hold now, else the general one.
    ///
    /// # Safety
    /// The machine runs; the frame runs this code, at the loop head with this index, or is resumed there.
    pub unsafe fn loop_entry(vm: *mut Vm, code: &Code, index: u32, frame: Frame) -> Option<usize> {
        // SAFETY: promised by the caller; at a loop head the registers that the loop reads are written, others hold
        // words that were values or are zero.
        unsafe {
            let register = |r: u32| *frame.word(r as isize);
            if code.compiled.get() == NOT_COMPILED {
                let live = code.frame_bytes / 8;
                let seed: Vec<Types> = (0..live as u32).map(|r| seed_types(register(r))).collect();
                Jit::entry(vm, code, frame, Some((index, &seed)))?;
            }
            let compiled = Jit::of(vm)?.compiled(code)?;
            let holds = |(r, assumed): &(u32, Types)| {
                types_of(Value::from_bits(register(*r))) & assumed != 0
            };
            let entry = find_entry(&compiled.loops, index);
            let entry = entry.filter(|entry| entry.assumed.iter().all(holds));
            let assuming = entry.map(|entry| compiled.first.base + entry.offset as usize);
            let address = match assuming {
                Some(address) => Some(address),
                None => Jit::general_entry(vm, code, index, frame, false),
            };
            if address.is_some() {
                let assumes = assuming.is_some();
                Jit::of(vm)?.tell_place(code, index, |head| TierEventKind::OnStackReplacement {
                    head,
                    assumes,
                });
            }
            address
        }
    }

    /// Bytes of machine code that exist now.
    pub fn code_bytes(&self) -> usize {
        self.memory.used()
    }

    /// Runs a function's machine code.
    ///
    /// # Safety
    /// The frame is complete, and `entry` is its function's.
    pub unsafe fn enter(vm: *mut Vm, frame: Frame, entry: usize) -> u64 {
        // SAFETY: promised by the caller.
        unsafe {
            let enter = Jit::of(vm).expect("machine code runs").stubs.enter();
            let limit = (*vm).bound_machine_frames(frame);
            let result = enter(vm, frame.0, entry, 0);
            (*vm).set_stack_limit(limit);
            result
        }
    }

    /// Goes on in a frame's machine code.
    ///
    /// # Safety
    /// The address came from [`Self::loop_entry`] for this frame.
    pub unsafe fn resume(vm: *mut Vm, frame: Frame, address: usize) -> u64 {
        // SAFETY: promised by the caller.
        unsafe {
            let stubs = &Jit::of(vm).expect("machine code runs").stubs;
            let (enter, resume) = (stubs.enter(), stubs.resume);
            let limit = (*vm).bound_machine_frames(frame);
            let result = enter(vm, frame.0, resume, address);
            (*vm).set_stack_limit(limit);
            result
        }
    }
}

/// What is assumed of a register at a loop head because of what it holds: only numbers are widened by this.
fn seed_types(word: u64) -> Types {
    if word < 1 << 49 {
        return 0;
    }
    // SAFETY: such a word is a number.
    match unsafe { Value::from_bits(word) } {
        v if v.is_int() => types::INT,
        _ => types::DOUBLE,
    }
}

/// Interprets a function that machine code calls and that is not compiled. Called by the stub.
unsafe extern "C" fn interpret(vm: *mut Vm, fp: *mut Value) -> Exit {
    // SAFETY: the stub passes the running machine and the callee's frame.
    unsafe {
        let frame = Frame(fp);
        *frame.word(RETURN) = 0;
        *frame.word(SAVED_INDEX) = 0;
        let code = frame.code_unchecked();
        (*vm).frame = frame;
        if (*vm).check_native_stack().is_err() {
            return Exit::default();
        }
        match crate::interp::tier::count_call(vm, &code, frame) {
            Some(entry) => Exit { result: 0, resume: entry + AFTER_PROLOGUE },
            None => crate::interp::run(vm, frame, code.bytecode),
        }
    }
}

/// Enters a frame that machine code resumes, in whichever tier its function runs. Called by the stub.
unsafe extern "C" fn resume_suspended(vm: *mut Vm, fp: *mut Value) -> Exit {
    // SAFETY: the stub passes the running machine and the frame, which saves where it goes on. The native stack was checked
    // when it was prepared.
    unsafe {
        let frame = Frame(fp);
        *frame.word(RETURN) = 0;
        let (code, index) = (frame.code_unchecked(), frame.saved_index());
        match crate::interp::tier::count_resumption(vm, &code, frame, index) {
            Some(address) => Exit { result: 0, resume: address },
            None => crate::interp::run(vm, frame, code.bytecode.add(index as usize)),
        }
    }
}

/// Goes on in the interpreter where machine code has left. Called by the stub.
unsafe extern "C" fn resume_interpreter(vm: *mut Vm, fp: *mut Value, index: u32) -> Exit {
    // SAFETY: the stub passes the running machine and frame; the index is an instruction's.
    unsafe {
        let frame = Frame(fp);
        *frame.word(RETURN) = 0;
        crate::interp::run(vm, frame, frame.code_unchecked().bytecode.add(index as usize))
    }
}

/// The assuming version of a function is left for this bytecode, and there is no general one: where to go on. Called by
/// the stub.
unsafe extern "C" fn leave_assuming(vm: *mut Vm, fp: *mut Value, index: u32) -> usize {
    // SAFETY: the stub passes the running machine and frame; the index is an instruction's.
    unsafe { go_on_generally(vm, Frame(fp), index, LeaveReason::Types) }
}

/// Machine code has an exception, or a call of its that ended in a tail call has no result yet: the address where this
/// frame goes on, or 0.
unsafe extern "C" fn unwind(vm: *mut Vm, fp: *mut Value) -> usize {
    // SAFETY: the throw stub passes the running machine and frame, which has saved its index.
    unsafe {
        let frame = Frame(fp);
        if (*vm).has_tail_call() {
            if (*vm).prepared.caller() != frame {
                // This is the frame that is to be replaced.
                return 0;
            }
            let code = frame.code_unchecked();
            let call = decode(&code.data().bytecode, frame.saved_index() as usize, layout);
            let word = crate::interp::finish_tail_calls(vm, 0);
            if word != 0 {
                *frame.0.add(call.operands[0] as usize) = Value::from_bits(word);
                let next = frame.saved_index() + call.words;
                return go_on_generally(vm, frame, next, LeaveReason::TailCall);
            }
        }
        match crate::interp::find_handler(vm, frame) {
            Some(target) => go_on_generally(vm, frame, target, LeaveReason::Exception),
            None => 0,
        }
    }
}

/// The general version of a bytecode of the running frame, or the stub that goes on there in the interpreter.
unsafe fn go_on_generally(vm: *mut Vm, frame: Frame, index: u32, reason: LeaveReason) -> usize {
    // SAFETY: promised by the callers, which run the frame's machine code.
    unsafe {
        *frame.word(SAVED_INDEX) = index as u64;
        let code = frame.code_unchecked();
        match Jit::general_entry(vm, &code, index, frame, true) {
            Some(address) => address,
            None => {
                let jit = Jit::of(vm).expect("machine code runs");
                jit.tell_place(&code, index, |to| TierEventKind::Left { to, reason });
                jit.stubs.bail_saved
            }
        }
    }
}
