//! The primitives of `primitives/suspension.rs`: what is saved of a frame, what is built again of it, what a resumed function
//! finds.

use super::*;
use crate::handlers::operand::CallFlow;
use crate::handlers::primitives::meaning as m;
use crate::handlers::primitives::suspension::*;
use crate::handlers::primitives::types::emit_as_environment;
use crate::runtime::code::flags;
use crate::runtime::coroutine::{Coroutine, CoroutineKind, CoroutineState, ResumeMode, SavePoint};
use crate::runtime::generator::Generator;
use crate::runtime::iterator::IteratorRecord;
use crate::runtime::vm::frame::{Frame, SAVED_INDEX};
use std::sync::atomic::Ordering;

const STATES: [CoroutineState; 6] = [
    CoroutineState::SuspendedStart,
    CoroutineState::SuspendedYield,
    CoroutineState::SuspendedAwait,
    CoroutineState::Executing,
    CoroutineState::DrainingQueue,
    CoroutineState::Completed,
];

/// A generator of the harness's function, suspended with so many registers.
fn generator(h: &mut Harness, live: u32) -> (Gc<Generator>, Gc<Coroutine>) {
    for i in 0..REGISTERS {
        // SAFETY: the frame has that register.
        unsafe { *h.fp().add(i) = Value::int(i as i32) };
    }
    let frame = Frame(h.fp());
    // SAFETY: the header's words are there; the function is alive.
    unsafe {
        *frame.0.offset(crate::runtime::vm::frame::NEW_TARGET) = Value::UNDEFINED;
        *frame.word(crate::runtime::vm::frame::CALLER) = 0;
    }
    let old = std::mem::replace(&mut h.vm.frame, frame);
    let made = h.vm.start_generator(SavePoint { live, index: 1 }).expect("a generator");
    h.vm.frame = old;
    let generator = made.as_kind::<Generator>().expect("a generator");
    (generator, generator.coroutine.get())
}

/// What a coroutine holds, as words.
fn contents(c: Gc<Coroutine>, live: u32) -> Vec<u64> {
    // SAFETY: it has room for so many.
    let words = (0..live as usize).map(|i| unsafe { (*Coroutine::words(c).add(i)).bits() });
    let mut all: Vec<u64> = words.collect();
    all.extend([
        c.index.get() as u64,
        c.live.get() as u64,
        c.state.get() as u64,
        c.raw.get() as u64,
        c.dirty.get() as u64,
    ]);
    all
}

#[test]
fn records_of_generators() {
    let mut h = Harness::with_library();
    let (generator, coroutine) = generator(&mut h, 3);
    let array = Value::cell(h.vm.new_array_from(&[]).expect("an array"));
    let steps = h.vm.get_iterator(Value::cell(generator)).expect("a record");
    let other = h.vm.get_iterator(array).expect("a record");
    assert!(steps.is_generator() && !other.is_generator());
    for record in [steps, other] {
        let record: Gc<IteratorRecord> = record;
        let value = Value::cell(record);
        for state in STATES {
            coroutine.state.set(state);
            for known in KNOWN {
                let is = h.run(&[value], &[4], known, &mut |e, no, v| {
                    emit_is_generator_record(e, no, v[0]);
                    answer_yes(e);
                });
                // SAFETY: it is a record.
                assert_eq!(is != NO, unsafe { m::is_generator_record(value) });
                let stepped = h.run(&[value], &[4], known, &mut |e, no, v| {
                    let c = emit_stepped_generator(e, no, v[0]);
                    answer_pointer(e, c);
                });
                // SAFETY: as above.
                let meant = unsafe { m::stepped_generator(value) };
                assert_eq!(stepped, meant.map_or(NO, |c| c as u64), "{state:?}");
            }
        }
    }
}

#[test]
fn records_of_arrays() {
    let mut h = Harness::with_library();
    let values = [Value::int(1), Value::HOLE, Value::double(0.5), Value::NULL];
    let array = h.vm.new_array_from(&values).expect("an array");
    let (generator, _) = generator(&mut h, 3);
    let array_record = h.vm.get_iterator(Value::cell(array)).expect("a record");
    let other = h.vm.get_iterator(Value::cell(generator)).expect("a record");
    let length = crate::runtime::object::Array::of(array).expect("an array");
    let first = other.index.get();
    for record in [array_record, other] {
        let value = Value::cell(record);
        for shorter in [4, 2, 0, 9] {
            length.length.set(shorter);
            for index in [0, 1, 2, 3, 4, 5, 1 << 31, first - 1, first, first + 1] {
                if record == array_record || index >= first {
                    record.index.set(index);
                }
                for known in KNOWN {
                    let answer = h.run(&[value], &[4], known, &mut |e, no, v| {
                        emit_next_element(e, no, v[0]);
                        emit_store_next_index(e, no, v[0]);
                    });
                    let moved = record.index.get();
                    if answer != NO {
                        record.index.set(moved - 1);
                    }
                    // SAFETY: it is a record.
                    let meant = unsafe { m::next_element(value) };
                    assert_eq!(answer, meant.map_or(NO, Value::bits), "at {index} of {shorter}");
                    if meant.is_some() {
                        // SAFETY: as above.
                        unsafe { m::store_next_index(value) };
                    }
                    assert_eq!(moved, record.index.get());
                    if meant.is_some() {
                        record.index.set(moved - 1);
                    }
                }
            }
        }
        length.length.set(4);
    }
    array_record.index.set(0);
    array_record.set_done();
    let value = Value::cell(array_record);
    let answer = h.run(&[value], &[4], Known::Nothing, &mut |e, no, v| {
        emit_next_element(e, no, v[0]);
    });
    assert_eq!(answer, NO, "what is done stays so");
    // SAFETY: it is a record.
    assert_eq!(unsafe { m::next_element(value) }, None);
}

#[test]
fn where_a_frame_is_resumed() {
    let mut h = Harness::with_library();
    let (_, c) = generator(&mut h, 3);
    let value = Value::cell(c);
    // Each tier asks what it knows: machine code for a place to go on, the interpreter whether it goes on counting.
    for entry in [0, 1, 1 << 40] {
        c.entry.set(entry);
        for count in [i32::MIN, -1, 0, 1, i32::MAX] {
            h.code.counter.set(count);
            let answer = h.run(&[value], &[4], Known::Nothing, &mut |e, no, v| {
                let c = emit_as_environment(e, no, v[0]);
                emit_resumes_here(e, no, c);
                answer_yes(e);
            });
            assert_eq!(answer != NO, entry != 0);
            // SAFETY: the coroutine is alive.
            assert_eq!(unsafe { m::resumes_here(c.as_ptr()) }, count > 0);
        }
    }
    let limit = h.vm.stack_limit.load(Ordering::Relaxed);
    let frame = h.fp() as usize;
    for distance in (0..1024).step_by(8).chain([511, 513]) {
        h.vm.stack_limit.store(frame + distance, Ordering::Relaxed);
        let answer = h.run(&[value], &[4], Known::Nothing, &mut |e, no, v| {
            let c = emit_as_environment(e, no, v[0]);
            emit_resumption_fits(e, no, Context, c);
            answer_yes(e);
        });
        // SAFETY: the harness's context and the coroutine are live.
        let expected = unsafe { m::resumption_fits(context(&mut h), c.as_ptr()) };
        assert_eq!(answer != NO, expected, "{distance}");
    }
    h.vm.stack_limit.store(limit, Ordering::Relaxed);
}

#[test]
fn frames_that_are_resumed() {
    let mut h = Harness::with_library();
    // Room for the resumed frame above the harness's own.
    h.frame.resize(HEADER + REGISTERS + HEADER + REGISTERS, Value::UNDEFINED);
    let mut stub = Assembler::with_capacity(16);
    dynasm!(stub ; mov rax, rbx ; ret);
    let returns = h.memory.install(&stub.into_code()).expect("room for a callee");
    let mut stub = Assembler::with_capacity(16);
    dynasm!(stub ; xor eax, eax ; ret);
    let throws = h.memory.install(&stub.into_code()).expect("room for a callee");
    for live in [1, 2, 3, 16, 17, REGISTERS as u32] {
        let (_, c) = generator(&mut h, live);
        let value = Value::cell(c);
        for sent in [Value::UNDEFINED, Value::double(0.5), value] {
            let mut outcomes = vec![];
            for native in [true, false] {
                c.live.set(live);
                c.state.set(CoroutineState::SuspendedYield);
                c.raw.set(false);
                c.entry.set(returns);
                h.frame[HEADER..].fill(Value::NULL);
                // SAFETY: the frame has these registers.
                unsafe {
                    *h.fp().add(4) = value;
                    *h.fp().add(5) = sent;
                }
                let entered = if native {
                    h.run(&[value, sent], &[4, 5], Known::Nothing, &mut |e, no, v| {
                        let c = emit_as_environment(e, no, v[0]);
                        emit_enter_resumed(e, no, Context, c, v[1]);
                    })
                } else {
                    let cx = context(&mut h);
                    // SAFETY: the frame fits above the harness's.
                    let flow = unsafe { m::enter_resumed(cx, c.as_ptr(), sent) };
                    let CallFlow::Resume(frame, code) = flow else { panic!("a frame is resumed") };
                    assert_eq!(code, h.code.as_ptr() as *const Code);
                    frame.0 as u64
                };
                let mut words: Vec<u64> = h.frame.iter().map(|v| v.bits()).collect();
                // Where the frames are is not read before it is written, and so is where they go on.
                for frame in [HEADER, HEADER + REGISTERS + HEADER] {
                    words[(frame as isize + SAVED_INDEX) as usize] = 0;
                }
                let found = &h.vm.resumption;
                assert_eq!((found.value, found.coroutine), (sent, value));
                assert_eq!(found.mode, ResumeMode::Next);
                outcomes.push((entered, words, contents(c, live)));
            }
            assert_eq!(outcomes[0], outcomes[1], "{live} registers");
        }
        c.live.set(live);
        c.entry.set(throws);
        let answer = h.run(&[value], &[4], Known::Nothing, &mut |e, no, v| {
            let c = emit_as_environment(e, no, v[0]);
            let v = emit_undefined(e, no);
            emit_enter_resumed(e, no, Context, c, v);
        });
        assert_eq!(answer, THREW, "an exception goes where exceptions go");
    }
}

#[test]
fn saving_frames() {
    let mut h = Harness::with_library();
    for live in [1, 2, 3, 16, 17, REGISTERS as u32] {
        let (_, c) = generator(&mut h, 1);
        let value = Value::cell(c);
        for known in [Known::Nothing, Known::Type, Known::Loaded] {
            let mut outcomes = vec![];
            for native in [true, false] {
                c.state.set(CoroutineState::Executing);
                c.live.set(0);
                for i in 0..REGISTERS {
                    // SAFETY: both have so many words.
                    unsafe {
                        *h.fp().add(i) = Value::int(100 + i as i32);
                        *Coroutine::words(c).add(i) = Value::NULL;
                    }
                }
                // SAFETY: the frame has that register.
                unsafe { *h.fp().add(4) = value };
                if native {
                    let answer = h.run(&[value], &[4], known, &mut |e, no, v| {
                        emit_store_suspension(e, no, Context, v[0], Int::immediate(live as i32));
                        answer_yes(e);
                    });
                    assert_ne!(answer, NO);
                    assert_eq!(resumed_at(&mut h, c), BEHIND);
                } else {
                    let cx = context(&mut h);
                    // SAFETY: the coroutine has room for the registers.
                    unsafe { m::store_suspension(cx, value, live as i32) };
                    assert_eq!(c.entry.get(), 0);
                }
                outcomes.push(contents(c, REGISTERS as u32));
            }
            assert_eq!(outcomes[0], outcomes[1], "{live} registers, {known:?}");
        }
    }
    let (generator, c) = generator(&mut h, 2);
    for (set, kept) in [(0, BEHIND), (flags::ASYNC, 0)] {
        c.entry.set(0);
        set_flags(&h, set);
        let generator = Value::cell(generator);
        h.run(&[generator], &[4], Known::Nothing, &mut |e, no, v| {
            emit_store_entry(e, no, v[0]);
            answer_yes(e);
        });
        assert_eq!(resumed_at(&mut h, c), kept);
        // SAFETY: it does nothing.
        unsafe { m::store_entry(generator) };
    }
    set_flags(&h, 0);
}

/// What the code answers that a coroutine says machine code goes on with; 0: none.
fn resumed_at(h: &mut Harness, c: Gc<Coroutine>) -> u64 {
    match c.entry.get() {
        0 => 0,
        entry => {
            let (vm, fp, enter) = (&raw mut *h.vm, h.fp(), h.stubs.enter());
            // SAFETY: the emission's code is still installed: nothing has been since it ran.
            unsafe { enter(vm, fp, entry, 0) }
        }
    }
}

/// Changes the flags of the harness's code: nothing else runs it.
fn set_flags(h: &Harness, flags: u32) {
    // SAFETY: the cell is alive, and no reference to it is.
    unsafe { (&raw mut (*h.code.as_ptr()).flags).write(flags) };
}

#[test]
fn what_generators_answer() {
    let mut h = Harness::with_library();
    let (_, c) = generator(&mut h, 2);
    let value = Value::cell(c);
    for (raw, dirty) in [(false, false), (true, false), (false, true), (true, true)] {
        c.raw.set(raw);
        c.dirty.set(dirty);
        for known in KNOWN {
            let mut test = |emit: fn(&mut Emitter<'_>, Label, Val)| {
                h.run(&[value], &[4], known, &mut |e, no, v| {
                    emit(e, no, v[0]);
                    answer_yes(e);
                }) != NO
            };
            // SAFETY: it is a coroutine.
            unsafe {
                assert_eq!(test(emit_yields_values), m::yields_values(value));
                assert_eq!(test(emit_is_noted), m::is_noted(value));
            }
        }
    }
    for (set, kind) in
        [(0, CoroutineKind::Generator), (flags::ASYNC, CoroutineKind::AsyncGenerator)]
    {
        set_flags(&h, set);
        // SAFETY: the cell is alive, and no reference to it is.
        unsafe { (&raw mut (*c.as_ptr()).kind).write(kind) };
        let answer = h.run(&[value], &[4], Known::Nothing, &mut |e, no, v| {
            emit_is_of_generator(e, no, v[0]);
            answer_yes(e);
        });
        // SAFETY: it is a coroutine.
        assert_eq!(answer != NO, unsafe { m::is_of_generator(value) });
    }
    set_flags(&h, 0);
    for v in [Value::UNDEFINED, Value::double(-0.0), value] {
        c.state.set(CoroutineState::Executing);
        h.run(&[value, v], &[4, 5], Known::Nothing, &mut |e, no, v| {
            emit_store_completion(e, no, Context, v[0], v[1]);
            answer_yes(e);
        });
        let native = (c.state.get(), h.vm.resumption.value);
        c.state.set(CoroutineState::Executing);
        h.vm.resumption.value = Value::NULL;
        // SAFETY: the context and the coroutine are live.
        unsafe { m::store_completion(context(&mut h), value, v) };
        assert_eq!(native, (c.state.get(), h.vm.resumption.value));
    }
    let mut constant = |emit: fn(&mut Emitter<'_>, Label) -> Val| {
        h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
            emit(e, no);
        })
    };
    let constants = [constant(emit_no_value), constant(emit_undefined)];
    // SAFETY: these are always so.
    assert_eq!(constants, unsafe { [m::no_value().bits(), m::undefined().bits()] });
}

#[test]
fn result_objects() {
    let mut h = Harness::new();
    let realm = h.code.realm;
    realm.result_shape.set(0);
    let frame = Frame(h.fp());
    for known in KNOWN {
        for v in [Value::int(-1), Value::double(0.25), Value::TRUE] {
            let made = h.run(&[v], &[4], known, &mut |e, no, v| {
                emit_allocate_result(e, no, Context, v[0]);
            });
            if realm.result_shape.get() == 0 {
                assert_eq!(made, NO, "there is no shape yet");
                let old = std::mem::replace(&mut h.vm.frame, frame);
                h.vm.iterator_result(Value::NULL, false);
                h.vm.frame = old;
                continue;
            }
            let cx = context(&mut h);
            // SAFETY: the context is live.
            let model = unsafe { m::allocate_result(cx, v) }.expect("room for an object");
            // SAFETY: both objects were made just now, of one size.
            let [a, b] = [made as usize, model.address()].map(|address| unsafe {
                let first = std::ptr::with_exposed_provenance::<u64>(address);
                std::slice::from_raw_parts(first, 5)
            });
            assert_ne!(made, NO);
            assert_eq!(a, b, "the objects are alike");
        }
    }
}

#[test]
fn resumptions() {
    let mut h = Harness::new();
    let object = Value::cell(h.vm.new_object());
    for mode in [ResumeMode::Next, ResumeMode::Throw, ResumeMode::Return] {
        for value in [Value::UNDEFINED, Value::double(0.5), object] {
            h.vm.resumption.mode = mode;
            h.vm.resumption.value = value;
            h.vm.resumption.coroutine = object;
            let mut answer = |emit: fn(&mut Emitter<'_>, Label, Context) -> Val| {
                h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
                    emit(e, no, Context);
                })
            };
            let answers = [
                answer(emit_resumed_value),
                answer(emit_resumed_coroutine),
                answer(emit_resumed_mode),
            ];
            let mut test = |emit: fn(&mut Emitter<'_>, Label, Context)| {
                h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
                    emit(e, no, Context);
                    answer_yes(e);
                }) != NO
            };
            let tests = [test(emit_resumed_to_go_on), test(emit_resumed_to_throw)];
            let cx = context(&mut h);
            // SAFETY: the harness's context is live.
            unsafe {
                let values = [m::resumed_value(cx), m::resumed_coroutine(cx), m::resumed_mode(cx)];
                assert_eq!(answers, values.map(Value::bits), "{mode:?}");
                assert_eq!(tests, [m::resumed_to_go_on(cx), m::resumed_to_throw(cx)], "{mode:?}");
            }
        }
    }
}
