//! structuredClone (https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone).
//!
//! The specification first writes a value into records and then reads objects from these. Here each object is made as soon as
//! it is met, and filled from a list of work, so that nesting of any depth takes no native stack: no script can tell, because
//! reading runs none. What reads properties does so in the specified order, depth first.
//!
//! Invariant: `memory` has each object that was met with its clone, which keeps both alive as long as their addresses are
//! keys; the words of the frames on the list lie above one another on `words`.

use super::{dom_exception, operation, throw_coded};
use crate::builtins::array_buffer::{copy_of, heir_of};
use crate::builtins::data_view::DataView;
use crate::builtins::date::DateObject;
use crate::builtins::keyed::{Cursor, MapObject, SetObject};
use crate::builtins::prelude::*;
use crate::builtins::regexp::RegExp;
use crate::builtins::shared_array_buffer::receive;
use crate::builtins::typed_array::intrinsics;
use crate::runtime::dom_exception::DomException;
use crate::runtime::error::ErrorKind;
use crate::runtime::kind::Kind;
use crate::runtime::object::{Array, Elements};
use crate::runtime::private_name::is_symbol_key;
use crate::runtime::proxy::ProxyObject;
use crate::runtime::stack_trace::SkipFrames;
use crate::runtime::typed_array::{ArrayBuffer, TypedArray};
use rustc_hash::FxHashMap;

/// Defines the function.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    operation(vm, realm.global.get(), "structuredClone", 1, structured_clone);
}

/// What a frame's words are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fill {
    /// Keys of properties, which get these attributes.
    Properties(Attributes),
    /// Keys and values of a Map.
    Map,
    /// Elements of a Set.
    Set,
}

/// An object that is being filled.
struct Frame {
    /// The index in `memory` of the object and its clone.
    object: usize,
    fill: Fill,
    /// The index of its first word.
    start: usize,
    /// The index of the word that is next.
    next: usize,
}

struct Cloner {
    /// Objects, each with its clone behind it.
    memory: RootVec<Value>,
    /// Where an object stands in `memory`, by its address.
    known: FxHashMap<usize, usize>,
    /// How many of the first objects in `memory` are transferred.
    transferred: usize,
    /// The words of all frames.
    words: RootVec<u64>,
    frames: Vec<Frame>,
}

/// structuredClone (https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone)
fn structured_clone(vm: &mut Vm, arguments: Arguments) -> Res {
    if arguments.is_empty() {
        let message = "The value argument must be specified";
        return Err(throw_coded(vm, ErrorKind::TypeError, "ERR_MISSING_ARGS", message));
    }
    let mut cloner = Cloner {
        memory: vm.heap.root_vec(),
        known: FxHashMap::default(),
        transferred: 0,
        words: vm.heap.root_vec(),
        frames: Vec::new(),
    };
    cloner.read_options(vm, arguments.get(1))?;
    let clone = cloner.value(vm, arguments.get(0))?;
    cloner.run(vm)?;
    cloner.transfer(vm)?;
    Ok(clone)
}

/// Throws what a value that is not to be cloned is answered with.
#[cold]
fn refuse(vm: &mut Vm, value: Value) -> Thrown {
    let mut value = value;
    while let Some(proxy) = value.as_kind::<ProxyObject>() {
        let target = proxy.target();
        if target.is_null() {
            break;
        }
        value = target;
    }
    let shown = vm.value_display(value);
    dom_exception::throw(vm, "DataCloneError", &format!("{shown} could not be cloned."))
}

#[cold]
fn refuse_detached(vm: &mut Vm) -> Thrown {
    let message = "An ArrayBuffer is detached and could not be cloned.";
    dom_exception::throw(vm, "DataCloneError", message)
}

impl Cloner {
    /// StructuredSerializeOptions (https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeoptions), and
    /// the first step of StructuredSerializeWithTransfer
    /// (https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer)
    fn read_options(&mut self, vm: &mut Vm, options: Value) -> Res<()> {
        const CODE: &str = "ERR_INVALID_ARG_TYPE";
        if options.is_nullish() {
            return Ok(());
        }
        let Some(options) = options.as_object() else {
            let message = "The options argument must be either an object or undefined";
            return Err(throw_coded(vm, ErrorKind::TypeError, CODE, message));
        };
        let key = vm.key_from_str("transfer");
        let list = vm.get(options, key)?;
        if list.is_nullish() {
            return Ok(());
        }
        let record = if list.is_object() { vm.try_get_iterator(list)? } else { None };
        let Some(record) = record else {
            let message = "Optional transferList argument must be an iterable";
            return Err(throw_coded(vm, ErrorKind::TypeError, CODE, message));
        };
        let mut list: RootVec<Value> = vm.heap.root_vec();
        loop {
            let value = vm.iterator_next(record)?;
            if value == Value::DONE {
                break;
            }
            vm.poll_interrupt()?;
            list.push(value);
        }
        for value in &list {
            let Some(buffer) = value.as_kind::<ArrayBuffer>() else {
                let (code, message) =
                    ("ERR_INVALID_TRANSFER_OBJECT", "Found invalid object in transferList");
                return Err(throw_coded(vm, ErrorKind::TypeError, code, message));
            };
            if self.known.contains_key(&value.address()) {
                let message = "Transfer list contains duplicate ArrayBuffer";
                return Err(dom_exception::throw(vm, "DataCloneError", message));
            }
            if buffer.is_detached() {
                return Err(refuse_detached(vm));
            }
            let heir = heir_of(vm, buffer);
            self.remember(*value, Value::cell(heir));
            self.transferred += 1;
        }
        Ok(())
    }

    /// The last step of StructuredSerializeWithTransfer: all transferred buffers lose their memory to their heirs.
    fn transfer(&mut self, vm: &mut Vm) -> Res<()> {
        let pairs = self.memory[..2 * self.transferred].chunks_exact(2);
        let buffers: Vec<_> =
            pairs.filter_map(|pair| Some((pair[0].as_kind()?, pair[1].as_kind()?))).collect();
        if buffers.iter().any(|(owner, _): &(Gc<ArrayBuffer>, _)| owner.is_detached()) {
            return Err(refuse_detached(vm));
        }
        for (owner, heir) in buffers {
            ArrayBuffer::take_over(&mut vm.heap, heir, owner);
        }
        Ok(())
    }

    /// Notes the clone of an object; gives the index of both.
    fn remember(&mut self, object: Value, clone: Value) -> usize {
        let index = self.memory.len();
        self.memory.extend_from_slice(&[object, clone]);
        self.known.insert(object.address(), index);
        index
    }

    /// Notes the clone of an object that is filled with the words from `start` on.
    fn begin(&mut self, object: Value, clone: Value, fill: Fill, start: usize) {
        let object = self.remember(object, clone);
        if start < self.words.len() {
            self.frames.push(Frame { object, fill, start, next: start });
        }
    }

    /// Fills all objects on the list.
    fn run(&mut self, vm: &mut Vm) -> Res<()> {
        while let Some(frame) = self.frames.last_mut() {
            vm.poll_interrupt()?;
            if frame.next == self.words.len() {
                self.words.truncate(frame.start);
                self.frames.pop();
                continue;
            }
            let (object, fill) = (frame.object, frame.fill);
            match fill {
                Fill::Properties(attributes) => {
                    let key = self.words[frame.next];
                    frame.next += 1;
                    self.property(vm, object, key, attributes)?;
                }
                Fill::Map | Fill::Set => self.entry(vm, object, fill)?,
            }
        }
        Ok(())
    }

    /// Clones a property, unless it has gone away.
    fn property(
        &mut self,
        vm: &mut Vm,
        object: usize,
        key: u64,
        attributes: Attributes,
    ) -> Res<()> {
        // SAFETY: the words of such a frame are keys, and `PropertyKey` is their word.
        let key: PropertyKey = unsafe { std::mem::transmute(key) };
        let [source, target] = [self.memory[object], self.memory[object + 1]];
        let (Some(source), Some(target)) = (source.as_object(), target.as_object()) else {
            return Ok(());
        };
        let Some(own) = vm.get_own_property(source, key)? else { return Ok(()) };
        let value = match own.value {
            Some(value) => value,
            None => vm.get(source, key)?,
        };
        let clone = self.value(vm, value)?;
        if attributes == Attributes::ALL {
            return vm.create_data_property_or_throw(target, key, clone);
        }
        vm.define_value(target, key, clone, attributes);
        Ok(())
    }

    /// Clones an entry of a Map or Set. The clone of an object is an entry before it is filled.
    fn entry(&mut self, vm: &mut Vm, object: usize, fill: Fill) -> Res<()> {
        let top = self.frames.len() - 1;
        let at = self.frames[top].next;
        // SAFETY: the words of such a frame are values.
        let [key, value] = [at, at + (fill == Fill::Map) as usize]
            .map(|i| unsafe { Value::from_bits(self.words[i]) });
        let clone = self.memory[object + 1];
        if let Some(set) = clone.as_kind::<SetObject>() {
            self.frames[top].next += 1;
            let key = self.value(vm, key)?;
            SetObject::insert(vm, set, key, key);
        } else if let Some(map) = clone.as_kind::<MapObject>() {
            // The value comes when the key is whole, for reading either may run a script.
            let is_known = !key.is_object() || self.known.contains_key(&key.address());
            if !is_known {
                let key = self.value(vm, key)?;
                MapObject::insert(vm, map, key, Value::UNDEFINED);
                return Ok(());
            }
            self.frames[top].next += 2;
            let key = self.value(vm, key)?;
            let value = self.value(vm, value)?;
            MapObject::insert(vm, map, key, value);
        }
        Ok(())
    }

    /// The clone of a value. If it is an object with something inside, that is put on the list.
    ///
    /// StructuredSerializeInternal (https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal),
    /// StructuredDeserialize (https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserialize)
    fn value(&mut self, vm: &mut Vm, value: Value) -> Res {
        let Some(object) = value.as_object() else {
            return if value.is_symbol() { Err(refuse(vm, value)) } else { Ok(value) };
        };
        if let Some(index) = self.known.get(&value.address()) {
            return Ok(self.memory[index + 1]);
        }
        match Kind::from_u8(object.kind()) {
            Some(Kind::Object) if object != vm.global_object() => {
                let clone = Value::cell(vm.new_object());
                let start = self.list_keys(vm, object)?;
                self.begin(value, clone, Fill::Properties(Attributes::ALL), start);
                return Ok(clone);
            }
            Some(Kind::Array) => return self.array(vm, object),
            Some(Kind::Map | Kind::Set) => return self.collection(vm, value),
            Some(Kind::Error) => return self.error(vm, object),
            _ => {}
        }
        let clone = self.without_properties(vm, value)?;
        self.remember(value, clone);
        Ok(clone)
    }

    /// The clone of an object of which no properties are cloned.
    fn without_properties(&mut self, vm: &mut Vm, value: Value) -> Res {
        if let Some(primitive) = Vm::wrapped_primitive(value).filter(|value| !value.is_symbol()) {
            return Ok(Value::cell(vm.new_primitive_wrapper(primitive)));
        }
        if let Some(date) = value.as_kind::<DateObject>() {
            return construct(vm, Intrinsic::Date, &[Value::number(date.time())]);
        }
        if let Some(regexp) = value.as_kind::<RegExp>() {
            let (source, flags) = regexp.pattern();
            return (vm.regexp_create)(vm, source, flags);
        }
        if let Some(exception) = value.as_object().and_then(DomException::of) {
            return self.dom_exception(vm, exception);
        }
        if let Some(view) = value.as_kind::<DataView>() {
            let length = view.fixed_length();
            let is_valid = view.valid_length().is_some();
            return self.view(vm, value, view.buffer(), is_valid, |buffer| {
                (Intrinsic::DataView, [buffer, count(Some(view.byte_offset())), count(length)])
            });
        }
        let object = value.as_object();
        if let Some(array) = object.and_then(TypedArray::of) {
            let length = array.own_length();
            let is_valid = array.valid_length().is_some();
            return self.view(vm, value, array.buffer.get(), is_valid, |buffer| {
                let constructor = intrinsics(array.element_type()).0;
                (constructor, [buffer, count(Some(array.byte_offset)), count(length)])
            });
        }
        if let Some(buffer) = object.and_then(ArrayBuffer::of) {
            if let Some(block) = buffer.block() {
                return Ok(Value::cell(receive(vm, block, buffer.resizable.get())));
            }
            if buffer.is_detached() {
                return Err(refuse_detached(vm));
            }
            return copy_of(vm, buffer).map(Value::cell);
        }
        Err(refuse(vm, value))
    }

    /// The clone of a typed array or DataView, made by a constructor.
    fn view(
        &mut self,
        vm: &mut Vm,
        value: Value,
        buffer: Gc<ArrayBuffer>,
        is_valid: bool,
        constructor: impl FnOnce(Value) -> (Intrinsic, [Value; 3]),
    ) -> Res {
        if buffer.is_detached() {
            return Err(refuse_detached(vm));
        }
        if !is_valid {
            return Err(refuse(vm, value));
        }
        let buffer = self.value(vm, Value::cell(buffer))?;
        let (constructor, arguments) = constructor(buffer);
        construct(vm, constructor, &arguments)
    }

    /// Puts the keys of the properties that are cloned on `words`; gives the index of the first.
    fn list_keys(&mut self, vm: &mut Vm, object: Gc<Object>) -> Res<usize> {
        let start = self.words.len();
        let keys = vm.own_property_keys(object)?;
        for key in &keys {
            vm.poll_interrupt()?;
            if is_symbol_key(*key) {
                continue;
            }
            let own = vm.get_own_property(object, *key)?;
            if own.is_some_and(|own| own.enumerable == Some(true)) {
                self.words.push(key.bits());
            }
        }
        Ok(start)
    }

    fn array(&mut self, vm: &mut Vm, array: Gc<Object>) -> Res {
        let value = Value::cell(array);
        if vm.shape_of(array).properties().next().is_none()
            && let Some(elements) = vm.packed_elements(array)
        {
            let mut values: RootVec<Value> = vm.heap.root_vec();
            // SAFETY: nothing changes while the elements are copied.
            values.extend_from_slice(unsafe { Elements::as_slice(elements) });
            if values.iter().all(|value| !value.is_object() && !value.is_symbol()) {
                let clone = Value::cell(vm.new_array_from(&values)?);
                self.remember(value, clone);
                return Ok(clone);
            }
        }
        let length = Array::of(array).map_or(0, |array| array.length.get());
        let clone = Value::cell(vm.new_array(length)?);
        let start = self.list_keys(vm, array)?;
        self.begin(value, clone, Fill::Properties(Attributes::ALL), start);
        Ok(clone)
    }

    fn collection(&mut self, vm: &mut Vm, value: Value) -> Res {
        let start = self.words.len();
        let mut cursor = Cursor::default();
        if let Some(map) = value.as_kind::<MapObject>() {
            while let Some((key, value)) = map.next(&mut cursor) {
                self.words.extend_from_slice(&[key.bits(), value.bits()]);
            }
            let clone = construct(vm, Intrinsic::Map, &[])?;
            self.begin(value, clone, Fill::Map, start);
            return Ok(clone);
        }
        if let Some(set) = value.as_kind::<SetObject>() {
            while let Some((key, _)) = set.next(&mut cursor) {
                self.words.push(key.bits());
            }
        }
        let clone = construct(vm, Intrinsic::Set, &[])?;
        self.begin(value, clone, Fill::Set, start);
        Ok(clone)
    }

    /// An Error: of the kind that its name says, with its message, stack and cause.
    fn error(&mut self, vm: &mut Vm, error: Gc<Object>) -> Res {
        let (name_key, message_key, stack_key, cause_key) =
            (vm.names.name, vm.names.message, vm.names.stack, vm.names.cause);
        let name = vm.get(error, name_key)?;
        let name = if name.is_undefined() { String::new() } else { vm.to_string(name)?.to_rust() };
        let message = vm.get_own_property(error, message_key)?.and_then(|own| own.value);
        let message = match message {
            Some(message) => Some(vm.to_string(message)?),
            None => None,
        };
        let stack = vm.get(error, stack_key)?;
        let stack = if stack.is_string() { stack } else { Value::UNDEFINED };
        let has_cause = vm.has_own_property(error, cause_key)?;
        const KINDS: [ErrorKind; 6] = [
            ErrorKind::EvalError,
            ErrorKind::RangeError,
            ErrorKind::ReferenceError,
            ErrorKind::SyntaxError,
            ErrorKind::TypeError,
            ErrorKind::UriError,
        ];
        let kind = KINDS.into_iter().find(|kind| kind.name() == name);
        let prototype = vm.intrinsic(kind.unwrap_or(ErrorKind::Error).prototype());
        let clone = vm.new_error_object(prototype, message, None, SkipFrames::None);
        vm.define_value(clone, stack_key, stack, Attributes::METHOD);
        let start = self.words.len();
        if has_cause {
            self.words.push(cause_key.bits());
        }
        let clone = Value::cell(clone);
        self.begin(Value::cell(error), clone, Fill::Properties(Attributes::METHOD), start);
        Ok(clone)
    }

    fn dom_exception(&mut self, vm: &mut Vm, exception: Gc<DomException>) -> Res {
        let text = |value: Value| value.as_string().unwrap_or(vm.strings.empty());
        let (name, message) = (text(exception.name()), text(exception.message()));
        // SAFETY: a DOMException begins with `Object`.
        let object: Gc<Object> = unsafe { exception.cast_unchecked() };
        let key = vm.names.stack;
        let stack = vm.get(object, key)?;
        let prototype = dom_exception::prototype(vm);
        let clone = vm.new_dom_exception(prototype, name, message, None, SkipFrames::None);
        if stack.is_string() {
            vm.define_value(clone, key, stack, Attributes::METHOD);
        }
        Ok(Value::cell(clone))
    }
}

/// Calls a constructor of the current realm.
fn construct(vm: &mut Vm, constructor: Intrinsic, arguments: &[Value]) -> Res {
    let constructor = Value::cell(vm.intrinsic(constructor));
    vm.construct(constructor, arguments, constructor)
}

/// A count as an argument; `undefined` for none.
fn count(count: Option<usize>) -> Value {
    count.map_or(Value::UNDEFINED, |count| Value::number(count as f64))
}
