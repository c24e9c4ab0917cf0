//! Machine code as text: each instruction below the bytecode that it belongs to, addresses by name.
//!
//! Invariant: a listing is made by the compiler that makes the code that runs, and never installed.

use super::Buffers;
use super::Jit;
use super::assembler::Outside;
use super::compile::{Constants, GeneralVersion, Output, compile, compile_general};
use super::emitter::Version;
use super::notes::Place;
use crate::interp::machine_code::{CodeOwner, CodePiece, CodeVersion, ListedCode};
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
    /// Compiles a function as it is compiled where nothing is counted, with the types of the loop that its machine code was made
    /// for, and lists each of its versions.
    ///
    /// # Safety
    /// The machine runs; the code is alive.
    pub unsafe fn listed(&self, vm: *mut Vm, code: &Code) -> Vec<ListedCode> {
        // SAFETY: promised by the caller.
        let shapes = unsafe { (*vm).object_shapes(code.realm) };
        let general = GeneralVersion { native: std::ptr::null(), base: 0 };
        let constants = self.constants_of_listing(code, &shapes, &raw const general);
        let seed = self.compiled(code).and_then(|compiled| compiled.seed.as_ref());
        let seed = seed.map(|(index, types)| (*index, &**types));
        let first = compile(code, constants, seed, Buffers::default());
        let second = (first.version == Version::Assuming).then(|| {
            compile_general(code, constants, &first.loops, LISTED_BASE, Buffers::default())
        });
        let outputs = [Some(first), second].into_iter().flatten();
        let listed = outputs.map(|mut output| {
            let symbols = Symbols::new(code, constants, &output);
            let addresses = output.buffers.asm.outside().map(|o| symbols.listed_address(o));
            let addresses: Vec<usize> = addresses.collect();
            output.buffers.asm.link(0, &addresses);
            list(&output, symbols)
        });
        listed.collect()
    }

    /// The same as text. `bytecode`: for each bytecode index how it is shown.
    ///
    /// # Safety
    /// As for [`Self::listed`].
    pub unsafe fn listing(&self, vm: *mut Vm, code: &Code, bytecode: &[(u32, String)]) -> String {
        // SAFETY: promised by the caller.
        let versions = unsafe { self.listed(vm, code) };
        let mut text = String::new();
        versions.iter().for_each(|version| print(version, bytecode, &mut text));
        text
    }
}

/// Where the assuming version is taken to begin in a listing of the general one.
const LISTED_BASE: usize = 1 << 48;
/// Where in a listing that is taken to be which code leads to outside, one byte each.
const LISTED_OUTSIDE: usize = 1 << 30;

fn list(output: &Output, symbols: Symbols) -> ListedCode {
    let (bytes, hot) = (output.buffers.asm.code().len(), output.buffers.asm.hot_bytes);
    let mut places = output.notes.as_ref().map_or(vec![], |n| n.places.clone());
    // Stable: where a bytecode has no bytes, it still stands before the next.
    places.sort_by_key(|place| place.offset);
    let mut formatter = formatter(symbols);
    let mut waiting = places.into_iter().peekable();
    let mut shown = None;
    let piece = |owner, is_cold| CodePiece { owner, is_cold, instructions: vec![], bytes: 0 };
    let mut pieces = vec![piece(CodeOwner::Entry, false)];
    let mut decoder = Decoder::with_ip(64, output.buffers.asm.code(), 0, DecoderOptions::NONE);
    let mut instruction = Instruction::default();
    while decoder.can_decode() {
        decoder.decode_out(&mut instruction);
        let at = instruction.ip();
        while let Some(place) = waiting.next_if(|place| u64::from(place.offset) <= at) {
            // Out of line, a place without bytes is one that was never reached.
            let is_empty = waiting.peek().is_some_and(|next| next.offset == place.offset);
            let is_cold = place.offset as usize >= hot;
            if shown == Some(place) || is_empty && is_cold {
                continue;
            }
            shown = Some(place);
            pieces.push(piece(owner(place.index), is_cold));
        }
        let mut line = String::new();
        formatter.format(&instruction, &mut line);
        if let Some(piece) = pieces.last_mut() {
            piece.bytes += instruction.len() as u32;
            piece.instructions.push((at as u32, line));
        }
    }
    let version = match output.version {
        Version::Assuming => CodeVersion::Assuming,
        Version::General => CodeVersion::General,
    };
    ListedCode { version, bytes, hot_bytes: hot, pieces }
}

fn owner(index: u32) -> CodeOwner {
    match index {
        Place::EXITS => CodeOwner::Exits,
        Place::THROW_STUB => CodeOwner::Throw,
        index => CodeOwner::Instruction(index),
    }
}

fn print(code: &ListedCode, bytecode: &[(u32, String)], text: &mut String) {
    let _ = writeln!(text, "; {} bytes, {} of them on hot paths", code.bytes, code.hot_bytes);
    let version = match code.version {
        CodeVersion::Assuming => "the version that assumes types",
        CodeVersion::General => "the general version",
    };
    let (mut section, mut shown) = (None, None);
    for piece in &code.pieces {
        if section != Some(piece.is_cold) && piece.owner != CodeOwner::Entry {
            section = Some(piece.is_cold);
            let where_it_is = if piece.is_cold { ", out of line" } else { "" };
            let _ = writeln!(text, "; {version}{where_it_is}");
        }
        if shown != Some(piece.owner) && piece.owner != CodeOwner::Entry {
            shown = Some(piece.owner);
            let line = match piece.owner {
                CodeOwner::Entry => "",
                CodeOwner::Exits => "to the general version, once there is one",
                CodeOwner::Throw => "an exception: to its handler, or to the caller",
                CodeOwner::Instruction(index) => {
                    let at = bytecode.binary_search_by_key(&index, |(i, _)| *i);
                    at.map_or("", |at| &bytecode[at].1)
                }
            };
            let _ = writeln!(text, "{line}");
        }
        for (offset, line) in &piece.instructions {
            let _ = writeln!(text, "        {offset:04x}  {line}");
        }
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
    outside: Vec<Outside>,
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
        names.insert(constants.typed_load as u64, "load_typed_element".to_owned());
        names.insert(constants.typed_store as u64, "store_typed_element".to_owned());
        names.insert(constants.bail_stub as u64, "go_on_in_interpreter".to_owned());
        names.insert(constants.leave_stub as u64, "make_general_version".to_owned());
        names.insert(constants.general as u64, "general_version".to_owned());
        let runtime = output.notes.iter().flat_map(|notes| &notes.runtime);
        names.extend(runtime.map(|(address, name)| (*address, (*name).to_owned())));
        let caches = (code.caches as u64, code.data().caches.len());
        let mut outside = vec![];
        for known in output.buffers.asm.outside() {
            if !outside.contains(&known) {
                outside.push(known);
            }
        }
        Symbols { names, caches, outside }
    }

    /// Where that is taken to be which the code leads to.
    fn listed_address(&self, outside: Outside) -> usize {
        let index = self.outside.iter().position(|known| *known == outside);
        LISTED_OUTSIDE + index.unwrap_or_default()
    }

    /// What is outside at the address of a jump or call.
    fn outside(&self, address: u64) -> Option<String> {
        let index = usize::try_from(address).ok()?.checked_sub(LISTED_OUTSIDE)?;
        match self.outside.get(index)? {
            Outside::Throw => Some("throw".to_owned()),
            Outside::SlowPath(function) => self.names.get(&(*function as u64)).cloned(),
        }
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
            OpKind::Memory => return None,
            OpKind::NearBranch64 => self.outside(address)?,
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
