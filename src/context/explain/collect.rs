//! From code as it is in the machine to an explanation of it.
//!
//! Invariant: nothing of a script is run, and nothing changes: caches and counters are read.

use super::model::*;
use crate::bytecode::disassembler::{Body, instructions, number_text, quoted};
use crate::handlers::TABLE;
use crate::interp::machine_code::{CodeOwner, ListedCode};
use crate::runtime::bigint::BigIntExt;
use crate::runtime::cache::MAX_MISSES;
use crate::runtime::cache::{CacheEntry, InlineCache};
use crate::runtime::code::{Code, flags};
use crate::runtime::kind::Kind;
use crate::runtime::object::{INLINE_SLOTS, Object, Values};
use crate::runtime::private_name::PrivateName;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::shape::Shape;
use crate::runtime::string::StringExt;
use crate::runtime::validity::Validity;
use crate::runtime::vm::Vm;
use crate::value::Value;
use jsrun_gc::{Gc, Header, RootVec};
use std::collections::BTreeMap;

/// How many properties of a shape are shown.
const SHOWN_PROPERTIES: usize = 12;

/// Explains code, which is alive.
pub(super) fn explain(vm: &mut Vm, code: Gc<Code>) -> Explanation {
    let data = code.data();
    let source = &data.source;
    let keys: Vec<String> = {
        let keys: Vec<_> = data.caches.iter().map(|cache| cache.key).collect();
        keys.into_iter().map(|key| key_text(vm, key)).collect()
    };
    let body = Body {
        bytecode: &data.bytecode,
        positions: &data.positions,
        constant: &|index| constant(data.constants[index as usize]),
        cache_key: &|index| quoted(&keys[index as usize]),
    };
    let machine_code = machine_code(vm, &code);
    let pieces = pieces_by_instruction(&machine_code);
    let counts = data.counts.get();
    let listed = instructions(&body, source).into_iter().map(|listed| Instruction {
        index: listed.index,
        opcode: &TABLE[listed.op as usize],
        operands: listed.operands,
        notes: listed.notes,
        place: source.locate(code.part_of(listed.index)),
        cache: listed.cache.map(|index| cache_site(vm, &code, index, keys[index as usize].clone())),
        counts: counts.map_or(Counts::default(), |counts| {
            let counts = &counts[listed.index as usize];
            Counts {
                interpreted: counts.interpreted.get(),
                compiled: counts.compiled.get(),
                runtime_calls: counts.runtime_calls.get(),
            }
        }),
        code: pieces.get(&listed.index).cloned().unwrap_or_default(),
    });
    let instructions: Vec<Instruction> = listed.collect();
    Explanation {
        name: code.shown_name(),
        sort: sort(&code),
        source: source.name.clone(),
        place: source.locate(data.span.0),
        parameters: code.parameter_count,
        registers: (code.frame_bytes / size_of::<Value>()) as u32,
        variables: data.register_names.iter().map(|(r, name)| (*r, name.to_string())).collect(),
        tier: tier(vm, &code),
        is_counted: counts.is_some(),
        lines: source_lines(&code, &instructions),
        instructions,
        handlers: data.handlers.to_vec(),
        machine_code,
    }
}

/// The lines of the function, and those elsewhere that instructions of it belong to.
fn source_lines(code: &Code, instructions: &[Instruction]) -> Vec<SourceLine> {
    let data = code.data();
    let line = |offset: u32| data.source.locate(offset).0;
    let (first, last) = (line(data.span.0), line(data.span.1.max(data.span.0 + 1) - 1));
    let mut lines: BTreeMap<u32, Vec<usize>> = (first..=last).map(|line| (line, vec![])).collect();
    for (at, instruction) in instructions.iter().enumerate() {
        lines.entry(instruction.place.0).or_default().push(at);
    }
    let lines = lines.into_iter();
    lines
        .map(|(number, instructions)| SourceLine {
            number,
            text: data.source.line(number),
            instructions,
        })
        .collect()
}

fn sort(code: &Code) -> String {
    let words = [
        (flags::STRICT, "strict"),
        (flags::ASYNC, "async"),
        (flags::GENERATOR, "generator"),
        (flags::ARROW, "arrow"),
    ];
    let mut words: Vec<&str> =
        words.iter().filter(|(flag, _)| code.has(*flag)).map(|(_, word)| *word).collect();
    words.push(match () {
        () if code.has(flags::TOP_LEVEL) => "top-level code",
        () if code.has(flags::CLASS_CONSTRUCTOR) => "class constructor",
        () if code.has(flags::METHOD) => "method",
        () => "function",
    });
    words.join(" ")
}

/// A constant as listings show it.
fn constant(value: Value) -> String {
    if let Some(number) = value.to_number() {
        return number_text(number);
    }
    if let Some(string) = value.as_string() {
        return quoted(&string.to_rust());
    }
    if let Some(number) = value.as_bigint() {
        return format!("{}n", number.to_big());
    }
    if value.is_cell() && value.kind() == Kind::Code as u8 {
        // SAFETY: a constant of kind `Code` is such a cell, and alive.
        let code = unsafe { Gc::<Code>::from_addr(value.address()) };
        let (line, column) = code.data().source.locate(code.data().span.0);
        return format!("function {} at {line}:{column}", code.shown_name());
    }
    if value.as_array().is_some() {
        return "a list that the compiler made".to_owned();
    }
    format!("{value:?}")
}

fn pieces_by_instruction(versions: &[ListedCode]) -> BTreeMap<u32, Vec<(usize, usize)>> {
    let mut pieces: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
    for (version, code) in versions.iter().enumerate() {
        for (at, piece) in code.pieces.iter().enumerate() {
            if let CodeOwner::Instruction(index) = piece.owner {
                pieces.entry(index).or_default().push((version, at));
            }
        }
    }
    pieces
}

// ---- caches ----

fn cache_site(vm: &mut Vm, code: &Code, index: u32, key: String) -> CacheSite {
    // SAFETY: a cache of live code; it is copied, and nothing writes it meanwhile.
    let cache: InlineCache = unsafe { (*code.cache(index)).clone() };
    let known = cache.entries.iter().filter(|entry| entry.shape != 0);
    let _kept = keep(vm, known.clone());
    let entries: Vec<CacheShape> = known.map(|entry| cache_shape(vm, entry)).collect();
    let state = match entries.len() {
        _ if cache.misses > MAX_MISSES => CacheState::Megamorphic,
        0 if cache.misses == 0 => CacheState::Empty,
        0 => CacheState::Uncached,
        1 => CacheState::Monomorphic,
        _ => CacheState::Polymorphic,
    };
    CacheSite { index, key, misses: cache.misses, state, entries }
}

/// What entries refer to, kept alive: the cache itself refers to it weakly, and to name a class may collect.
fn keep<'e>(vm: &mut Vm, entries: impl Iterator<Item = &'e CacheEntry>) -> RootVec<Value> {
    let mut kept: RootVec<Value> = vm.heap.root_vec();
    for entry in entries {
        // SAFETY: an entry that has not been cleared names live cells, and nothing is allocated here.
        unsafe {
            kept.push(Value::cell(vm.heap.decompress::<Shape>(entry.shape)));
            match entry.holder {
                0 => {}
                shape if shape >> 32 == 0 => {
                    kept.push(Value::cell(vm.heap.decompress::<Shape>(shape as u32)));
                }
                holder => kept.push(Value::cell(Gc::<Object>::from_addr(holder as usize))),
            }
            if entry.validity != 0 {
                kept.push(Value::cell(Gc::<Validity>::from_addr(entry.validity as usize)));
            }
        }
    }
    kept
}

fn cache_shape(vm: &mut Vm, entry: &CacheEntry) -> CacheShape {
    let slot = slot(entry.offset);
    let hit = match entry.holder {
        0 => CacheHit::Own(slot),
        holder if holder == vm.absent.to_word() => CacheHit::Absent,
        // The heap lies above 4 GiB: this is a compressed shape.
        shape if shape >> 32 == 0 => CacheHit::Addition { slot, to: shape_text(vm, shape as u32) },
        holder => holder_hit(vm, holder as usize, slot),
    };
    let is_valid = match entry.validity {
        0 => true,
        // SAFETY: an entry that has not been cleared names live cells.
        cell => unsafe { Gc::<Validity>::from_addr(cell as usize) }.valid.get() != 0,
    };
    CacheShape { shape: shape_text(vm, entry.shape), hit, is_valid }
}

/// What a hit does whose value is in another cell.
fn holder_hit(vm: &mut Vm, holder: usize, slot: Slot) -> CacheHit {
    // SAFETY: an entry that has not been cleared names live cells, which begin with a header; what is not a binding is an
    // object.
    unsafe {
        let kind = (*std::ptr::with_exposed_provenance::<Header>(holder)).kind();
        if kind == Kind::GlobalBinding as u8 {
            return CacheHit::Binding;
        }
        let class = vm.constructor_name(Gc::<Object>::from_addr(holder)).unwrap_or_default();
        CacheHit::Prototype { class, slot }
    }
}

fn slot(offset: i32) -> Slot {
    match offset {
        offset if offset >= 0 => {
            Slot::Inline((offset as u32).saturating_sub(INLINE_SLOTS as u32) / 8)
        }
        offset => Slot::OutOfLine((offset.unsigned_abs() - size_of::<Values>() as u32) / 8),
    }
}

/// A property's key; of a private name its text.
fn key_text(vm: &mut Vm, key: PropertyKey) -> String {
    let private = key.as_cell().and_then(|cell| cell.as_kind::<PrivateName>());
    match private.and_then(|name| name.description.get().as_string()) {
        Some(text) => text.to_rust(),
        None => vm.key_display(key),
    }
}

fn shape_text(vm: &mut Vm, id: u32) -> ShapeText {
    // SAFETY: an entry that has not been cleared names live shapes.
    let shape: Gc<Shape> = unsafe { vm.heap.decompress(id) };
    let keys: Vec<_> = shape.properties().take(SHOWN_PROPERTIES).map(|p| p.key).collect();
    let count = shape.properties().count();
    let properties: Vec<String> = keys.into_iter().map(|key| key_text(vm, key)).collect();
    let class = shape.prototype().and_then(|prototype| vm.constructor_name(prototype));
    let class = class.unwrap_or_default();
    ShapeText { id, class, more: count - properties.len(), properties }
}

// ---- machine code ----

#[cfg(jit)]
fn machine_code(vm: &mut Vm, code: &Code) -> Vec<ListedCode> {
    let machine: *mut Vm = vm;
    // SAFETY: the machine is at rest, and the code alive.
    unsafe { crate::jit::Jit::of(machine).map_or(vec![], |jit| jit.listed(machine, code)) }
}

#[cfg(not(jit))]
fn machine_code(_: &mut Vm, _: &Code) -> Vec<ListedCode> {
    vec![]
}

#[cfg(jit)]
fn tier(vm: &mut Vm, code: &Code) -> TierState {
    // SAFETY: the machine is at rest: nothing else uses its tiers.
    let Some(jit) = (unsafe { crate::jit::Jit::of(vm) }) else { return TierState::NoJit };
    match jit.compiled(code).map(|compiled| compiled.form()) {
        None => {
            let left = u32::try_from(code.counter.get()).unwrap_or_default();
            TierState::Interpreted { left: Some(left).filter(|left| *left != i32::MAX as u32) }
        }
        Some(form) => TierState::Compiled {
            bytes: form.bytes,
            general_bytes: form.general_bytes,
            exits: form.exits,
            loop_line: form.for_loop.map(|head| code.data().source.locate(code.offset_at(head)).0),
        },
    }
}

#[cfg(not(jit))]
fn tier(_: &mut Vm, _: &Code) -> TierState {
    TierState::NoJit
}
