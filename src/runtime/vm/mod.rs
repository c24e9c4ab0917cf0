//! The virtual machine's state: heap, VM stack, pending exception, interrupts, and the hooks through which the
//! runtime reaches the tiers above it.
//!
//! Invariant: `frame` is the topmost frame whenever runtime code runs, so that whatever it calls builds its frame above
//! that one and stack traces see every frame.

pub mod call;
pub mod frame;
mod hooks;
pub mod host;
pub mod limits;
mod new;
pub mod stack;
mod tail_call;

pub use new::{VmOptions, return_undefined};

use super::error::ErrorState;
use super::names::{Names, Symbols};
use super::object::{Elements, Object, Values};
use super::realm::Realm;
use super::shape::Shapes;
use super::string::Strings;
use super::validity::{Validity, ValidityTable};
use crate::value::{Res, Value};
use frame::Frame;
use jsrun_gc::{Gc, Heap};
use std::sync::atomic::{AtomicU32, AtomicUsize};

/// The state of one JavaScript thread. The fields down to `frame` are read by machine code.
#[repr(C)]
pub struct Vm {
    /// The collector's heap; its bump cursors come first.
    pub heap: Heap,
    /// A frame must end at or below this address. 0 while an interrupt is pending, so that entries notice.
    pub stack_limit: AtomicUsize,
    /// Nonzero while an interrupt is pending: tested at loop heads. See [`interrupt`].
    pub interrupt: AtomicU32,
    /// The pending exception, when a function has returned `Thrown`. [`Vm::TERMINATION`] cannot be caught.
    pub exception: Value,
    /// From this address on, frames are replaced by those of their tail calls.
    pub tail_calls_from: usize,
    /// The topmost frame, kept when compiled or interpreted code calls the runtime.
    pub frame: Frame,
    /// How the runtime calls functions that were compiled from source. Installed by the interpreter.
    pub run_function: RunFunction,
    /// What the function that is being resumed is to find.
    pub resumption: super::coroutine::Resumption,
    /// How the runtime goes on with a suspended frame that it has built again. Installed by the interpreter.
    pub resume_function: ResumeFunction,
    /// The native stack may not be used below this address.
    pub native_stack_limit: usize,
    /// Interrupts from outside, and what became of the engine.
    pub limits: limits::Limits,
    /// Where the pending exception was thrown.
    pub errors: ErrorState,
    /// The mapping that frames are built on.
    pub stack: stack::VmStack,
    /// Fills a new realm with the standard library. Installed by the library.
    pub setup_builtins: SetupBuiltins,
    /// All realms, and the one that is current while no frame runs: the last entered.
    pub(super) realms: Vec<Gc<Realm>>,
    /// The realm that is current while no frame runs.
    pub entered_realm: Option<Gc<Realm>>,
    /// Keys of well-known names.
    pub names: Names,
    /// Keys of the well-known symbols.
    pub symbols: Symbols,
    /// Atoms and strings that are wanted often.
    pub strings: Strings,
    /// The elements of objects that have none.
    pub empty_elements: Gc<Elements>,
    /// What caches name as the holder of a property that is nowhere: its slot 0 is `undefined`.
    pub absent: Gc<Values>,
    /// The validity cell of entries that depend on no prototype chain: always valid.
    pub(super) unguarded: Gc<Validity>,
    /// The frame of the call that is to be made where a slow path or a builtin has answered [`Value::PREPARED`].
    pub prepared: Frame,
    /// The machine code that enters the prepared frame.
    pub prepared_entry: usize,
    /// The machine code that enters a frame that is resumed.
    pub resume_entry: usize,
    /// Where the frame begins that the prepared one is to replace; null if none is.
    pub(super) replaced: *mut Value,
    /// Root shapes and transitions.
    pub(super) shapes: Shapes,
    /// Which prototype chains caches depend on.
    pub(super) validity: ValidityTable,
    /// [[KeptAlive]] (https://tc39.es/ecma262/#sec-agents): targets of WeakRefs that live until the job ends.
    pub kept_alive: rustc_hash::FxHashSet<u64>,
    /// Promises that other agents settle.
    pub waits: super::waiter::AsyncWaits,
    /// What waits for its time.
    pub(super) timers: super::timers::Timers,
    /// What the embedder gives.
    pub host: host::Host,
    /// Jobs that wait, and rejections that nobody has handled.
    pub(super) jobs: super::jobs::JobQueue,
    /// The function that the job that runs has resumed. It lives as long as the job.
    pub(super) resumed_by_job: Option<Gc<super::coroutine::Coroutine>>,
    /// The coroutines that have been suspended since the last collection.
    pub(super) suspended: Vec<usize>,
    /// The arrays whose elements are being joined, so that one that contains itself ends.
    pub joining: Vec<Gc<Object>>,
    /// What sites share that have met too many shapes.
    pub shared_cache: super::cache::SharedCache,
    /// Where compressed references count from.
    pub region_base: usize,
    /// The routines that machine code shares: see [`Routine`](crate::handlers::primitives::shared::Routine).
    pub routines: [usize; crate::handlers::primitives::shared::ROUTINES],
    pub(super) listed_keys: super::for_in::ListedKeys,
    /// Nonzero once an object that is a prototype has had elements: from then on appending to an array looks for setters.
    pub prototype_elements: std::cell::Cell<u32>,
    /// How the interpreter was left: its own to write and read.
    pub exit: crate::interp::Exit,
    /// The tiers above the interpreter. Installed with it.
    pub tiers: Option<Box<dyn Tiers>>,
    /// What is in that box, for the tiers themselves; null without them.
    pub tier_state: *mut (),
    /// What the counter of new code begins at: calls and loop iterations until it is compiled.
    pub initial_counter: i32,
    /// What machine code that counts has executed.
    pub opcode_counts: OpcodeCounts,
    /// How the machine is watched: bits of [`observation`]. Installed with the tiers.
    pub observation: u32,
    /// What is told on [`interrupt::SAMPLE`].
    sampler: Option<limits::Sampler>,
    /// What machine code calls for code that is not compiled.
    pub initial_entry: usize,
    /// Makes a RegExp of a pattern and flags. Installed by the library.
    pub regexp_create: fn(&mut Vm, Value, Value) -> Res,
    /// [[ModuleAsyncEvaluationCount]] (https://tc39.es/ecma262/#sec-IncrementModuleAsyncEvaluationCount)
    pub(super) module_async_evaluation_count: u64,
    /// Compiled regular expressions.
    pub regexps: super::regexp_engine::RegExpCache,
    /// The evaluation that must change nothing, while there is one.
    pub preview: Option<Box<super::preview::Preview>>,
    /// What built-in functions change, by their Rust code.
    pub native_effects: super::preview::NativeEffects,
    /// All `Code` cells, so that their caches can be cleared of what died.
    pub(super) codes: Vec<usize>,
}

/// How often machine code that counts has executed each opcode, by number.
#[repr(C)]
#[derive(Clone)]
pub struct OpcodeCounts {
    /// Executions.
    pub executed: [u64; 256],
    /// Of these, those that called the runtime.
    pub runtime_calls: [u64; 256],
}

impl Default for OpcodeCounts {
    fn default() -> OpcodeCounts {
        OpcodeCounts { executed: [0; 256], runtime_calls: [0; 256] }
    }
}

/// What the machine keeps for the tiers above the interpreter, without knowing what they are.
pub trait Tiers {
    /// After marking: compiled forms of dead code are freed. The result: how many bytes of machine code that were.
    fn after_mark(&mut self, live: &jsrun_gc::Liveness) -> usize;
}

/// Fills a realm with the standard library.
pub type SetupBuiltins = fn(&mut Vm, Gc<Realm>);

/// Runs the function in `frame`'s header (its callee is a `Function`), whose header, `this` and arguments are in place but for
/// the caller's link.
pub type RunFunction = unsafe fn(&mut Vm, Frame) -> Res;

/// Goes on in `frame`, whose header and registers are in place, at the bytecode index that the header saves.
pub type ResumeFunction = unsafe fn(&mut Vm, Frame) -> Res;

/// Bits of [`Vm::interrupt`].
pub mod interrupt {
    /// End the script: uncatchable.
    pub const TERMINATE: u32 = 1;
    /// The memory limit is reached: uncatchable.
    pub const OUT_OF_MEMORY: u32 = 2;
    /// The host wants its callback run.
    pub const CALLBACK: u32 = 4;
    /// A sampler wants to know what runs.
    pub const SAMPLE: u32 = 8;
}

/// Bits of [`Vm::observation`].
pub mod observation {
    /// Instructions are counted, and code is kept alive for those who will read the counts.
    pub const COUNT: u32 = 1;
    /// A sampler runs.
    pub const SAMPLE: u32 = 2;
}

/// What a built-in function is called with: a view of its frame, valid while it runs.
#[derive(Clone, Copy)]
pub struct Arguments {
    frame: Frame,
}

impl Arguments {
    /// The arguments in a frame.
    ///
    /// # Safety
    /// The frame is live, and stays so while the result is used.
    pub unsafe fn new(frame: Frame) -> Arguments {
        Arguments { frame }
    }

    /// `this`.
    pub fn this(&self) -> Value {
        // SAFETY: the frame is live: `new` requires it.
        unsafe { *self.frame.0 }
    }

    /// How many arguments were passed.
    pub fn len(&self) -> usize {
        // SAFETY: the frame is live: `new` requires it.
        unsafe { self.frame.argument_count() as usize }
    }

    /// Were no arguments passed?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The argument with this index, `undefined` if it was not passed.
    pub fn get(&self, index: usize) -> Value {
        self.as_slice().get(index).copied().unwrap_or(Value::UNDEFINED)
    }

    /// All arguments.
    pub fn as_slice(&self) -> &[Value] {
        // SAFETY: the frame holds `this` and then its arguments.
        unsafe { std::slice::from_raw_parts(self.frame.0.add(1), self.len()) }
    }

    /// `new.target`, `undefined` for a call.
    pub fn new_target(&self) -> Value {
        // SAFETY: the frame is live: `new` requires it.
        unsafe { self.frame.new_target() }
    }

    /// The function itself.
    pub fn callee(&self) -> Value {
        // SAFETY: the frame is live: `new` requires it.
        unsafe { self.frame.callee() }
    }
}

impl Arguments {
    /// `this`, if it is an object.
    pub fn this_object(&self) -> Option<Gc<Object>> {
        self.this().as_object()
    }
}

impl Vm {
    /// What `exception` holds while a termination unwinds.
    pub const TERMINATION: Value = Value::DONE;
}
