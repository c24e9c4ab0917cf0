//! DOMException (https://webidl.spec.whatwg.org/#idl-DOMException): the class. Its objects are in `runtime/dom_exception.rs`.
//!
//! Invariant: only names of the table have a code, which is their place in it.

use super::{attribute, interface, require_new, throw_coded};
use crate::builtins::prelude::*;
use crate::runtime::dom_exception::DomException;
use crate::runtime::error::ErrorKind;
use crate::runtime::stack_trace::SkipFrames;

/// The constants, in the order of their values from 1, with the names of the exceptions that they are the codes of
/// (https://webidl.spec.whatwg.org/#dfn-error-names-table); no name where no exception has the code any more.
const CODES: [(&str, &str); 25] = [
    ("INDEX_SIZE_ERR", "IndexSizeError"),
    ("DOMSTRING_SIZE_ERR", ""),
    ("HIERARCHY_REQUEST_ERR", "HierarchyRequestError"),
    ("WRONG_DOCUMENT_ERR", "WrongDocumentError"),
    ("INVALID_CHARACTER_ERR", "InvalidCharacterError"),
    ("NO_DATA_ALLOWED_ERR", ""),
    ("NO_MODIFICATION_ALLOWED_ERR", "NoModificationAllowedError"),
    ("NOT_FOUND_ERR", "NotFoundError"),
    ("NOT_SUPPORTED_ERR", "NotSupportedError"),
    ("INUSE_ATTRIBUTE_ERR", "InUseAttributeError"),
    ("INVALID_STATE_ERR", "InvalidStateError"),
    ("SYNTAX_ERR", "SyntaxError"),
    ("INVALID_MODIFICATION_ERR", "InvalidModificationError"),
    ("NAMESPACE_ERR", "NamespaceError"),
    ("INVALID_ACCESS_ERR", "InvalidAccessError"),
    ("VALIDATION_ERR", ""),
    ("TYPE_MISMATCH_ERR", "TypeMismatchError"),
    ("SECURITY_ERR", "SecurityError"),
    ("NETWORK_ERR", "NetworkError"),
    ("ABORT_ERR", "AbortError"),
    ("URL_MISMATCH_ERR", "URLMismatchError"),
    ("QUOTA_EXCEEDED_ERR", "QuotaExceededError"),
    ("TIMEOUT_ERR", "TimeoutError"),
    ("INVALID_NODE_TYPE_ERR", "InvalidNodeTypeError"),
    ("DATA_CLONE_ERR", "DataCloneError"),
];

/// Defines the class.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let which = Intrinsic::DomExceptionPrototype;
    let parent = realm.intrinsic(Intrinsic::ErrorPrototype);
    let prototype = vm.new_object_with_prototype(Some(parent));
    vm.set_intrinsic(realm, which, prototype);
    let intrinsics = (Intrinsic::DomException, which);
    let class = interface(vm, realm, "DOMException", construct, intrinsics);
    attribute(vm, prototype, "name", |vm, arguments| Ok(this(vm, arguments)?.name()));
    attribute(vm, prototype, "message", |vm, arguments| Ok(this(vm, arguments)?.message()));
    attribute(vm, prototype, "code", code);
    for (index, (constant, _)) in CODES.iter().enumerate() {
        let key = vm.key_from_str(constant);
        for object in [class.constructor, prototype] {
            vm.define_value(object, key, Value::int(index as i32 + 1), Attributes::ENUMERABLE);
        }
    }
}

/// new DOMException (https://webidl.spec.whatwg.org/#dom-domexception-domexception), its second argument the name, or as Node
/// has it an object with a `name` and a `cause`
fn construct(vm: &mut Vm, arguments: Arguments) -> Res {
    require_new(vm, arguments, "DOMException")?;
    let new_target = arguments.new_target();
    let prototype =
        vm.get_prototype_from_constructor(new_target, Intrinsic::DomExceptionPrototype)?;
    let message = match arguments.get(0) {
        Value::UNDEFINED => vm.strings.empty(),
        message => vm.to_string(message)?,
    };
    let (mut name, mut cause) = (arguments.get(1), None);
    if let Some(options) = name.as_object() {
        let key = vm.names.name;
        name = vm.get(options, key)?;
        cause = vm.error_cause(Value::cell(options))?;
    }
    let name = match name {
        Value::UNDEFINED => vm.new_string("Error"),
        name => vm.to_string(name)?,
    };
    let skip = if new_target == arguments.callee() {
        SkipFrames::One
    } else {
        SkipFrames::Through(new_target)
    };
    Ok(Value::cell(vm.new_dom_exception(prototype, name, message, cause, skip)))
}

fn this(vm: &mut Vm, arguments: Arguments) -> Res<Gc<DomException>> {
    match arguments.this_object().and_then(DomException::of) {
        Some(exception) => Ok(exception),
        None => {
            let message = "Value of \"this\" must be of DOMException";
            Err(throw_coded(vm, ErrorKind::TypeError, "ERR_INVALID_THIS", message))
        }
    }
}

/// get DOMException.prototype.code (https://webidl.spec.whatwg.org/#dom-domexception-code)
fn code(vm: &mut Vm, arguments: Arguments) -> Res {
    let exception = this(vm, arguments)?;
    let name = exception.name().as_string().map(|name| name.to_rust()).unwrap_or_default();
    let index = CODES.iter().position(|(_, known)| !known.is_empty() && *known == name);
    Ok(Value::int(index.map_or(0, |index| index as i32 + 1)))
}
