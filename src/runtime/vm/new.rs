//! Making a VM.
//!
//! Invariant: the VM lives in a box, and the heap's hooks know its address before anything can be collected.

use super::stack::VmStack;
use super::{Arguments, Frame, Vm, hooks};
use crate::runtime::arguments_object::ArgumentsObject;
use crate::runtime::async_generator::{AsyncGenerator, AsyncGeneratorRequest};
use crate::runtime::async_iteration::AsyncFromSyncIterator;
use crate::runtime::bigint::JsBigInt;
use crate::runtime::code::Code;
use crate::runtime::coroutine::Coroutine;
use crate::runtime::disposal::DisposeCapability;
use crate::runtime::dom_exception::DomException;
use crate::runtime::elements_sparse::SparseElements;
use crate::runtime::for_in::PropertyEnumerator;
use crate::runtime::function::{BoundFunction, EmulatesUndefined, Function, NativeFunction};
use crate::runtime::generator::Generator;
use crate::runtime::global::GlobalBinding;
use crate::runtime::iterator::IteratorRecord;
use crate::runtime::kind::Kind;
use crate::runtime::module::{ImportBinding, Module, ModuleNamespace};
use crate::runtime::names::{Names, Symbol, Symbols};
use crate::runtime::object::{
    Array, Elements, Environment, Object, PrimitiveWrapper, Values, trace_object,
};
use crate::runtime::private_name::PrivateName;
use crate::runtime::promise::{Promise, PromiseReaction};
use crate::runtime::property::Accessor;
use crate::runtime::proxy::ProxyObject;
use crate::runtime::realm::Realm;
use crate::runtime::shape::{Shape, Shapes};
use crate::runtime::shape_table::PropertyTable;
use crate::runtime::string::{JsString, Strings};
use crate::runtime::validity::{Validity, ValidityTable};
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Header, Heap, HeapOptions, Hooks, KindInfo, Layout};
use std::sync::atomic::{AtomicU32, AtomicUsize};

/// How a VM behaves.
#[derive(Clone)]
pub struct VmOptions {
    /// The heap's options: growth, memory limit, stress.
    pub heap: HeapOptions,
    /// Bytes of the VM stack.
    pub stack_bytes: usize,
    /// Bytes of the native stack that scripts may use, if the thread has as many.
    pub native_stack_bytes: usize,
    /// Further kinds of cells: those of the standard library.
    pub kinds: Vec<(u8, KindInfo)>,
}

impl Default for VmOptions {
    fn default() -> VmOptions {
        VmOptions {
            heap: HeapOptions::default(),
            stack_bytes: 8 << 20,
            native_stack_bytes: usize::MAX,
            kinds: Vec::new(),
        }
    }
}

fn plain_object() -> KindInfo {
    KindInfo { layout: Layout::Custom(trace_object), aux_is_cell: false, finalize: None }
}

/// The kinds of the runtime.
fn kinds(further: &[(u8, KindInfo)]) -> Vec<(u8, KindInfo)> {
    let mut kinds = vec![
        KindInfo::of::<JsString>(),
        KindInfo::of::<Symbol>(),
        KindInfo::of::<JsBigInt>(),
        KindInfo::of::<Shape>(),
        KindInfo::of::<PropertyTable>(),
        KindInfo::of::<Code>(),
        KindInfo::of::<Environment>(),
        KindInfo::of::<Values>(),
        KindInfo::of::<Elements>(),
        KindInfo::of::<SparseElements>(),
        KindInfo::of::<Accessor>(),
        KindInfo::of::<Validity>(),
        KindInfo::of::<Realm>(),
        KindInfo::of::<GlobalBinding>(),
        KindInfo::of::<IteratorRecord>(),
        KindInfo::of::<DisposeCapability>(),
        KindInfo::of::<PropertyEnumerator>(),
        KindInfo::of::<PrivateName>(),
        KindInfo::of::<Module>(),
        KindInfo::of::<ImportBinding>(),
        KindInfo::of::<ModuleNamespace>(),
        KindInfo::of::<Object>(),
        KindInfo::of::<Array>(),
        KindInfo::of::<Function>(),
        KindInfo::of::<NativeFunction>(),
        KindInfo::of::<EmulatesUndefined>(),
        KindInfo::of::<BoundFunction>(),
        KindInfo::of::<crate::runtime::host_object::HostObject>(),
        KindInfo::of::<ArgumentsObject>(),
        KindInfo::of::<PrimitiveWrapper>(),
        KindInfo::of::<ProxyObject>(),
        KindInfo::of::<DomException>(),
        KindInfo::of::<Promise>(),
        KindInfo::of::<PromiseReaction>(),
        KindInfo::of::<Coroutine>(),
        KindInfo::of::<Generator>(),
        KindInfo::of::<AsyncGenerator>(),
        KindInfo::of::<AsyncGeneratorRequest>(),
        KindInfo::of::<AsyncFromSyncIterator>(),
        // Objects with nothing but the common part.
        (Kind::Arguments as u8, plain_object()),
        (Kind::Error as u8, plain_object()),
    ];
    kinds.extend_from_slice(further);
    kinds
}

/// What is called while no interpreter is installed.
unsafe fn no_interpreter(vm: &mut Vm, _: Frame) -> Res {
    Err(vm.throw_type_error("no interpreter is installed"))
}

/// What makes RegExps while no library is installed.
fn no_regexp(vm: &mut Vm, _: Value, _: Value) -> Res {
    Err(vm.throw_type_error("no library is installed"))
}

impl Vm {
    /// A VM without a realm.
    pub fn new(options: VmOptions) -> Box<Vm> {
        let mut heap_options = options.heap;
        let stress = std::mem::take(&mut heap_options.stress);
        let hooks = Hooks {
            conservative_ranges: hooks::conservative_ranges,
            roots: hooks::roots,
            after_mark: hooks::after_mark,
            limit_hit: hooks::limit_hit,
            ..Hooks::default()
        };
        let mut heap = Heap::new(heap_options, &kinds(&options.kinds), hooks);
        // The heap's first collection comes later than all of this: it has no hooks' context yet.
        let mut strings = Strings::new(&mut heap);
        let names = Names::new(&mut heap, &mut strings);
        let symbols = Symbols::new(&mut heap, &mut strings);
        let empty_elements = Vm::new_empty_elements(&mut heap);
        let region_base = empty_elements.addr()
            - ((heap.compress(empty_elements) as usize) << jsrun_gc::GRANULE_SHIFT);
        let absent = Vm::new_absent(&mut heap);
        let unguarded = Validity::new(&mut heap);
        let stack = VmStack::new(options.stack_bytes).expect("the system maps a stack");
        let mut vm = Box::new(Vm {
            heap,
            stack_limit: AtomicUsize::new(stack.limit()),
            interrupt: AtomicU32::new(0),
            exception: Value::UNDEFINED,
            frame: Frame::NONE,
            run_function: no_interpreter,
            resume_function: no_interpreter,
            resumption: Default::default(),
            native_stack_limit: 0,
            limits: super::limits::Limits::default(),
            errors: crate::runtime::error::ErrorState::default(),
            stack,
            setup_builtins: |_, _| {},
            realms: Vec::new(),
            entered_realm: None,
            names,
            symbols,
            strings,
            empty_elements,
            absent,
            unguarded,
            tail_calls_from: 0,
            replaced: std::ptr::null_mut(),
            prepared: Frame::NONE,
            prepared_entry: 0,
            resume_entry: 0,
            shapes: Shapes::default(),
            validity: ValidityTable::default(),
            kept_alive: Default::default(),
            waits: Default::default(),
            timers: Default::default(),
            host: super::host::Host::default(),
            jobs: Default::default(),
            resumed_by_job: None,
            suspended: Vec::new(),
            joining: Vec::new(),
            shared_cache: Default::default(),
            region_base,
            routines: Default::default(),
            listed_keys: Default::default(),
            prototype_elements: std::cell::Cell::new(0),
            exit: crate::interp::Exit::default(),
            tiers: None,
            tier_state: std::ptr::null_mut(),
            initial_counter: i32::MAX,
            initial_entry: 0,
            opcode_counts: Default::default(),
            observation: 0,
            sampler: None,
            regexp_create: no_regexp,
            module_async_evaluation_count: 0,
            regexps: Default::default(),
            preview: None,
            native_effects: Default::default(),
            codes: Vec::new(),
        });
        let context = &raw mut *vm;
        vm.heap.set_context(context.cast());
        vm.install_limits(options.native_stack_bytes);
        vm.heap.set_stress(stress);
        vm
    }

    /// The holder that caches name for a property that is nowhere.
    fn new_absent(heap: &mut Heap) -> jsrun_gc::Gc<Values> {
        // SAFETY: the one value is written before anything else is allocated; `Values` has no finalizer. The first
        // allocation of a heap without a limit that matters cannot fail.
        unsafe {
            match heap.alloc_raw(Header::new(Values::KIND, 1), size_of::<Values>() + 8, false) {
                Some(cell) => {
                    cell.as_ptr().add(size_of::<Values>()).cast::<Value>().write(Value::UNDEFINED);
                    jsrun_gc::Gc::from_addr(cell.as_ptr().expose_provenance())
                }
                None => std::alloc::handle_alloc_error(std::alloc::Layout::new::<u64>()),
            }
        }
    }

    /// Puts a new `Code` cell on the list of those whose caches are cleared after marking.
    pub fn register_code(&mut self, code: jsrun_gc::Gc<Code>) {
        self.codes.push(code.addr());
    }

    /// All code that is alive, and perhaps some that has died since the last collection, in the order in which it was made.
    pub fn codes(&self) -> Vec<jsrun_gc::Gc<Code>> {
        // SAFETY: what has died is taken off the list before its memory is used again.
        self.codes.iter().map(|address| unsafe { jsrun_gc::Gc::from_addr(*address) }).collect()
    }
}

/// What a native function that does nothing does: %Function.prototype%
/// (https://tc39.es/ecma262/#sec-properties-of-the-function-prototype-object).
pub fn return_undefined(_: &mut Vm, _: Arguments) -> Res {
    Ok(Value::UNDEFINED)
}
