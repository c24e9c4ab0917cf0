//! DOMException (https://webidl.spec.whatwg.org/#idl-DOMException): the class. Its objects are in `runtime/dom_exception.rs`.
//!
//! Most scripts never meet it, so it is made when it is first asked for, or first thrown.
//!
//! Invariant: only names of the table have a code, which is their place in it; a realm has one such class at most.

use super::{attribute, require_new, throw_coded};
use crate::builtins::prelude::*;
use crate::runtime::dom_exception::DomException;
use crate::runtime::error::ErrorKind;
use crate::runtime::function::NativeFunction;
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

/// Defines the global, as Node does: a getter that makes the class, and a setter that replaces it.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let getter = |vm: &mut Vm, _: Arguments| {
        make(vm);
        Ok(Value::cell(vm.intrinsic(Intrinsic::DomException)))
    };
    vm.define_accessor(realm.global.get(), "DOMException", getter, Some(replace));
}

fn replace(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = arguments.this_object().unwrap_or(vm.global_object());
    let key = vm.key_from_str("DOMException");
    let value = PropertyDescriptor::data(arguments.get(0), Attributes::METHOD);
    vm.define_property_or_throw(object, key, &value)?;
    Ok(Value::UNDEFINED)
}

/// Throws a DOMException of a name.
#[cold]
pub(super) fn throw(vm: &mut Vm, name: &str, message: &str) -> Thrown {
    let prototype = prototype(vm);
    let (name, message) = (vm.new_string(name), vm.new_string(message));
    let exception = vm.new_dom_exception(prototype, name, message, None, SkipFrames::None);
    vm.throw(Value::cell(exception))
}

/// The prototype object of the current realm.
pub(super) fn prototype(vm: &mut Vm) -> Gc<Object> {
    make(vm);
    vm.intrinsic(Intrinsic::DomExceptionPrototype)
}

/// Makes the class of the current realm, unless there is one.
fn make(vm: &mut Vm) {
    let realm = vm.realm();
    if realm.has_intrinsic(Intrinsic::DomException) {
        return;
    }
    let parent = realm.intrinsic(Intrinsic::ErrorPrototype);
    let prototype = vm.new_object_with_prototype(Some(parent));
    vm.set_intrinsic(realm, Intrinsic::DomExceptionPrototype, prototype);
    let key = vm.key_from_str("DOMException");
    let constructor = vm.new_native_constructor(key, 0, construct, None);
    let constructor = NativeFunction::as_object(constructor);
    vm.link_constructor(constructor, prototype);
    vm.set_intrinsic(realm, Intrinsic::DomException, constructor);
    attribute(vm, prototype, "name", |vm, arguments| Ok(this(vm, arguments)?.name()));
    attribute(vm, prototype, "message", |vm, arguments| Ok(this(vm, arguments)?.message()));
    attribute(vm, prototype, "code", code);
    for (index, (constant, _)) in CODES.iter().enumerate() {
        let key = vm.key_from_str(constant);
        for object in [constructor, prototype] {
            vm.define_value(object, key, Value::int(index as i32 + 1), Attributes::ENUMERABLE);
        }
    }
    tag(vm, prototype, "DOMException");
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
