//! What an object is shown as: its name, brackets, entries and keys.
//!
//! Invariant: the keys that are listed are those whose properties `inspect` shows after the entries.

use super::{Extras, Inspector};
use crate::builtins::prelude::*;
use crate::runtime::code::flags;
use crate::runtime::kind::Kind;
use crate::runtime::module::ModuleNamespace;
use crate::runtime::private_name::is_symbol_key;
use crate::runtime::proxy::ProxyObject;

/// Where the entries before the properties come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Entries {
    None,
    Elements,
    Typed,
    Set,
    Map,
    Promise,
    Text(&'static str),
}

/// The description of an object.
pub(super) struct Base {
    /// What stands in its place if there is nothing inside, or else before the brackets.
    pub(super) text: Option<String>,
    /// What it is called where it is nested too deep.
    pub(super) name: String,
    pub(super) open: String,
    pub(super) close: &'static str,
    pub(super) entries: Entries,
    pub(super) extras: Extras,
    /// Rooted: a getter may delete a property while its key is on the list.
    pub(super) keys: RootVec<PropertyKey>,
}

impl Base {
    pub(super) const NO_ENTRIES: Entries = Entries::None;
}

/// The name of the constructor whose prototype object is nearest on the chain.
fn constructor_of(vm: &mut Vm, object: Gc<Object>) -> Res<Option<String>> {
    let mut holder = Some(object);
    let key = vm.names.constructor;
    while let Some(o) = holder {
        // No trap is called: a proxy is seen as its target.
        if let Some(proxy) = ProxyObject::of(o) {
            holder = proxy.target().as_object();
            vm.poll_interrupt()?;
            continue;
        }
        if let Some(own) = vm.get_own_property(o, key)?
            && let Some(function) = own.value.filter(|f| f.is_callable())
        {
            let name = vm.function_display_name(function);
            if !name.is_empty() && vm.ordinary_has_instance(function, Value::cell(object))? {
                return Ok(Some(name));
            }
        }
        holder = vm.get_prototype_of(o)?;
        vm.poll_interrupt()?;
    }
    Ok(None)
}

/// The name and tag before the brackets, with a space at the end.
fn prefix(constructor: Option<&str>, tag: &str, fallback: &str, size: &str) -> String {
    let mut text = match constructor {
        None => format!("[{fallback}{size}: null prototype] "),
        Some(constructor) => format!("{constructor}{size} "),
    };
    let known = constructor.unwrap_or(fallback);
    if !tag.is_empty() && tag != known {
        text.push_str(&format!("[{tag}] "));
    }
    text
}

pub(super) fn describe(vm: &mut Vm, inspector: &Inspector, object: Gc<Object>) -> Res<Base> {
    let value = Value::cell(object);
    let constructor = constructor_of(vm, object)?;
    let name = constructor.as_deref();
    let tag_key = vm.symbols.to_string_tag;
    let tag = vm.get(object, tag_key)?.as_string().map(|s| s.to_rust()).unwrap_or_default();
    let kind = Kind::from_u8(object.kind());
    let is_array = kind == Some(Kind::Array);
    let typed = Kind::TYPED_ARRAYS.contains(&object.kind());
    let mut keys: RootVec<PropertyKey> = vm.heap.root_vec();
    let all = vm.own_property_keys(object)?;
    let namespace = ModuleNamespace::of(object);
    for key in &all {
        // What a namespace exports may have no value yet.
        if namespace.is_some_and(|namespace| namespace.has(*key)) {
            keys.push(*key);
            continue;
        }
        if (is_array || typed) && key.as_index().is_some() {
            continue;
        }
        let own = vm.get_own_property(object, *key)?;
        if own.is_some_and(|d| d.enumerable == Some(true)) {
            keys.push(*key);
        }
    }
    // Strings first, then symbols, whatever the order in which an exotic object lists them.
    keys.with_mut(|keys| keys.sort_by_key(|key| is_symbol_key(*key)));
    let mut base = Base {
        text: None,
        name: prefix(name, &tag, "Object", "").trim_end().to_owned(),
        open: "{".to_owned(),
        close: "}",
        entries: Entries::None,
        extras: Extras::Object,
        keys,
    };
    let size =
        |vm: &mut Vm| -> Res<String> { Ok(format!("({})", vm.length_of_array_like(object)?)) };
    match kind {
        Some(Kind::Array) => {
            let size = size(vm)?;
            let lead = if name == Some("Array") && tag.is_empty() {
                String::new()
            } else {
                prefix(name, &tag, "Array", &size)
            };
            let shown = prefix(name, &tag, "Array", "");
            base.name =
                if lead.is_empty() { "Array".to_owned() } else { shown.trim_end().to_owned() };
            list(&mut base, lead, if size == "(0)" { Entries::None } else { Entries::Elements });
        }
        Some(Kind::Arguments | Kind::MappedArguments) => {
            base.name = "Arguments".to_owned();
            base.open = "[Arguments] {".to_owned();
        }
        _ if typed => {
            let size = size(vm)?;
            let lead = prefix(name, &tag, "TypedArray", &size);
            list(&mut base, lead, if size == "(0)" { Entries::None } else { Entries::Typed });
        }
        Some(Kind::Map | Kind::Set) => {
            let fallback = if kind == Some(Kind::Map) { "Map" } else { "Set" };
            let key = vm.names.size;
            let size = vm.get(object, key)?;
            let count = vm.value_display(size);
            base.open = prefix(name, &tag, fallback, &format!("({count})")) + "{";
            if size != Value::int(0) {
                base.entries = if kind == Some(Kind::Map) { Entries::Map } else { Entries::Set };
            }
        }
        Some(Kind::WeakSet | Kind::WeakMap) => {
            base.open = prefix(name, &tag, "WeakSet", "") + "{";
            base.entries = Entries::Text("<items unknown>");
        }
        Some(Kind::Promise) => {
            base.open = prefix(name, &tag, "Promise", "") + "{";
            base.entries = Entries::Promise;
        }
        Some(Kind::Function | Kind::NativeFunction | Kind::BoundFunction) => {
            base.text = Some(function_text(vm, object, name, &tag)?);
        }
        Some(Kind::Error | Kind::DomException) => {
            for hidden in [vm.names.cause, vm.names.errors] {
                if !base.keys.contains(&hidden) && vm.has_own_property(object, hidden)? {
                    base.keys.push(hidden);
                }
            }
            base.text = Some(error_text(vm, inspector, object, name, &mut base.keys)?);
        }
        Some(Kind::RegExp) => {
            let key = vm.names.to_string;
            let text = vm.invoke(value, key, &[])?;
            base.text = Some(lead_of(name, "RegExp", &tag) + &vm.value_display(text));
        }
        Some(Kind::Date) => {
            let key = vm.key_from_str("getTime");
            let time = vm.invoke(value, key, &[])?;
            let key = match time.to_number() {
                Some(time) if time.is_finite() => vm.key_from_str("toISOString"),
                _ => vm.names.to_string,
            };
            let text = vm.invoke(value, key, &[])?;
            base.text = Some(lead_of(name, "Date", &tag) + &vm.value_display(text));
        }
        Some(Kind::PrimitiveWrapper) => wrapper(vm, inspector, value, name, &tag, &mut base),
        Some(Kind::ModuleNamespace) => {
            base.name = "[Module: null prototype]".to_owned();
            base.open = "[Module: null prototype] {".to_owned();
        }
        _ => {
            if name != Some("Object") || !tag.is_empty() {
                base.open = prefix(name, &tag, "Object", "") + "{";
            }
        }
    }
    Ok(base)
}

fn list(base: &mut Base, lead: String, entries: Entries) {
    base.open = lead + "[";
    base.close = "]";
    base.entries = entries;
    base.extras = Extras::Array;
}

/// The name before what shows an object of a class by its contents, where it is not the usual one.
fn lead_of(constructor: Option<&str>, usual: &str, tag: &str) -> String {
    let text = prefix(constructor, tag, usual, "");
    if text == format!("{usual} ") { String::new() } else { text }
}

fn wrapper(
    vm: &mut Vm,
    inspector: &Inspector,
    value: Value,
    name: Option<&str>,
    tag: &str,
    base: &mut Base,
) {
    let Some(primitive) = Vm::wrapped_primitive(value) else { return };
    let usual = match () {
        () if primitive.is_string() => "String",
        () if primitive.is_number() => "Number",
        () if primitive.is_bool() => "Boolean",
        () if primitive.is_symbol() => "Symbol",
        () => "BigInt",
    };
    if primitive.is_string() {
        base.keys.with_mut(|keys| keys.retain(|key| key.as_index().is_none()));
    }
    let mut text = format!("[{usual}");
    match name {
        Some(name) if name != usual => text.push_str(&format!(" ({name})")),
        None => text.push_str(" (null prototype)"),
        _ => {}
    }
    text.push_str(&format!(": {}]", inspector.primitive(vm, primitive, false)));
    if !tag.is_empty() && Some(tag) != name {
        text.push_str(&format!(" [{tag}]"));
    }
    base.text = Some(text);
}

fn function_text(
    vm: &mut Vm,
    object: Gc<Object>,
    constructor: Option<&str>,
    tag: &str,
) -> Res<String> {
    let name_key = vm.names.name;
    let own_name = vm.get_own_property(object, name_key)?.and_then(|own| own.value);
    let name = own_name.and_then(Value::as_string).map(|s| s.to_rust()).unwrap_or_default();
    let code = Value::cell(object).as_function().map(|f| f.code.get());
    if code.is_some_and(|code| code.has(flags::CLASS_CONSTRUCTOR)) {
        let mut text = if name.is_empty() {
            "[class (anonymous)".to_owned()
        } else {
            format!("[class {name}")
        };
        match constructor {
            None => text.push_str(" extends [null prototype]"),
            Some(constructor) if constructor != "Function" => {
                text.push_str(&format!(" [{constructor}]"))
            }
            _ => {}
        }
        if let Some(parent) = vm.get_prototype_of(object)? {
            let parent = vm.function_display_name(Value::cell(parent));
            if !parent.is_empty() {
                text.push_str(&format!(" extends {parent}"));
            }
        }
        return Ok(text + "]");
    }
    let generator = code.is_some_and(|code| code.has(flags::GENERATOR));
    let kind = match (code.is_some_and(|code| code.has(flags::ASYNC)), generator) {
        (false, false) => "Function",
        (false, true) => "GeneratorFunction",
        (true, false) => "AsyncFunction",
        (true, true) => "AsyncGeneratorFunction",
    };
    let mut text = format!("[{kind}");
    if constructor.is_none() {
        text.push_str(" (null prototype)");
    }
    text.push_str(&if name.is_empty() { " (anonymous)".to_owned() } else { format!(": {name}") });
    text.push(']');
    if let Some(constructor) = constructor.filter(|c| *c != kind && *c != "Function") {
        text.push_str(&format!(" {constructor}"));
    }
    if !tag.is_empty() && constructor != Some(tag) {
        text.push_str(&format!(" [{tag}]"));
    }
    Ok(text)
}

/// An error's stack, else its header in brackets; keys that the stack shows already are left out.
fn error_text(
    vm: &mut Vm,
    inspector: &Inspector,
    object: Gc<Object>,
    constructor: Option<&str>,
    keys: &mut RootVec<PropertyKey>,
) -> Res<String> {
    let (name_key, message_key, stack_key) = (vm.names.name, vm.names.message, vm.names.stack);
    let stack = vm.data_property(object, stack_key).and_then(Value::as_string).map(|s| s.to_rust());
    let mut text = match stack {
        Some(stack) if !stack.is_empty() => stack,
        _ => vm.error_header(object),
    };
    let shown = text.clone();
    let in_stack = |vm: &mut Vm, key| {
        let value = vm.data_property(object, key).and_then(Value::as_string);
        value.is_some_and(|s| shown.contains(&s.to_rust()))
    };
    let (name_shown, message_shown) = (in_stack(vm, name_key), in_stack(vm, message_key));
    let hidden = |key: PropertyKey| {
        key == stack_key || key == name_key && name_shown || key == message_key && message_shown
    };
    keys.with_mut(|keys| keys.retain(|key| !hidden(*key)));
    // A class of errors that gave itself no name is shown by the name of the class.
    let name = vm.error_text(object, name_key).and_then(Value::as_string).map(|s| s.to_rust());
    if let Some(constructor) = constructor
        && let Some(name) = name.filter(|name| name != constructor)
        && text.starts_with(&name)
        && !text.lines().next().unwrap_or_default().contains(constructor)
    {
        text = if constructor.ends_with(&name) || name == "Error" {
            format!("{constructor}{}", &text[name.len()..])
        } else if object.kind() == Kind::DomException as u8 && name.ends_with("Error") {
            format!("{constructor} [{name}]{}", &text[name.len()..])
        } else {
            text
        };
    }
    if !text.contains("\n    at ") {
        text = format!("[{text}]");
    }
    if inspector.indent > 0 {
        text = text.replace('\n', &format!("\n{}", " ".repeat(inspector.indent)));
    }
    Ok(text)
}
