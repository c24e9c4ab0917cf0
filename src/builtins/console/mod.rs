//! `print` and `console` (https://console.spec.whatwg.org/), written through the host's output hook as Node words it.
//!
//! Invariant: each call writes once, a whole line or several, so that a host sees lines.

mod table;
mod timer;

use super::inspect::{InspectOptions, format_arguments, inspect};
use super::prelude::*;
use crate::runtime::string::encode_wtf8;
use crate::runtime::vm::host::Stream;

/// `console.group` indents no further.
const MAX_INDENT: usize = 1000;

/// Defines the two globals.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    vm.define_method(realm.global.get(), "print", 1, print);
    let console = vm.new_object();
    vm.define_value(realm.global.get(), "console", Value::cell(console), Attributes::METHOD);
    let list: &[Method] = &[
        ("log", 0, |vm, a| log(vm, a.as_slice(), Stream::Out)),
        ("warn", 0, |vm, a| log(vm, a.as_slice(), Stream::Error)),
        ("dir", 0, dir),
        ("time", 0, timer::time),
        ("timeEnd", 0, |vm, a| timer::time_log(vm, a, true)),
        ("timeLog", 0, |vm, a| timer::time_log(vm, a, false)),
        ("trace", 0, trace),
        ("assert", 0, assert),
        ("clear", 0, clear),
        ("count", 0, count),
        ("countReset", 0, count_reset),
        ("group", 0, group),
        ("groupEnd", 0, group_end),
        ("table", 1, table::table),
        ("debug", 0, |vm, a| log(vm, a.as_slice(), Stream::Out)),
        ("info", 0, |vm, a| log(vm, a.as_slice(), Stream::Out)),
        ("dirxml", 0, |vm, a| log(vm, a.as_slice(), Stream::Out)),
        ("error", 0, |vm, a| log(vm, a.as_slice(), Stream::Error)),
        ("groupCollapsed", 0, group),
    ];
    for (name, length, code) in list {
        let key = vm.key_from_str(name);
        let function = vm.new_native_function(key, *length, *code);
        vm.define_value(console, key, Value::cell(function), Attributes::ALL);
    }
    let tag = Value::cell(vm.new_string("console"));
    vm.define_value(console, vm.symbols.to_string_tag, tag, Attributes::CONFIGURABLE);
}

/// `print`: the strings of the arguments with spaces between them, and a line break.
fn print(vm: &mut Vm, arguments: Arguments) -> Res {
    let mut line = Vec::new();
    for (i, value) in arguments.as_slice().iter().enumerate() {
        if i > 0 {
            line.push(b' ');
        }
        let string = vm.to_string(*value)?;
        let flat = vm.flatten(string);
        line.extend(encode_wtf8(flat.view()));
    }
    line.push(b'\n');
    vm.write_output(Stream::Out, &line);
    Ok(Value::UNDEFINED)
}

/// Writes lines, each indented as the open groups ask.
fn write(vm: &mut Vm, stream: Stream, text: &str) {
    let indent = " ".repeat(vm.host.console.indent);
    let mut line = String::with_capacity(text.len() + indent.len() + 1);
    for (i, part) in text.split('\n').enumerate() {
        if i > 0 {
            line.push('\n');
        }
        line.push_str(&indent);
        line.push_str(part);
    }
    line.push('\n');
    vm.write_output(stream, line.as_bytes());
}

/// Writes a warning, which Node puts behind the number of its process.
fn warning(vm: &mut Vm, text: &str) {
    vm.write_output(Stream::Error, format!("Warning: {text}\n").as_bytes());
}

/// How a stream shows values.
fn options(vm: &mut Vm, stream: Stream) -> InspectOptions {
    InspectOptions::colored(*vm.host.console.colors(stream))
}

/// Logger (https://console.spec.whatwg.org/#logger)
fn log(vm: &mut Vm, arguments: &[Value], stream: Stream) -> Res {
    let options = options(vm, stream);
    let text = format_arguments(vm, arguments, &options)?;
    write(vm, stream, &text);
    Ok(Value::UNDEFINED)
}

/// console.trace (https://console.spec.whatwg.org/#trace)
fn trace(vm: &mut Vm, arguments: Arguments) -> Res {
    let options = options(vm, Stream::Error);
    let text = format_arguments(vm, arguments.as_slice(), &options)?;
    let frames = vm.stack_trace(crate::runtime::stack_trace::SkipFrames::One);
    let colon = if text.is_empty() { "" } else { ": " };
    write(vm, Stream::Error, &format!("Trace{colon}{text}{frames}"));
    Ok(Value::UNDEFINED)
}

/// console.dir (https://console.spec.whatwg.org/#dir)
fn dir(vm: &mut Vm, arguments: Arguments) -> Res {
    let mut options = options(vm, Stream::Out);
    if let Some(wanted) = arguments.get(1).as_object() {
        options = options.changed_by(vm, wanted)?;
    }
    let text = inspect(vm, arguments.get(0), &options)?;
    write(vm, Stream::Out, &text);
    Ok(Value::UNDEFINED)
}

/// console.assert (https://console.spec.whatwg.org/#assert): the first argument is converted to a string, and may be a format.
fn assert(vm: &mut Vm, arguments: Arguments) -> Res {
    if vm.to_boolean(arguments.get(0)) {
        return Ok(Value::UNDEFINED);
    }
    let mut rest: RootVec<Value> = vm.heap.root_vec();
    rest.extend_from_slice(arguments.as_slice().get(1..).unwrap_or_default());
    let mut text = "Assertion failed".to_owned();
    if let Some(first) = rest.first().copied() {
        text += ": ";
        text += &vm.to_string(first)?.to_rust();
    }
    let text = Value::cell(vm.new_string(&text));
    if rest.is_empty() {
        rest.push(text);
    } else {
        rest.with_mut(|rest| rest[0] = text);
    }
    log(vm, &rest, Stream::Error)
}

/// console.clear (https://console.spec.whatwg.org/#clear): where the stream is a terminal that knows escape sequences, which a host
/// tells by having values coloured.
fn clear(vm: &mut Vm, _: Arguments) -> Res {
    if *vm.host.console.colors(Stream::Out) {
        vm.write_output(Stream::Out, b"\x1B[1;1H\x1B[0J");
    }
    Ok(Value::UNDEFINED)
}

/// console.group (https://console.spec.whatwg.org/#group)
fn group(vm: &mut Vm, arguments: Arguments) -> Res {
    if !arguments.is_empty() {
        log(vm, arguments.as_slice(), Stream::Out)?;
    }
    vm.host.console.indent = (vm.host.console.indent + 2).min(MAX_INDENT);
    Ok(Value::UNDEFINED)
}

/// console.groupEnd (https://console.spec.whatwg.org/#groupend)
fn group_end(vm: &mut Vm, _: Arguments) -> Res {
    vm.host.console.indent = vm.host.console.indent.saturating_sub(2);
    Ok(Value::UNDEFINED)
}

fn label(vm: &mut Vm, arguments: Arguments) -> Res<String> {
    match arguments.get(0) {
        Value::UNDEFINED => Ok("default".to_owned()),
        value => Ok(vm.to_string(value)?.to_rust()),
    }
}

/// console.count (https://console.spec.whatwg.org/#count)
fn count(vm: &mut Vm, arguments: Arguments) -> Res {
    let label = label(vm, arguments)?;
    let count = vm.host.console.counts.entry(label.clone()).or_insert(0);
    *count += 1;
    let text = format!("{label}: {count}");
    write(vm, Stream::Out, &text);
    Ok(Value::UNDEFINED)
}

/// console.countReset (https://console.spec.whatwg.org/#countreset)
fn count_reset(vm: &mut Vm, arguments: Arguments) -> Res {
    let label = label(vm, arguments)?;
    if vm.host.console.counts.remove(&label).is_none() {
        warning(vm, &format!("Count for '{label}' does not exist"));
    }
    Ok(Value::UNDEFINED)
}
