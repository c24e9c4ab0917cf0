//! What an embedder gives the engine: where output goes, and how source text that a script makes is compiled.
//!
//! Invariant: nothing here refers to the heap, so the collector need not know of it.

use super::{Arguments, Vm};
use crate::runtime::module::{Module, ModuleLoader, ModuleRequest, Referrer};
use crate::runtime::promise::Promise;
use crate::runtime::string::JsString;
use crate::value::{Res, Thrown};
use jsrun_gc::Gc;
use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime};

/// Where output goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Error,
}

/// Takes what scripts print. A failure to write is the hook's own business.
pub type OutputHook = Box<dyn FnMut(Stream, &[u8])>;

/// Which constructor of functions was called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DynamicKind {
    /// `Function`
    Normal,
    /// `GeneratorFunction`
    Generator,
    /// `AsyncFunction`
    Async,
    /// `AsyncGeneratorFunction`
    AsyncGenerator,
}

/// CreateDynamicFunction (https://tc39.es/ecma262/#sec-createdynamicfunction): the arguments are those of the constructor.
pub type CreateDynamicFunction = fn(&mut Vm, DynamicKind, Arguments) -> Res;
/// PerformEval (https://tc39.es/ecma262/#sec-performeval), indirect, of a string.
pub type IndirectEval = fn(&mut Vm, Gc<JsString>) -> Res;

/// HostLoadImportedModule (https://tc39.es/ecma262/#sec-HostLoadImportedModule)
pub type LoadModule = fn(&mut Vm, &Referrer, &ModuleRequest) -> Res<Gc<Module>>;
/// HostPromiseRejectionTracker (https://tc39.es/ecma262/#sec-host-promise-rejection-tracker): a promise was rejected without a
/// handler (false), or got its first handler afterwards (true).
pub type RejectionHook = fn(&mut Vm, Gc<Promise>, bool);

/// The number of the next machine.
static CONTEXTS: AtomicU64 = AtomicU64::new(0);

/// Values of the embedder's, one of each type.
#[derive(Default)]
pub struct Kept(HashMap<TypeId, Rc<dyn Any>>);

impl Kept {
    /// Keeps a value; gives back the one of its type that was kept before.
    pub fn set<T: 'static>(&mut self, value: T) -> Option<Rc<T>> {
        self.0.insert(TypeId::of::<T>(), Rc::new(value))?.downcast().ok()
    }

    /// The value of this type.
    pub fn get<T: 'static>(&self) -> Option<Rc<T>> {
        self.0.get(&TypeId::of::<T>())?.clone().downcast().ok()
    }
}

/// The state of `console`.
#[derive(Default)]
pub struct Console {
    /// Are values coloured: on standard output, on standard error?
    pub colors: [bool; 2],
    /// How deep `console.group` has indented.
    pub indent: usize,
    /// The counters of `console.count`.
    pub counts: HashMap<String, u64>,
    /// The timers of `console.time`.
    pub timers: HashMap<String, Instant>,
}

impl Console {
    /// Are values coloured that are written to a stream?
    pub fn colors(&mut self, stream: Stream) -> &mut bool {
        &mut self.colors[stream as usize]
    }
}

/// The embedder's side of a VM.
pub struct Host {
    /// Where `print` and `console` write.
    pub output: OutputHook,
    /// Installed by the compiler; without it the constructors of functions throw.
    pub create_dynamic_function: Option<CreateDynamicFunction>,
    /// Installed by the compiler; without it `eval` of a string throws.
    pub indirect_eval: Option<IndirectEval>,
    /// Finds modules by asking the loader. Installed with the compiler; without it importing throws.
    pub load_module: Option<LoadModule>,
    /// What the embedder finds modules with.
    pub module_loader: Option<Rc<RefCell<dyn ModuleLoader>>>,
    /// Told of rejections without handlers; see also [`Vm::take_unhandled_rejection`].
    pub rejection: Option<RejectionHook>,
    /// May `Atomics.wait` block? [[CanBlock]] of the agent (https://tc39.es/ecma262/#sec-agents)
    pub can_block: bool,
    /// What the embedder's own functions keep.
    pub embedder: Kept,
    /// The machine's number in this process, by which handles know their own.
    pub context: u64,
    /// The time origin (https://w3c.github.io/hr-time/#dfn-time-origin), by both clocks.
    pub origin: (Instant, SystemTime),
    /// What `console` keeps.
    pub console: Console,
    random: [u64; 2],
}

impl Default for Host {
    fn default() -> Host {
        let seed = RandomState::new();
        Host {
            output: Box::new(write_standard),
            create_dynamic_function: None,
            indirect_eval: None,
            load_module: None,
            module_loader: None,
            rejection: None,
            can_block: true,
            embedder: Kept::default(),
            context: CONTEXTS.fetch_add(1, Ordering::Relaxed),
            origin: (Instant::now(), SystemTime::now()),
            console: Console::default(),
            // Never both 0, which the generator could not leave.
            random: [seed.hash_one(0) | 1, seed.hash_one(1)],
        }
    }
}

/// The default hook: the streams of the process. A closed pipe is no error of the script's.
fn write_standard(stream: Stream, bytes: &[u8]) {
    let _ = match stream {
        Stream::Out => std::io::stdout().write_all(bytes),
        Stream::Error => std::io::stderr().write_all(bytes),
    };
}

impl Host {
    /// A number from 0 up to but not including 1 (xorshift128+).
    pub fn random(&mut self) -> f64 {
        let [mut a, b] = self.random;
        let sum = a.wrapping_add(b);
        a ^= a << 23;
        self.random = [b, a ^ b ^ (a >> 17) ^ (b >> 26)];
        (sum >> 11) as f64 / (1u64 << 53) as f64
    }
}

impl Vm {
    /// Writes through the host's hook.
    pub fn write_output(&mut self, stream: Stream, bytes: &[u8]) {
        if self.is_previewing() {
            let Thrown = self.refuse_preview();
            return;
        }
        (self.host.output)(stream, bytes);
    }
}
