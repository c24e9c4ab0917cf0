//! What an object is shown as: its name, brackets, entries and keys.
//!
//! Invariant: what is decided here depends on the kind of the object's cell, its constructor and its tag; the properties
//! themselves are shown by others.

use super::chain::{self, class_of, find, is_error};
use super::layout::List;
use super::style::Style;
use super::{Inspector, Thrown};
use crate::builtins::data_view::DataView;
use crate::builtins::keyed::{MapObject, SetObject};
use crate::builtins::map::{MapIterator, Yields};
use crate::builtins::prelude::*;
use crate::builtins::set::SetIterator;
use crate::builtins::{date, regexp};
use crate::runtime::kind::Kind;
use crate::runtime::object::Array;
use crate::runtime::typed_array::{ArrayBuffer, TypedArray};

/// Where the entries before the properties come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Entries {
    None,
    Elements,
    Typed,
    Set,
    Map,
    MapIterator,
    SetIterator,
    Promise,
    Unknown,
    Buffer,
    View,
}

/// The description of an object.
pub(super) struct Base {
    /// What stands before the brackets.
    pub(super) text: String,
    /// How it is named where it is nested too deep.
    pub(super) name: String,
    pub(super) open: String,
    pub(super) close: &'static str,
    pub(super) entries: Entries,
    pub(super) list: List,
    pub(super) keys: RootVec<PropertyKey>,
    /// The texts of the properties of prototypes.
    pub(super) inherited: Vec<String>,
}

/// How an object is shown.
pub(super) enum Shown {
    /// By a text that says everything.
    Whole(String),
    /// With its parts.
    Parts(Base),
}

/// The name and tag before the brackets, with a space at the end.
pub(super) fn prefix(constructor: Option<&str>, tag: &str, fallback: &str, size: &str) -> String {
    let (mut text, known) = match constructor {
        None => (format!("[{fallback}{size}: null prototype] "), fallback),
        Some(constructor) => (format!("{constructor}{size} "), constructor),
    };
    if !tag.is_empty() && tag != known {
        text.push_str(&format!("[{tag}] "));
    }
    text
}

/// The name before what shows an object of a class by its contents, where it is not the usual one.
fn lead(constructor: Option<&str>, tag: &str, usual: &str) -> String {
    let text = prefix(constructor, tag, usual, "");
    if text.trim_end() == usual { String::new() } else { text }
}

/// What is known of an object while its description is made.
struct Known<'a> {
    object: Gc<Object>,
    value: Value,
    constructor: Option<&'a str>,
    tag: &'a str,
}

impl Known<'_> {
    fn prefix(&self, fallback: &str) -> String {
        prefix(self.constructor, self.tag, fallback, "")
    }

    fn sized(&self, fallback: &str, size: usize) -> String {
        prefix(self.constructor, self.tag, fallback, &format!("({size})"))
    }

    /// The prefix of an object of no class that is known here.
    fn general(&self) -> String {
        let class = match self.constructor {
            None if class_of(self.object) != self.tag => class_of(self.object),
            _ => "Object",
        };
        self.prefix(class)
    }
}

impl Inspector<'_> {
    /// The description of an object.
    pub(super) fn describe(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        nesting: usize,
        in_view: bool,
    ) -> Res<Shown> {
        let mut inherited = Vec::new();
        let wanted = self.options.show_hidden && !self.is_too_deep(nesting);
        let collected = wanted.then_some(&mut inherited);
        let constructor = self.constructor_name(vm, object, nesting, collected)?;
        let tag = self.tag(vm, object)?;
        let known = Known {
            object,
            value: Value::cell(object),
            constructor: constructor.as_deref(),
            tag: &tag,
        };
        let general = known.general();
        let name = general.trim_end();
        let mut base = Base {
            text: String::new(),
            name: if constructor.is_some() { format!("[{name}]") } else { name.to_owned() },
            open: "{".to_owned(),
            close: "}",
            entries: Entries::None,
            list: List::None,
            keys: vm.heap.root_vec(),
            inherited,
        };
        let key = vm.symbols.iterator;
        let iterable = constructor.is_none() || find(vm, object, key)?.is_some();
        if iterable && let Some(empty) = self.iterable(vm, &known, &mut base)? {
            let nothing = empty && base.keys.is_empty() && base.inherited.is_empty();
            return Ok(match nothing {
                true => Shown::Whole(format!("{}{}", base.open, base.close)),
                false => Shown::Parts(base),
            });
        }
        base.keys = self.keys(vm, object, true)?;
        let whole = self.other(vm, &known, &mut base, nesting, in_view)?;
        Ok(match whole {
            Some(text) => Shown::Whole(text),
            None => Shown::Parts(base),
        })
    }

    /// What is shown as a list or a collection; `None` of anything else. True if there are no entries.
    fn iterable(&self, vm: &mut Vm, known: &Known, base: &mut Base) -> Res<Option<bool>> {
        let &Known { object, value, constructor, tag } = known;
        let mut list = |open: String, entries| {
            base.open = open;
            base.close = "]";
            base.entries = entries;
            base.list = List::Plain;
        };
        if Array::of(object).is_some() {
            let length = array_length(vm, object)?;
            let plain = constructor == Some("Array") && tag.is_empty();
            let lead = if plain { String::new() } else { known.sized("Array", length) };
            list(lead + "[", Entries::Elements);
            base.keys = self.keys(vm, object, false)?;
            return Ok(Some(length == 0));
        }
        if let Some(array) = TypedArray::of(object) {
            let length = array.valid_length().unwrap_or(0);
            let lead = known.sized(array.element_type().name(), length);
            list(lead + "[", Entries::Typed);
            base.keys = self.keys(vm, object, false)?;
            return Ok(Some(length == 0 && !self.options.show_hidden));
        }
        let (open, entries, empty) = if let Some(set) = value.as_kind::<SetObject>() {
            (known.sized("Set", set.len()), Entries::Set, set.len() == 0)
        } else if let Some(map) = value.as_kind::<MapObject>() {
            (known.sized("Map", map.len()), Entries::Map, map.len() == 0)
        } else if let Some(iterator) = value.as_kind::<MapIterator>() {
            let lead = iterator_name("Map", tag, iterator.state().2);
            (lead, Entries::MapIterator, false)
        } else if let Some(iterator) = value.as_kind::<SetIterator>() {
            let lead = iterator_name("Set", tag, iterator.state().2);
            (lead, Entries::SetIterator, false)
        } else {
            return Ok(None);
        };
        base.open = open + "{";
        base.entries = entries;
        base.keys = self.keys(vm, object, true)?;
        Ok(Some(empty))
    }

    /// What is no list and no collection. A text if that says everything.
    fn other(
        &mut self,
        vm: &mut Vm,
        known: &Known,
        base: &mut Base,
        nesting: usize,
        in_view: bool,
    ) -> Res<Option<String>> {
        let &Known { object, value, constructor, tag } = known;
        let bare = |base: &Base| base.keys.is_empty() && base.inherited.is_empty();
        if value.is_callable() {
            base.text = self.function(vm, object, constructor, tag)?;
            return Ok(bare(base).then(|| self.paint(&*base.text, Style::Special)));
        }
        let kind = Kind::from_u8(object.kind());
        if constructor == Some("Object") {
            let arguments = matches!(kind, Some(Kind::Arguments | Kind::MappedArguments));
            if arguments {
                base.open = "[Arguments] {".to_owned();
            } else if !tag.is_empty() {
                base.open = known.prefix("Object") + "{";
            }
            return Ok(bare(base).then(|| format!("{}}}", base.open)));
        }
        if let Some(text) = regexp::literal(vm, value)? {
            base.text = lead(constructor, tag, "RegExp") + &text;
            let whole = bare(base) || self.is_too_deep(nesting);
            return Ok(whole.then(|| self.paint(&*base.text, Style::RegExp)));
        }
        if let Some(text) = date::shown(value) {
            base.text = lead(constructor, tag, "Date") + &text;
            return Ok(bare(base).then(|| self.paint(&*base.text, Style::Date)));
        }
        if is_error(vm, object)? {
            base.text = self.error(vm, object, constructor, tag, &mut base.keys)?;
            return Ok(bare(base).then(|| base.text.clone()));
        }
        if let Some(buffer) = ArrayBuffer::of(object).or_else(|| ArrayBuffer::of_shared(object)) {
            let class = if buffer.is_shared() { "SharedArrayBuffer" } else { "ArrayBuffer" };
            base.open = known.prefix(class) + "{";
            if in_view && bare(base) {
                let length = self.paint(buffer.len().to_string(), Style::Number);
                return Ok(Some(format!("{} byteLength: {length} }}", base.open)));
            }
            base.entries = Entries::Buffer;
            return Ok(None);
        }
        let (open, entries) = match kind {
            Some(Kind::Promise) => (known.prefix("Promise"), Entries::Promise),
            Some(Kind::WeakSet) => (known.prefix("WeakSet"), Entries::Unknown),
            Some(Kind::WeakMap) => (known.prefix("WeakMap"), Entries::Unknown),
            Some(Kind::ModuleNamespace) => {
                base.open = known.prefix("Module") + "{";
                return Ok(None);
            }
            Some(Kind::PrimitiveWrapper) => {
                let style = self.wrapper(vm, known, base);
                return Ok(bare(base).then(|| self.paint(&*base.text, style)));
            }
            _ if value.as_kind::<DataView>().is_some() => (known.prefix("DataView"), Entries::View),
            _ => {
                base.open = known.general() + "{";
                return Ok(bare(base).then(|| format!("{}}}", base.open)));
            }
        };
        base.open = open + "{";
        base.entries = entries;
        Ok(None)
    }

    /// A Boolean, Number, String, Symbol or BigInt object.
    fn wrapper(&mut self, vm: &mut Vm, known: &Known, base: &mut Base) -> Style {
        let primitive = Vm::wrapped_primitive(known.value).unwrap_or(Value::UNDEFINED);
        let (usual, style) = match () {
            () if primitive.is_string() => ("String", Style::String),
            () if primitive.is_number() => ("Number", Style::Number),
            () if primitive.is_bool() => ("Boolean", Style::Boolean),
            () if primitive.is_symbol() => ("Symbol", Style::Symbol),
            () => ("BigInt", Style::BigInt),
        };
        if primitive.is_string() {
            base.keys.with_mut(|keys| keys.retain(|key| key.as_index().is_none()));
        }
        let plain = super::InspectOptions { colors: false, ..*self.options };
        let mut inspector = Inspector::new(&plain);
        inspector.indent = self.indent;
        let class = match known.constructor {
            Some(name) if name == usual => String::new(),
            Some(name) => format!(" ({name})"),
            None => " (null prototype)".to_owned(),
        };
        base.text = format!("[{usual}{class}: {}]", inspector.primitive(vm, primitive));
        if !known.tag.is_empty() && Some(known.tag) != known.constructor {
            base.text.push_str(&format!(" [{}]", known.tag));
        }
        style
    }
}

/// The length of an array.
pub(super) fn array_length(vm: &mut Vm, object: Gc<Object>) -> Result<usize, Thrown> {
    let key = vm.names.length;
    let length = chain::own(vm, object, key)?.and_then(|own| own.value);
    Ok(length.and_then(Value::to_number).unwrap_or(0.0) as usize)
}

fn iterator_name(collection: &str, tag: &str, yields: Yields) -> String {
    let usual = format!("{collection} Iterator");
    let entries = yields == Yields::Entries;
    let shown = if entries { format!("{collection} Entries") } else { usual.clone() };
    match tag {
        "" => format!("[{shown}] "),
        tag if tag == usual => format!("[{shown}] "),
        tag => format!("[{tag}] [{shown}] "),
    }
}
