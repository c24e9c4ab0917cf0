//! DataView (https://tc39.es/ecma262/#sec-dataview-objects).
//!
//! Invariant: each access is checked against the buffer as it is at that moment.

use super::support::*;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::kind::Kind;
use crate::runtime::object::Object;
use crate::runtime::realm::Realm;
use crate::runtime::shared::{read_raw, write_raw};
use crate::runtime::typed_array::{AUTO, ArrayBuffer, ElementType};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, Slot};

/// A DataView object.
#[repr(C)]
pub struct DataView {
    object: Object,
    buffer: Slot<Gc<ArrayBuffer>>,
    byte_offset: usize,
    /// `AUTO` if it tracks the buffer's length.
    byte_length: usize,
}
object_cell!(DataView, trace: buffer);

impl DataView {
    /// [[ViewedArrayBuffer]]
    pub fn buffer(&self) -> Gc<ArrayBuffer> {
        self.buffer.get()
    }

    /// [[ByteOffset]]
    pub fn byte_offset(&self) -> usize {
        self.byte_offset
    }

    /// [[ByteLength]], `None` if it tracks the buffer's length.
    pub fn fixed_length(&self) -> Option<usize> {
        (self.byte_length != AUTO).then_some(self.byte_length)
    }

    /// The buffer, the offset in it and the length, both in bytes; 0 for what is out of bounds.
    pub(super) fn place(&self) -> (Gc<ArrayBuffer>, usize, usize) {
        let length = self.valid_length();
        (self.buffer.get(), length.map_or(0, |_| self.byte_offset), length.unwrap_or(0))
    }

    /// GetViewByteLength (https://tc39.es/ecma262/#sec-getviewbytelength), `None` if it is out of bounds.
    pub fn valid_length(&self) -> Option<usize> {
        let buffer = self.buffer.get();
        if buffer.is_detached() {
            return None;
        }
        let available = buffer.len().checked_sub(self.byte_offset)?;
        if self.byte_length == AUTO {
            return Some(available);
        }
        (self.byte_length <= available).then_some(self.byte_length)
    }
}

macro_rules! accessors {
    ($($get:literal $set:literal $type:ident,)*) => {
        fn define_accessors(vm: &mut Vm, p: Gc<Object>) {
            $(
                vm.define_method(p, $get, 1, |vm, args| get(vm, args, $get, ElementType::$type));
                vm.define_method(p, $set, 2, |vm, args| set(vm, args, $set, ElementType::$type));
            )*
        }
    };
}

accessors! {
    "getInt8" "setInt8" Int8,
    "getUint8" "setUint8" Uint8,
    "getInt16" "setInt16" Int16,
    "getUint16" "setUint16" Uint16,
    "getInt32" "setInt32" Int32,
    "getUint32" "setUint32" Uint32,
    "getFloat16" "setFloat16" Float16,
    "getFloat32" "setFloat32" Float32,
    "getFloat64" "setFloat64" Float64,
    "getBigInt64" "setBigInt64" BigInt64,
    "getBigUint64" "setBigUint64" BigUint64,
}

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let class = define_class(
        vm,
        realm,
        "DataView",
        1,
        construct,
        (Intrinsic::DataView, Intrinsic::DataViewPrototype),
    );
    let p = class.prototype;
    vm.define_getter(p, "buffer", |vm, args| {
        Ok(Value::cell(this_view(vm, args, "buffer")?.buffer.get()))
    });
    vm.define_getter(p, "byteLength", |vm, args| {
        let view = this_view(vm, args, "byteLength")?;
        Ok(Value::number(require_valid(vm, view, "byteLength")? as f64))
    });
    vm.define_getter(p, "byteOffset", |vm, args| {
        let view = this_view(vm, args, "byteOffset")?;
        require_valid(vm, view, "byteOffset")?;
        Ok(Value::number(view.byte_offset as f64))
    });
    define_accessors(vm, p);
    define_tag(vm, p, "DataView");
}

fn this_view(vm: &mut Vm, args: Arguments, method: &str) -> Res<Gc<DataView>> {
    match args.this().as_kind::<DataView>() {
        Some(view) => Ok(view),
        None => Err(incompatible(vm, &format!("DataView.prototype.{method}"), args.this())),
    }
}

fn require_valid(vm: &mut Vm, view: Gc<DataView>, method: &str) -> Res<usize> {
    match view.valid_length() {
        Some(length) => Ok(length),
        None => {
            let what = if view.buffer.get().is_detached() {
                "a detached ArrayBuffer"
            } else {
                "an out-of-bounds view"
            };
            Err(vm
                .throw_type_error(format!("Cannot perform DataView.prototype.{method} on {what}")))
        }
    }
}

/// DataView ( buffer [ , byteOffset [ , byteLength ] ] ) (https://tc39.es/ecma262/#sec-dataview-buffer-byteoffset-bytelength)
fn construct(vm: &mut Vm, args: Arguments) -> Res {
    require_new(vm, args, "DataView")?;
    let Some(buffer) = args.get(0).as_object().and_then(ArrayBuffer::of) else {
        return Err(
            vm.throw_type_error("First argument to DataView constructor must be an ArrayBuffer")
        );
    };
    let offset = vm.to_integer_or_infinity(args.get(1))?;
    if !(0.0..=9007199254740991.0).contains(&offset) {
        let shown = vm.value_display(args.get(1));
        return Err(vm.throw_range_error(format!(
            "Start offset {shown} is outside the bounds of the buffer"
        )));
    }
    if buffer.is_detached() {
        return Err(vm.throw_type_error("Cannot perform DataView on a detached ArrayBuffer"));
    }
    let out_of_bounds = |vm: &mut Vm| {
        vm.throw_range_error(format!("Start offset {offset} is outside the bounds of the buffer"))
    };
    if offset > buffer.len() as f64 {
        return Err(out_of_bounds(vm));
    }
    let start = offset as usize;
    let asked = args.get(2);
    let mut length = AUTO;
    if !asked.is_undefined() {
        let wanted = vm.to_index(asked)?;
        if wanted > (buffer.len().saturating_sub(start)) as u64 {
            return Err(vm.throw_range_error(format!("Invalid DataView length {wanted}")));
        }
        length = wanted as usize;
    } else if !buffer.resizable.get() {
        length = buffer.len() - start;
    }
    let intrinsic = Intrinsic::DataViewPrototype;
    let shape = shape_from_constructor(vm, args.new_target(), intrinsic)?;
    // Finding the prototype may have run a script.
    if buffer.is_detached() {
        return Err(vm.throw_type_error("Cannot perform DataView on a detached ArrayBuffer"));
    }
    let end = if length == AUTO { start } else { start + length };
    if end > buffer.len() {
        return Err(out_of_bounds(vm));
    }
    let make = |object| DataView {
        object,
        buffer: Slot::new(buffer),
        byte_offset: start,
        byte_length: length,
    };
    Ok(Value::cell(vm.alloc_object(Kind::DataView, shape, 0, make)))
}

/// The index of an access, converted but not yet checked.
fn request_index(vm: &mut Vm, value: Value) -> Res<u64> {
    let index = vm.to_integer_or_infinity(value)?;
    if !(0.0..=9007199254740991.0).contains(&index) {
        return Err(vm.throw_range_error("Offset is outside the bounds of the DataView"));
    }
    Ok(index as u64)
}

/// Where the bytes of an access are, if the view has them.
fn place(vm: &mut Vm, view: Gc<DataView>, method: &str, index: u64, size: usize) -> Res<*mut u8> {
    let length = require_valid(vm, view, method)? as u64;
    if index + size as u64 > length {
        return Err(vm.throw_range_error("Offset is outside the bounds of the DataView"));
    }
    Ok(view.buffer.get().data().wrapping_add(view.byte_offset + index as usize))
}

fn reorder(raw: u64, size: usize, little: bool) -> u64 {
    if little { raw } else { raw.swap_bytes() >> (64 - 8 * size) }
}

/// GetViewValue (https://tc39.es/ecma262/#sec-getviewvalue)
fn get(vm: &mut Vm, args: Arguments, method: &str, element: ElementType) -> Res {
    let view = this_view(vm, args, method)?;
    let index = request_index(vm, args.get(0))?;
    let little = vm.to_boolean(args.get(1));
    let size = element.size();
    let from = place(vm, view, method, index, size)?;
    // SAFETY: `place` has checked that the view has these bytes.
    let raw = unsafe { read_raw(from, size) };
    Ok(element.decode(vm, reorder(raw, size, little)))
}

/// SetViewValue (https://tc39.es/ecma262/#sec-setviewvalue)
fn set(vm: &mut Vm, args: Arguments, method: &str, element: ElementType) -> Res {
    let view = this_view(vm, args, method)?;
    let index = request_index(vm, args.get(0))?;
    let raw = element.convert(vm, args.get(1))?;
    let little = vm.to_boolean(args.get(2));
    let size = element.size();
    let to = place(vm, view, method, index, size)?;
    // SAFETY: `place` has checked that the view has these bytes.
    unsafe { write_raw(to, size, reorder(raw, size, little)) };
    Ok(Value::UNDEFINED)
}
