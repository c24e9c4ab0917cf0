//! TextEncoder (https://encoding.spec.whatwg.org/#interface-textencoder): strings to UTF-8.
//!
//! Invariant: surrogates that are alone are written as U+FFFD, so that all output is UTF-8.

use super::{
    TextEncoder, attribute, interface, operation, require_new, wrong_argument, wrong_this,
};
use crate::builtins::prelude::*;
use crate::builtins::support::{flat_string, shape_from_constructor};
use crate::builtins::typed_array::new_uint8_array;
use crate::runtime::kind::Kind;
use crate::runtime::typed_array::{ElementType, TypedArray};

/// So many units are encoded between two looks at interrupts.
const BATCH: usize = 1 << 20;

/// Defines the class.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let intrinsics = (Intrinsic::TextEncoder, Intrinsic::TextEncoderPrototype);
    let prototype = interface(vm, realm, "TextEncoder", construct, intrinsics).prototype;
    attribute(vm, prototype, "encoding", |vm, arguments| {
        require_this(vm, arguments)?;
        Ok(Value::cell(vm.new_string("utf-8")))
    });
    operation(vm, prototype, "encode", 0, encode);
    operation(vm, prototype, "encodeInto", 2, encode_into);
}

/// new TextEncoder (https://encoding.spec.whatwg.org/#dom-textencoder)
fn construct(vm: &mut Vm, arguments: Arguments) -> Res {
    require_new(vm, arguments, "TextEncoder")?;
    let shape =
        shape_from_constructor(vm, arguments.new_target(), Intrinsic::TextEncoderPrototype)?;
    let new = |object| TextEncoder { object };
    Ok(Value::cell(vm.alloc_object(Kind::TextEncoder, shape, 0, new)))
}

fn require_this(vm: &mut Vm, arguments: Arguments) -> Res<()> {
    match arguments.this().as_kind::<TextEncoder>() {
        Some(_) => Ok(()),
        None => Err(wrong_this(vm, "TextEncoder")),
    }
}

/// The code point at an index, surrogates that are alone replaced, and how many units it takes.
fn scalar_at(view: StrView<'_>, index: usize) -> (char, usize) {
    let point = char::from_u32(view.code_point_at(index)).unwrap_or(char::REPLACEMENT_CHARACTER);
    (point, point.len_utf16())
}

/// Encodes a string into bytes for as long as there is room: how many units were read, how many bytes written.
fn write_utf8(
    vm: &mut Vm,
    view: StrView<'_>,
    room: usize,
    mut put: impl FnMut(usize, u8),
) -> Res<(usize, usize)> {
    let (mut read, mut written) = (0, 0);
    while read < view.len() {
        vm.poll_interrupt()?;
        let end = view.len().min(read + BATCH);
        while read < end {
            let (point, units) = scalar_at(view, read);
            if point.len_utf8() > room - written {
                return Ok((read, written));
            }
            for byte in point.encode_utf8(&mut [0; 4]).bytes() {
                put(written, byte);
                written += 1;
            }
            read += units;
        }
    }
    Ok((read, written))
}

/// TextEncoder.prototype.encode (https://encoding.spec.whatwg.org/#dom-textencoder-encode)
fn encode(vm: &mut Vm, arguments: Arguments) -> Res {
    require_this(vm, arguments)?;
    let input = match arguments.get(0) {
        Value::UNDEFINED => vm.strings.empty(),
        input => flat_string(vm, input)?,
    };
    if let StrView::Latin1(bytes) = input.view()
        && bytes.is_ascii()
    {
        let array = new_uint8_array(vm, bytes.len() as u64)?;
        // SAFETY: the new array has as many bytes, and nobody else knows of it.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), array.data.get(), bytes.len()) };
        return Ok(Value::cell(array));
    }
    let (_, length) = write_utf8(vm, input.view(), usize::MAX, |_, _| {})?;
    let array = new_uint8_array(vm, length as u64)?;
    write_utf8(vm, input.view(), length, |index, byte| array.set_raw(index, byte.into()))?;
    Ok(Value::cell(array))
}

/// TextEncoder.prototype.encodeInto (https://encoding.spec.whatwg.org/#dom-textencoder-encodeinto)
fn encode_into(vm: &mut Vm, arguments: Arguments) -> Res {
    require_this(vm, arguments)?;
    let (source, target) = (arguments.get(0), arguments.get(1));
    let Some(source) = source.as_string() else {
        return Err(wrong_argument(vm, "src", "of type string", source));
    };
    let array = target.as_object().and_then(TypedArray::of);
    let Some(array) = array.filter(|array| array.element_type() == ElementType::Uint8) else {
        return Err(wrong_argument(vm, "dest", "an instance of Uint8Array", target));
    };
    let source = vm.flatten(source);
    let room = array.valid_length().unwrap_or(0);
    let put = |index, byte: u8| array.set_raw(index, byte.into());
    let (read, written) = write_utf8(vm, source.view(), room, put)?;
    let result = vm.new_object();
    for (name, count) in [("read", read), ("written", written)] {
        vm.define_value(result, name, Value::number(count as f64), Attributes::ALL);
    }
    Ok(Value::cell(result))
}
