//! RegExp: the constructor and its prototype (https://tc39.es/ecma262/#sec-regexp-regular-expression-objects).
//!
//! Invariant: `lastIndex` is the first property of every RegExp; a RegExp that a script can see has a program.

mod escape;
mod exec;
mod flags;
mod iterator;
mod legacy;
mod replace;
mod search;

pub use iterator::RegExpStringIterator;

pub(in crate::builtins) use flags::literal;

use super::string_is_regexp as is_regexp;
use super::support::{define_class, define_species, flat_string, shape_with_prototype};
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::kind::Kind;
use crate::runtime::object::{Object, trace_object};
use crate::runtime::property::Attributes;
use crate::runtime::realm::Realm;
use crate::runtime::regexp_engine::{PatternFlags, Program};
use crate::runtime::string::StringExt;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Heap, Layout, Marker, Slot};
use std::cell::{Cell as StdCell, UnsafeCell};
use std::rc::Rc;

/// The slot of `lastIndex` in an object that has its first shape.
const LAST_INDEX_SLOT: u32 = 0;

/// A RegExp object.
#[repr(C)]
pub struct RegExp {
    object: Object,
    /// [[OriginalSource]], not a rope.
    source: Slot<Value>,
    /// [[OriginalFlags]], not a rope.
    flags: Slot<Value>,
    global: StdCell<bool>,
    sticky: StdCell<bool>,
    program: UnsafeCell<Option<Rc<Program>>>,
    /// The shape that the object had at first, compressed: with it, `lastIndex` is a writable data property.
    first_shape: StdCell<u32>,
    /// What the heap has been told of the program: nothing, if others had it before.
    accounted: StdCell<usize>,
}

// SAFETY: `repr(C)` and begins with `Object`; `trace` visits its references; the finalizer drops the program.
unsafe impl Cell for RegExp {
    const KIND: u8 = Kind::RegExp as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live RegExp.
    unsafe {
        trace_object(cell, marker);
        let regexp = &*std::ptr::with_exposed_provenance::<RegExp>(cell);
        marker.visit(regexp.source.get());
        marker.visit(regexp.flags.get());
        marker.visit_compressed(regexp.first_shape.get());
    }
}

unsafe fn finalize(cell: usize, heap: &mut Heap) {
    // SAFETY: the collector passes a dead RegExp once.
    unsafe {
        let regexp = &*std::ptr::with_exposed_provenance::<RegExp>(cell);
        drop((*regexp.program.get()).take());
        heap.sub_external(regexp.accounted.get());
    }
}

impl RegExp {
    /// [[OriginalSource]] and [[OriginalFlags]]
    pub fn pattern(&self) -> (Value, Value) {
        (self.source.get(), self.flags.get())
    }

    fn program(&self) -> Option<Rc<Program>> {
        // SAFETY: the program is replaced only by `initialize`, which holds no reference to it.
        unsafe { (*self.program.get()).clone() }
    }

    /// Is `lastIndex` in its slot, for reading and writing?
    fn has_first_shape(&self) -> bool {
        self.object.header.aux() == self.first_shape.get()
    }

    fn as_object(regexp: Gc<RegExp>) -> Gc<Object> {
        // SAFETY: a RegExp begins with `Object`.
        unsafe { regexp.cast_unchecked() }
    }

    fn flags_view<'a>(&self) -> Option<crate::runtime::string::StrView<'a>> {
        self.flags.get().as_string().map(|s| s.view())
    }

    fn has_flag(&self, flag: u8) -> bool {
        self.flags_view().is_some_and(|view| view.units().any(|u| u == flag as u16))
    }
}

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let class = define_class(
        vm,
        realm,
        "RegExp",
        2,
        construct,
        (Intrinsic::RegExp, Intrinsic::RegExpPrototype),
    );
    vm.define_method(class.constructor, "escape", 1, escape::escape);
    define_species(vm, class.constructor);
    legacy::setup(vm, class.constructor);
    let p = class.prototype;
    vm.define_method(p, vm.names.exec, 1, exec::exec);
    flags::setup(vm, p);
    vm.define_method(p, "compile", 2, compile);
    vm.define_method(p, vm.names.to_string, 0, to_string);
    vm.define_method(p, "test", 1, exec::test);
    search::setup(vm, p);
    replace::setup(vm, p);
    iterator::setup(vm, realm, p);
}

/// RegExpAlloc (https://tc39.es/ecma262/#sec-regexpalloc)
fn alloc(vm: &mut Vm, prototype: Gc<Object>) -> Res<Gc<RegExp>> {
    let shape = shape_with_prototype(vm, prototype);
    let empty = Value::cell(vm.strings.empty());
    let regexp = vm.alloc_object(Kind::RegExp, shape, 0, |object| RegExp {
        object,
        source: Slot::new(empty),
        flags: Slot::new(empty),
        global: StdCell::new(false),
        sticky: StdCell::new(false),
        program: UnsafeCell::new(None),
        first_shape: StdCell::new(0),
        accounted: StdCell::new(0),
    });
    let key = vm.names.last_index;
    let object = RegExp::as_object(regexp);
    vm.define_value(object, key, Value::int(0), Attributes::WRITABLE);
    if !vm.shape_of(object).is_unique() {
        regexp.first_shape.set(object.header.aux());
    }
    Ok(regexp)
}

/// RegExpInitialize (https://tc39.es/ecma262/#sec-regexpinitialize)
fn initialize(vm: &mut Vm, regexp: Gc<RegExp>, pattern: Value, flags: Value) -> Res {
    let empty = vm.strings.empty();
    let source = if pattern.is_undefined() { empty } else { flat_string(vm, pattern)? };
    let flags = if flags.is_undefined() { empty } else { flat_string(vm, flags)? };
    let mut seen = 0u32;
    for unit in flags.view().units() {
        let bit = b"dgimsuvy".iter().position(|f| *f as u16 == unit).map_or(0, |i| 1 << i);
        if bit == 0 || seen & bit != 0 || (seen | bit) & 0x60 == 0x60 {
            let shown = flags.to_rust();
            return Err(vm.throw_syntax_error(format!(
                "Invalid flags supplied to RegExp constructor '{shown}'"
            )));
        }
        seen |= bit;
    }
    let has = |i: u32| seen >> i & 1 != 0;
    let pattern_flags = PatternFlags {
        ignore_case: has(2),
        multiline: has(3),
        dot_all: has(4),
        unicode: has(5),
        unicode_sets: has(6),
    };
    let program = match vm.regexps.program(source.view(), pattern_flags) {
        Ok(program) => program,
        Err(message) => {
            let (s, f) = (source.to_rust(), flags.to_rust());
            return Err(
                vm.throw_syntax_error(format!("Invalid regular expression: /{s}/{f}: {message}"))
            );
        }
    };
    regexp.source.set(&mut vm.heap, regexp, Value::cell(source));
    regexp.flags.set(&mut vm.heap, regexp, Value::cell(flags));
    regexp.global.set(has(1));
    regexp.sticky.set(has(7));
    // A program that only the cache has, too, is new.
    let bytes = if Rc::strong_count(&program) <= 2 { program.bytes() } else { 0 };
    vm.heap.sub_external(regexp.accounted.replace(bytes));
    vm.heap.add_external(bytes);
    // SAFETY: nobody holds a reference to the old program: `program` hands out clones.
    drop(unsafe { (*regexp.program.get()).replace(program) });
    exec::set_last_index(vm, regexp, 0)?;
    Ok(Value::cell(regexp))
}

/// RegExpCreate (https://tc39.es/ecma262/#sec-regexpcreate): what a literal evaluates to.
pub(super) fn create(vm: &mut Vm, pattern: Value, flags: Value) -> Res {
    let prototype = vm.intrinsic(Intrinsic::RegExpPrototype);
    let regexp = alloc(vm, prototype)?;
    initialize(vm, regexp, pattern, flags)
}

/// RegExp ( pattern, flags ) (https://tc39.es/ecma262/#sec-regexp-pattern-flags)
fn construct(vm: &mut Vm, args: Arguments) -> Res {
    let (pattern, flags) = (args.get(0), args.get(1));
    let pattern_is_regexp = is_regexp(vm, pattern)?;
    let mut new_target = args.new_target();
    if new_target.is_undefined() {
        new_target = args.callee();
        if pattern_is_regexp && flags.is_undefined() {
            let constructor = vm.get_v(pattern, vm.names.constructor)?;
            if constructor == new_target {
                return Ok(pattern);
            }
        }
    }
    let (source, flags) = if let Some(regexp) = pattern.as_kind::<RegExp>() {
        (regexp.source.get(), if flags.is_undefined() { regexp.flags.get() } else { flags })
    } else if pattern_is_regexp {
        let source = vm.get_v(pattern, vm.names.source)?;
        let flags = if flags.is_undefined() { vm.get_v(pattern, vm.names.flags)? } else { flags };
        (source, flags)
    } else {
        (pattern, flags)
    };
    let prototype = vm.get_prototype_from_constructor(new_target, Intrinsic::RegExpPrototype)?;
    let regexp = alloc(vm, prototype)?;
    initialize(vm, regexp, source, flags)
}

/// RegExp.prototype.compile ( pattern, flags ) (https://tc39.es/ecma262/#sec-regexp.prototype.compile)
fn compile(vm: &mut Vm, args: Arguments) -> Res {
    let Some(this) = args.this().as_kind::<RegExp>() else {
        return Err(super::support::incompatible(vm, "RegExp.prototype.compile", args.this()));
    };
    let (pattern, flags) = (args.get(0), args.get(1));
    if let Some(regexp) = pattern.as_kind::<RegExp>() {
        if !flags.is_undefined() {
            return Err(vm.throw_type_error("Invalid flags supplied to RegExp constructor"));
        }
        return initialize(vm, this, regexp.source.get(), regexp.flags.get());
    }
    initialize(vm, this, pattern, flags)
}

/// RegExp.prototype.toString ( ) (https://tc39.es/ecma262/#sec-regexp.prototype.tostring)
fn to_string(vm: &mut Vm, args: Arguments) -> Res {
    let Some(this) = args.this_object() else {
        return Err(super::support::incompatible(vm, "RegExp.prototype.toString", args.this()));
    };
    let source = vm.get(this, vm.names.source)?;
    let source = vm.to_string(source)?;
    let flags = vm.get(this, vm.names.flags)?;
    let flags = vm.to_string(flags)?;
    let slash = vm.strings.char(b'/');
    let text = vm.concat(slash, source)?;
    let text = vm.concat(text, slash)?;
    Ok(Value::cell(vm.concat(text, flags)?))
}
