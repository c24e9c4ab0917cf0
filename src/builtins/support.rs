//! What the files of the standard library share: making classes, tags and iterators, reading relative indices.
//!
//! Invariant: a cell type declared with [`object_cell!`] begins with `Object`, and its trace function visits every
//! reference that the type has.

use crate::runtime::function::{NativeCode, NativeFunction};
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::object::Object;
use crate::runtime::property::Attributes;
use crate::runtime::realm::Realm;
use crate::runtime::shape::{Shape, ShapeClass};
use crate::runtime::string::{JsString, MAX_LENGTH, StrView, StringBuilder};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Thrown, Value};
use jsrun_gc::Gc;

/// Implements `Cell` for an object type from the list of its traced fields.
macro_rules! object_cell {
    ($type:ident, $trace:ident: $($field:ident),*) => {
        // SAFETY: `repr(C)` and begins with `Object`; the trace function visits its references and the listed fields.
        unsafe impl jsrun_gc::Cell for $type {
            const KIND: u8 = $crate::runtime::kind::Kind::$type as u8;
            const LAYOUT: jsrun_gc::Layout = jsrun_gc::Layout::Custom($trace);
        }

        unsafe fn $trace(cell: usize, marker: &mut jsrun_gc::Marker) {
            // SAFETY: the collector passes a live cell of this type.
            unsafe {
                $crate::runtime::object::trace_object(cell, marker);
                let this = &*std::ptr::with_exposed_provenance::<$type>(cell);
                $(marker.visit(this.$field.get());)*
            }
        }
    };
}
pub(super) use object_cell;

/// A constructor with its prototype, both intrinsics and the constructor a global.
pub(super) struct Class {
    pub constructor: Gc<Object>,
    pub prototype: Gc<Object>,
}

/// Makes a class: its prototype object (unless the realm has it), its constructor, and the global that names it.
pub(super) fn define_class(
    vm: &mut Vm,
    realm: Gc<Realm>,
    name: &str,
    length: u32,
    code: NativeCode,
    intrinsics: (Intrinsic, Intrinsic),
) -> Class {
    let (which, which_prototype) = intrinsics;
    let prototype = if realm.has_intrinsic(which_prototype) {
        realm.intrinsic(which_prototype)
    } else {
        vm.new_object_with_prototype(Some(realm.object_prototype()))
    };
    let key = vm.key_from_str(name);
    let constructor = NativeFunction::as_object(vm.new_native_constructor(key, length, code, None));
    vm.link_constructor(constructor, prototype);
    vm.set_intrinsic(realm, which, constructor);
    vm.set_intrinsic(realm, which_prototype, prototype);
    vm.define_value(realm.global.get(), key, Value::cell(constructor), Attributes::METHOD);
    Class { constructor, prototype }
}

/// Defines `Symbol.toStringTag`.
pub(super) fn define_tag(vm: &mut Vm, object: Gc<Object>, tag: &str) {
    let text = vm.new_string(tag);
    vm.define_value(object, vm.symbols.to_string_tag, Value::cell(text), Attributes::CONFIGURABLE);
}

/// get %Constructor% [ %Symbol.species% ]
pub(super) fn define_species(vm: &mut Vm, constructor: Gc<Object>) {
    vm.define_getter(constructor, vm.symbols.species, |_, args| Ok(args.this()));
}

/// Makes the prototype of a built-in iterator.
pub(super) fn define_iterator_prototype(
    vm: &mut Vm,
    realm: Gc<Realm>,
    which: Intrinsic,
    tag: &str,
    next: NativeCode,
) -> Gc<Object> {
    let prototype =
        vm.new_object_with_prototype(Some(realm.intrinsic(Intrinsic::IteratorPrototype)));
    let function = vm.define_method(prototype, vm.names.next, 0, next);
    define_tag(vm, prototype, tag);
    vm.set_intrinsic(realm, which, prototype);
    function
}

/// Defines an alias: another property with the same function.
pub(super) fn define_alias(vm: &mut Vm, object: Gc<Object>, name: &str, function: Gc<Object>) {
    vm.define_value(object, name, Value::cell(function), Attributes::METHOD);
}

/// The shape of a new object without inline slots whose prototype comes from `new.target`.
///
/// OrdinaryCreateFromConstructor (https://tc39.es/ecma262/#sec-ordinarycreatefromconstructor)
pub(super) fn shape_from_constructor(
    vm: &mut Vm,
    new_target: Value,
    default: Intrinsic,
) -> Res<Gc<Shape>> {
    let prototype = vm.get_prototype_from_constructor(new_target, default)?;
    Ok(shape_with_prototype(vm, prototype))
}

/// The shape of a new object without inline slots.
pub(super) fn shape_with_prototype(vm: &mut Vm, prototype: Gc<Object>) -> Gc<Shape> {
    vm.root_shape(Some(prototype), 0, ShapeClass::Ordinary)
}

/// Throws the TypeError for a constructor that was called without `new`.
pub(super) fn require_new(vm: &mut Vm, args: Arguments, name: &str) -> Res<()> {
    if args.new_target().is_undefined() {
        return Err(vm.throw_type_error(format!("Constructor {name} requires 'new'")));
    }
    Ok(())
}

/// Throws the TypeError for a method whose `this` is of another class.
#[cold]
pub(super) fn incompatible(vm: &mut Vm, method: &str, this: Value) -> Thrown {
    let shown = vm.value_display(this);
    vm.throw_type_error(format!("Method {method} called on incompatible receiver {shown}"))
}

/// A relative index as `slice` and its like read it: negative ones count from the end, all are clamped.
pub(super) fn relative_index(vm: &mut Vm, value: Value, length: u64) -> Res<u64> {
    let relative = vm.to_integer_or_infinity(value)?;
    Ok(clamp_relative(relative, length))
}

/// As [`relative_index`], with `undefined` for the end.
pub(super) fn relative_end(vm: &mut Vm, value: Value, length: u64) -> Res<u64> {
    if value.is_undefined() { Ok(length) } else { relative_index(vm, value, length) }
}

/// Clamps a relative index.
pub(super) fn clamp_relative(relative: f64, length: u64) -> u64 {
    let length = length as f64;
    (if relative < 0.0 { (length + relative).max(0.0) } else { relative.min(length) }) as u64
}

/// Appends to a builder unless the text would become too long.
pub(super) fn append(vm: &mut Vm, builder: &mut StringBuilder, view: StrView<'_>) -> Res<()> {
    if builder.len() + view.len() > MAX_LENGTH as usize {
        return Err(vm.throw_range_error("Invalid string length"));
    }
    builder.push_view(view);
    Ok(())
}

/// The string that a value is converted to, not a rope.
pub(super) fn flat_string(vm: &mut Vm, value: Value) -> Res<Gc<JsString>> {
    let string = vm.to_string(value)?;
    Ok(vm.flatten(string))
}
