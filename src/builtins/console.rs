//! `print` and `console` (https://console.spec.whatwg.org/), written through the host's output hook.
//!
//! Invariant: each call writes once, a whole line or several, so that a host sees lines.

use super::inspect::{format_arguments, inspect};
use super::prelude::*;
use crate::runtime::string::encode_wtf8;
use crate::runtime::vm::host::Stream;
use std::time::Instant;

/// Defines the two globals.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    vm.define_method(realm.global.get(), "print", 1, print);
    let console = vm.new_object();
    vm.define_value(realm.global.get(), "console", Value::cell(console), Attributes::METHOD);
    let list: &[Method] = &[
        ("log", 0, |vm, a| log(vm, a, Stream::Out)),
        ("warn", 0, |vm, a| log(vm, a, Stream::Error)),
        ("error", 0, |vm, a| log(vm, a, Stream::Error)),
        ("info", 0, |vm, a| log(vm, a, Stream::Out)),
        ("debug", 0, |vm, a| log(vm, a, Stream::Out)),
        ("trace", 0, trace),
        ("dir", 0, dir),
        ("assert", 0, assert),
        ("group", 0, group),
        ("groupCollapsed", 0, group),
        ("groupEnd", 0, group_end),
        ("count", 0, count),
        ("countReset", 0, count_reset),
        ("time", 0, time),
        ("timeLog", 0, |vm, a| time_log(vm, a, false)),
        ("timeEnd", 0, |vm, a| time_log(vm, a, true)),
    ];
    for (name, length, code) in list {
        let key = vm.key_from_str(name);
        let function = vm.new_native_function(key, *length, *code);
        vm.define_value(console, key, Value::cell(function), Attributes::ALL);
    }
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
    let indent = " ".repeat(vm.host.indent);
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

/// Logger (https://console.spec.whatwg.org/#logger)
fn log(vm: &mut Vm, arguments: Arguments, stream: Stream) -> Res {
    let text = format_arguments(vm, arguments.as_slice())?;
    write(vm, stream, &text);
    Ok(Value::UNDEFINED)
}

/// console.trace (https://console.spec.whatwg.org/#trace)
fn trace(vm: &mut Vm, arguments: Arguments) -> Res {
    let text = format_arguments(vm, arguments.as_slice())?;
    let frames = vm.stack_trace(crate::runtime::stack_trace::SkipFrames::One);
    let colon = if text.is_empty() { "" } else { ": " };
    write(vm, Stream::Error, &format!("Trace{colon}{text}{frames}"));
    Ok(Value::UNDEFINED)
}

/// console.dir (https://console.spec.whatwg.org/#dir)
fn dir(vm: &mut Vm, arguments: Arguments) -> Res {
    let text = inspect(vm, arguments.get(0))?;
    write(vm, Stream::Out, &text);
    Ok(Value::UNDEFINED)
}

/// console.assert (https://console.spec.whatwg.org/#assert)
fn assert(vm: &mut Vm, arguments: Arguments) -> Res {
    if vm.to_boolean(arguments.get(0)) {
        return Ok(Value::UNDEFINED);
    }
    let text = format_arguments(vm, arguments.as_slice().get(1..).unwrap_or_default())?;
    let colon = if text.is_empty() { "" } else { ": " };
    write(vm, Stream::Error, &format!("Assertion failed{colon}{text}"));
    Ok(Value::UNDEFINED)
}

/// console.group (https://console.spec.whatwg.org/#group)
fn group(vm: &mut Vm, arguments: Arguments) -> Res {
    if !arguments.is_empty() {
        log(vm, arguments, Stream::Out)?;
    }
    vm.host.indent = (vm.host.indent + 2).min(1000);
    Ok(Value::UNDEFINED)
}

/// console.groupEnd (https://console.spec.whatwg.org/#groupend)
fn group_end(vm: &mut Vm, _: Arguments) -> Res {
    vm.host.indent = vm.host.indent.saturating_sub(2);
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
    let count = vm.host.counts.entry(label.clone()).or_insert(0);
    *count += 1;
    let text = format!("{label}: {count}");
    write(vm, Stream::Out, &text);
    Ok(Value::UNDEFINED)
}

/// console.countReset (https://console.spec.whatwg.org/#countreset)
fn count_reset(vm: &mut Vm, arguments: Arguments) -> Res {
    let label = label(vm, arguments)?;
    vm.host.counts.remove(&label);
    Ok(Value::UNDEFINED)
}

/// console.time (https://console.spec.whatwg.org/#time)
fn time(vm: &mut Vm, arguments: Arguments) -> Res {
    let label = label(vm, arguments)?;
    vm.host.timers.entry(label).or_insert_with(Instant::now);
    Ok(Value::UNDEFINED)
}

/// console.timeLog (https://console.spec.whatwg.org/#timelog) and console.timeEnd
/// (https://console.spec.whatwg.org/#timeend)
fn time_log(vm: &mut Vm, arguments: Arguments, end: bool) -> Res {
    let label = label(vm, arguments)?;
    let Some(start) = vm.host.timers.get(&label).copied() else { return Ok(Value::UNDEFINED) };
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    if end {
        vm.host.timers.remove(&label);
    }
    write(vm, Stream::Out, &format!("{label}: {milliseconds:.3}ms"));
    Ok(Value::UNDEFINED)
}
