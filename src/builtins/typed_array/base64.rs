//! Bytes as text: base64 and hexadecimal (https://tc39.es/proposal-arraybuffer-base64/).
//!
//! Invariant: decoding stops at the first error with what was decoded before it; `setFrom…` writes that before it
//! throws.

use super::new_uint8_array;
use crate::builtins::prelude::*;
use crate::builtins::support::flat_string;
use crate::runtime::typed_array::{ElementType, TypedArray};

/// Fills Uint8Array and its prototype.
pub(super) fn setup(vm: &mut Vm, constructor: Gc<Object>, prototype: Gc<Object>) {
    methods(vm, constructor, &[("fromBase64", 1, from_base64), ("fromHex", 1, from_hex)]);
    methods(
        vm,
        prototype,
        &[
            ("setFromBase64", 1, set_from_base64),
            ("setFromHex", 1, set_from_hex),
            ("toBase64", 0, to_base64),
            ("toHex", 0, to_hex),
        ],
    );
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What is done with a last chunk that is not complete.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LastChunk {
    Loose,
    Strict,
    StopBeforePartial,
}

/// What decoding gave.
struct Decoded {
    /// Code units that were used.
    read: usize,
    bytes: Vec<u8>,
    error: Option<&'static str>,
}

/// ValidateUint8Array (https://tc39.es/proposal-arraybuffer-base64/spec/#sec-validateuint8array)
fn this_bytes(vm: &mut Vm, arguments: Arguments, method: &str) -> Res<Gc<TypedArray>> {
    match arguments.this_object().and_then(TypedArray::of) {
        Some(array) if array.element_type() == ElementType::Uint8 => Ok(array),
        _ => {
            let method = format!("Uint8Array.prototype.{method}");
            Err(crate::builtins::support::incompatible(vm, &method, arguments.this()))
        }
    }
}

fn length_of(vm: &mut Vm, array: Gc<TypedArray>, method: &str) -> Res<usize> {
    match array.valid_length() {
        Some(length) => Ok(length),
        None => Err(vm.throw_type_error(format!(
            "Cannot perform Uint8Array.prototype.{method} on a detached ArrayBuffer"
        ))),
    }
}

/// GetUint8ArrayBytes (https://tc39.es/proposal-arraybuffer-base64/spec/#sec-getuint8arraybytes)
fn bytes_of(vm: &mut Vm, array: Gc<TypedArray>, method: &str) -> Res<Vec<u8>> {
    let length = length_of(vm, array, method)?;
    Ok((0..length).map(|i| array.raw(i).unwrap_or(0) as u8).collect())
}

/// GetOptionsObject (https://tc39.es/ecma402/#sec-getoptionsobject): `None` for `undefined`
fn options(vm: &mut Vm, value: Value) -> Res<Option<Gc<Object>>> {
    if value.is_undefined() || value.is_object() {
        return Ok(value.as_object());
    }
    Err(vm.throw_type_error("options must be an object"))
}

/// One of some strings that an option may be; the first if it is `undefined`.
fn choice<T: Copy>(
    vm: &mut Vm,
    options: Option<Gc<Object>>,
    name: &str,
    choices: &[(&str, T)],
) -> Res<T> {
    let Some(options) = options else { return Ok(choices[0].1) };
    let key = vm.key_from_str(name);
    let value = vm.get(options, key)?;
    if value.is_undefined() {
        return Ok(choices[0].1);
    }
    let text = value.as_string().map(|text| text.to_rust());
    match choices.iter().find(|(choice, _)| text.as_deref() == Some(choice)) {
        Some((_, choice)) => Ok(*choice),
        None => {
            let names: Vec<_> = choices.iter().map(|(choice, _)| format!("\"{choice}\"")).collect();
            Err(vm.throw_type_error(format!("{name} must be one of {}", names.join(", "))))
        }
    }
}

fn alphabet(vm: &mut Vm, options: Option<Gc<Object>>) -> Res<&'static [u8; 64]> {
    choice(vm, options, "alphabet", &[("base64", STANDARD), ("base64url", URL)])
}

/// The text that an argument must be, as code units.
fn text(vm: &mut Vm, value: Value) -> Res<Vec<u16>> {
    if !value.is_string() {
        return Err(vm.throw_type_error("The argument must be a string"));
    }
    Ok(flat_string(vm, value)?.view().units().collect())
}

/// Uint8Array.prototype.toBase64 (https://tc39.es/proposal-arraybuffer-base64/spec/#sec-uint8array.prototype.tobase64)
fn to_base64(vm: &mut Vm, arguments: Arguments) -> Res {
    let array = this_bytes(vm, arguments, "toBase64")?;
    let options = options(vm, arguments.get(0))?;
    let alphabet = alphabet(vm, options)?;
    let mut omit_padding = Value::UNDEFINED;
    if let Some(options) = options {
        let key = vm.key_from_str("omitPadding");
        omit_padding = vm.get(options, key)?;
    }
    let omit_padding = vm.to_boolean(omit_padding);
    let bytes = bytes_of(vm, array, "toBase64")?;
    new_text(vm, &encode(&bytes, alphabet, omit_padding))
}

/// Bytes in the standard alphabet, with padding.
pub(in crate::builtins) fn encode_base64(bytes: &[u8]) -> Vec<u8> {
    encode(bytes, STANDARD, false)
}

fn encode(bytes: &[u8], alphabet: &[u8; 64], omit_padding: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | *byte as u32);
        let word = word << (8 * (3 - chunk.len()));
        for i in 0..4 {
            if i <= chunk.len() {
                out.push(alphabet[(word >> (18 - 6 * i)) as usize & 63]);
            } else if !omit_padding {
                out.push(b'=');
            }
        }
    }
    out
}

/// Uint8Array.prototype.toHex (https://tc39.es/proposal-arraybuffer-base64/spec/#sec-uint8array.prototype.tohex)
fn to_hex(vm: &mut Vm, arguments: Arguments) -> Res {
    let array = this_bytes(vm, arguments, "toHex")?;
    let bytes = bytes_of(vm, array, "toHex")?;
    let digit = |value: u8| b"0123456789abcdef"[value as usize & 15];
    let out: Vec<u8> = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect();
    new_text(vm, &out)
}

fn new_text(vm: &mut Vm, text: &[u8]) -> Res {
    if text.len() > crate::runtime::string::MAX_LENGTH as usize {
        return Err(vm.throw_range_error("Invalid string length"));
    }
    Ok(Value::cell(vm.new_string_latin1(text)))
}

/// The reading of base64 with the options of its arguments.
fn read_base64(vm: &mut Vm, arguments: Arguments) -> Res<impl Fn(usize) -> Decoded + use<>> {
    let units = text(vm, arguments.get(0))?;
    let options = options(vm, arguments.get(1))?;
    let alphabet = alphabet(vm, options)?;
    let choices = [
        ("loose", LastChunk::Loose),
        ("strict", LastChunk::Strict),
        ("stop-before-partial", LastChunk::StopBeforePartial),
    ];
    let last = choice(vm, options, "lastChunkHandling", &choices)?;
    Ok(move |limit| decode_base64(&units, alphabet, last, limit))
}

fn decode_hex(units: &[u16], limit: usize) -> Decoded {
    let mut decoded = Decoded { read: 0, bytes: Vec::new(), error: None };
    if !units.len().is_multiple_of(2) {
        decoded.error = Some("The string has an odd number of characters");
        return decoded;
    }
    let digit = |unit: u16| char::from_u32(unit as u32).and_then(|c| c.to_digit(16));
    for pair in units.chunks_exact(2).take(limit) {
        let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else {
            decoded.error = Some("The string contains a character that is no hexadecimal digit");
            return decoded;
        };
        decoded.bytes.push((high << 4 | low) as u8);
        decoded.read += 2;
    }
    decoded
}

fn skip_space(units: &[u16], at: usize) -> usize {
    let is_space = |unit: &u16| matches!(*unit, 9 | 10 | 12 | 13 | 32);
    at + units[at..].iter().take_while(|unit| is_space(unit)).count()
}

const SINGLE_CHARACTER: &str = "The base64 input terminates with a single character";

/// Forgiving-base64 decode (https://infra.spec.whatwg.org/#forgiving-base64-decode), which comes to the same as reading
/// loosely. Where it fails: is there a single character too many?
pub(in crate::builtins) fn forgiving_decode(units: &[u16]) -> Result<Vec<u8>, bool> {
    let decoded = decode_base64(units, STANDARD, LastChunk::Loose, usize::MAX);
    match decoded.error {
        None => Ok(decoded.bytes),
        Some(error) => Err(error == SINGLE_CHARACTER),
    }
}

/// FromBase64 (https://tc39.es/proposal-arraybuffer-base64/spec/#sec-frombase64)
fn decode_base64(units: &[u16], alphabet: &[u8; 64], last: LastChunk, limit: usize) -> Decoded {
    let mut decoded = Decoded { read: 0, bytes: Vec::new(), error: None };
    if limit == 0 {
        return decoded;
    }
    let (mut chunk, mut count, mut at) = (0u32, 0, 0);
    let result = loop {
        at = skip_space(units, at);
        let Some(unit) = units.get(at) else {
            break match (count, last) {
                (0, _) => Ok(true),
                (_, LastChunk::StopBeforePartial) => Ok(false),
                (1, _) => Err(SINGLE_CHARACTER),
                (_, LastChunk::Strict) => Err("The base64 input terminates without padding"),
                _ => final_chunk(&mut decoded, chunk, count, false),
            };
        };
        at += 1;
        if *unit == b'=' as u16 {
            break padding(units, at, &mut decoded, chunk, count, last);
        }
        let Some(value) = alphabet.iter().position(|c| *c as u16 == *unit) else {
            break Err("Found a character that cannot be part of a valid base64 string");
        };
        let room = limit - decoded.bytes.len();
        if room == 1 && count == 2 || room == 2 && count == 3 {
            break Ok(false);
        }
        chunk = chunk << 6 | value as u32;
        count += 1;
        if count == 4 {
            decoded.bytes.extend_from_slice(&chunk.to_be_bytes()[1..]);
            (chunk, count) = (0, 0);
            decoded.read = at;
            if decoded.bytes.len() == limit {
                break Ok(false);
            }
        }
    };
    match result {
        Ok(true) => decoded.read = units.len(),
        Ok(false) => {}
        Err(error) => decoded.error = Some(error),
    }
    decoded
}

/// What begins with the first `=`, which ends at `at`. Has all been read?
fn padding(
    units: &[u16],
    at: usize,
    decoded: &mut Decoded,
    chunk: u32,
    count: usize,
    last: LastChunk,
) -> Result<bool, &'static str> {
    if count < 2 {
        return Err("Padding is too early");
    }
    let mut at = skip_space(units, at);
    if count == 2 {
        match units.get(at) {
            None if last == LastChunk::StopBeforePartial => return Ok(false),
            None => return Err("Padding is incomplete"),
            Some(unit) if *unit == b'=' as u16 => at = skip_space(units, at + 1),
            Some(_) => {}
        }
    }
    if at < units.len() {
        return Err("Unexpected character after padding");
    }
    final_chunk(decoded, chunk, count, last == LastChunk::Strict)
}

/// DecodeFinalBase64Chunk (https://tc39.es/proposal-arraybuffer-base64/spec/#sec-decodefinalbase64chunk)
fn final_chunk(
    decoded: &mut Decoded,
    chunk: u32,
    count: usize,
    strict: bool,
) -> Result<bool, &'static str> {
    // Two characters are a byte and four bits, three are two bytes and two bits.
    let extra = if count == 2 { 4 } else { 2 };
    if strict && chunk & ((1 << extra) - 1) != 0 {
        return Err("The last characters have bits that are not used");
    }
    let value = chunk >> extra;
    decoded.bytes.extend_from_slice(&value.to_be_bytes()[4 - (count - 1)..]);
    Ok(true)
}

/// A new array of what was decoded.
fn finish_new(vm: &mut Vm, decoded: Decoded) -> Res {
    if let Some(error) = decoded.error {
        return Err(vm.throw_syntax_error(error));
    }
    let array = new_uint8_array(vm, decoded.bytes.len() as u64)?;
    write(array, &decoded.bytes);
    Ok(Value::cell(array))
}

/// SetUint8ArrayBytes (https://tc39.es/proposal-arraybuffer-base64/spec/#sec-setuint8arraybytes)
fn write(array: Gc<TypedArray>, bytes: &[u8]) {
    for (i, byte) in bytes.iter().enumerate() {
        array.set_raw(i, *byte as u64);
    }
}

/// What was decoded goes into an array; the result says how much was read and written.
fn finish_set(vm: &mut Vm, array: Gc<TypedArray>, decoded: Decoded) -> Res {
    write(array, &decoded.bytes);
    if let Some(error) = decoded.error {
        return Err(vm.throw_syntax_error(error));
    }
    let result = vm.new_object();
    for (name, count) in [("read", decoded.read), ("written", decoded.bytes.len())] {
        let key = vm.key_from_str(name);
        vm.create_data_property_or_throw(result, key, Value::number(count as f64))?;
    }
    Ok(Value::cell(result))
}

/// Uint8Array.fromBase64 (https://tc39.es/proposal-arraybuffer-base64/spec/#sec-uint8array.frombase64)
fn from_base64(vm: &mut Vm, arguments: Arguments) -> Res {
    let read = read_base64(vm, arguments)?;
    finish_new(vm, read(usize::MAX))
}

/// Uint8Array.fromHex (https://tc39.es/proposal-arraybuffer-base64/spec/#sec-uint8array.fromhex)
fn from_hex(vm: &mut Vm, arguments: Arguments) -> Res {
    let units = text(vm, arguments.get(0))?;
    finish_new(vm, decode_hex(&units, usize::MAX))
}

/// Uint8Array.prototype.setFromBase64
/// (https://tc39.es/proposal-arraybuffer-base64/spec/#sec-uint8array.prototype.setfrombase64)
fn set_from_base64(vm: &mut Vm, arguments: Arguments) -> Res {
    let array = this_bytes(vm, arguments, "setFromBase64")?;
    let read = read_base64(vm, arguments)?;
    let length = length_of(vm, array, "setFromBase64")?;
    finish_set(vm, array, read(length))
}

/// Uint8Array.prototype.setFromHex (https://tc39.es/proposal-arraybuffer-base64/spec/#sec-uint8array.prototype.setfromhex)
fn set_from_hex(vm: &mut Vm, arguments: Arguments) -> Res {
    let array = this_bytes(vm, arguments, "setFromHex")?;
    let units = text(vm, arguments.get(0))?;
    let length = length_of(vm, array, "setFromHex")?;
    finish_set(vm, array, decode_hex(&units, length))
}
