//! TextDecoder (https://encoding.spec.whatwg.org/#interface-textdecoder), of UTF-8 alone.
//!
//! Invariant: between two calls a decoder keeps at most the three bytes of a sequence that has begun.

use super::{
    attribute, interface, operation, require_new, require_room, throw_coded, wrong_argument,
    wrong_this,
};
use crate::builtins::array_buffer::{Shown, shown_by};
use crate::builtins::prelude::*;
use crate::builtins::support::{flat_string, shape_from_constructor};
use crate::runtime::error::ErrorKind;
use crate::runtime::kind::Kind;
use crate::runtime::object::trace_object;
use crate::runtime::shared::copy_raw;
use crate::runtime::string::MAX_LENGTH;
use jsrun_gc::{Cell, Layout};
use std::cell::Cell as StdCell;

/// The labels of UTF-8 (https://encoding.spec.whatwg.org/#names-and-labels).
const LABELS: [&str; 6] =
    ["unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "utf-8", "utf8", "x-unicode20utf8"];
/// So many bytes are decoded between two looks at interrupts.
const BATCH: usize = 1 << 20;
/// A code unit has at most so many bytes.
const MOST_BYTES_PER_UNIT: usize = 3;

/// The bytes of a sequence that has begun.
#[derive(Clone, Copy, Default)]
struct Begun {
    bytes: [u8; 4],
    len: usize,
}

/// A TextDecoder.
#[repr(C)]
pub struct TextDecoder {
    object: Object,
    fatal: bool,
    ignore_bom: bool,
    /// The next call goes on where the last one ended.
    goes_on: StdCell<bool>,
    /// The byte order mark has been looked for.
    bom_seen: StdCell<bool>,
    begun: StdCell<Begun>,
}

// SAFETY: `repr(C)` and begins with `Object`, whose references are all it has.
unsafe impl Cell for TextDecoder {
    const KIND: u8 = Kind::TextDecoder as u8;
    const LAYOUT: Layout = Layout::Custom(trace_object);
}

/// Defines the class.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let intrinsics = (Intrinsic::TextDecoder, Intrinsic::TextDecoderPrototype);
    let prototype = interface(vm, realm, "TextDecoder", construct, intrinsics).prototype;
    operation(vm, prototype, "decode", 0, decode);
    attribute(vm, prototype, "encoding", |vm, arguments| {
        this(vm, arguments)?;
        Ok(Value::cell(vm.new_string("utf-8")))
    });
    attribute(vm, prototype, "fatal", |vm, arguments| Ok(Value::bool(this(vm, arguments)?.fatal)));
    attribute(vm, prototype, "ignoreBOM", |vm, arguments| {
        Ok(Value::bool(this(vm, arguments)?.ignore_bom))
    });
}

fn this(vm: &mut Vm, arguments: Arguments) -> Res<Gc<TextDecoder>> {
    match arguments.this().as_kind() {
        Some(decoder) => Ok(decoder),
        None => Err(wrong_this(vm, "TextDecoder")),
    }
}

/// An option that is a boolean; false where there are no options.
fn option(vm: &mut Vm, options: Value, name: &str) -> Res<bool> {
    let Some(options) = options.as_object() else { return Ok(false) };
    let key = vm.key_from_str(name);
    let value = vm.get(options, key)?;
    Ok(vm.to_boolean(value))
}

/// new TextDecoder (https://encoding.spec.whatwg.org/#dom-textdecoder)
fn construct(vm: &mut Vm, arguments: Arguments) -> Res {
    require_new(vm, arguments, "TextDecoder")?;
    let (label, options) = (arguments.get(0), arguments.get(1));
    if !label.is_undefined() {
        let label = flat_string(vm, label)?.to_rust();
        let is_space = |c| matches!(c, '\t' | '\n' | '\u{C}' | '\r' | ' ');
        if !LABELS.contains(&&*label.trim_matches(is_space).to_ascii_lowercase()) {
            let message = format!("The \"{label}\" encoding is not supported");
            let code = "ERR_ENCODING_NOT_SUPPORTED";
            return Err(throw_coded(vm, ErrorKind::RangeError, code, &message));
        }
    }
    if !options.is_nullish() && !options.is_object() {
        return Err(wrong_argument(vm, "options", "of type object", options));
    }
    let fatal = option(vm, options, "fatal")?;
    let ignore_bom = option(vm, options, "ignoreBOM")?;
    let shape =
        shape_from_constructor(vm, arguments.new_target(), Intrinsic::TextDecoderPrototype)?;
    Ok(Value::cell(vm.alloc_object(Kind::TextDecoder, shape, 0, |object| TextDecoder {
        object,
        fatal,
        ignore_bom,
        goes_on: StdCell::new(false),
        bom_seen: StdCell::new(false),
        begun: StdCell::new(Begun::default()),
    })))
}

/// The bytes that an argument holds; none where its buffer is detached.
fn bytes_of(vm: &mut Vm, value: Value) -> Res<(*const u8, usize, bool)> {
    if let Some(Shown { buffer, start, length }) = value.as_object().and_then(shown_by) {
        let start = buffer.data().wrapping_add(start).cast_const();
        return Ok((start, length.unwrap_or(0), buffer.is_shared()));
    }
    let message = "The \"list\" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.";
    Err(throw_coded(vm, ErrorKind::TypeError, "ERR_INVALID_ARG_TYPE", message))
}

/// TextDecoder.prototype.decode (https://encoding.spec.whatwg.org/#dom-textdecoder-decode)
fn decode(vm: &mut Vm, arguments: Arguments) -> Res {
    let decoder = this(vm, arguments)?;
    let input = arguments.get(0);
    if !input.is_undefined() {
        // What is no buffer is refused before the option is read.
        bytes_of(vm, input)?;
    }
    let stream = option(vm, arguments.get(1), "stream")?;
    // Whatever runs between two looks at the bytes may have changed the buffer.
    let bytes = |vm: &mut Vm| match input {
        Value::UNDEFINED => Ok((std::ptr::dangling(), 0, false)),
        input => bytes_of(vm, input),
    };
    let (_, length, _) = bytes(vm)?;
    if length / MOST_BYTES_PER_UNIT > MAX_LENGTH as usize {
        return Err(vm.throw_range_error("Invalid string length"));
    }
    require_room(vm, 2 * length)?;
    if !decoder.goes_on.replace(stream) {
        reset(&decoder);
    }
    let mut output = StringBuilder::new();
    let mut copy = Vec::new();
    let mut at = 0;
    loop {
        let (start, length, is_shared) = bytes(vm)?;
        let count = length.saturating_sub(at).min(BATCH);
        if count == 0 {
            break;
        }
        // SAFETY: the buffer has so many bytes from there, and no script runs until they have been looked at. Those that
        // other agents may write at the same time are copied first.
        let bytes = unsafe {
            if is_shared {
                copy.resize(count, 0);
                copy_raw(start.add(at), copy.as_mut_ptr(), count);
                copy.as_slice()
            } else {
                std::slice::from_raw_parts(start.add(at), count)
            }
        };
        if decode_part(&decoder, bytes, &mut output).is_err() {
            return Err(invalid(vm, &decoder));
        }
        at += count;
        vm.poll_interrupt()?;
    }
    if !stream && decoder.begun.take().len > 0 {
        if decoder.fatal {
            return Err(invalid(vm, &decoder));
        }
        output.push_unit(char::REPLACEMENT_CHARACTER as u16);
    }
    output.finish(vm).map(Value::cell)
}

fn reset(decoder: &TextDecoder) {
    decoder.bom_seen.set(false);
    decoder.begun.set(Begun::default());
}

/// Throws the TypeError for what is no UTF-8; the decoder begins anew.
fn invalid(vm: &mut Vm, decoder: &TextDecoder) -> Thrown {
    reset(decoder);
    decoder.goes_on.set(false);
    let message = "The encoded data was not valid for encoding utf-8";
    throw_coded(vm, ErrorKind::TypeError, "ERR_ENCODING_INVALID_ENCODED_DATA", message)
}

/// Appends text, but for a byte order mark at the beginning.
fn push_text(decoder: &TextDecoder, text: &str, output: &mut StringBuilder) {
    if text.is_empty() {
        return;
    }
    let is_first = !decoder.bom_seen.replace(true);
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(rest) if is_first && !decoder.ignore_bom => rest,
        _ => text,
    };
    output.push_str(text);
}

/// Decodes bytes behind those that were decoded before. Fails at what is no UTF-8, if the decoder is to.
fn decode_part(decoder: &TextDecoder, bytes: &[u8], output: &mut StringBuilder) -> Result<(), ()> {
    let mut rest = bytes;
    let mut begun = decoder.begun.take();
    while begun.len > 0 {
        let Some((next, behind)) = rest.split_first() else {
            decoder.begun.set(begun);
            return Ok(());
        };
        begun.bytes[begun.len] = *next;
        match std::str::from_utf8(&begun.bytes[..begun.len + 1]) {
            Ok(text) => {
                push_text(decoder, text, output);
                (begun, rest) = (Begun::default(), behind);
            }
            Err(error) if error.error_len().is_none() => {
                begun.len += 1;
                rest = behind;
            }
            Err(_) => {
                // The new byte does not belong to the sequence.
                replace(decoder, output)?;
                begun = Begun::default();
            }
        }
    }
    loop {
        let error = match std::str::from_utf8(rest) {
            Ok(text) => {
                push_text(decoder, text, output);
                return Ok(());
            }
            Err(error) => error,
        };
        let (good, bad) = rest.split_at(error.valid_up_to());
        push_text(decoder, std::str::from_utf8(good).unwrap_or_default(), output);
        let Some(length) = error.error_len() else {
            begun.bytes[..bad.len()].copy_from_slice(bad);
            begun.len = bad.len();
            decoder.begun.set(begun);
            return Ok(());
        };
        replace(decoder, output)?;
        rest = &bad[length..];
    }
}

/// Something is no UTF-8.
fn replace(decoder: &TextDecoder, output: &mut StringBuilder) -> Result<(), ()> {
    if decoder.fatal {
        return Err(());
    }
    push_text(decoder, "\u{FFFD}", output);
    Ok(())
}
