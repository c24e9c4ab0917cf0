//! Errors: the stack trace, and which properties it leaves to be shown.
//!
//! Invariant: what the trace says already is not shown again as a property; a trace that is no trace stands in brackets.

use super::Inspector;
use super::base::prefix;
use super::chain::{behind_proxies, data, find, is_error, own};
use super::style::Style;
use super::text::string_of;
use crate::builtins::prelude::*;
use crate::runtime::object::Array;
use rustc_hash::FxHashMap;

/// What begins the frames of a trace.
const FRAME: &str = "\n    at";
/// So many equal frames at least are left out of a trace where that of the cause has them too.
const FEW_FRAMES: usize = 3;

impl Inspector<'_> {
    /// An error's stack trace, or its header in brackets. Takes the keys that it shows already off the list, and adds those
    /// that are shown although they are not enumerable.
    pub(super) fn error(
        &self,
        vm: &mut Vm,
        error: Gc<Object>,
        constructor: Option<&str>,
        tag: &str,
        keys: &mut RootVec<PropertyKey>,
    ) -> Res<String> {
        let name = match field(vm, error, vm.names.name)? {
            Some(name) if !name.is_nullish() => shown(vm, name),
            _ => "Error".to_owned(),
        };
        let stack = stack_of(vm, error)?;
        self.choose_keys(vm, error, &stack, keys)?;
        let stack = with_class(stack, constructor, &name, tag);
        let message = field(vm, error, vm.names.message)?.and_then(string_of).unwrap_or_default();
        // A message may look like frames.
        let behind = match stack.find(&*message).filter(|at| *at > 0 && !message.is_empty()) {
            Some(at) => at + message.len(),
            None => 0,
        };
        let mut text = match stack[behind..].find(FRAME).map(|at| at + behind) {
            None => format!("[{stack}]"),
            Some(start) => {
                let frames = self.frames(vm, error, &stack[start + 1..])?;
                format!("{}\n{}", &stack[..start], frames.join("\n"))
            }
        };
        if self.indent > 0 {
            text = text.replace('\n', &format!("\n{}", " ".repeat(self.indent)));
        }
        Ok(text)
    }

    /// Which keys are shown beside the trace.
    fn choose_keys(
        &self,
        vm: &mut Vm,
        error: Gc<Object>,
        stack: &str,
        keys: &mut RootVec<PropertyKey>,
    ) -> Res<()> {
        if !self.options.show_hidden {
            for key in [vm.names.name, vm.names.message, vm.names.stack] {
                if !keys.contains(&key) {
                    continue;
                }
                let Some(value) = field(vm, error, key)? else { continue };
                if stack.contains(&shown(vm, value)) {
                    keys.with_mut(|keys| keys.retain(|k| *k != key));
                }
            }
        }
        let cause = vm.names.cause;
        if !keys.contains(&cause) && find(vm, error, cause)?.is_some() {
            keys.push(cause);
        }
        let errors = vm.names.errors;
        let list = field(vm, error, errors)?.unwrap_or(Value::UNDEFINED);
        let is_list = behind_proxies(vm, list)?.is_some_and(|list| Array::of(list).is_some());
        if is_list && !keys.contains(&errors) {
            keys.push(errors);
        }
        // What a SuppressedError is about (https://tc39.es/ecma262/#sec-suppressederror).
        let keys_of_suppressed = [vm.key_from_str("error"), vm.key_from_str("suppressed")];
        let hidden = |own: Option<PropertyDescriptor>| {
            own.is_some_and(|own| own.value.is_some() && own.enumerable == Some(false))
        };
        let [first, second] = keys_of_suppressed;
        if hidden(own(vm, error, first)?) && hidden(own(vm, error, second)?) {
            for key in keys_of_suppressed {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        Ok(())
    }

    /// The frames of a trace; those that the cause's trace has too are only counted.
    fn frames(&self, vm: &mut Vm, error: Gc<Object>, trace: &str) -> Res<Vec<String>> {
        let mut lines: Vec<String> = trace.split('\n').map(str::to_owned).collect();
        let cause = field(vm, error, vm.names.cause)?.unwrap_or(Value::UNDEFINED);
        if let Some(cause) = behind_proxies(vm, cause)?
            && is_error(vm, cause)?
        {
            let stack = stack_of(vm, cause)?;
            if let Some(start) = stack.find(FRAME) {
                let others: Vec<&str> = stack[start + 1..].split('\n').collect();
                if let Some((at, count)) = common_lines(&lines, &others) {
                    let skipped = count - 2;
                    let text = format!("    ... {skipped} lines matching cause stack trace ...");
                    let text = self.paint(text, Style::Undefined);
                    lines.splice(at + 1..at + 1 + skipped, [text]);
                }
            }
        }
        if self.options.colors {
            lines = lines.into_iter().map(|line| self.mark_packages(&line)).collect();
        }
        Ok(lines)
    }

    /// A frame in which the names of packages stand out.
    fn mark_packages(&self, line: &str) -> String {
        const FOLDER: &str = "/node_modules/";
        let mut text = String::new();
        let mut rest = line;
        while let Some(at) = rest.find(FOLDER) {
            let (before, name) = rest.split_at(at + FOLDER.len());
            text.push_str(before);
            let scope =
                if name.starts_with('@') { name.find('/').map_or(0, |at| at + 1) } else { 0 };
            let Some(end) = name[scope..].find('/').map(|at| at + scope) else {
                rest = name;
                break;
            };
            text.push_str(&self.paint(&name[..end], Style::Module));
            rest = &name[end..];
        }
        text + rest
    }
}

/// A property of an error, own or inherited, that has a value.
fn field(vm: &mut Vm, error: Gc<Object>, key: PropertyKey) -> Res<Option<Value>> {
    if let Some(found) = data(vm, error, key)? {
        return Ok(Some(found));
    }
    let is_text = key == vm.names.name || key == vm.names.message;
    Ok(if is_text { vm.error_text(error, key) } else { None })
}

/// How a value converts to a string, as far as that can be told without running a script.
fn shown(vm: &mut Vm, value: Value) -> String {
    if value.is_object() && !value.is_callable() && value.as_array().is_none() {
        return "[object Object]".to_owned();
    }
    vm.value_display(value)
}

/// The trace of an error, else its header. As in V8, a trace that no script has touched begins with the name and message that
/// the error has now.
fn stack_of(vm: &mut Vm, error: Gc<Object>) -> Res<String> {
    if let Some(stack) = vm.current_stack(error) {
        return Ok(stack);
    }
    let stack = field(vm, error, vm.names.stack)?.filter(|stack| vm.to_boolean(*stack));
    Ok(match stack {
        Some(stack) => shown(vm, stack),
        None => vm.error_header(error),
    })
}

/// The trace with the name of the error's class, where the header has only that of a class that it extends.
fn with_class(stack: String, constructor: Option<&str>, name: &str, tag: &str) -> String {
    let is_header = || {
        let rest = stack.strip_prefix(name);
        name.ends_with("Error")
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '\n']))
    };
    if constructor.is_some() && !is_header() {
        return stack;
    }
    let (mut length, mut fallback) = (name.len(), "Error");
    if constructor.is_none() {
        let found = class_in_header(&stack);
        length = found.len();
        fallback = if found.is_empty() { "Error" } else { found };
    }
    let prefix = prefix(constructor, tag, fallback, "");
    let prefix = prefix.trim_end();
    if name == prefix {
        return stack;
    }
    if !prefix.contains(name) {
        return format!("{prefix} [{name}]{}", &stack[length..]);
    }
    match length {
        0 => format!("{prefix}: {stack}"),
        _ => format!("{prefix}{}", &stack[length..]),
    }
}

/// What looks like the name of a class at the beginning of a trace; empty if nothing does.
fn class_in_header(stack: &str) -> &str {
    let of_name = |c: char| c.is_ascii_alphanumeric() || "_ []()-".contains(c);
    let end = stack.find(|c| !of_name(c)).unwrap_or(stack.len());
    let (name, rest) = stack.split_at(end);
    if end > 1
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && (rest.starts_with(':') || rest.starts_with(FRAME))
    {
        return name;
    }
    let of_word = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    if stack.ends_with("Error") && stack.chars().all(of_word) { stack } else { "" }
}

/// Where a run of more than [`FEW_FRAMES`] lines begins that the others have too, and how long it is.
fn common_lines(lines: &[String], others: &[&str]) -> Option<(usize, usize)> {
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, line) in others.iter().enumerate() {
        first.entry(line).or_insert(at);
    }
    for at in 0..lines.len().saturating_sub(FEW_FRAMES) {
        let Some(other) = first.get(&*lines[at]) else { continue };
        let pairs = lines[at..].iter().zip(&others[*other..]);
        let count = pairs.take_while(|(a, b)| a == *b).count();
        if count > FEW_FRAMES {
            return Some((at, count));
        }
    }
    None
}
