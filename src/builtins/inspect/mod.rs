//! How `console`, the interactive prompt and uncaught errors show values: the text that Node's `util.inspect` gives them.
//!
//! Invariant: an inspection runs no script: no getter, no trap of a proxy, no conversion. Objects that are being shown
//! are on the `seen` list, so a cycle ends; nesting is bounded whatever the options say, and with it the recursion.

mod base;
mod chain;
mod entries;
mod error;
mod format;
mod function;
mod layout;
mod options;
mod style;
pub(super) mod table_data;
mod text;

pub use format::format_arguments;
pub use options::{Compact, InspectOptions};
pub(super) use style::columns;
pub use text::quote;

use super::prelude::*;
use crate::runtime::private_name::is_symbol_key;
use crate::runtime::proxy::ProxyObject;
use base::Shown;
use rustc_hash::FxHashMap;
use style::Style;

/// More levels than this are not shown, even if the depth has no limit.
const MAX_NESTING: usize = 1000;
/// Once the objects at one indentation take more bytes than this together, whatever is nested further is only named.
const BUDGET: usize = 1 << 25;
/// Strings that are no longer than this are never broken.
const SHORT_STRING: usize = 16;

/// One inspection.
struct Inspector<'a> {
    options: &'a InspectOptions,
    /// Objects nested deeper than this are only named.
    depth: usize,
    /// So are all others.
    named_only: bool,
    /// The objects that are being shown, outermost first, as words: they are reachable from the value that is inspected,
    /// which nothing changes meanwhile.
    seen: Vec<u64>,
    /// The objects that something within them refers back to, and their numbers.
    circular: FxHashMap<u64, usize>,
    /// How far the present object is indented.
    indent: usize,
    /// The nesting of the object that was begun last.
    current_depth: usize,
    /// How much has been written at each indentation.
    budget: FxHashMap<usize, usize>,
}

/// A value as the options say, with the defaults as `console.log` shows what is not a string.
///
/// # Errors
/// The end of a limit; a RangeError if the text would be too long.
pub fn inspect(vm: &mut Vm, value: Value, options: &InspectOptions) -> Res<String> {
    Inspector::new(options).value(vm, value, 0, false)
}

/// A value of which objects are only named.
pub(super) fn inspect_name(vm: &mut Vm, value: Value, options: &InspectOptions) -> Res<String> {
    let mut inspector = Inspector::new(options);
    inspector.named_only = true;
    inspector.value(vm, value, 0, false)
}

impl<'a> Inspector<'a> {
    fn new(options: &'a InspectOptions) -> Inspector<'a> {
        Inspector {
            options,
            depth: options.depth,
            named_only: false,
            seen: Vec::new(),
            circular: FxHashMap::default(),
            indent: 0,
            current_depth: 0,
            budget: FxHashMap::default(),
        }
    }

    fn paint(&self, text: impl Into<String>, style: Style) -> String {
        let text = text.into();
        if self.options.colors { style.paint(&text) } else { text }
    }

    /// Is an object at this nesting only named?
    fn is_too_deep(&self, nesting: usize) -> bool {
        self.named_only || nesting > self.depth
    }

    /// A value. `nesting` is how many objects it is nested in; `in_view`: it is the buffer of a view that has been shown.
    fn value(&mut self, vm: &mut Vm, value: Value, nesting: usize, in_view: bool) -> Res<String> {
        if value.as_object().is_none() {
            return Ok(self.primitive(vm, value));
        }
        if let Some(proxy) = value.as_kind::<ProxyObject>()
            && self.options.show_proxy
            && proxy.target().is_object()
        {
            return self.proxy(vm, proxy, nesting);
        }
        let Some(object) = chain::behind_proxies(vm, value)? else {
            return Ok(self.paint("<Revoked Proxy>", Style::Special));
        };
        let word = Value::cell(object).bits();
        if self.seen.contains(&word) {
            let next = self.circular.len() + 1;
            let number = *self.circular.entry(word).or_insert(next);
            return Ok(self.paint(format!("[Circular *{number}]"), Style::Special));
        }
        self.object(vm, object, nesting, in_view)
    }

    fn proxy(&mut self, vm: &mut Vm, proxy: Gc<ProxyObject>, nesting: usize) -> Res<String> {
        if self.is_too_deep(nesting) || self.has_no_room(vm, nesting)? {
            return Ok(self.paint("Proxy [Array]", Style::Special));
        }
        self.indent += 2;
        let target = self.value(vm, proxy.target(), nesting + 1, false);
        let handler = target.and_then(|target| {
            Ok(vec![target, self.value(vm, proxy.handler(), nesting + 1, false)?])
        });
        self.indent -= 2;
        let braces = ("Proxy [", "]");
        self.arrange(vm, handler?, "", braces, nesting + 1, layout::List::Plain)
    }

    /// Is there no room on the native stack, or is it the deepest nesting?
    fn has_no_room(&mut self, vm: &mut Vm, nesting: usize) -> Res<bool> {
        if nesting >= MAX_NESTING {
            return Ok(true);
        }
        if vm.check_native_stack().is_ok() {
            return Ok(false);
        }
        if nesting == 0 {
            return Err(Thrown);
        }
        vm.catch()?;
        Ok(true)
    }

    fn primitive(&self, vm: &mut Vm, value: Value) -> String {
        if let Some(string) = value.as_string() {
            return self.string(vm, string);
        }
        if let Some(number) = value.to_number() {
            let negative_zero = number == 0.0 && number.is_sign_negative();
            let text = if negative_zero { "-0".to_owned() } else { vm.value_display(value) };
            return self.paint(text, Style::Number);
        }
        if let Some(symbol) = value.as_symbol() {
            return self.paint(symbol.descriptive_string(), Style::Symbol);
        }
        match value {
            Value::UNDEFINED => self.paint("undefined", Style::Undefined),
            Value::NULL => self.paint("null", Style::Null),
            Value::TRUE => self.paint("true", Style::Boolean),
            Value::FALSE => self.paint("false", Style::Boolean),
            _ => self.paint(vm.value_display(value) + "n", Style::BigInt),
        }
    }

    /// A string in quotes. One that is long and has several lines is shown a line at a time.
    fn string(&self, vm: &mut Vm, string: Gc<JsString>) -> String {
        let flat = vm.flatten(string);
        let view = flat.view();
        let shown = view.slice(0, view.len().min(self.options.max_string_length));
        let rest = match view.len() - shown.len() {
            0 => String::new(),
            1 => "... 1 more character".to_owned(),
            n => format!("... {n} more characters"),
        };
        let room = self.options.break_length.saturating_sub(self.indent + 4);
        if self.options.compact == Compact::Full || shown.len() <= SHORT_STRING.max(room) {
            return self.paint(quote(shown), Style::String) + &rest;
        }
        let mut lines = Vec::new();
        let mut start = 0;
        for (i, unit) in shown.units().enumerate() {
            if unit == b'\n' as u16 || i + 1 == shown.len() {
                lines.push(self.paint(quote(shown.slice(start, i + 1)), Style::String));
                start = i + 1;
            }
        }
        lines.join(&format!(" +\n{}", " ".repeat(self.indent + 2))) + &rest
    }

    fn object(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        nesting: usize,
        in_view: bool,
    ) -> Res<String> {
        vm.poll_interrupt()?;
        let base = match self.describe(vm, object, nesting, in_view)? {
            Shown::Whole(text) => return Ok(text),
            Shown::Parts(base) => base,
        };
        if self.is_too_deep(nesting) {
            return Ok(self.paint(base.name, Style::Special));
        }
        if self.has_no_room(vm, nesting)? {
            let name = base.name.trim_start_matches('[').trim_end_matches(']');
            let text = format!(
                "[{name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]"
            );
            return Ok(self.paint(text, Style::Special));
        }
        let word = Value::cell(object).bits();
        self.seen.push(word);
        self.current_depth = nesting + 1;
        let mut output = Vec::new();
        let filled = self.fill(vm, object, &base, nesting + 1, &mut output);
        self.seen.pop();
        filled?;
        let list = match base.list {
            layout::List::None => layout::List::None,
            _ => self.list_of(vm, object, output.len())?,
        };
        let (mut text, mut open) = (base.text, base.open);
        if let Some(number) = self.circular.get(&word) {
            let reference = self.paint(format!("<ref *{number}>"), Style::Special);
            if self.options.compact == Compact::Full {
                open = format!("{reference} {open}");
            } else {
                text = if text.is_empty() { reference } else { format!("{reference} {text}") };
            }
        }
        if self.options.sorted {
            let is_list = list != layout::List::None;
            let from = if is_list { output.len() - base.keys.len() } else { 0 };
            output[from..].sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
        }
        let braces = (&*open, base.close);
        let text = self.arrange(vm, output, &text, braces, nesting + 1, list)?;
        let written = self.budget.entry(self.indent).or_insert(0);
        *written += text.len();
        if *written > BUDGET {
            self.named_only = true;
        }
        Ok(text)
    }

    /// The entries and properties of an object.
    fn fill(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        base: &base::Base,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        self.entries(vm, object, base.entries, nesting, output)?;
        for key in &base.keys {
            vm.poll_interrupt()?;
            // A property that is shown though it is inherited counts as an own one.
            let found = match chain::own(vm, object, *key)? {
                Some(own) => own,
                None => {
                    let value = chain::data(vm, object, *key)?.unwrap_or(Value::UNDEFINED);
                    PropertyDescriptor::data(value, Attributes::ALL)
                }
            };
            let text = self.named(vm, *key, &found, nesting, base.list)?;
            output.push(text);
        }
        output.extend_from_slice(&base.inherited);
        Ok(())
    }

    /// A property with its name, of an object that is a list or none.
    fn named(
        &mut self,
        vm: &mut Vm,
        key: PropertyKey,
        property: &PropertyDescriptor,
        nesting: usize,
        list: layout::List,
    ) -> Res<String> {
        let full = self.options.compact == Compact::Full && list == layout::List::None;
        let indent = if full { 3 } else { 2 };
        let text = self.described(vm, property, nesting, indent)?;
        let name = vm.key_display(key);
        let shown = if is_symbol_key(key) {
            let key = vm.key_to_value(key);
            let description = key.as_symbol().map_or(key, |symbol| symbol.description.get());
            let description = text::escaped(vm, description);
            format!("[{}]", self.paint(format!("Symbol({description})"), Style::Symbol))
        } else if name == "__proto__" {
            "['__proto__']".to_owned()
        } else if property.enumerable == Some(false) {
            let key = vm.key_to_value(key);
            format!("[{}]", text::escaped(vm, key))
        } else if text::is_plain_name(&name) {
            name
        } else {
            let key = vm.key_to_value(key);
            match key.as_string() {
                Some(string) => {
                    let flat = vm.flatten(string);
                    self.paint(quote(flat.view()), Style::String)
                }
                None => name,
            }
        };
        let is_wide = || style::columns(&text) > self.options.break_length;
        if full && property.value.is_some() && is_wide() {
            return Ok(format!("{shown}:\n{}{text}", " ".repeat(self.indent + indent)));
        }
        Ok(format!("{shown}: {text}"))
    }

    /// What a property has for a value.
    fn described(
        &mut self,
        vm: &mut Vm,
        property: &PropertyDescriptor,
        nesting: usize,
        indent: usize,
    ) -> Res<String> {
        if let Some(value) = property.value {
            self.indent += indent;
            let text = self.value(vm, value, nesting, false);
            self.indent -= indent;
            return text;
        }
        let has = |half: Option<Value>| half.is_some_and(|f| !f.is_undefined());
        let text = match (has(property.get), has(property.set)) {
            (true, true) => "[Getter/Setter]",
            (true, false) => "[Getter]",
            (false, true) => "[Setter]",
            // A variable of a module before its declaration has run.
            (false, false) if property.get.is_none() => "<uninitialized>",
            (false, false) => return Ok(self.paint("undefined", Style::Undefined)),
        };
        Ok(self.paint(text, Style::Special))
    }
}
