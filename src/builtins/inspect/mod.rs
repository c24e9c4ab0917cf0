//! How `console` shows values: the text that Node's `util.inspect` gives them by default.
//!
//! Invariant: objects that are being shown are on the `seen` list, so a cycle ends; nesting is bounded by the depth
//! option, and with it the recursion.

mod base;
mod format;
mod layout;
mod text;

pub use format::format_arguments;
pub use text::quote;

use super::prelude::*;
use crate::runtime::kind::Kind;
use crate::runtime::module::ModuleNamespace;
use crate::runtime::object::{Array, Elements};
use crate::runtime::private_name::is_symbol_key;
use crate::runtime::promise::{Promise, PromiseState};
use crate::runtime::proxy::ProxyObject;
use base::Base;

/// Lines are broken so as to be shorter than this.
const BREAK_LENGTH: usize = 80;
/// So many levels of nesting may share a line.
const COMPACT: usize = 3;
/// More elements than this are counted, not shown.
const MAX_ELEMENTS: u64 = 100;
/// Longer strings are cut.
const MAX_STRING: usize = 10_000;

/// Which brackets a list of entries stands in, and how it may be laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extras {
    Object,
    Array,
}

/// One inspection.
struct Inspector {
    /// The objects that are being shown, outermost first.
    seen: RootVec<Value>,
    /// The objects that something within them refers back to, in order of discovery.
    circular: RootVec<Value>,
    /// How far the present object is indented.
    indent: usize,
    /// The nesting of the object that was begun last.
    current_depth: usize,
    /// The nesting at which objects are only named.
    depth: usize,
}

/// A value as `console.log` shows what is not a string.
pub fn inspect(vm: &mut Vm, value: Value) -> Res<String> {
    inspect_to_depth(vm, value, 2)
}

/// A value with objects nested no deeper than `depth`, which is at most a few dozen.
pub fn inspect_to_depth(vm: &mut Vm, value: Value, depth: usize) -> Res<String> {
    let mut inspector = Inspector {
        seen: vm.heap.root_vec(),
        circular: vm.heap.root_vec(),
        indent: 0,
        current_depth: 0,
        depth: depth.min(100),
    };
    inspector.value(vm, value, 0, false)
}

impl Inspector {
    fn value(&mut self, vm: &mut Vm, value: Value, nesting: usize, typed: bool) -> Res<String> {
        // A proxy is shown as its target, so that no trap is called.
        let mut value = value;
        while let Some(proxy) = value.as_kind::<ProxyObject>() {
            value = proxy.target();
            if value.is_null() {
                return Ok("<Revoked Proxy>".to_owned());
            }
        }
        let Some(object) = value.as_object() else { return Ok(self.primitive(vm, value, typed)) };
        if self.seen.contains(&value) {
            let number = match self.circular.iter().position(|c| *c == value) {
                Some(index) => index + 1,
                None => {
                    self.circular.push(value);
                    self.circular.len()
                }
            };
            return Ok(format!("[Circular *{number}]"));
        }
        vm.check_native_stack()?;
        self.object(vm, object, nesting)
    }

    fn primitive(&self, vm: &mut Vm, value: Value, plain: bool) -> String {
        if let Some(string) = value.as_string() {
            return self.string(vm, string);
        }
        if let Some(number) = value.to_number() {
            let negative_zero = number == 0.0 && number.is_sign_negative();
            return if negative_zero { "-0".to_owned() } else { vm.value_display(value) };
        }
        let suffix = if value.is_bigint() && !plain { "n" } else { "" };
        if let Some(symbol) = value.as_symbol() {
            return symbol.descriptive_string();
        }
        match value {
            Value::UNDEFINED => "undefined".to_owned(),
            Value::NULL => "null".to_owned(),
            Value::TRUE => "true".to_owned(),
            Value::FALSE => "false".to_owned(),
            _ => vm.value_display(value) + suffix,
        }
    }

    /// A string in quotes. One that is long and has several lines is shown a line at a time.
    fn string(&self, vm: &mut Vm, string: Gc<JsString>) -> String {
        let flat = vm.flatten(string);
        let view = flat.view();
        let shown = view.slice(0, view.len().min(MAX_STRING));
        let rest = match view.len() - shown.len() {
            0 => String::new(),
            1 => "... 1 more character".to_owned(),
            n => format!("... {n} more characters"),
        };
        if shown.len() > 16 && shown.len() + self.indent + 4 > BREAK_LENGTH {
            let mut lines = Vec::new();
            let mut start = 0;
            for (i, unit) in shown.units().enumerate() {
                if unit == b'\n' as u16 || i + 1 == shown.len() {
                    lines.push(quote(shown.slice(start, i + 1)));
                    start = i + 1;
                }
            }
            return lines.join(&format!(" +\n{}", " ".repeat(self.indent + 2))) + &rest;
        }
        quote(shown) + &rest
    }

    fn object(&mut self, vm: &mut Vm, object: Gc<Object>, nesting: usize) -> Res<String> {
        let value = Value::cell(object);
        let base = base::describe(vm, self, object)?;
        let keys = base.keys;
        let nothing_inside = keys.is_empty() && base.entries == Base::NO_ENTRIES;
        if nothing_inside {
            if let Some(text) = base.text {
                return Ok(text);
            }
            return Ok(format!("{}{}", base.open, base.close));
        }
        if nesting > self.depth {
            return Ok(format!("[{}]", base.name));
        }
        self.seen.push(value);
        self.current_depth = nesting;
        let mut output = Vec::new();
        let result = self.fill(vm, object, base.entries, &keys, nesting, &mut output);
        self.seen.pop();
        result?;
        let mut open = base.open;
        let mut text = base.text.unwrap_or_default();
        if let Some(index) = self.circular.iter().position(|c| *c == value) {
            let reference = format!("<ref *{}>", index + 1);
            if text.is_empty() {
                open = format!("{reference} {open}");
            } else {
                text = format!("{reference} {text}");
            }
        }
        let numeric = || {
            vm.dense_elements(object).is_some_and(|elements| {
                (0..elements.len()).all(|i| {
                    let value = Elements::get(elements, i);
                    value.is_number() || value.is_bigint()
                })
            }) || Kind::TYPED_ARRAYS.contains(&object.kind())
        };
        let numeric = base.extras == Extras::Array && numeric();
        Ok(self.arrange(output, &text, (&open, base.close), base.extras, nesting, numeric))
    }

    fn fill(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        entries: base::Entries,
        keys: &[PropertyKey],
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        match entries {
            base::Entries::None => {}
            base::Entries::Elements => self.elements(vm, object, nesting, output)?,
            base::Entries::Typed => self.typed_elements(vm, object, nesting, output)?,
            base::Entries::Set => {
                self.collection(vm, object, Intrinsic::SetPrototypeValues, nesting, output)?
            }
            base::Entries::Map => {
                self.collection(vm, object, Intrinsic::MapPrototypeEntries, nesting, output)?
            }
            base::Entries::Promise => self.promise(vm, object, nesting, output)?,
            base::Entries::Text(text) => output.push(text.to_owned()),
        }
        for key in keys {
            if let Some(text) = self.property(vm, object, *key, nesting)? {
                output.push(text);
            }
        }
        Ok(())
    }

    fn nested(&mut self, vm: &mut Vm, value: Value, nesting: usize) -> Res<String> {
        self.indent += 2;
        let result = self.value(vm, value, nesting + 1, false);
        self.indent -= 2;
        result
    }

    fn elements(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        let length = vm.length_of_array_like(object)? as u64;
        let mut index = 0;
        while index < length && output.len() < MAX_ELEMENTS as usize {
            let key = index_key(vm, index);
            match vm.get_own_property(object, key)? {
                Some(own) => {
                    let text = self.described(vm, &own, nesting)?;
                    output.push(text);
                    index += 1;
                }
                None => {
                    let end = next_element(vm, object, index, length)?;
                    let holes = end - index;
                    output
                        .push(format!("<{holes} empty item{}>", if holes == 1 { "" } else { "s" }));
                    index = end;
                }
            }
        }
        push_rest(length - index, output);
        Ok(())
    }

    fn typed_elements(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        let length = vm.length_of_array_like(object)? as u64;
        for index in 0..length.min(MAX_ELEMENTS) {
            let key = index_key(vm, index);
            let value = vm.get(object, key)?;
            let text = self.value(vm, value, nesting + 1, false)?;
            output.push(text);
        }
        push_rest(length.saturating_sub(MAX_ELEMENTS), output);
        Ok(())
    }

    /// The state and the outcome of a promise.
    fn promise(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        let Some(promise) = Value::cell(object).as_kind::<Promise>() else { return Ok(()) };
        let lead = match promise.state() {
            PromiseState::Pending => {
                output.push("<pending>".to_owned());
                return Ok(());
            }
            PromiseState::Fulfilled => "",
            PromiseState::Rejected => "<rejected> ",
        };
        let text = self.nested(vm, promise.result(), nesting)?;
        output.push(format!("{lead}{text}"));
        Ok(())
    }

    /// What a Map or Set holds, as its own iterator yields it.
    fn collection(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        method: Intrinsic,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        let realm = vm.realm();
        if !realm.has_intrinsic(method) {
            return Ok(());
        }
        let iterator = vm.call(Value::cell(realm.intrinsic(method)), Value::cell(object), &[])?;
        let record = vm.get_iterator_direct(iterator)?;
        let mut count = 0;
        loop {
            let item = vm.iterator_next(record)?;
            if item == Value::DONE {
                break;
            }
            count += 1;
            if count > MAX_ELEMENTS {
                continue;
            }
            let text = match item.as_object() {
                Some(pair) if method == Intrinsic::MapPrototypeEntries => {
                    let key = vm.get(pair, PropertyKey::from_index(0))?;
                    let value = vm.get(pair, PropertyKey::from_index(1))?;
                    let key = self.nested(vm, key, nesting)?;
                    format!("{key} => {}", self.nested(vm, value, nesting)?)
                }
                _ => self.nested(vm, item, nesting)?,
            };
            output.push(text);
        }
        push_rest(count.saturating_sub(MAX_ELEMENTS), output);
        Ok(())
    }

    fn property(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        key: PropertyKey,
        nesting: usize,
    ) -> Res<Option<String>> {
        if let Some(namespace) = ModuleNamespace::of(object)
            && ModuleNamespace::value(vm, namespace, key)? == Some(Value::UNINITIALIZED)
        {
            let name = vm.key_to_value(key);
            return Ok(Some(format!("{}: <uninitialized>", text::key_name(name))));
        }
        let Some(own) = vm.get_own_property(object, key)? else { return Ok(None) };
        let text = self.described(vm, &own, nesting)?;
        let name = if is_symbol_key(key) {
            format!("[{}]", vm.key_display(key))
        } else {
            let value = vm.key_to_value(key);
            let name = text::key_name(value);
            if own.enumerable == Some(true) { name } else { format!("[{name}]") }
        };
        Ok(Some(format!("{name}: {text}")))
    }

    fn described(&mut self, vm: &mut Vm, own: &PropertyDescriptor, nesting: usize) -> Res<String> {
        if let Some(value) = own.value {
            return self.nested(vm, value, nesting);
        }
        let has = |half: Option<Value>| half.is_some_and(|f| !f.is_undefined());
        Ok(match (has(own.get), has(own.set)) {
            (true, true) => "[Getter/Setter]",
            (true, false) => "[Getter]",
            (false, true) => "[Setter]",
            (false, false) => "undefined",
        }
        .to_owned())
    }
}

fn push_rest(rest: u64, output: &mut Vec<String>) {
    if rest > 0 {
        output.push(format!("... {rest} more item{}", if rest == 1 { "" } else { "s" }));
    }
}

/// The first index after `index` at which an array has an element.
fn next_element(vm: &mut Vm, object: Gc<Object>, index: u64, length: u64) -> Res<u64> {
    if Array::of(object).is_some() {
        let first = index as u32;
        let next = match object.elements_view() {
            crate::runtime::elements::ElementsView::Dense(elements) => {
                (first..elements.len()).find(|i| Elements::get(elements, *i) != Value::HOLE)
            }
            crate::runtime::elements::ElementsView::Sparse(sparse) => sparse.next_index(first),
        };
        return Ok(next.map_or(length, |i| (i as u64).min(length)));
    }
    for i in index..length {
        let key = index_key(vm, i);
        if vm.has_own_property(object, key)? {
            return Ok(i);
        }
        vm.poll_interrupt()?;
    }
    Ok(length)
}
