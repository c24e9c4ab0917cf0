//! atob and btoa (https://html.spec.whatwg.org/multipage/webappapis.html#atob).
//!
//! Invariant: what they read and write is binary: each character is a byte.

use super::{dom_exception, operation, require_room, throw_coded};
use crate::builtins::prelude::*;
use crate::builtins::support::flat_string;
use crate::builtins::typed_array::base64::{encode_base64, forgiving_decode};
use crate::runtime::error::ErrorKind;

/// Defines the functions.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    operation(vm, realm.global.get(), "atob", 1, atob);
    operation(vm, realm.global.get(), "btoa", 1, btoa);
}

fn input(vm: &mut Vm, arguments: Arguments) -> Res<Gc<JsString>> {
    if arguments.is_empty() {
        let message = "The \"input\" argument must be specified";
        return Err(throw_coded(vm, ErrorKind::TypeError, "ERR_MISSING_ARGS", message));
    }
    let input = flat_string(vm, arguments.get(0))?;
    // As units, and as what comes of them.
    require_room(vm, input.len() as usize * 4)?;
    Ok(input)
}

fn invalid(vm: &mut Vm, message: &str) -> Thrown {
    dom_exception::throw(vm, "InvalidCharacterError", message)
}

/// atob (https://html.spec.whatwg.org/multipage/webappapis.html#dom-atob): base64 to binary
fn atob(vm: &mut Vm, arguments: Arguments) -> Res {
    let input = input(vm, arguments)?;
    let units: Vec<u16> = input.view().units().collect();
    match forgiving_decode(&units) {
        Ok(bytes) => Ok(Value::cell(vm.new_string_latin1(&bytes))),
        Err(true) => Err(invalid(vm, "The string to be decoded is not correctly encoded.")),
        Err(false) => Err(invalid(vm, "Invalid character")),
    }
}

/// btoa (https://html.spec.whatwg.org/multipage/webappapis.html#dom-btoa): binary to base64
fn btoa(vm: &mut Vm, arguments: Arguments) -> Res {
    let input = input(vm, arguments)?;
    let bytes: Option<Vec<u8>> = input.view().units().map(|unit| unit.try_into().ok()).collect();
    match bytes {
        Some(bytes) => {
            let text = encode_base64(&bytes);
            vm.new_string_checked(StrView::Latin1(&text)).map(Value::cell)
        }
        None => Err(invalid(vm, "Invalid character")),
    }
}
