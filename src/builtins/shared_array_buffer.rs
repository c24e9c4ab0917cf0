//! SharedArrayBuffer (https://tc39.es/ecma262/#sec-sharedarraybuffer-objects).
//!
//! Invariant: lengths are checked against the limit before memory is asked for.

use super::array_buffer::max_byte_length_option;
use super::support::*;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::kind::Kind;
use crate::runtime::realm::Realm;
use crate::runtime::shape::Shape;
use crate::runtime::shared::SharedBlock;
use crate::runtime::typed_array::{ArrayBuffer, BufferMemory, MAX_BUFFER_BYTES, SharedArrayBuffer};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use std::sync::Arc;

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let intrinsics = (Intrinsic::SharedArrayBuffer, Intrinsic::SharedArrayBufferPrototype);
    let class = define_class(vm, realm, "SharedArrayBuffer", 1, construct, intrinsics);
    define_species(vm, class.constructor);
    let p = class.prototype;
    vm.define_getter(p, "byteLength", |vm, args| {
        Ok(Value::number(this_buffer(vm, args, "byteLength")?.len() as f64))
    });
    vm.define_getter(p, "growable", |vm, args| {
        Ok(Value::bool(this_buffer(vm, args, "growable")?.resizable.get()))
    });
    vm.define_getter(p, "maxByteLength", |vm, args| {
        Ok(Value::number(this_buffer(vm, args, "maxByteLength")?.max_len() as f64))
    });
    vm.define_method(p, "grow", 1, grow);
    vm.define_method(p, "slice", 2, slice);
    define_tag(vm, p, "SharedArrayBuffer");
}

fn this_buffer(vm: &mut Vm, args: Arguments, method: &str) -> Res<Gc<ArrayBuffer>> {
    match args.this_object().and_then(ArrayBuffer::of_shared) {
        Some(buffer) => Ok(buffer),
        None => {
            Err(incompatible(vm, &format!("SharedArrayBuffer.prototype.{method}"), args.this()))
        }
    }
}

/// AllocateSharedArrayBuffer (https://tc39.es/ecma262/#sec-allocatesharedarraybuffer) with the shape of the object.
fn allocate(
    vm: &mut Vm,
    shape: Gc<Shape>,
    length: u64,
    maximum: Option<u64>,
) -> Res<Gc<ArrayBuffer>> {
    if length.max(maximum.unwrap_or(0)) <= MAX_BUFFER_BYTES {
        let maximum = maximum.map(|m| m as usize);
        let memory = BufferMemory::allocate_shared(&mut vm.heap, length as usize, maximum);
        if let Some(memory) = memory {
            return Ok(make(vm, shape, memory));
        }
    }
    Err(vm.throw_range_error("Array buffer allocation failed"))
}

fn make(vm: &mut Vm, shape: Gc<Shape>, memory: BufferMemory) -> Gc<ArrayBuffer> {
    let new = |object| SharedArrayBuffer(ArrayBuffer::new(object, memory));
    let buffer = vm.alloc_object(Kind::SharedArrayBuffer, shape, 0, new);
    // SAFETY: the one is the other, with a name.
    unsafe { buffer.cast_unchecked() }
}

/// A new object of the current realm for memory that another agent has sent.
pub fn receive(vm: &mut Vm, block: Arc<SharedBlock>, growable: bool) -> Gc<ArrayBuffer> {
    let prototype = vm.intrinsic(Intrinsic::SharedArrayBufferPrototype);
    let shape = shape_with_prototype(vm, prototype);
    let memory = BufferMemory::of_block(&mut vm.heap, block, growable);
    make(vm, shape, memory)
}

/// SharedArrayBuffer ( length [ , options ] ) (https://tc39.es/ecma262/#sec-sharedarraybuffer-length)
fn construct(vm: &mut Vm, args: Arguments) -> Res {
    require_new(vm, args, "SharedArrayBuffer")?;
    let length = vm.to_integer_or_infinity(args.get(0))?;
    if !(0.0..=9007199254740991.0).contains(&length) {
        return Err(vm.throw_range_error("Invalid array buffer length"));
    }
    let maximum = max_byte_length_option(vm, args.get(1))?;
    if maximum.is_some_and(|m| length as u64 > m) {
        return Err(vm.throw_range_error("Invalid array buffer max length"));
    }
    let intrinsic = Intrinsic::SharedArrayBufferPrototype;
    let shape = shape_from_constructor(vm, args.new_target(), intrinsic)?;
    Ok(Value::cell(allocate(vm, shape, length as u64, maximum)?))
}

/// SharedArrayBuffer.prototype.grow ( newLength ) (https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.grow)
fn grow(vm: &mut Vm, args: Arguments) -> Res {
    let buffer = this_buffer(vm, args, "grow")?;
    if !buffer.resizable.get() {
        return Err(incompatible(vm, "SharedArrayBuffer.prototype.grow", args.this()));
    }
    let length = vm.to_index(args.get(0))?;
    if usize::try_from(length).is_ok_and(|length| buffer.grow(length)) {
        return Ok(Value::UNDEFINED);
    }
    Err(vm.throw_range_error("SharedArrayBuffer.prototype.grow: Invalid length parameter"))
}

/// SharedArrayBuffer.prototype.slice ( start, end ) (https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.slice)
fn slice(vm: &mut Vm, args: Arguments) -> Res {
    let buffer = this_buffer(vm, args, "slice")?;
    let length = buffer.len() as u64;
    let first = relative_index(vm, args.get(0), length)?;
    let last = relative_end(vm, args.get(1), length)?;
    let count = last.saturating_sub(first);
    // SAFETY: a buffer begins with `Object`.
    let object = unsafe { buffer.cast_unchecked() };
    let constructor = vm.species_constructor(object, Intrinsic::SharedArrayBuffer)?;
    let new = vm.construct(constructor, &[Value::number(count as f64)], constructor)?;
    let Some(target) = new.as_object().and_then(ArrayBuffer::of_shared) else {
        return Err(incompatible(vm, "SharedArrayBuffer.prototype.slice", new));
    };
    if target.data() == buffer.data() {
        return Err(vm.throw_type_error(
            "SharedArrayBuffer subclass returned this from species constructor",
        ));
    }
    if (target.len() as u64) < count {
        return Err(
            vm.throw_type_error("Species constructor returned a too small SharedArrayBuffer")
        );
    }
    ArrayBuffer::copy(buffer, first as usize, target, 0, count as usize);
    Ok(new)
}
