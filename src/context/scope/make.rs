//! New values.
//!
//! Invariant: what is made here is of the current realm: that of the native function that runs, else the context's first.

use super::{JsResult, JsValue, Scope, enter_all};
use crate::builtins::{bytes_of, new_buffer};
use crate::runtime::error::ErrorKind;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::names::Symbol;
use crate::runtime::string::{JsString, MAX_LENGTH, StringExt};
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;

impl Scope<'_> {
    /// A string.
    ///
    /// # Errors
    /// A RangeError if it is longer than strings may be, or the end of a limit.
    pub fn string(&mut self, text: &str) -> JsResult {
        self.run_for_value(|vm| new_string(vm, text).map(Value::cell))
    }

    /// A string of UTF-16 units, lone surrogates among them.
    ///
    /// # Errors
    /// As for [`Self::string`].
    pub fn string_utf16(&mut self, units: &[u16]) -> JsResult {
        self.run_for_value(|vm| {
            check_length(vm, units.len())?;
            Ok(Value::cell(vm.new_string_utf16(units)))
        })
    }

    /// A BigInt.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn bigint(&mut self, number: i128) -> JsResult {
        self.run_for_value(|vm| Ok(Value::cell(vm.new_bigint_i128(number))))
    }

    /// A new symbol.
    ///
    /// # Errors
    /// As for [`Self::string`].
    pub fn symbol(&mut self, description: &str) -> JsResult {
        self.run_for_value(|vm| {
            let description = new_string(vm, description)?;
            let symbol: Gc<Symbol> = vm.new_symbol(Some(description));
            Ok(Value::cell(symbol))
        })
    }

    /// A new object without properties, as `{}` makes it.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn object(&mut self) -> JsResult {
        self.run_for_value(|vm| Ok(Value::cell(vm.new_object())))
    }

    /// A new array.
    ///
    /// # Errors
    /// A RangeError if it would be too long, or the end of a limit.
    pub fn array(&mut self, values: &[JsValue]) -> JsResult {
        self.run_for_value(|vm| {
            let values = enter_all(vm, values)?;
            Ok(Value::cell(vm.new_array_from(&values)?))
        })
    }

    /// A new Uint8Array with a copy of these bytes.
    ///
    /// # Errors
    /// A RangeError if there is no memory for it, or the end of a limit.
    pub fn bytes(&mut self, bytes: &[u8]) -> JsResult {
        self.run_for_value(|vm| {
            let buffer = new_buffer(vm, bytes.len() as u64)?;
            // SAFETY: the buffer is new, and has room for so many bytes.
            unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), buffer.data(), bytes.len()) };
            let constructor = Value::cell(vm.intrinsic(Intrinsic::Uint8Array));
            vm.construct(constructor, &[Value::cell(buffer)], constructor)
        })
    }

    /// A copy of the bytes of an ArrayBuffer, a typed array or a DataView.
    ///
    /// # Errors
    /// A TypeError if it is none of these, or is detached.
    pub fn to_bytes(&mut self, value: &JsValue) -> JsResult<Vec<u8>> {
        self.run(|vm| {
            let value = value.enter(vm)?;
            match value.as_object().and_then(bytes_of) {
                Some(bytes) => Ok(bytes),
                None => {
                    let shown = vm.value_display(value);
                    Err(vm.throw_type_error(format!("{shown} has no bytes")))
                }
            }
        })
    }

    /// A new error of one of the native kinds.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn error(&mut self, kind: ErrorKind, message: &str) -> JsResult {
        self.run_for_value(|vm| Ok(Value::cell(vm.new_error(kind, message))))
    }

    /// The value of a JSON text.
    ///
    /// # Errors
    /// A SyntaxError, or the end of a limit.
    pub fn parse_json(&mut self, text: &str) -> JsResult {
        self.run_for_value(|vm| {
            let text = new_string(vm, text)?;
            crate::builtins::parse_json(vm, text)
        })
    }

    /// The JSON text of a value, as `JSON.stringify` makes it; `None` of what has none.
    ///
    /// # Errors
    /// What `toJSON` methods and getters throw, a TypeError for cycles and BigInts, or the end of a limit.
    pub fn to_json(&mut self, value: &JsValue) -> JsResult<Option<String>> {
        self.run(|vm| {
            let value = value.enter(vm)?;
            let text = crate::builtins::to_json(vm, value)?;
            Ok(text.as_string().map(|text| text.to_rust()))
        })
    }
}

fn check_length(vm: &mut Vm, length: usize) -> Res<()> {
    if length > MAX_LENGTH as usize {
        return Err(vm.throw_range_error("Invalid string length"));
    }
    Ok(())
}

/// A string of Rust text.
pub(super) fn new_string(vm: &mut Vm, text: &str) -> Res<Gc<JsString>> {
    // No text has more UTF-16 units than bytes.
    if text.len() > MAX_LENGTH as usize {
        check_length(vm, text.encode_utf16().count())?;
    }
    Ok(vm.new_string(text))
}
