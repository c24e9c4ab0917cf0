//! Stack traces in V8's form, and how messages show values.
//!
//! Invariant: nothing here calls a script or throws: properties are read only where they are plain data.

use super::error::{ErrorObject, Place};
use super::generator::Generator;
use super::intrinsics::Intrinsic;
use super::kind::Kind;
use super::names::Symbol;
use super::number::format::number_to_string;
use super::object::{Object, object_flags};
use super::property_key::PropertyKey;
use super::string::StringExt;
use super::vm::Vm;
use super::vm::frame::Frame;
use crate::runtime::bigint::BigIntExt;
use crate::runtime::code::{Code, flags};
use crate::value::Value;
use jsrun_gc::Gc;

/// How many frames a trace shows while `Error.stackTraceLimit` does not say.
const TRACE_FRAMES: usize = 10;
/// How many it shows at most.
const MOST_TRACE_FRAMES: f64 = 200.0;

/// Which frames at the top a trace leaves out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SkipFrames {
    /// None.
    None,
    /// The topmost: a constructor that is written in Rust.
    One,
    /// All down to the first whose callee is this function, and that one: the constructor that `new` was applied to.
    Through(Value),
}

impl Vm {
    /// Where the topmost function that was compiled from source is.
    pub fn current_place(&self) -> Option<Place> {
        self.frames().find_map(frame_place)
    }

    /// The frames, a line each, beginning with a line break: `    at name (file:line:column)`.
    pub fn stack_trace(&mut self, skip: SkipFrames) -> String {
        let limit = self.stack_trace_limit();
        let mut text = String::new();
        let mut skipping = skip;
        let mut shown = 0;
        for frame in self.frames() {
            if shown == limit {
                break;
            }
            match skipping {
                SkipFrames::None => {}
                SkipFrames::One => {
                    skipping = SkipFrames::None;
                    continue;
                }
                SkipFrames::Through(function) => {
                    // SAFETY: the frames of the chain are live.
                    if unsafe { frame.callee() } == function {
                        skipping = SkipFrames::None;
                    }
                    continue;
                }
            }
            // The library's own functions that only other built-in functions know, such as those that settle promises.
            // SAFETY: the frames of the chain are live.
            let (callee, constructs) =
                unsafe { (frame.callee(), !frame.new_target().is_undefined()) };
            let is_native = frame_place(frame).is_none();
            if is_native && !constructs && self.function_display_name(callee).is_empty() {
                continue;
            }
            text.push_str("\n    at ");
            self.describe_frame(frame, &mut text);
            shown += 1;
            if shown < limit
                && let Some(generator) = self.resumed_directly(frame)
            {
                text.push_str(&format!("\n    at {generator}.next (<anonymous>)"));
                shown += 1;
            }
        }
        if skipping == SkipFrames::None {
            self.async_trace(limit - shown, &mut text);
        }
        text
    }

    /// Where the topmost frame of a trace is that was compiled from source: the code, and a byte offset in its source.
    pub(super) fn first_of_trace(&self, mut skip: SkipFrames) -> Option<(Gc<Code>, u32)> {
        for frame in self.frames() {
            match skip {
                SkipFrames::None => {}
                SkipFrames::One => {
                    skip = SkipFrames::None;
                    continue;
                }
                SkipFrames::Through(function) => {
                    // SAFETY: the frames of the chain are live.
                    if unsafe { frame.callee() } == function {
                        skip = SkipFrames::None;
                    }
                    continue;
                }
            }
            // SAFETY: as in `frame_place`.
            if let (Some(code), index) = unsafe { (frame.code(), frame.saved_index()) } {
                return Some((code, code.offset_at(index)));
            }
        }
        None
    }

    /// The name of the generator that runs in a frame, if it was resumed without a frame of `next`.
    fn resumed_directly(&mut self, frame: Frame) -> Option<String> {
        // SAFETY: the frames of the chain are live, and the code is theirs.
        unsafe {
            let code = frame.code()?;
            if !code.has(flags::GENERATOR) || code.has(flags::ASYNC) {
                return None;
            }
            let caller = frame.caller();
            let is_native = !caller.is_none() && caller.code().is_none();
            if is_native || !frame.is_resumed() {
                return None;
            }
            Some(self.function_display_name(frame.callee())).filter(|name| !name.is_empty())
        }
    }

    /// The functions that await the one at the bottom of the stack, if a job has resumed that.
    fn async_trace(&mut self, mut left: usize, text: &mut String) {
        let mut awaited = self.resumed_by_job;
        while left > 0
            && let Some(coroutine) = awaited.and_then(|coroutine| coroutine.awaiting())
        {
            let Some(function) = coroutine.callee().as_function() else { return };
            let code = function.code.get();
            let (line, column) = {
                let offset = code.offset_at(coroutine.suspended_at());
                code.data().source.locate(offset)
            };
            let name = self.function_display_name(coroutine.callee());
            let location = format!("{}:{line}:{column}", code.data().source.name);
            match name.is_empty() {
                true => text.push_str(&format!("\n    at async {location}")),
                false => text.push_str(&format!("\n    at async {name} ({location})")),
            }
            awaited = Some(coroutine);
            left -= 1;
        }
    }

    /// What `Error.stackTraceLimit` says, if it is a plain property.
    fn stack_trace_limit(&mut self) -> usize {
        if self.frame.is_none() || !self.realm().has_intrinsic(Intrinsic::Error) {
            return TRACE_FRAMES;
        }
        let (error, key) = (self.intrinsic(Intrinsic::Error), self.names.stack_trace_limit);
        match self.data_property(error, key).and_then(Value::to_number) {
            Some(limit) => limit.clamp(0.0, MOST_TRACE_FRAMES) as usize,
            None => TRACE_FRAMES,
        }
    }

    fn describe_frame(&mut self, frame: Frame, text: &mut String) {
        let location = match frame_place(frame) {
            None => "<anonymous>".to_owned(),
            Some(place) => {
                let (line, column) = place.source.locate(place.offset);
                format!("{}:{line}:{column}", place.source.name)
            }
        };
        // SAFETY: the frames of the chain are live, and have `this` in their first register.
        let (callee, this, constructs) =
            unsafe { (frame.callee(), *frame.0, !frame.new_target().is_undefined()) };
        let name = self.function_display_name(callee);
        let shown = if constructs {
            format!("new {}", if name.is_empty() { "<anonymous>" } else { &name })
        } else if name.starts_with('<') {
            // The initializers of a class, which are methods of nothing.
            name
        } else if let Some(property) = name.strip_prefix("get ").or(name.strip_prefix("set ")) {
            format!("{name} [as {property}]")
        } else {
            match self.receiver_name(callee, this) {
                None => name,
                Some(receiver) if name.is_empty() => format!("{receiver}.<anonymous>"),
                Some(receiver) if name.starts_with(&receiver) => name,
                Some(receiver) => format!("{receiver}.{name}"),
            }
        };
        if shown.is_empty() {
            text.push_str(&location);
        } else {
            text.push_str(&format!("{shown} ({location})"));
        }
    }

    /// What stands before the point of a method call in a trace.
    fn receiver_name(&mut self, callee: Value, this: Value) -> Option<String> {
        if let Some(function) = callee.as_function() {
            let code = function.code.get();
            if code.has(flags::TOP_LEVEL) || code.has(flags::ARROW) {
                return None;
            }
        }
        if this.is_nullish() || !this.is_cell() && !this.is_number() && !this.is_bool() {
            return None;
        }
        let object = match this.as_object() {
            Some(object) if object == self.global_object() => return None,
            Some(object) => match this.as_kind::<Generator>() {
                // As V8 has it, a generator is an instance of its function.
                Some(generator) => {
                    let function = generator.coroutine.get().callee();
                    let name = self.function_display_name(function);
                    return Some(name).filter(|name| !name.is_empty());
                }
                None => object,
            },
            None => self.primitive_prototype(this, self.names.constructor).ok()?,
        };
        if object.has_flag(object_flags::CALLABLE) {
            return Some(self.function_display_name(Value::cell(object)))
                .filter(|name| !name.is_empty());
        }
        self.constructor_name(object)
    }

    /// The name of an object's class: its tag, else the name of its constructor.
    pub fn constructor_name(&mut self, object: Gc<Object>) -> Option<String> {
        let tag = self.symbols.to_string_tag;
        match self.data_property(object, tag).and_then(Value::as_string) {
            Some(tag) => Some(tag.to_rust()),
            None => self.class_name(object),
        }
    }

    /// The name of an object's constructor.
    fn class_name(&mut self, object: Gc<Object>) -> Option<String> {
        let constructor = self.names.constructor;
        let constructor = self.data_property(object, constructor);
        let name = constructor.map(|constructor| self.function_display_name(constructor));
        if name.as_ref().is_some_and(|name| !name.is_empty()) {
            return name;
        }
        // An object that hides its constructor is still an object, unless it inherits from nothing.
        let root = self.realm().object_prototype();
        let mut holder = Some(object);
        while let Some(object) = holder {
            if object == root {
                return Some("Object".to_owned());
            }
            holder = self.prototype(object);
        }
        None
    }

    /// A function's name as traces show it, empty if it has none.
    pub fn function_display_name(&mut self, function: Value) -> String {
        if let Some(function) = function.as_function() {
            return self.code_name(function.code.get());
        }
        let key = self.names.name;
        let name = function.as_object().and_then(|object| self.data_property(object, key));
        name.and_then(Value::as_string).map(|name| name.to_rust()).unwrap_or_default()
    }

    /// The name of a function's code.
    pub fn code_name(&self, code: Gc<Code>) -> String {
        code.name.get().as_string().map(|name| name.to_rust()).unwrap_or_default()
    }

    /// The value of a data property, own or inherited, found without calling a script.
    pub fn data_property(&mut self, object: Gc<Object>, key: PropertyKey) -> Option<Value> {
        let mut holder = Some(object);
        while let Some(object) = holder {
            if let Some(own) = self.ordinary_own(object, key) {
                return if own.attributes.is_accessor() {
                    None
                } else {
                    Some(self.own_value(object, own))
                };
            }
            holder = self.prototype(object);
        }
        None
    }

    /// A value that has no name as messages show it: with its type.
    pub fn call_site_display(&mut self, value: Value) -> String {
        let kind = self.typeof_text(value);
        if let Some(string) = value.as_string() {
            return format!("{kind} \"{}\"", string.to_rust());
        }
        if value.is_null() || value.is_bool() || value.is_number() {
            return format!("{kind} {}", self.value_display(value));
        }
        kind.to_owned()
    }

    /// A value as messages show it.
    pub fn value_display(&mut self, value: Value) -> String {
        if let Some(number) = value.to_number() {
            return number_to_string(number);
        }
        if let Some(string) = value.as_string() {
            return string.to_rust();
        }
        if let Some(symbol) = value.as_kind::<Symbol>() {
            return symbol.descriptive_string();
        }
        if let Some(number) = value.as_bigint() {
            return number.to_big().to_string();
        }
        let Some(object) = value.as_object() else { return format!("{value:?}") };
        if ErrorObject::of(value).is_some() {
            return self.error_header(object);
        }
        if let Some(function) = value.as_function() {
            let data = function.code.get();
            let data = data.data();
            let (start, end) = data.span;
            let text = data.source.text.get(start as usize..end as usize).unwrap_or_default();
            return String::from_utf8_lossy(text).into_owned();
        }
        if value.is_callable() {
            return format!("function {}() {{ [native code] }}", self.function_display_name(value));
        }
        if value.as_array().is_some() {
            return "[object Array]".to_owned();
        }
        if value.kind() == Kind::Proxy as u8 {
            return "#<Object>".to_owned();
        }
        if value.as_kind::<super::module::ModuleNamespace>().is_some() {
            return "[object Module]".to_owned();
        }
        let (to_string, tag) = (self.names.to_string, self.symbols.to_string_tag);
        let root = self.realm().object_prototype();
        if self.data_property(object, to_string) == self.data_property(root, to_string)
            && let Some(name) = self.class_name(object)
        {
            return format!("#<{name}>");
        }
        let tag = self.data_property(object, tag).and_then(Value::as_string);
        let class = match Kind::from_u8(object.kind()) {
            Some(Kind::RegExp) => "RegExp",
            Some(Kind::Date) => "Date",
            _ => "Object",
        };
        format!("[object {}]", tag.map_or(class.to_owned(), |tag| tag.to_rust()))
    }
}

/// Where a frame is, if its function was compiled from source.
fn frame_place(frame: Frame) -> Option<Place> {
    // SAFETY: the frames of the chain are live, and have saved where they are before they left their tier's code.
    let (code, index) = unsafe { (frame.code()?, frame.saved_index()) };
    Some(Place { source: code.data().source.clone(), offset: code.offset_at(index) })
}
