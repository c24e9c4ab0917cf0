//! Error objects and throwing.
//!
//! Invariant: whoever returns `Thrown` has set `vm.exception`; where the exception began its flight is kept beside it
//! for the host. Making an error never calls a script.

use super::code::Code;
use super::dom_exception::DomException;
use super::intrinsics::Intrinsic;
use super::kind::Kind;
use super::object::Object;
use super::property::Attributes;
use super::property_key::PropertyKey;
use super::shape::ShapeClass;
use super::source::Source;
use super::stack_trace::SkipFrames;
use super::string::{JsString, StringExt};
use super::vm::Vm;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::{Cell, Gc, Layout, Marker, Slot};
use std::cell::Cell as StdCell;
use std::rc::Rc;

/// An object with [[ErrorData]].
#[repr(C)]
pub struct ErrorObject {
    /// The common part.
    pub object: Object,
    /// The string that its `stack` was when the error was made; `undefined` before.
    made_stack: Slot<Value>,
    /// How many bytes of that string are the header, in UTF-8.
    header_bytes: StdCell<usize>,
    /// The code that made the error, and where in its source; `undefined` if none did.
    made_in: Slot<Value>,
    made_at: StdCell<u32>,
}

// SAFETY: `repr(C)` and begins with `Object`; `trace` visits its references and the string.
unsafe impl Cell for ErrorObject {
    const KIND: u8 = Kind::Error as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

/// Visits what an error refers to.
///
/// # Safety
/// The cell is a live one that begins with an `ErrorObject`.
pub(super) unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: promised by the caller.
    unsafe {
        super::object::trace_object(cell, marker);
        let error = &*std::ptr::with_exposed_provenance::<ErrorObject>(cell);
        marker.visit(error.made_stack.get());
        marker.visit(error.made_in.get());
    }
}

/// The native error types (https://tc39.es/ecma262/#sec-native-error-types-used-in-this-standard).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// `Error`
    Error,
    /// `EvalError`
    EvalError,
    /// `RangeError`
    RangeError,
    /// `ReferenceError`
    ReferenceError,
    /// `SyntaxError`
    SyntaxError,
    /// `TypeError`
    TypeError,
    /// `URIError`
    UriError,
}

impl ErrorObject {
    /// The beginning of an object with [[ErrorData]], before it has a trace.
    pub(super) fn new(object: Object) -> ErrorObject {
        ErrorObject {
            object,
            made_stack: Slot::new(Value::UNDEFINED),
            header_bytes: StdCell::new(0),
            made_in: Slot::new(Value::UNDEFINED),
            made_at: StdCell::new(0),
        }
    }

    /// What keeps the trace of the object with [[ErrorData]] that a value is.
    fn cell_of(value: Value) -> Option<Gc<ErrorObject>> {
        // SAFETY: cells of both kinds begin with an `ErrorObject`.
        ErrorObject::of(value).map(|object| unsafe { object.cast_unchecked() })
    }

    /// The object with [[ErrorData]] that a value is.
    pub fn of(value: Value) -> Option<Gc<Object>> {
        let kinds = [Kind::Error as u8, Kind::DomException as u8];
        value.as_object().filter(|object| kinds.contains(&object.kind()))
    }
}

impl ErrorKind {
    /// The intrinsic that is the prototype of such errors.
    pub fn prototype(self) -> Intrinsic {
        match self {
            ErrorKind::Error => Intrinsic::ErrorPrototype,
            ErrorKind::EvalError => Intrinsic::EvalErrorPrototype,
            ErrorKind::RangeError => Intrinsic::RangeErrorPrototype,
            ErrorKind::ReferenceError => Intrinsic::ReferenceErrorPrototype,
            ErrorKind::SyntaxError => Intrinsic::SyntaxErrorPrototype,
            ErrorKind::TypeError => Intrinsic::TypeErrorPrototype,
            ErrorKind::UriError => Intrinsic::UriErrorPrototype,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::Error => "Error",
            ErrorKind::EvalError => "EvalError",
            ErrorKind::RangeError => "RangeError",
            ErrorKind::ReferenceError => "ReferenceError",
            ErrorKind::SyntaxError => "SyntaxError",
            ErrorKind::TypeError => "TypeError",
            ErrorKind::UriError => "URIError",
        }
    }
}

/// A place in a source text.
#[derive(Clone, Debug)]
pub struct Place {
    /// The source.
    pub source: Rc<Source>,
    /// Byte offset.
    pub offset: u32,
}

/// The part of the VM's state that concerns errors.
#[derive(Default)]
pub struct ErrorState {
    /// Where the pending exception was thrown.
    pub(super) thrown_at: Option<Place>,
}

/// An exception that no script caught, as a host reports it.
#[derive(Clone, Debug, Default)]
pub struct UncaughtError {
    /// It is an Error object.
    pub is_error: bool,
    /// The error's `name`; empty for what is no Error.
    pub name: String,
    /// The error's `message`; for what is no Error, how the value is shown.
    pub message: String,
    /// The error's `stack`, or else its header line; for what is no Error, how the value is shown.
    pub stack: String,
    /// Where it was thrown.
    pub position: Option<UncaughtPosition>,
    /// It is a termination, not an exception.
    pub is_termination: bool,
}

/// Where an exception was thrown.
#[derive(Clone, Debug)]
pub struct UncaughtPosition {
    /// The source's name.
    pub source_name: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in UTF-16 units.
    pub column: u32,
    /// The text of the line.
    pub source_line: String,
}

impl Vm {
    /// Throws a value: the exception begins its flight here.
    #[cold]
    pub fn throw(&mut self, value: Value) -> Thrown {
        self.errors.thrown_at = self.current_place();
        self.exception = value;
        Thrown
    }

    /// Throws a value on from where it was caught: its flight began elsewhere.
    #[cold]
    pub fn rethrow(&mut self, value: Value) -> Thrown {
        self.exception = value;
        Thrown
    }

    /// Where the pending exception was thrown.
    pub fn thrown_at(&self) -> Option<Place> {
        self.errors.thrown_at.clone()
    }

    /// Takes the pending exception, for Rust code that handles it. A termination is not taken: it must go on.
    pub fn catch(&mut self) -> Res {
        if self.is_terminating() {
            return Err(Thrown);
        }
        Ok(std::mem::replace(&mut self.exception, Value::UNDEFINED))
    }

    /// Throws a new error of a kind.
    #[cold]
    pub fn throw_error(&mut self, kind: ErrorKind, message: &str) -> Thrown {
        let error = self.new_error(kind, message);
        self.throw(Value::cell(error))
    }

    /// Throws a TypeError.
    #[cold]
    pub fn throw_type_error(&mut self, message: impl AsRef<str>) -> Thrown {
        self.throw_error(ErrorKind::TypeError, message.as_ref())
    }

    /// Throws a RangeError.
    #[cold]
    pub fn throw_range_error(&mut self, message: impl AsRef<str>) -> Thrown {
        self.throw_error(ErrorKind::RangeError, message.as_ref())
    }

    /// Throws a ReferenceError.
    #[cold]
    pub fn throw_reference_error(&mut self, message: impl AsRef<str>) -> Thrown {
        self.throw_error(ErrorKind::ReferenceError, message.as_ref())
    }

    /// Throws a SyntaxError.
    #[cold]
    pub fn throw_syntax_error(&mut self, message: impl AsRef<str>) -> Thrown {
        self.throw_error(ErrorKind::SyntaxError, message.as_ref())
    }

    /// Throws a SyntaxError that the compiler found at a place of a source.
    #[cold]
    pub fn throw_syntax_error_at(
        &mut self,
        source: &Rc<Source>,
        offset: u32,
        message: &str,
    ) -> Thrown {
        let error = self.new_error(ErrorKind::SyntaxError, message);
        self.throw_at(Value::cell(error), Some(Place { source: source.clone(), offset }))
    }

    /// Throws a value whose flight begins at a place of a source, if it is given, rather than where code runs.
    #[cold]
    pub fn throw_at(&mut self, value: Value, place: Option<Place>) -> Thrown {
        let thrown = self.throw(value);
        if place.is_some() {
            self.errors.thrown_at = place;
        }
        thrown
    }

    /// Throws a URIError.
    #[cold]
    pub fn throw_uri_error(&mut self, message: impl AsRef<str>) -> Thrown {
        self.throw_error(ErrorKind::UriError, message.as_ref())
    }

    /// A new error with a message and its stack.
    pub fn new_error(&mut self, kind: ErrorKind, message: &str) -> Gc<Object> {
        let prototype = self.intrinsic(kind.prototype());
        let message = self.new_string(message);
        self.new_error_object(prototype, Some(message), None, SkipFrames::None)
    }

    /// A new object with [[ErrorData]]: its own `stack`, `message` and `cause`, as the Error constructors make them
    /// (https://tc39.es/ecma262/#sec-error-message, https://tc39.es/ecma262/#sec-installerrorcause).
    pub fn new_error_object(
        &mut self,
        prototype: Gc<Object>,
        message: Option<Gc<JsString>>,
        cause: Option<Value>,
        skip: SkipFrames,
    ) -> Gc<Object> {
        let shape = self.root_shape(Some(prototype), 0, ShapeClass::Ordinary);
        let object = self.object_header(Kind::Error, shape, 0);
        let error = self.heap.alloc(ErrorObject::new(object));
        // Until the object existed, only this reference kept the shape: the one in the header is compressed.
        std::hint::black_box(shape);
        // SAFETY: an `ErrorObject` is an `Object`.
        let error: Gc<Object> = unsafe { error.cast_unchecked() };
        self.complete_error(error, message, cause, skip);
        error
    }

    /// Gives a new error its own properties.
    pub(super) fn complete_error(
        &mut self,
        error: Gc<Object>,
        message: Option<Gc<JsString>>,
        cause: Option<Value>,
        skip: SkipFrames,
    ) {
        let (stack_key, message_key, cause_key) =
            (self.names.stack, self.names.message, self.names.cause);
        let placeholder = Value::cell(self.strings.empty());
        let message = message.map(|text| (message_key, Value::cell(text)));
        let properties =
            [Some((stack_key, placeholder)), message, cause.map(|value| (cause_key, value))];
        for (key, value) in properties.into_iter().flatten() {
            if self.add_property(error, key, value, Attributes::METHOD).is_err() {
                // The heap is full: a termination is pending, and the object will not be seen.
                return;
            }
        }
        self.install_stack(error, skip);
    }

    /// The cause that the options of an Error constructor name.
    ///
    /// InstallErrorCause (https://tc39.es/ecma262/#sec-installerrorcause), without the installing
    pub fn error_cause(&mut self, options: Value) -> Res<Option<Value>> {
        let key = self.names.cause;
        match options.as_object() {
            Some(options) if self.has_property(options, key)? => self.get(options, key).map(Some),
            _ => Ok(None),
        }
    }

    /// Puts a trace of the present frames into an object's own `stack` property.
    pub fn install_stack(&mut self, object: Gc<Object>, skip: SkipFrames) {
        let header = self.error_header(object);
        let text = format!("{header}{}", self.stack_trace(skip));
        let text = self.new_string(&text);
        if let Some(error) = ErrorObject::cell_of(Value::cell(object)) {
            error.made_stack.set(&mut self.heap, error, Value::cell(text));
            error.header_bytes.set(header.len());
            if let Some((code, offset)) = self.first_of_trace(skip) {
                error.made_in.set(&mut self.heap, error, Value::cell(code));
                error.made_at.set(offset);
            }
        }
        let key = self.names.stack;
        let descriptor =
            super::property::PropertyDescriptor::data(Value::cell(text), Attributes::METHOD);
        if self.define_own_property(object, key, &descriptor).is_err() {
            // As above.
            self.exception = Vm::TERMINATION;
        }
    }

    /// Throws an error on that no code threw, but that was made somewhere: there its flight begins.
    #[cold]
    pub fn throw_from_where_made(&mut self, value: Value) -> Thrown {
        let error = ErrorObject::cell_of(value);
        self.errors.thrown_at = error.filter(|e| !e.made_in.get().is_undefined()).map(|error| {
            // SAFETY: a `Code` cell is all that is put there.
            let code = unsafe { Gc::<Code>::from_addr(error.made_in.get().address()) };
            Place { source: code.data().source.clone(), offset: error.made_at.get() }
        });
        self.rethrow(value)
    }

    /// The trace of an error whose `stack` is still the string that was made with it, below the name and message that it has
    /// now: what constructors of classes of errors set comes after the trace was made. `None` of any other.
    pub fn current_stack(&mut self, object: Gc<Object>) -> Option<String> {
        let error = ErrorObject::cell_of(Value::cell(object))?;
        let made = error.made_stack.get();
        let own = self.ordinary_own(object, self.names.stack)?;
        if own.attributes.is_accessor() || self.own_value(object, own) != made {
            return None;
        }
        let made = made.as_string()?.to_rust();
        let frames = made.get(error.header_bytes.get()..).unwrap_or_default();
        Some(self.error_header(object) + frames)
    }

    /// `Name: message` of an error, found without calling a script.
    ///
    /// The string of Error.prototype.toString (https://tc39.es/ecma262/#sec-error.prototype.tostring)
    pub fn error_header(&mut self, error: Gc<Object>) -> String {
        let (name_key, message_key) = (self.names.name, self.names.message);
        let name = match self.error_text(error, name_key) {
            None | Some(Value::UNDEFINED) => "Error".to_owned(),
            Some(name) => self.value_display(name),
        };
        let message = match self.error_text(error, message_key) {
            None | Some(Value::UNDEFINED) => String::new(),
            Some(message) => self.value_display(message),
        };
        match (name.is_empty(), message.is_empty()) {
            (true, _) => message,
            (_, true) => name,
            _ => format!("{name}: {message}"),
        }
    }

    /// The `name` or `message` of an error, found without calling a script.
    pub fn error_text(&mut self, error: Gc<Object>, key: PropertyKey) -> Option<Value> {
        self.data_property(error, key).or_else(|| {
            let exception = DomException::of(error)?;
            Some(if key == self.names.name { exception.name() } else { exception.message() })
        })
    }

    /// What a host shows of an exception that nobody caught. Calls no script.
    pub fn describe_exception(&mut self, exception: Value) -> UncaughtError {
        let position = self.errors.thrown_at.as_ref().map(|place| {
            let (line, column) = place.source.locate(place.offset);
            let source_line = place.source.line(line);
            UncaughtPosition { source_name: place.source.name.clone(), line, column, source_line }
        });
        if exception == Vm::TERMINATION {
            let message = self.engine_error().unwrap_or("execution terminated").to_owned();
            return UncaughtError {
                stack: message.clone(),
                message,
                position,
                is_termination: true,
                ..Default::default()
            };
        }
        let Some(error) = ErrorObject::of(exception) else {
            let message = self.value_display(exception);
            return UncaughtError {
                stack: message.clone(),
                message,
                position,
                ..Default::default()
            };
        };
        let (name, message, stack) = (self.names.name, self.names.message, self.names.stack);
        let mut text =
            |key| self.error_text(error, key).and_then(Value::as_string).map(|s| s.to_rust());
        let (name, message) = (text(name), text(message));
        let stack = self.data_property(error, stack).and_then(Value::as_string);
        let stack = stack.map(|s| s.to_rust());
        let stack = stack.unwrap_or_else(|| self.error_header(error));
        UncaughtError {
            is_error: true,
            name: name.unwrap_or_default(),
            message: message.unwrap_or_default(),
            stack,
            position,
            is_termination: false,
        }
    }
}
