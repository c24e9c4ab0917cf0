//! The entries of an object, which stand before its properties: elements, what a collection or a buffer holds, the state
//! of a promise.
//!
//! Invariant: no more entries are shown than the options allow, and finding them costs no more than there are of them.

use super::base::{Entries, array_length};
use super::chain::own;
use super::layout::List;
use super::style::Style;
use super::{Inspector, chain};
use crate::builtins::data_view::DataView;
use crate::builtins::keyed::{Cursor, MapObject, SetObject};
use crate::builtins::map::{MapIterator, Yields};
use crate::builtins::prelude::*;
use crate::builtins::set::SetIterator;
use crate::runtime::elements::ElementsView;
use crate::runtime::object::Elements;
use crate::runtime::promise::{Promise, PromiseState};
use crate::runtime::typed_array::{ArrayBuffer, TypedArray};
use std::fmt::Write;

impl Inspector<'_> {
    /// Adds the entries of an object.
    pub(super) fn entries(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        entries: Entries,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        let value = Value::cell(object);
        match entries {
            Entries::None => {}
            Entries::Elements => self.elements(vm, object, nesting, output)?,
            Entries::Typed => self.typed_elements(vm, object, nesting, output)?,
            Entries::Set => {
                let set = value.as_kind::<SetObject>();
                let next = |cursor: &mut Cursor| set?.next(cursor);
                // The keys of a set are its values.
                let form = Form::Single(Yields::Keys);
                self.collection(vm, next, Cursor::default(), form, nesting, output)?;
            }
            Entries::Map => {
                let map = value.as_kind::<MapObject>();
                let next = |cursor: &mut Cursor| map?.next(cursor);
                self.collection(vm, next, Cursor::default(), Form::Arrow, nesting, output)?;
            }
            Entries::MapIterator => {
                let Some(iterator) = value.as_kind::<MapIterator>() else { return Ok(()) };
                let (map, cursor, yields) = iterator.state();
                let next = |cursor: &mut Cursor| map?.next(cursor);
                self.collection(vm, next, cursor, Form::of(yields), nesting, output)?;
            }
            Entries::SetIterator => {
                let Some(iterator) = value.as_kind::<SetIterator>() else { return Ok(()) };
                let (set, cursor, yields) = iterator.state();
                let next = |cursor: &mut Cursor| set?.next(cursor).map(|(key, _)| (key, key));
                self.collection(vm, next, cursor, Form::of(yields), nesting, output)?;
            }
            Entries::Promise => self.promise(vm, value, nesting, output)?,
            Entries::Unknown => output.push(self.paint("<items unknown>", Style::Special)),
            Entries::Buffer => self.buffer(object, output),
            Entries::View => {
                let Some(view) = value.as_kind::<DataView>() else { return Ok(()) };
                let (buffer, offset, length) = view.place();
                for (name, number) in [("byteLength", length), ("byteOffset", offset)] {
                    let number = self.paint(number.to_string(), Style::Number);
                    output.push(format!("{name}: {number}"));
                }
                let buffer = self.nested(vm, Value::cell(buffer), nesting)?;
                output.push(format!("buffer: {buffer}"));
            }
        }
        Ok(())
    }

    fn nested(&mut self, vm: &mut Vm, value: Value, nesting: usize) -> Res<String> {
        self.indent += 2;
        let result = self.value(vm, value, nesting, false);
        self.indent -= 2;
        result
    }

    /// How the columns of a list are aligned: as numbers, if there is one in each of so many places.
    pub(super) fn list_of(&self, vm: &mut Vm, object: Gc<Object>, count: usize) -> Res<List> {
        for index in 0..count {
            let number = match TypedArray::of(object) {
                Some(array) => array.valid_length().is_some_and(|length| index < length),
                None => {
                    let key = index_key(vm, index as u64);
                    let value = own(vm, object, key)?.and_then(|own| own.value);
                    value.is_some_and(|value| value.is_number() || value.is_bigint())
                }
            };
            if !number {
                return Ok(List::Plain);
            }
        }
        Ok(List::Numbers)
    }

    /// The elements of an array. Behind the first hole those that are not enumerable count as holes.
    fn elements(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        let length = array_length(vm, object)? as u64;
        let most = self.options.max_array_length.min(length as usize);
        let mut index = 0;
        let mut holes_before = false;
        while index < length && output.len() < most {
            vm.poll_interrupt()?;
            let key = index_key(vm, index);
            let found = own(vm, object, key)?;
            let found = found.filter(|own| !holes_before || own.enumerable == Some(true));
            if let Some(own) = found {
                let text = self.described(vm, &own, nesting, 2)?;
                output.push(text);
                index += 1;
                continue;
            }
            holes_before = true;
            let end = next_element(vm, object, index, length)?;
            output.push(self.holes(end - index));
            index = end;
        }
        if index < length {
            output.push(more(length - index, "item"));
        }
        Ok(())
    }

    fn holes(&self, count: u64) -> String {
        let plural = if count == 1 { "" } else { "s" };
        self.paint(format!("<{count} empty item{plural}>"), Style::Undefined)
    }

    fn typed_elements(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        let Some(array) = TypedArray::of(object) else { return Ok(()) };
        let length = array.valid_length().unwrap_or(0);
        let most = self.options.max_array_length.min(length);
        for index in 0..most {
            vm.poll_interrupt()?;
            let value = TypedArray::get(vm, array, index).unwrap_or(Value::UNDEFINED);
            output.push(self.primitive(vm, value));
        }
        if most < length {
            output.push(more((length - most) as u64, "item"));
        }
        if self.options.show_hidden {
            let size = array.element_type().size();
            for (name, number) in [
                ("BYTES_PER_ELEMENT", size),
                ("length", length),
                ("byteLength", length * size),
                ("byteOffset", array.byte_offset),
            ] {
                let number = self.paint(number.to_string(), Style::Number);
                output.push(format!("[{name}]: {number}"));
            }
            self.indent += 2;
            let buffer = self.value(vm, Value::cell(array.buffer.get()), nesting, true);
            self.indent -= 2;
            output.push(format!("[buffer]: {}", buffer?));
        }
        Ok(())
    }

    /// The contents of a buffer, byte by byte.
    fn buffer(&self, object: Gc<Object>, output: &mut Vec<String>) {
        let buffer = ArrayBuffer::of(object).or_else(|| ArrayBuffer::of_shared(object));
        let Some(buffer) = buffer else { return };
        if buffer.is_detached() {
            output.push(self.paint("(detached)", Style::Special));
        } else {
            let length = buffer.len();
            let most = self.options.max_array_length.min(length);
            let mut text = String::new();
            for index in 0..most {
                // SAFETY: the index is less than the length. Other agents may write meanwhile to what is shared.
                let byte = unsafe { buffer.data().add(index).read_volatile() };
                let space = if index > 0 { " " } else { "" };
                // Writing to a string does not fail.
                let _ = write!(text, "{space}{byte:02x}");
            }
            if most < length {
                text.push(' ');
                text.push_str(&more((length - most) as u64, "byte"));
            }
            output.push(format!("{}: <{text}>", self.paint("[Uint8Contents]", Style::Special)));
        }
        let length = self.paint(buffer.len().to_string(), Style::Number);
        output.push(format!("byteLength: {length}"));
    }

    /// The state and the outcome of a promise.
    fn promise(
        &mut self,
        vm: &mut Vm,
        value: Value,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        let Some(promise) = value.as_kind::<Promise>() else { return Ok(()) };
        let text = match promise.state() {
            PromiseState::Pending => self.paint("<pending>", Style::Special),
            PromiseState::Fulfilled => self.nested(vm, promise.result(), nesting)?,
            PromiseState::Rejected => {
                let reason = self.nested(vm, promise.result(), nesting)?;
                format!("{} {reason}", self.paint("<rejected>", Style::Special))
            }
        };
        output.push(text);
        Ok(())
    }

    /// What a collection holds from the cursor on, or what is left for an iterator.
    fn collection(
        &mut self,
        vm: &mut Vm,
        mut next: impl FnMut(&mut Cursor) -> Option<(Value, Value)>,
        mut cursor: Cursor,
        form: Form,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        let mut left = 0;
        while let Some((key, value)) = next(&mut cursor) {
            vm.poll_interrupt()?;
            if output.len() >= self.options.max_array_length {
                left += 1;
                continue;
            }
            let text = match form {
                Form::Single(Yields::Values) => self.nested(vm, value, nesting)?,
                Form::Single(_) => self.nested(vm, key, nesting)?,
                Form::Arrow | Form::Pair => {
                    let key = self.nested(vm, key, nesting)?;
                    let value = self.nested(vm, value, nesting)?;
                    match form {
                        Form::Arrow => format!("{key} => {value}"),
                        _ => {
                            self.indent += 2;
                            let pair = vec![key, value];
                            let text = self.arrange(vm, pair, "", ("[", "]"), nesting, List::Plain);
                            self.indent -= 2;
                            text?
                        }
                    }
                }
            };
            output.push(text);
        }
        if left > 0 {
            output.push(more(left, "item"));
        }
        Ok(())
    }
}

/// How the entries of a collection are shown.
#[derive(Clone, Copy)]
enum Form {
    /// Keys or values.
    Single(Yields),
    /// `key => value`
    Arrow,
    /// `[ key, value ]`
    Pair,
}

impl Form {
    /// What an iterator yields.
    fn of(yields: Yields) -> Form {
        match yields {
            Yields::Entries => Form::Pair,
            _ => Form::Single(yields),
        }
    }
}

fn more(count: u64, what: &str) -> String {
    format!("... {count} more {what}{}", if count == 1 { "" } else { "s" })
}

/// The first index after `index` at which an array has an enumerable element, or its length.
fn next_element(vm: &mut Vm, object: Gc<Object>, index: u64, length: u64) -> Res<u64> {
    let mut from = index as u32 + 1;
    loop {
        vm.poll_interrupt()?;
        let next = match object.elements_view() {
            ElementsView::Dense(elements) => {
                (from..elements.len()).find(|i| Elements::get(elements, *i) != Value::HOLE)
            }
            ElementsView::Sparse(sparse) => sparse.next_index(from),
        };
        let Some(next) = next.filter(|next| (*next as u64) < length) else { return Ok(length) };
        let found = chain::own(vm, object, PropertyKey::from_index(next))?;
        if found.is_some_and(|own| own.enumerable == Some(true)) {
            return Ok(next as u64);
        }
        from = next + 1;
    }
}
