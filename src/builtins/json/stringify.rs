//! JSON.stringify (https://tc39.es/ecma262/#sec-json.stringify).
//!
//! Invariant: `path` holds the objects that are being written, outermost first, and nothing else; the indentation is
//! as long as the path is deep.

use crate::builtins::support::append;
use crate::runtime::bigint::JsBigInt;
use crate::runtime::object::{Object, PrimitiveWrapper};
use crate::runtime::property_key::PropertyKey;
use crate::runtime::string::{JsString, MAX_LENGTH, StrView, StringBuilder, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Thrown, Value};
use jsrun_gc::{Gc, RootVec};
use rustc_hash::FxHashSet;

struct Writer {
    out: StringBuilder,
    replacer: Value,
    /// The keys that may be written.
    list: Option<RootVec<PropertyKey>>,
    gap: Vec<u16>,
    path: RootVec<Value>,
    keys: RootVec<PropertyKey>,
    on_path: FxHashSet<u64>,
}

/// JSON.stringify ( value [ , replacer [ , space ] ] ) (https://tc39.es/ecma262/#sec-json.stringify)
pub(super) fn stringify(vm: &mut Vm, args: Arguments) -> Res {
    text_of(vm, args.get(0), args.get(1), args.get(2))
}

/// The JSON text of a value, `undefined` of what has none.
pub(super) fn text_of(vm: &mut Vm, value: Value, replacer: Value, space: Value) -> Res {
    let mut w = Writer {
        out: StringBuilder::new(),
        replacer: Value::UNDEFINED,
        list: None,
        gap: Vec::new(),
        path: vm.heap.root_vec(),
        keys: vm.heap.root_vec(),
        on_path: FxHashSet::default(),
    };
    if vm.is_callable(replacer) {
        w.replacer = replacer;
    } else if replacer.is_object() && vm.is_array(replacer)? {
        w.list = Some(property_list(vm, replacer)?);
    }
    w.gap = gap(vm, space)?;
    let key = vm.names.empty;
    let mut holder = None;
    if vm.is_callable(replacer) {
        let wrapper = vm.new_object();
        vm.create_data_property(wrapper, key, value)?;
        holder = Some(wrapper);
    }
    if !w.property(vm, holder, key, value, None)? {
        return Ok(Value::UNDEFINED);
    }
    Ok(Value::cell(w.out.finish(vm)?))
}

/// The PropertyList of a replacer that is an array.
fn property_list(vm: &mut Vm, replacer: Value) -> Res<RootVec<PropertyKey>> {
    let mut list = vm.heap.root_vec();
    let mut seen = FxHashSet::default();
    let Some(object) = replacer.as_object() else { return Ok(list) };
    let length = vm.length_of_array_like(object)?;
    let mut index = 0.0;
    while index < length {
        vm.poll_interrupt()?;
        let key = vm.to_property_key(Value::number(index))?;
        let item = vm.get(object, key)?;
        let counts = item.is_string()
            || item.is_number()
            || Vm::wrapped_primitive(item).is_some_and(|p| p.is_string() || p.is_number());
        if counts {
            let string = vm.to_string(item)?;
            let key = vm.string_key(string);
            if seen.insert(key.bits()) {
                list.push(key);
            }
        }
        index += 1.0;
    }
    Ok(list)
}

/// The indentation of one level.
fn gap(vm: &mut Vm, space: Value) -> Res<Vec<u16>> {
    let mut space = space;
    if let Some(inner) = Vm::wrapped_primitive(space) {
        if inner.is_number() {
            space = Value::number(vm.to_number(space)?);
        } else if inner.is_string() {
            space = Value::cell(vm.to_string(space)?);
        }
    }
    if space.is_number() {
        let count = vm.to_integer_or_infinity(space)?.clamp(0.0, 10.0) as usize;
        return Ok(vec![b' ' as u16; count]);
    }
    let Some(string) = space.as_string() else { return Ok(Vec::new()) };
    let string = vm.flatten(string);
    Ok(string.view().units().take(10).collect())
}

/// What writes a property's name.
type Before<'a> = &'a dyn Fn(&mut Writer, &mut Vm) -> Res<()>;

impl Writer {
    /// SerializeJSONProperty (https://tc39.es/ecma262/#sec-serializejsonproperty): writes the value unless it is
    /// left out, the name before it if there is one.
    fn property(
        &mut self,
        vm: &mut Vm,
        holder: Option<Gc<Object>>,
        key: PropertyKey,
        value: Value,
        before: Option<Before<'_>>,
    ) -> Res<bool> {
        let mut value = value;
        if value.is_object() || value.is_bigint() {
            let method = vm.get_v(value, vm.names.to_json)?;
            if vm.is_callable(method) {
                let name = Value::cell(vm.key_string(key));
                value = vm.call(method, value, &[name])?;
            }
        }
        if !self.replacer.is_undefined() {
            let holder = match holder {
                Some(h) => h,
                None => vm.new_object(),
            };
            let name = Value::cell(vm.key_string(key));
            value = vm.call(self.replacer, Value::cell(holder), &[name, value])?;
        }
        if let Some(object) = value.as_object()
            && let Some(wrapper) = PrimitiveWrapper::of(object)
        {
            let inner = wrapper.value.get();
            if inner.is_number() {
                value = Value::number(vm.to_number(value)?);
            } else if inner.is_string() {
                value = Value::cell(vm.to_string(value)?);
            } else if inner.is_bool() || inner.as_kind::<JsBigInt>().is_some() {
                value = inner;
            }
        }
        if value.is_undefined() || value.is_symbol() || vm.is_callable(value) {
            return Ok(false);
        }
        if let Some(before) = before {
            before(self, vm)?;
        }
        if value.is_null() {
            self.out.push_str("null");
        } else if value.is_bool() {
            self.out.push_str(if value == Value::TRUE { "true" } else { "false" });
        } else if let Some(string) = value.as_string() {
            self.quote(vm, string)?;
        } else if let Some(number) = value.to_number() {
            if number.is_finite() {
                let text = vm.number_to_string(value);
                append(vm, &mut self.out, text.view())?;
            } else {
                self.out.push_str("null");
            }
        } else if value.is_bigint() {
            return Err(vm.throw_type_error("Do not know how to serialize a BigInt"));
        } else if let Some(raw) = value.as_kind::<super::RawJson>() {
            // SAFETY: it begins with `Object`.
            let raw: Gc<Object> = unsafe { raw.cast_unchecked() };
            let name = vm.key_from_str("rawJSON");
            let text = vm.get(raw, name)?;
            let text = crate::builtins::support::flat_string(vm, text)?;
            append(vm, &mut self.out, text.view())?;
        } else if let Some(object) = value.as_object() {
            self.container(vm, object, key)?;
        }
        Ok(true)
    }

    /// SerializeJSONObject and SerializeJSONArray (https://tc39.es/ecma262/#sec-serializejsonobject)
    fn container(&mut self, vm: &mut Vm, object: Gc<Object>, key: PropertyKey) -> Res<()> {
        vm.check_native_stack()?;
        vm.poll_interrupt()?;
        let value = Value::cell(object);
        if !self.on_path.insert(value.bits()) {
            return Err(self.circular(vm, value, key));
        }
        self.path.push(value);
        self.keys.push(key);
        if vm.is_array(value)? {
            self.array(vm, object)?;
        } else {
            self.object(vm, object)?;
        }
        self.path.pop();
        self.keys.pop();
        self.on_path.remove(&value.bits());
        Ok(())
    }

    fn array(&mut self, vm: &mut Vm, object: Gc<Object>) -> Res<()> {
        self.out.push_unit(b'[' as u16);
        let length = vm.length_of_array_like(object)?;
        let mut index = 0.0;
        while index < length {
            vm.poll_interrupt()?;
            if index > 0.0 {
                self.out.push_unit(b',' as u16);
            }
            self.line(vm, self.path.len())?;
            let key = vm.to_property_key(Value::number(index))?;
            let value = vm.get(object, key)?;
            if !self.property(vm, Some(object), key, value, None)? {
                self.out.push_str("null");
            }
            self.check_length(vm)?;
            index += 1.0;
        }
        if length > 0.0 {
            self.line(vm, self.path.len() - 1)?;
        }
        self.out.push_unit(b']' as u16);
        Ok(())
    }

    fn object(&mut self, vm: &mut Vm, object: Gc<Object>) -> Res<()> {
        self.out.push_unit(b'{' as u16);
        let mut first = true;
        let all = match &self.list {
            Some(_) => None,
            None => Some(vm.own_property_keys(object)?),
        };
        let count = all.as_ref().or(self.list.as_ref()).map_or(0, |keys| keys.len());
        // Which properties are enumerable is asked before any of them is read, as EnumerableOwnProperties does.
        let mut wanted: RootVec<PropertyKey> = vm.heap.root_vec();
        for i in 0..count {
            let Some(key) = all.as_ref().or(self.list.as_ref()).map(|keys| keys[i]) else { break };
            if all.is_some() {
                if vm.key_to_value(key).is_symbol() {
                    continue;
                }
                match vm.get_own_property(object, key)? {
                    Some(own) if own.enumerable == Some(true) => {}
                    _ => continue,
                }
            }
            wanted.push(key);
        }
        for i in 0..wanted.len() {
            let key = wanted[i];
            let value = vm.get(object, key)?;
            let name = |w: &mut Writer, vm: &mut Vm| -> Res<()> {
                if !first {
                    w.out.push_unit(b',' as u16);
                }
                w.line(vm, w.path.len())?;
                let name = vm.key_string(key);
                w.quote(vm, name)?;
                w.out.push_unit(b':' as u16);
                if !w.gap.is_empty() {
                    w.out.push_unit(b' ' as u16);
                }
                Ok(())
            };
            if self.property(vm, Some(object), key, value, Some(&name))? {
                first = false;
            }
            self.check_length(vm)?;
        }
        if !first {
            self.line(vm, self.path.len() - 1)?;
        }
        self.out.push_unit(b'}' as u16);
        Ok(())
    }

    fn check_length(&self, vm: &mut Vm) -> Res<()> {
        if self.out.len() > MAX_LENGTH as usize {
            return Err(vm.throw_range_error("Invalid string length"));
        }
        Ok(())
    }

    /// A new line with the indentation of a depth, if there is any indentation.
    fn line(&mut self, vm: &mut Vm, depth: usize) -> Res<()> {
        if self.gap.is_empty() {
            return Ok(());
        }
        self.out.push_unit(b'\n' as u16);
        for _ in 0..depth {
            self.out.push_view(StrView::Utf16(&self.gap));
        }
        self.check_length(vm)
    }

    /// QuoteJSONString (https://tc39.es/ecma262/#sec-quotejsonstring)
    fn quote(&mut self, vm: &mut Vm, string: Gc<JsString>) -> Res<()> {
        let string = vm.flatten(string);
        let view = string.view();
        self.out.push_unit(b'"' as u16);
        let mut plain = 0;
        for i in 0..view.len() {
            let unit = view.at(i);
            let escape = match unit {
                0x22 => "\\\"".to_string(),
                0x5C => "\\\\".to_string(),
                8 => "\\b".to_string(),
                12 => "\\f".to_string(),
                10 => "\\n".to_string(),
                13 => "\\r".to_string(),
                9 => "\\t".to_string(),
                0..0x20 => format!("\\u{unit:04x}"),
                0xD800..=0xDBFF if i + 1 < view.len() && view.at(i + 1) & 0xFC00 == 0xDC00 => {
                    continue;
                }
                0xDC00..=0xDFFF if i > 0 && view.at(i - 1) & 0xFC00 == 0xD800 => continue,
                0xD800..=0xDFFF => format!("\\u{unit:04x}"),
                _ => continue,
            };
            append(vm, &mut self.out, view.slice(plain, i))?;
            self.out.push_str(&escape);
            plain = i + 1;
        }
        append(vm, &mut self.out, view.slice(plain, view.len()))?;
        self.out.push_unit(b'"' as u16);
        Ok(())
    }

    /// The TypeError for an object that contains itself, with the way from it back to it.
    #[cold]
    fn circular(&mut self, vm: &mut Vm, value: Value, key: PropertyKey) -> Thrown {
        let start = self.path.iter().position(|v| *v == value).unwrap_or(0);
        let constructor = |vm: &mut Vm, v: Value| {
            v.as_object()
                .and_then(|o| vm.constructor_name(o))
                .unwrap_or_else(|| "Object".to_string())
        };
        let property = |vm: &mut Vm, key: PropertyKey| match key.as_index() {
            Some(index) => format!("index {index}"),
            None => format!("property '{}'", vm.key_display(key)),
        };
        let name = constructor(vm, value);
        let mut text = format!(
            "Converting circular structure to JSON\n    --> starting at object with constructor '{name}'"
        );
        let between = start + 1..self.path.len();
        let count = between.len();
        for (n, i) in between.enumerate() {
            if n == 0 || n + 1 == count {
                let what = property(vm, self.keys[i]);
                let name = constructor(vm, self.path[i]);
                text.push_str(&format!("\n    |     {what} -> object with constructor '{name}'"));
            } else if n == 1 {
                text.push_str("\n    |     ...");
            }
        }
        let what = property(vm, key);
        text.push_str(&format!("\n    --- {what} closes the circle"));
        vm.throw_type_error(text)
    }
}
