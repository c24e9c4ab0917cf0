//! How functions and classes are named.
//!
//! Invariant: a class is what the parser knows as one, whatever its source text looks like.

use super::chain::{find, function_name, own, prototype};
use super::{Inspector, text::string_of};
use crate::builtins::prelude::*;
use crate::runtime::code::flags;

impl Inspector<'_> {
    /// A function in brackets, with its name and constructor.
    pub(super) fn function(
        &self,
        vm: &mut Vm,
        object: Gc<Object>,
        constructor: Option<&str>,
        tag: &str,
    ) -> Res<String> {
        let code = Value::cell(object).as_function().map(|function| function.code.get());
        let has = |flag| code.is_some_and(|code| code.has(flag));
        if has(flags::CLASS_CONSTRUCTOR) {
            return class(vm, object, constructor, tag);
        }
        let kind = match (has(flags::ASYNC), has(flags::GENERATOR)) {
            (false, false) => "Function",
            (false, true) => "GeneratorFunction",
            (true, false) => "AsyncFunction",
            (true, true) => "AsyncGeneratorFunction",
        };
        let key = vm.names.name;
        let name = match find(vm, object, key)? {
            None => "undefined".to_owned(),
            // What a getter would say is not known.
            Some(PropertyDescriptor { value: None, .. }) => String::new(),
            Some(PropertyDescriptor { value: Some(name), .. }) => {
                string_of(name).unwrap_or_else(|| vm.value_display(name))
            }
        };
        let base = if constructor.is_none() { " (null prototype)" } else { "" };
        let name = if name.is_empty() { " (anonymous)".to_owned() } else { format!(": {name}") };
        let mut text = format!("[{kind}{base}{name}]");
        if let Some(constructor) = constructor.filter(|name| *name != kind) {
            text.push_str(&format!(" {constructor}"));
        }
        if !tag.is_empty() && constructor != Some(tag) {
            text.push_str(&format!(" [{tag}]"));
        }
        Ok(text)
    }
}

fn class(vm: &mut Vm, object: Gc<Object>, constructor: Option<&str>, tag: &str) -> Res<String> {
    let key = vm.names.name;
    let name = match own(vm, object, key)?.and_then(|own| own.value) {
        Some(name) => string_of(name).unwrap_or_else(|| vm.value_display(name)),
        None => String::new(),
    };
    let mut text = format!("[class {}", if name.is_empty() { "(anonymous)" } else { &name });
    if let Some(constructor) = constructor.filter(|name| *name != "Function") {
        text.push_str(&format!(" [{constructor}]"));
    }
    if !tag.is_empty() && constructor != Some(tag) {
        text.push_str(&format!(" [{tag}]"));
    }
    match (constructor, prototype(vm, object)?) {
        (Some(_), Some(parent)) => {
            let parent = function_name(vm, Value::cell(parent))?.unwrap_or_default();
            if !parent.is_empty() {
                text.push_str(&format!(" extends {parent}"));
            }
        }
        _ => text.push_str(" extends [null prototype]"),
    }
    Ok(text + "]")
}
