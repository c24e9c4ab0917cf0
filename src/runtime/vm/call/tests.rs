//! Tests of calls: every sort of callee, limits, traces, terminations.

use super::*;
use crate::runtime::code::CodeData;
use crate::runtime::code::NOT_COMPILED;
use crate::runtime::error::ErrorKind;
use crate::runtime::source::Source;
use crate::runtime::string::StringExt;
use crate::runtime::testing::{new_vm, stressed_vm, text, thrown};
use crate::runtime::vm::interrupt;
use jsrun_gc::{Cell, Header, Slot};
use std::cell::Cell as StdCell;
use std::rc::Rc;
use std::sync::atomic::Ordering;

/// A function whose body is whatever `vm.run_function` does.
fn function(vm: &mut Vm, parameters: u32, flags: u32) -> Value {
    let source =
        Rc::new(Source::new("file.js", "function f() {\n  return g();\n}".as_bytes().to_vec()));
    let position = crate::runtime::code::Position { index: 0, offset: 24 };
    let data = Box::into_raw(Box::new(CodeData {
        bytecode: Box::default(),
        constants: Box::default(),
        caches: Box::default(),
        handlers: Box::default(),
        positions: Box::new([position]),
        texts: Box::default(),
        source,
        span: (0, 31),
        evals: Box::default(),
        register_names: Box::default(),
        statements: Box::default(),
        counts: Default::default(),
    }));
    let name = text(vm, "f");
    let realm = vm.realm();
    let code = vm.heap.alloc(Code {
        header: Header::new(Code::KIND, 0),
        entry: StdCell::new(0),
        frame_bytes: 8 * (1 + parameters as usize + 4),
        parameter_count: parameters,
        flags,
        counter: StdCell::new(0),
        length: parameters,
        bytecode: std::ptr::null(),
        constants: std::ptr::null(),
        caches: std::ptr::null_mut(),
        name: Slot::new(name),
        realm,
        data,
        compiled: StdCell::new(NOT_COMPILED),
    });
    Value::cell(vm.new_function(code, Value::UNDEFINED))
}

fn native(vm: &mut Vm, code: crate::runtime::function::NativeCode) -> Value {
    let name = vm.key_from_str("native");
    Value::cell(vm.new_native_function(name, 0, code))
}

/// Joins `this` and the arguments.
fn join(vm: &mut Vm, args: Arguments) -> Res {
    let mut text = vm.to_string(args.this())?;
    for i in 0..args.len() {
        let argument = vm.to_string(args.get(i))?;
        text = vm.concat(text, argument)?;
    }
    Ok(Value::cell(text))
}

fn shown(result: Res) -> String {
    result.unwrap().as_string().unwrap().to_rust()
}

#[test]
fn natives_see_this_and_arguments() {
    let mut vm = stressed_vm();
    let f = native(&mut vm, join);
    let this = text(&mut vm, "t");
    let more = text(&mut vm, "x");
    assert_eq!(shown(vm.call(f, this, &[Value::int(1), more])), "t1x");
    assert!(vm.frame.is_none());
    assert!(vm.call(Value::int(5), this, &[]).is_err());
    assert_eq!(thrown(&mut vm), "TypeError: 5 is not a function");
    assert!(vm.construct(f, &[], f).is_err());
}

#[test]
fn bound_functions_come_in_any_number() {
    let mut vm = new_vm();
    let mut f = native(&mut vm, join);
    let this = text(&mut vm, "this");
    for i in 0..100_000 {
        let arguments = if i % 1000 == 0 { vec![Value::int(i / 1000 % 10)] } else { vec![] };
        let target = f.as_object().unwrap();
        let this = if i == 0 { this } else { Value::NULL };
        f = Value::cell(vm.new_bound_function(target, this, &arguments).unwrap());
    }
    let expected = format!("this{}!", "0123456789".repeat(10));
    let mark = text(&mut vm, "!");
    assert_eq!(shown(vm.call(f, Value::UNDEFINED, &[mark])), expected);
}

#[test]
fn native_recursion_ends_in_a_range_error() {
    fn recurse(vm: &mut Vm, args: Arguments) -> Res {
        vm.call(args.callee(), Value::UNDEFINED, &[Value::int(1)])
    }
    let mut vm = new_vm();
    let f = native(&mut vm, recurse);
    for _ in 0..3 {
        assert!(vm.call(f, Value::UNDEFINED, &[]).is_err());
        assert_eq!(thrown(&mut vm), "RangeError: Maximum call stack size exceeded");
        assert!(vm.frame.is_none());
    }
    // The VM stack alone: arguments by the hundred thousand.
    let many = vec![Value::int(1); 1 << 20];
    assert!(vm.call(f, Value::UNDEFINED, &many).is_err());
    assert_eq!(thrown(&mut vm), "RangeError: Maximum call stack size exceeded");
}

#[test]
fn frames_are_as_the_contract_says() {
    /// Returns a string of what the frame holds.
    unsafe fn show(vm: &mut Vm, frame: Frame) -> Res {
        vm.frame = frame;
        // SAFETY: the frame is of one of the functions below.
        let text = unsafe {
            let argc = frame.argument_count() as usize;
            let code = frame.code_unchecked();
            let declared: Vec<Value> =
                (1..=code.parameter_count as usize).map(|i| *frame.0.add(i)).collect();
            let arguments = crate::runtime::vm::frame::frame_arguments(frame);
            assert_eq!(arguments.len(), argc);
            format!("{:?} {declared:?} {arguments:?}", *frame.0)
        };
        Ok(Value::cell(vm.new_string(&text)))
    }
    let mut vm = stressed_vm();
    vm.run_function = show;
    let keeps = function(&mut vm, 2, flags::KEEPS_SURPLUS);
    let plain = function(&mut vm, 2, 0);
    let args = [Value::int(1), Value::int(2), Value::int(3)];
    assert_eq!(shown(vm.call(keeps, Value::int(9), &args)), "9 [1, 2] [1, 2, 3]");
    assert_eq!(shown(vm.call(keeps, Value::int(9), &args[..2])), "9 [1, 2] [1, 2]");
    assert_eq!(shown(vm.call(keeps, Value::int(9), &args[..1])), "9 [1, undefined] [1]");
    assert_eq!(shown(vm.call(plain, Value::int(9), &[])), "9 [undefined, undefined] []");
    let class = function(&mut vm, 0, flags::CLASS_CONSTRUCTOR);
    assert!(vm.call(class, Value::NULL, &[]).is_err());
    assert_eq!(thrown(&mut vm), "TypeError: Class constructor f cannot be invoked without 'new'");
}

#[test]
fn constructors_make_objects() {
    unsafe fn run(vm: &mut Vm, frame: Frame) -> Res {
        vm.frame = frame;
        // SAFETY: the frame is complete; the function has one parameter.
        let (this, argument) = unsafe { (*frame.0, *frame.0.add(1)) };
        assert!(this.is_object() || this == Value::UNINITIALIZED);
        Ok(argument)
    }
    let mut vm = stressed_vm();
    vm.run_function = run;
    let base = function(&mut vm, 1, flags::BASE_CONSTRUCTOR);
    let made = vm.construct(base, &[Value::int(1)], base).unwrap();
    assert!(made.is_object());
    let other = Value::cell(vm.new_object());
    assert_eq!(vm.construct(base, &[other], base), Ok(other));
    let derived = function(&mut vm, 1, flags::DERIVED_CONSTRUCTOR | flags::CLASS_CONSTRUCTOR);
    assert_eq!(vm.construct(derived, &[other], derived), Ok(other));
}

#[test]
fn traces_name_functions_and_places() {
    fn fail(vm: &mut Vm, _: Arguments) -> Res {
        let error = vm.new_error(ErrorKind::TypeError, "no");
        Err(vm.throw(Value::cell(error)))
    }
    unsafe fn run(vm: &mut Vm, frame: Frame) -> Res {
        vm.frame = frame;
        // SAFETY: the function has one parameter.
        let callee = unsafe { *frame.0.add(1) };
        vm.call(callee, Value::UNDEFINED, &[])
    }
    let mut vm = stressed_vm();
    vm.run_function = run;
    let f = function(&mut vm, 1, 0);
    let g = native(&mut vm, fail);
    assert!(vm.call(f, Value::UNDEFINED, &[g]).is_err());
    let exception = vm.catch().unwrap();
    let uncaught = vm.describe_exception(exception);
    assert!(uncaught.is_error);
    assert_eq!(uncaught.message, "no");
    let (header, frames) = uncaught.stack.split_once('\n').unwrap();
    assert!(header.ends_with(": no") || header == "no", "{header}");
    assert_eq!(frames, "    at native (<anonymous>)\n    at f (file.js:2:10)");
    let position = uncaught.position.unwrap();
    assert_eq!((position.source_name.as_str(), position.line, position.column), ("file.js", 2, 10));
    assert_eq!(position.source_line, "  return g();");
}

#[test]
fn terminations_pass_through_everything() {
    fn forever(vm: &mut Vm, _: Arguments) -> Res {
        loop {
            vm.poll_interrupt()?;
            std::hint::spin_loop();
        }
    }
    let mut vm = new_vm();
    let handle = vm.interrupt_handle();
    let f = native(&mut vm, forever);
    let thread = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(20));
        handle.terminate();
        handle
    });
    assert!(vm.call(f, Value::UNDEFINED, &[]).is_err());
    let handle = thread.join().unwrap();
    assert!(vm.is_terminating() && vm.catch().is_err());
    // No call goes through until the host allows it.
    let g = native(&mut vm, |_, _| Ok(Value::int(7)));
    assert!(vm.call(g, Value::UNDEFINED, &[]).is_err() && vm.is_terminating());
    vm.clear_termination();
    assert_eq!(vm.call(g, Value::UNDEFINED, &[]), Ok(Value::int(7)));
    drop(vm);
    handle.terminate();
}

#[test]
fn callbacks_run_and_go_on() {
    let mut vm = new_vm();
    let count = Rc::new(StdCell::new(0));
    let seen = count.clone();
    vm.set_interrupt_callback(Some(Rc::new(move |_| {
        seen.set(seen.get() + 1);
        Ok(())
    })));
    vm.request_interrupt(interrupt::CALLBACK);
    let g = native(&mut vm, |_, _| Ok(Value::int(7)));
    assert_eq!(vm.call(g, Value::UNDEFINED, &[]), Ok(Value::int(7)));
    assert_eq!(count.get(), 1);
    assert_eq!(vm.interrupt.load(Ordering::SeqCst), 0);
}

#[test]
fn panics_stop_at_the_boundary() {
    let mut vm = new_vm();
    let result = vm.guard(|_| -> Res { std::panic::resume_unwind(Box::new("broken")) });
    assert!(result.is_err() && vm.is_terminating());
    assert_eq!(vm.engine_error(), Some("broken"));
    let uncaught = vm.describe_exception(Vm::TERMINATION);
    assert!(uncaught.is_termination && uncaught.message == "broken");
    vm.clear_termination();
    vm.heap.set_limit(32 << 20);
    let result = vm.guard(|vm| Ok(Value::cell(vm.new_latin1_with(1 << 28, |_| {}))));
    assert!(result.is_err() && vm.is_terminating());
    assert_eq!(vm.engine_error(), Some("out of memory"));
}
