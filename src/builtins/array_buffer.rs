//! ArrayBuffer (https://tc39.es/ecma262/#sec-arraybuffer-objects).
//!
//! Invariant: lengths are checked against the limit before memory is asked for.

use super::data_view::DataView;
use super::support::*;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::kind::Kind;
use crate::runtime::object::Object;
use crate::runtime::realm::Realm;
use crate::runtime::shape::Shape;
use crate::runtime::shared::read_raw;
use crate::runtime::typed_array::{ArrayBuffer, BufferMemory, MAX_BUFFER_BYTES, TypedArray};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let intrinsics = (Intrinsic::ArrayBuffer, Intrinsic::ArrayBufferPrototype);
    let class = define_class(vm, realm, "ArrayBuffer", 1, construct, intrinsics);
    vm.define_method(class.constructor, "isView", 1, is_view);
    define_species(vm, class.constructor);
    let p = class.prototype;
    vm.define_getter(p, "byteLength", |vm, args| {
        Ok(Value::number(this_buffer(vm, args, "byteLength")?.len() as f64))
    });
    vm.define_getter(p, "detached", |vm, args| {
        Ok(Value::bool(this_buffer(vm, args, "detached")?.is_detached()))
    });
    vm.define_getter(p, "maxByteLength", |vm, args| {
        Ok(Value::number(this_buffer(vm, args, "maxByteLength")?.max_len() as f64))
    });
    vm.define_getter(p, "resizable", |vm, args| {
        Ok(Value::bool(this_buffer(vm, args, "resizable")?.resizable.get()))
    });
    vm.define_method(p, "resize", 1, resize);
    vm.define_method(p, "slice", 2, slice);
    vm.define_method(p, "transfer", 0, |vm, args| transfer(vm, args, "transfer", true));
    vm.define_method(p, "transferToFixedLength", 0, |vm, args| {
        transfer(vm, args, "transferToFixedLength", false)
    });
    define_tag(vm, p, "ArrayBuffer");
}

fn this_buffer(vm: &mut Vm, args: Arguments, method: &str) -> Res<Gc<ArrayBuffer>> {
    match args.this().as_kind::<ArrayBuffer>() {
        Some(buffer) => Ok(buffer),
        None => Err(incompatible(vm, &format!("ArrayBuffer.prototype.{method}"), args.this())),
    }
}

/// Throws the TypeError for a buffer that is detached.
fn require_attached(vm: &mut Vm, buffer: Gc<ArrayBuffer>, method: &str) -> Res<()> {
    if buffer.is_detached() {
        let message =
            format!("Cannot perform ArrayBuffer.prototype.{method} on a detached ArrayBuffer");
        return Err(vm.throw_type_error(message));
    }
    Ok(())
}

/// AllocateArrayBuffer (https://tc39.es/ecma262/#sec-allocatearraybuffer) with the shape of the object.
fn allocate(
    vm: &mut Vm,
    shape: Gc<Shape>,
    length: u64,
    maximum: Option<u64>,
) -> Res<Gc<ArrayBuffer>> {
    if length.max(maximum.unwrap_or(0)) <= MAX_BUFFER_BYTES {
        let memory =
            BufferMemory::allocate(&mut vm.heap, length as usize, maximum.map(|m| m as usize));
        if let Some(memory) = memory {
            return Ok(vm.alloc_object(Kind::ArrayBuffer, shape, 0, |object| {
                ArrayBuffer::new(object, memory)
            }));
        }
    }
    Err(vm.throw_range_error("Array buffer allocation failed"))
}

/// A new buffer of the current realm, zeroed.
pub(crate) fn new_buffer(vm: &mut Vm, length: u64) -> Res<Gc<ArrayBuffer>> {
    let prototype = vm.intrinsic(Intrinsic::ArrayBufferPrototype);
    let shape = shape_with_prototype(vm, prototype);
    allocate(vm, shape, length, None)
}

/// The bytes that a buffer or a view of one shows.
pub(super) struct Shown {
    pub(super) buffer: Gc<ArrayBuffer>,
    /// The first of them.
    pub(super) start: usize,
    /// How many; `None` if the view is out of bounds.
    pub(super) length: Option<usize>,
}

/// What a BufferSource (https://webidl.spec.whatwg.org/#BufferSource), shared or not, shows; `None` of any other object.
pub(super) fn shown_by(object: Gc<Object>) -> Option<Shown> {
    if let Some(buffer) = ArrayBuffer::of(object) {
        return Some(Shown { buffer, start: 0, length: Some(buffer.len()) });
    }
    if let Some(array) = TypedArray::of(object) {
        let length = array.valid_length().map(|length| length * array.element_type().size());
        return Some(Shown { buffer: array.buffer.get(), start: array.byte_offset, length });
    }
    let view = Value::cell(object).as_kind::<DataView>()?;
    Some(Shown { buffer: view.buffer(), start: view.byte_offset(), length: view.valid_length() })
}

/// A copy of what a buffer or view shows; `None` of what is neither, or is detached or out of bounds.
pub(crate) fn bytes_of(object: Gc<Object>) -> Option<Vec<u8>> {
    let Shown { buffer, start, length } = shown_by(object)?;
    let length = length.filter(|_| !buffer.is_detached())?;
    // SAFETY: the range is within the buffer, whose memory stays where it is; other agents may write to shared memory
    // meanwhile, so it is read as they write it.
    let byte = |i| unsafe { read_raw(buffer.data().add(start + i), 1) as u8 };
    Some((0..length).map(byte).collect())
}

/// A copy of a buffer that is not detached, as long and as resizable, in the current realm.
pub(super) fn copy_of(vm: &mut Vm, buffer: Gc<ArrayBuffer>) -> Res<Gc<ArrayBuffer>> {
    let prototype = vm.intrinsic(Intrinsic::ArrayBufferPrototype);
    let shape = shape_with_prototype(vm, prototype);
    let maximum = buffer.resizable.get().then_some(buffer.max_len() as u64);
    let copy = allocate(vm, shape, buffer.len() as u64, maximum)?;
    ArrayBuffer::copy(buffer, 0, copy, 0, buffer.len());
    Ok(copy)
}

/// A buffer of the current realm that is to [take over](ArrayBuffer::take_over) the memory of this one, and can be viewed
/// until then, but not be read.
pub(super) fn heir_of(vm: &mut Vm, buffer: Gc<ArrayBuffer>) -> Gc<ArrayBuffer> {
    let prototype = vm.intrinsic(Intrinsic::ArrayBufferPrototype);
    let shape = shape_with_prototype(vm, prototype);
    let memory = BufferMemory::lent_by(&buffer);
    vm.alloc_object(Kind::ArrayBuffer, shape, 0, |object| ArrayBuffer::new(object, memory))
}

/// GetArrayBufferMaxByteLengthOption (https://tc39.es/ecma262/#sec-getarraybuffermaxbytelengthoption)
pub(super) fn max_byte_length_option(vm: &mut Vm, options: Value) -> Res<Option<u64>> {
    let Some(options) = options.as_object() else { return Ok(None) };
    let key = vm.key_from_str("maxByteLength");
    let value = vm.get(options, key)?;
    if value.is_undefined() { Ok(None) } else { vm.to_index(value).map(Some) }
}

/// ArrayBuffer ( length [ , options ] ) (https://tc39.es/ecma262/#sec-arraybuffer-length)
fn construct(vm: &mut Vm, args: Arguments) -> Res {
    require_new(vm, args, "ArrayBuffer")?;
    let length = vm.to_integer_or_infinity(args.get(0))?;
    if !(0.0..=9007199254740991.0).contains(&length) {
        return Err(vm.throw_range_error("Invalid array buffer length"));
    }
    let length = length as u64;
    let maximum = max_byte_length_option(vm, args.get(1))?;
    if maximum.is_some_and(|m| length > m) {
        return Err(vm.throw_range_error("Invalid array buffer max length"));
    }
    let intrinsic = Intrinsic::ArrayBufferPrototype;
    let shape = shape_from_constructor(vm, args.new_target(), intrinsic)?;
    Ok(Value::cell(allocate(vm, shape, length, maximum)?))
}

/// ArrayBuffer.isView ( arg ) (https://tc39.es/ecma262/#sec-arraybuffer.isview)
fn is_view(_: &mut Vm, args: Arguments) -> Res {
    let object = args.get(0).as_object();
    Ok(Value::bool(
        object.is_some_and(|o| TypedArray::of(o).is_some() || o.kind() == Kind::DataView as u8),
    ))
}

/// ArrayBuffer.prototype.resize ( newLength ) (https://tc39.es/ecma262/#sec-arraybuffer.prototype.resize)
fn resize(vm: &mut Vm, args: Arguments) -> Res {
    let buffer = this_buffer(vm, args, "resize")?;
    if !buffer.resizable.get() {
        return Err(incompatible(vm, "ArrayBuffer.prototype.resize", args.this()));
    }
    let length = vm.to_index(args.get(0))?;
    require_attached(vm, buffer, "resize")?;
    if length > buffer.max_len() as u64 {
        return Err(vm.throw_range_error("ArrayBuffer.prototype.resize: Invalid length parameter"));
    }
    buffer.resize(length as usize);
    Ok(Value::UNDEFINED)
}

/// ArrayBuffer.prototype.slice ( start, end ) (https://tc39.es/ecma262/#sec-arraybuffer.prototype.slice)
fn slice(vm: &mut Vm, args: Arguments) -> Res {
    let buffer = this_buffer(vm, args, "slice")?;
    require_attached(vm, buffer, "slice")?;
    let length = buffer.len() as u64;
    let first = relative_index(vm, args.get(0), length)?;
    let last = relative_end(vm, args.get(1), length)?;
    let count = last.saturating_sub(first);
    // SAFETY: a buffer begins with `Object`.
    let object = unsafe { buffer.cast_unchecked() };
    let constructor = vm.species_constructor(object, Intrinsic::ArrayBuffer)?;
    let new = vm.construct(constructor, &[Value::number(count as f64)], constructor)?;
    let Some(target) = new.as_kind::<ArrayBuffer>() else {
        return Err(incompatible(vm, "ArrayBuffer.prototype.slice", new));
    };
    require_attached(vm, target, "slice")?;
    if target == buffer {
        return Err(
            vm.throw_type_error("ArrayBuffer subclass returned this from species constructor")
        );
    }
    if (target.len() as u64) < count {
        return Err(vm.throw_type_error("Species constructor returned a too small ArrayBuffer"));
    }
    require_attached(vm, buffer, "slice")?;
    // The constructor may have shrunk the buffer.
    let count = (count as usize).min(buffer.len().saturating_sub(first as usize));
    ArrayBuffer::copy(buffer, first as usize, target, 0, count);
    Ok(new)
}

/// ArrayBufferCopyAndDetach (https://tc39.es/ecma262/#sec-arraybuffercopyanddetach)
fn transfer(vm: &mut Vm, args: Arguments, method: &str, keep: bool) -> Res {
    let buffer = this_buffer(vm, args, method)?;
    let length = match args.get(0) {
        v if v.is_undefined() => buffer.len() as u64,
        v => vm.to_index(v)?,
    };
    require_attached(vm, buffer, method)?;
    let maximum = (keep && buffer.resizable.get()).then_some(buffer.max_len() as u64);
    if maximum.is_some_and(|m| length > m) {
        return Err(vm.throw_range_error("Invalid array buffer length"));
    }
    let prototype = vm.intrinsic(Intrinsic::ArrayBufferPrototype);
    let shape = shape_with_prototype(vm, prototype);
    let new = allocate(vm, shape, length, maximum)?;
    ArrayBuffer::copy(buffer, 0, new, 0, buffer.len().min(new.len()));
    ArrayBuffer::detach(&mut vm.heap, buffer);
    Ok(Value::cell(new))
}
