//! Machine code as text: each instruction below the bytecode that it belongs to, addresses by name.
//!
//! Invariant: a listing is made by the compiler that makes the code that runs, and never installed.

use super::Jit;
use super::assembler::Assembler;
use super::compile::{Constants, GeneralVersion, Output, compile, compile_general};
use super::emitter::Version;
use super::notes::Place;
use crate::runtime::cache::InlineCache;
use crate::runtime::code::Code;
use crate::runtime::vm::Vm;
use iced_x86::{
    Decoder, DecoderOptions, Formatter, Instruction, IntelFormatter, OpKind, Register,
    SymbolResolver, SymbolResult,
};
use jsrun_gc::{Bump, Heap, LISTS};
use std::collections::HashMap;
use std::fmt::Write;

impl Jit {
    /// Compiles a function and lists its machine code. `bytecode`: for each bytecode index how it is shown.
    ///
    /// # Safety
    /// The machine runs; the code is alive.
    pub unsafe fn listing(&self, vm: *mut Vm, code: &Code, bytecode: &[(u32, String)]) -> String {
        // SAFETY: promised by the caller.
        let shapes = unsafe { (*vm).object_shapes(code.realm) };
        let general = GeneralVersion { native: std::ptr::null(), base: 0 };
        let constants = self.constants(code, &shapes, &raw const general, true);
        let first = compile(code, constants, None, Assembler::default());
        let second = (first.version == Version::Assuming).then(|| {
            compile_general(code, constants, &first.loops, LISTED_BASE, Assembler::default())
        });
        let mut text = String::new();
        for output in [Some(first), second].into_iter().flatten() {
            let symbols = Symbols::new(code, constants, &output);
            let listing = Listing { output: &output, bytecode, text: String::new() };
            text.push_str(&listing.print(symbols));
        }
        text
    }
}

/// Where the assuming version is taken to begin in a listing of the general one.
const LISTED_BASE: usize = 1 << 48;

struct Listing<'a> {
    output: &'a Output,
    bytecode: &'a [(u32, String)],
    text: String,
}

impl Listing<'_> {
    fn print(mut self, symbols: Symbols) -> String {
        let (all, hot) = (self.output.asm.code().len(), self.output.asm.hot_bytes);
        let _ = writeln!(self.text, "; {all} bytes, {hot} of them on hot paths");
        let mut places = self.output.notes.as_ref().map_or(vec![], |n| n.places.clone());
        // Stable: where a bytecode has no bytes, it still stands before the next.
        places.sort_by_key(|place| place.offset);
        let mut formatter = formatter(symbols);
        let mut waiting = places.into_iter().peekable();
        let mut shown = None;
        let mut version = None;
        let mut decoder = Decoder::with_ip(64, self.output.asm.code(), 0, DecoderOptions::NONE);
        let mut instruction = Instruction::default();
        let mut line = String::new();
        while decoder.can_decode() {
            decoder.decode_out(&mut instruction);
            let at = instruction.ip();
            while let Some(place) = waiting.next_if(|place| u64::from(place.offset) <= at) {
                // Out of line, a place without bytes is one that was never reached.
                let is_empty = waiting.peek().is_some_and(|next| next.offset == place.offset);
                if shown == Some(place) || is_empty && place.offset as usize >= hot {
                    continue;
                }
                let section = (place.version, place.offset as usize >= hot);
                if version != Some(section) {
                    version = Some(section);
                    self.section(section);
                }
                if shown.map(|s: Place| (s.index, s.version)) != Some((place.index, place.version))
                {
                    self.bytecode(place.index);
                }
                shown = Some(place);
            }
            line.clear();
            formatter.format(&instruction, &mut line);
            let _ = writeln!(self.text, "        {at:04x}  {line}");
        }
        self.text
    }

    fn section(&mut self, (version, cold): (Version, bool)) {
        let version = match version {
            Version::Assuming => "the version that assumes types",
            Version::General => "the general version",
        };
        let _ = writeln!(self.text, "; {version}{}", if cold { ", out of line" } else { "" });
    }

    fn bytecode(&mut self, index: u32) {
        let _ = match self.bytecode.binary_search_by_key(&index, |(i, _)| *i) {
            Ok(at) => writeln!(self.text, "{}", self.bytecode[at].1),
            Err(_) if index == Place::EXITS => {
                writeln!(self.text, "to the general version, once there is one")
            }
            Err(_) => writeln!(self.text, "an exception: to its handler, or to the caller"),
        };
    }
}

fn formatter(symbols: Symbols) -> IntelFormatter {
    let mut formatter = IntelFormatter::with_options(Some(Box::new(symbols)), None);
    let options = formatter.options_mut();
    options.set_hex_prefix("0x");
    options.set_hex_suffix("");
    options.set_uppercase_hex(false);
    options.set_space_after_operand_separator(true);
    options.set_branch_leading_zeros(false);
    options.set_show_branch_size(false);
    options.set_small_hex_numbers_in_decimal(true);
    formatter
}

/// What the addresses in machine code mean.
struct Symbols {
    names: HashMap<u64, String>,
    caches: (u64, usize),
}

impl Symbols {
    fn new(code: &Code, constants: Constants<'_>, output: &Output) -> Symbols {
        let mut names = HashMap::new();
        for (i, constant) in code.data().constants.iter().enumerate() {
            if constant.is_cell() {
                names.insert(constant.bits(), format!("k{i}"));
            }
        }
        for (capacity, shape) in constants.object_shapes.iter().enumerate() {
            names.insert(u64::from(*shape), format!("shape_with_{capacity}_slots"));
        }
        names.insert(constants.global_object, "global_object".to_owned());
        names.insert(constants.unwind as u64, "unwind".to_owned());
        names.insert(constants.typed_load as u64, "load_typed_element".to_owned());
        names.insert(constants.typed_store as u64, "store_typed_element".to_owned());
        names.insert(constants.bail_stub as u64, "go_on_in_interpreter".to_owned());
        names.insert(constants.leave_stub as u64, "make_general_version".to_owned());
        names.insert(constants.general as u64, "general_version".to_owned());
        let runtime = output.notes.iter().flat_map(|notes| &notes.runtime);
        names.extend(runtime.map(|(address, name)| (*address, (*name).to_owned())));
        let caches = (code.caches as u64, code.data().caches.len());
        Symbols { names, caches }
    }

    fn place(&self, address: u64) -> Option<String> {
        if let Some(offset) = address.checked_sub(LISTED_BASE as u64)
            && offset <= u64::from(u32::MAX)
        {
            return Some(format!("assuming_version+0x{offset:x}"));
        }
        let (first, count) = self.caches;
        let distance = address.checked_sub(first)? as usize;
        let (index, offset) =
            (distance / size_of::<InlineCache>(), distance % size_of::<InlineCache>());
        if index >= count {
            return None;
        }
        Some(if offset == 0 { format!("c{index}") } else { format!("c{index}+{offset}") })
    }
}

impl SymbolResolver for Symbols {
    fn symbol(
        &mut self,
        instruction: &Instruction,
        _operand: u32,
        instruction_operand: Option<u32>,
        address: u64,
        _address_size: u32,
    ) -> Option<SymbolResult<'_>> {
        let kind = instruction_operand.map(|operand| instruction.op_kind(operand))?;
        let name = match kind {
            OpKind::Memory if instruction.memory_base() == Register::R12 => vm_field(address)?,
            OpKind::Memory | OpKind::NearBranch64 => return None,
            _ => match self.names.get(&address) {
                Some(name) => name.clone(),
                None => self.place(address)?,
            },
        };
        Some(SymbolResult::with_string(address, name))
    }
}

/// The names of what machine code reads and writes in the VM.
fn vm_field(offset: u64) -> Option<String> {
    macro_rules! field {
        ($($name:ident)*) => {
            [$((stringify!($name), std::mem::offset_of!(Vm, $name) as u64)),*]
        };
    }
    let fields = field!(stack_limit interrupt exception frame native_stack_limit empty_elements prototype_elements);
    if let Some((name, _)) = fields.iter().find(|(_, at)| *at == offset) {
        return Some(format!("vm.{name}"));
    }
    // A size class's cursor and limit.
    let first = std::mem::offset_of!(Vm, heap) + std::mem::offset_of!(Heap, bump);
    let distance = usize::try_from(offset).ok()?.checked_sub(first)?;
    let (class, part) = (distance / size_of::<Bump>(), distance % size_of::<Bump>());
    let part = if part == std::mem::offset_of!(Bump, limit) { "limit" } else { "cursor" };
    (class < LISTS).then(|| format!("vm.heap.bump[{class}].{part}"))
}
