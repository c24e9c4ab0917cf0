//! `Code`: the compiled body of a function, with the data beside its bytecode.
//!
//! Invariant: the bytecode, constants, handler ranges and positions never change once the cell is made; caches
//! and counters do. The raw pointers in the cell point into its own `data`, which lives as long as the cell.

use super::cache::InlineCache;
use super::eval_site::EvalSite;
use super::kind::Kind;
use super::realm::Realm;
use super::source::Source;
use super::string::StringExt;
use crate::faults::{Fault, planted};
use crate::value::Value;
use jsrun_gc::{Cell, Gc, Header, Heap, Layout, Marker, Slot};
use std::cell::{Cell as StdCell, OnceCell};
use std::rc::Rc;

/// Facts about a function that its callers need. Bits of [`Code::flags`].
pub mod flags {
    /// Its code is strict mode code.
    pub const STRICT: u32 = 1;
    /// It sees surplus arguments (`arguments`, a rest parameter).
    pub const KEEPS_SURPLUS: u32 = 1 << 1;
    /// `new` on it makes an ordinary `this` before it is entered.
    pub const BASE_CONSTRUCTOR: u32 = 1 << 2;
    /// A constructor of a derived class: `this` starts uninitialized.
    pub const DERIVED_CONSTRUCTOR: u32 = 1 << 3;
    /// A class constructor: calling it without `new` throws.
    pub const CLASS_CONSTRUCTOR: u32 = 1 << 4;
    /// An arrow function.
    pub const ARROW: u32 = 1 << 5;
    /// A method, getter or setter (no `prototype`, not a constructor).
    pub const METHOD: u32 = 1 << 6;
    /// A generator.
    pub const GENERATOR: u32 = 1 << 7;
    /// Async.
    pub const ASYNC: u32 = 1 << 8;
    /// The code of a script or module, not of a function.
    pub const TOP_LEVEL: u32 = 1 << 9;
}

/// What the code of a script or module itself is called where functions are shown.
pub const TOP_LEVEL_NAME: &str = "(top level)";
/// What functions without a name are called there.
pub const ANONYMOUS_NAME: &str = "(anonymous)";

/// A function's name as it is shown.
pub fn shown_name(name: &str, is_top_level: bool) -> &str {
    match name {
        _ if is_top_level => TOP_LEVEL_NAME,
        "" => ANONYMOUS_NAME,
        name => name,
    }
}

/// A range of bytecode whose exceptions go to a handler. Inner ranges come before outer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandlerRange {
    /// First bytecode index covered.
    pub start: u32,
    /// First bytecode index not covered.
    pub end: u32,
    /// Where the handler begins.
    pub target: u32,
    /// The register that receives the exception.
    pub register: u32,
}

/// A position of the source: from this bytecode index on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Bytecode index.
    pub index: u32,
    /// Byte offset in the source.
    pub offset: u32,
}

/// A text of the source that error messages of one instruction quote: the callee of a call, the operand that is no
/// iterable, a variable's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextRange {
    /// Bytecode index of the instruction.
    pub index: u32,
    /// Byte offset in the source at which the text begins.
    pub start: u32,
    /// Byte offset behind it.
    pub end: u32,
}

/// What the compiler made of a function; owned by its [`Code`] cell.
#[derive(Debug)]
pub struct CodeData {
    /// The instructions, in words.
    pub bytecode: Box<[u64]>,
    /// Constants: values, nested `Code` cells, templates.
    pub constants: Box<[Value]>,
    /// Inline caches.
    pub caches: Box<[InlineCache]>,
    /// Exception handlers, innermost first.
    pub handlers: Box<[HandlerRange]>,
    /// Source positions, ascending.
    pub positions: Box<[Position]>,
    /// Where statements begin, ascending: for those who show the source beside the code. Errors are reported at `positions`.
    pub statements: Box<[Position]>,
    /// What error messages quote, ascending.
    pub texts: Box<[TextRange]>,
    /// Call sites of direct `eval`.
    pub evals: Box<[EvalSite]>,
    /// The function's source.
    pub source: Rc<Source>,
    /// The extent of its text in the source, in bytes.
    pub span: (u32, u32),
    /// The names of its registers where they are variables, for the disassembler.
    pub register_names: Box<[(u32, Box<str>)]>,
    /// How often each instruction has run, by bytecode index, once somebody counts.
    pub counts: OnceCell<Box<[InstructionCounts]>>,
}

/// How often an instruction has run. Machine code counts here as well.
#[repr(C)]
#[derive(Debug, Default)]
pub struct InstructionCounts {
    /// In the interpreter.
    pub interpreted: StdCell<u64>,
    /// In machine code.
    pub compiled: StdCell<u64>,
    /// In machine code, with a call into the runtime.
    pub runtime_calls: StdCell<u64>,
}

/// The cell. The fields down to `counter` are read by machine code.
#[repr(C)]
pub struct Code {
    /// Kind `Code`.
    pub header: Header,
    /// Machine code to call: the compiled function, or the stub that enters the interpreter.
    pub entry: StdCell<usize>,
    /// Bytes of registers from `fp`, outgoing calls included.
    pub frame_bytes: usize,
    /// Declared parameters, `this` not counted.
    pub parameter_count: u32,
    /// See [`flags`].
    pub flags: u32,
    /// Calls and loop iterations left until the function is compiled.
    pub counter: StdCell<i32>,
    /// The `length` property.
    pub length: u32,
    /// First instruction.
    pub bytecode: *const u64,
    /// First constant.
    pub constants: *const Value,
    /// First inline cache.
    pub caches: *mut InlineCache,
    /// The function's own name: a string.
    pub name: Slot<Value>,
    /// The realm that it was compiled for.
    pub realm: Gc<Realm>,
    /// What the pointers above point into.
    pub data: *mut CodeData,
    /// The compiled form, if there is one: an index into the code cache of the JIT, else `u32::MAX`.
    pub compiled: StdCell<u32>,
}

/// No compiled form.
pub const NOT_COMPILED: u32 = u32::MAX;

// SAFETY: `repr(C)`, the header comes first with kind `Code`; `trace` visits the name, the realm and the constants,
// which are all the references it has. Caches are weak: they are cleared after marking.
unsafe impl Cell for Code {
    const KIND: u8 = Kind::Code as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector calls this with the address of a live `Code` cell.
    let code = unsafe { &*std::ptr::with_exposed_provenance::<Code>(cell) };
    marker.visit_word(code.name.get().bits());
    marker.visit(code.realm);
    let skipped = if planted(Fault::GcConstants) { code.data().constants.len() } else { 0 };
    for constant in &code.data().constants[skipped..] {
        marker.visit_word(constant.bits());
    }
    for site in &code.data().evals {
        site.trace(marker);
    }
    for cache in &code.data().caches {
        marker.visit_word(cache.key.bits());
    }
}

unsafe fn finalize(cell: usize, _heap: &mut Heap) {
    // SAFETY: the collector calls this once with the address of a dead `Code` cell, whose data it alone owns.
    drop(unsafe { Box::from_raw((*std::ptr::with_exposed_provenance::<Code>(cell)).data) });
}

impl Code {
    /// The data beside the bytecode.
    pub fn data(&self) -> &CodeData {
        // SAFETY: `data` came from a `Box` that the cell owns until it is finalized.
        unsafe { &*self.data }
    }

    /// How often each instruction has run, by bytecode index. They are there from the first time that somebody asks.
    pub fn counts(&self) -> &[InstructionCounts] {
        let data = self.data();
        data.counts.get_or_init(|| data.bytecode.iter().map(|_| Default::default()).collect())
    }

    /// The inline cache with this index.
    pub fn cache(&self, index: u32) -> *mut InlineCache {
        debug_assert!((index as usize) < self.data().caches.len());
        // SAFETY: the compiler made as many caches as its instructions name.
        unsafe { self.caches.add(index as usize) }
    }

    /// Has it this flag?
    pub fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// The source offset of the instruction at a bytecode index.
    pub fn offset_at(&self, index: u32) -> u32 {
        let positions = &self.data().positions;
        match positions.partition_point(|p| p.index <= index) {
            0 => self.data().span.0,
            n => positions[n - 1].offset,
        }
    }

    /// The source offset of what the instruction at a bytecode index is part of: its own, or that of its statement where it has
    /// none of its own.
    pub fn part_of(&self, index: u32) -> u32 {
        let last = |list: &[Position]| {
            let after = list.partition_point(|p| p.index <= index);
            after.checked_sub(1).map(|at| list[at])
        };
        match (last(&self.data().positions), last(&self.data().statements)) {
            (Some(own), Some(statement)) if own.index < statement.index => statement.offset,
            (Some(own), _) => own.offset,
            (None, Some(statement)) => statement.offset,
            (None, None) => self.data().span.0,
        }
    }

    /// The function's name as it is shown, which is not what a script sees where there is none.
    pub fn shown_name(&self) -> String {
        let name = self.name.get().as_string().map(|name| name.to_rust()).unwrap_or_default();
        shown_name(&name, self.has(flags::TOP_LEVEL)).to_owned()
    }

    /// The text that error messages of the instruction at a bytecode index quote.
    pub fn text_at(&self, index: u32) -> Option<&[u8]> {
        let data = self.data();
        let at = data.texts.binary_search_by_key(&index, |text| text.index).ok()?;
        let text = data.texts[at];
        data.source.text.get(text.start as usize..text.end as usize)
    }
}
