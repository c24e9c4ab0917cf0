//! The primitives of `primitives/call.rs`: what is tested of a callee, and the frames that calls build.

use super::*;
use crate::handlers::operand::{CallFlow, Reg};
use crate::handlers::primitives::call::*;
use crate::handlers::primitives::meaning as m;
use crate::handlers::primitives::types::emit_as_function;
use crate::runtime::code::flags;
use crate::runtime::function::Function;
use crate::runtime::vm::frame::{CALLEE, NEW_TARGET, SAVED_INDEX};
use std::sync::atomic::Ordering;

type CodeTest = fn(&mut Emitter<'_>, Label, Pointer, Int);
type CodeMeaning = unsafe fn(*const Code, i32) -> bool;
/// Emits the entering of a callee.
type Enter<'a> = dyn Fn(&mut Emitter<'_>, Label, &[Val], Pointer) -> Val + 'a;
/// What that means.
type EnterMeaning<'a> = dyn Fn(Cx, *const Code) -> CallFlow + 'a;

/// Where calls are built in the harness's frame.
const BASE: u32 = 2;

/// A function of the harness's own code.
fn function(h: &mut Harness) -> Value {
    let (code, env) = (h.code, Value::int(77));
    Value::cell(Function::as_object(h.vm.new_function(code, env)))
}

fn function_pointer(v: Value) -> *mut Function {
    std::ptr::with_exposed_provenance_mut(v.address())
}

/// Changes what the harness's code says of itself: nothing else runs it.
fn set_code(h: &Harness, parameters: u32, flags: u32) -> *const Code {
    let code: *mut Code = h.code.as_ptr();
    // SAFETY: the cell is alive, and no reference to it is.
    unsafe {
        (&raw mut (*code).parameter_count).write(parameters);
        (&raw mut (*code).flags).write(flags);
    }
    code
}

#[test]
fn callees() {
    let mut h = Harness::new();
    let f = function(&mut h);
    for known in KNOWN {
        let answer = h.run(&[f], &[BASE], known, &mut |e, no, v| {
            let f = emit_as_function(e, no, v[0]);
            let code = emit_function_code(e, no, f);
            answer_pointer(e, code);
        });
        // SAFETY: the function is alive.
        assert_eq!(answer, unsafe { m::function_code(function_pointer(f)) } as u64);
        let answer = h.run(&[f], &[BASE], known, &mut |e, no, _| {
            let v = emit_register(e, no, Context, RegisterOperand(BASE));
            answer_value(e, v);
        });
        // SAFETY: the frame has that register.
        assert_eq!(answer, unsafe { m::register(context(&mut h), Reg(BASE)) }.bits());
        let answer = h.run(&[f], &[BASE + 1], known, &mut |e, no, _| {
            let v = emit_second_register(e, no, Context, RegisterOperand(BASE));
            answer_value(e, v);
        });
        // SAFETY: as above.
        assert_eq!(answer, unsafe { m::second_register(context(&mut h), Reg(BASE)) }.bits());
    }
}

#[test]
fn headers() {
    let mut h = Harness::new();
    let f = function(&mut h);
    // SAFETY: the header's words are there.
    unsafe { *h.fp().offset(NEW_TARGET) = f };
    let callee = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
        emit_callee(e, no, Context);
    });
    let new_target = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
        emit_new_target(e, no, Context);
    });
    // SAFETY: the harness's context is live.
    unsafe {
        assert_eq!(callee, m::callee(context(&mut h)).bits());
        assert_eq!(new_target, m::new_target(context(&mut h)).bits());
    }
}

#[test]
fn arities() {
    let mut h = Harness::new();
    let f = function(&mut h);
    let all: [(&str, CodeTest, CodeMeaning); 5] = [
        ("call_arity_is", emit_call_arity_is, m::call_arity_is),
        ("is_base_constructor", emit_is_base_constructor, m::is_base_constructor),
        ("is_derived_constructor", emit_is_derived_constructor, m::is_derived_constructor),
        ("adapts_arguments", emit_adapts_arguments, m::adapts_arguments),
        ("keeps_surplus", emit_keeps_surplus, m::keeps_surplus),
    ];
    // Each flag by itself, and some together.
    let mut sets: Vec<u32> = (0..=10).map(|bit| 1 << bit).collect();
    sets.extend([
        0,
        flags::BASE_CONSTRUCTOR | flags::KEEPS_SURPLUS,
        flags::BASE_CONSTRUCTOR | flags::CLASS_CONSTRUCTOR | flags::STRICT,
        flags::DERIVED_CONSTRUCTOR | flags::CLASS_CONSTRUCTOR,
        flags::ARROW | flags::KEEPS_SURPLUS | flags::ASYNC,
    ]);
    for set in sets {
        for parameters in 0..3 {
            let code = set_code(&h, parameters, set);
            for argc in 0..4 {
                for (name, emit, meaning) in all {
                    let known = KNOWN[(argc as usize + parameters as usize) % KNOWN.len()];
                    let answer = h.run(&[f], &[BASE], known, &mut |e, no, v| {
                        let f = emit_as_function(e, no, v[0]);
                        let code = emit_function_code(e, no, f);
                        emit(e, no, code, Int::immediate(argc));
                        answer_yes(e);
                    });
                    // SAFETY: the code is alive.
                    let expected = unsafe { meaning(code, argc) };
                    assert_eq!(answer != NO, expected, "{name} {set:b} {parameters} {argc}");
                }
            }
        }
    }
    set_code(&h, 0, 0);
}

#[test]
fn room_for_frames() {
    let mut h = Harness::new();
    let f = function(&mut h);
    let limit = h.vm.stack_limit.load(Ordering::Relaxed);
    let frame = h.fp() as usize;
    for distance in (0..512).step_by(8).chain([511, 513]) {
        h.vm.stack_limit.store(frame + distance, Ordering::Relaxed);
        for argc in [0, 3] {
            let answer = h.run(&[f], &[BASE], Known::Nothing, &mut |e, no, v| {
                let f = emit_as_function(e, no, v[0]);
                let code = emit_function_code(e, no, f);
                emit_frame_fits(e, no, Context, RegisterOperand(BASE), Int::immediate(argc), code);
                answer_yes(e);
            });
            let code: *const Code = h.code.as_ptr();
            // SAFETY: the harness's context and the code are live.
            let expected = unsafe { m::frame_fits(context(&mut h), Reg(BASE), argc, code) };
            assert_eq!(answer != NO, expected, "{distance} {argc}");
        }
    }
    h.vm.stack_limit.store(limit, Ordering::Relaxed);
}

#[test]
fn depth_for_tail_calls() {
    let mut h = Harness::new();
    let (old, frame) = (h.vm.tail_calls_from, h.fp() as usize);
    for from in [0, frame - 8, frame, frame + 8, usize::MAX] {
        h.vm.tail_calls_from = from;
        let answer = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
            emit_is_shallow(e, no, Context);
            answer_yes(e);
        });
        // SAFETY: the harness's context is live.
        assert_eq!(answer != NO, unsafe { m::is_shallow(context(&mut h)) });
    }
    h.vm.tail_calls_from = old;
}

/// The frame as words, but for where the running function is, which only calls of machine code save.
fn words(h: &Harness) -> Vec<u64> {
    let mut words: Vec<u64> = h.frame.iter().map(|v| v.bits()).collect();
    words[(HEADER as isize + SAVED_INDEX) as usize] = 0;
    words
}

/// Fills the frame so that each word can be told from the others.
fn fill(h: &mut Harness, f: Value, this: Value) {
    for (i, v) in h.frame.iter_mut().enumerate().skip(HEADER) {
        *v = Value::int(i as i32);
    }
    // SAFETY: the frame has these registers.
    unsafe {
        *h.fp().add(BASE as usize) = f;
        *h.fp().add(1) = this;
    }
}

#[test]
fn missing_arguments() {
    let mut h = Harness::new();
    let f = function(&mut h);
    for parameters in 0..4 {
        let code = set_code(&h, parameters, 0);
        for argc in 0..4 {
            fill(&mut h, f, f);
            h.run(&[f], &[BASE], Known::Nothing, &mut |e, no, v| {
                let f = emit_as_function(e, no, v[0]);
                let code = emit_function_code(e, no, f);
                emit_pad_arguments(
                    e,
                    no,
                    Context,
                    RegisterOperand(BASE),
                    Int::immediate(argc),
                    code,
                );
                answer_yes(e);
            });
            let padded = words(&h);
            fill(&mut h, f, f);
            // SAFETY: the frame has room for so many parameters.
            unsafe { m::pad_arguments(context(&mut h), Reg(BASE), argc, code) };
            assert_eq!(padded, words(&h), "{parameters} parameters, {argc} arguments");
        }
    }
}

/// Calls a callee that answers with where its frame is, and compares what is in the frames.
fn check_call(parameters: u32, what: &str, emit: &Enter<'_>, meaning: &EnterMeaning<'_>) {
    let mut h = Harness::new();
    let f = function(&mut h);
    let this = Value::cell(h.vm.new_object());
    let code = set_code(&h, parameters, 0);
    let mut stub = crate::jit::assembler::Assembler::with_capacity(16);
    dynasm!(stub ; mov rax, rbx ; ret);
    let returns = h.memory.install(&stub.into_code()).expect("room for a callee");
    let mut stub = crate::jit::assembler::Assembler::with_capacity(16);
    dynasm!(stub ; xor eax, eax ; ret);
    let throws = h.memory.install(&stub.into_code()).expect("room for a callee");
    let old = h.code.entry.replace(returns);
    for known in [Known::Nothing, Known::Type, Known::Loaded] {
        fill(&mut h, f, this);
        let answer = h.run(&[f, this], &[BASE, 1], known, &mut |e, no, v| {
            let f = emit_as_function(e, no, v[0]);
            let code = emit_function_code(e, no, f);
            let result = emit(e, no, v, code);
            answer_value(e, result);
        });
        let called = words(&h);
        fill(&mut h, f, this);
        let CallFlow::Enter(frame, entered) = meaning(context(&mut h), code) else {
            panic!("{what} enters")
        };
        assert_eq!(answer, frame.0 as u64, "{what}: where the callee's frame is");
        assert_eq!(entered, code);
        // The saved index of the callee's frame is not read before it is written.
        let at = (frame.0 as usize - h.frame.as_ptr() as usize) / 8;
        let compared = |words: Vec<u64>| -> Vec<u64> {
            let saved = (at as isize + SAVED_INDEX) as usize;
            let place = (at as isize + crate::runtime::vm::frame::RETURN) as usize;
            let keep = |i: &usize| *i != saved && *i != place;
            (0..words.len()).filter(keep).map(|i| words[i]).collect()
        };
        assert_eq!(compared(called), compared(words(&h)), "{what}, {known:?}");
    }
    h.code.entry.set(throws);
    fill(&mut h, f, this);
    let answer = h.run(&[f, this], &[BASE, 1], Known::Nothing, &mut |e, no, v| {
        let f = emit_as_function(e, no, v[0]);
        let code = emit_function_code(e, no, f);
        let result = emit(e, no, v, code);
        answer_value(e, result);
    });
    assert_eq!(answer, THREW, "{what}: an exception goes where exceptions go");
    h.code.entry.set(old);
}

#[test]
fn entering() {
    let (base, register) = (Reg(BASE), RegisterOperand(BASE));
    for argc in 0..3 {
        let count = Int::immediate(argc);
        check_call(
            argc as u32,
            "enter",
            &|e, no, _, code| emit_enter(e, no, Context, register, count, code),
            // SAFETY: the harness's frame has room for the callee's.
            &|cx, code| unsafe { m::enter(cx, base, argc, code) },
        );
        check_call(
            argc as u32,
            "enter_constructor",
            &|e, no, v, code| {
                emit_enter_constructor(e, no, Context, register, count, code, v[0], v[1])
            },
            // SAFETY: as above.
            &|cx, code| unsafe {
                let (target, this) = (*cx.fp.add(BASE as usize), *cx.fp.add(1));
                m::enter_constructor(cx, base, argc, code, target, this)
            },
        );
        for parameters in 0..argc {
            check_call(
                parameters as u32,
                "enter_with_surplus",
                &|e, no, _, code| emit_enter_with_surplus(e, no, Context, register, count, code),
                // SAFETY: as above.
                &|cx, code| unsafe { m::enter_with_surplus(cx, base, argc, code) },
            );
        }
    }
}

#[test]
fn prepared_calls() {
    let mut h = Harness::new();
    for v in [Value::PREPARED, Value::UNINITIALIZED, Value::UNDEFINED, Value::int(3)] {
        for known in KNOWN {
            let answer = h.run(&[v], &[4], known, &mut |e, no, v| {
                emit_is_prepared(e, no, v[0]);
                answer_yes(e);
            });
            assert_eq!(answer != NO, m::is_prepared(v), "{v:?} {known:?}");
        }
    }
    let answer = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
        emit_uninitialized(e, no);
    });
    assert_eq!(answer, m::uninitialized().bits());
    // A frame that the runtime has prepared within the harness's: its callee answers with where it is.
    let f = function(&mut h);
    let at = HEADER + 2;
    let mut stub = crate::jit::assembler::Assembler::with_capacity(16);
    dynasm!(stub ; mov rax, rbx ; ret);
    let returns = h.memory.install(&stub.into_code()).expect("room for a callee");
    // SAFETY: the frame lies within the harness's, header included.
    let frame = unsafe {
        let frame = crate::runtime::vm::frame::Frame(h.fp().add(at));
        *frame.0.offset(CALLEE) = f;
        *frame.word(crate::runtime::vm::frame::CALLER) = h.fp() as u64;
        frame
    };
    (h.vm.prepared, h.vm.prepared_entry) = (frame, returns);
    let answer = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
        emit_enter_prepared(e, no, Context);
    });
    // SAFETY: the prepared frame is complete as far as this reads it.
    let CallFlow::Enter(entered, code) = (unsafe { m::enter_prepared(context(&mut h)) }) else {
        panic!("a prepared frame is entered")
    };
    assert_eq!(answer, entered.0 as u64);
    assert_eq!(code, h.code.as_ptr() as *const Code);
}

#[test]
fn objects_for_new() {
    let mut h = Harness::new();
    let f = function(&mut h);
    let o = h.vm.new_object();
    for shape in [0, o.header.aux()] {
        // SAFETY: the function is alive.
        unsafe { (*function_pointer(f)).construct_shape.set(shape) };
        for known in KNOWN {
            let made = h.run(&[f], &[BASE], known, &mut |e, no, v| {
                let f = emit_as_function(e, no, v[0]);
                emit_allocate_this(e, no, Context, f);
            });
            // SAFETY: the function and the context are live.
            let model = unsafe { m::allocate_this(context(&mut h), function_pointer(f)) };
            let Some(model) = model else {
                assert_eq!(made, NO, "shape {shape}, {known:?}");
                continue;
            };
            assert_ne!(made, NO, "shape {shape}, {known:?}");
            let bytes = jsrun_gc::class_bytes(jsrun_gc::size_class(24 + 8 * 6));
            // SAFETY: both objects were made just now, of one size.
            let (a, b) = unsafe {
                let words = |address: usize| {
                    let first = std::ptr::with_exposed_provenance::<u64>(address);
                    std::slice::from_raw_parts(first, 9.min(bytes / 8))
                };
                (words(made as usize), words(model.address()))
            };
            assert_eq!(a, b, "the objects are alike");
        }
    }
}
