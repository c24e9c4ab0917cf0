//! The primitives of `primitives/control.rs` that machine code has a form of by itself: jumps and changes of tier are part
//! of a compiled function, and whole programs test them.

use super::*;
use crate::handlers::primitives::control::*;
use crate::handlers::primitives::meaning as m;
use std::sync::atomic::Ordering;

#[test]
fn interrupts() {
    let mut h = Harness::new();
    for word in [0, 1, 1 << 31] {
        h.vm.interrupt.store(word, Ordering::Relaxed);
        let answer = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
            emit_interrupted(e, no, Context);
            answer_yes(e);
        });
        // SAFETY: the harness's context is live.
        assert_eq!(answer != NO, unsafe { m::interrupted(context(&mut h)) });
    }
    h.vm.interrupt.store(0, Ordering::Relaxed);
}

#[test]
fn machine_code_is_no_interpreter() {
    let mut h = Harness::new();
    let answer = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
        emit_in_interpreter(e, no);
        assert!(!e.is_live(), "nothing is emitted for it");
        // What only the interpreter does is never reached.
        emit_hot_loop(e, no, Context);
        emit_enter_compiled_loop(e, no, Context);
    });
    assert_eq!(answer, NO);
}

#[test]
fn results() {
    let mut h = Harness::new();
    let v = Value::double(2.5);
    for known in KNOWN {
        let answer = h.run(&[v], &[9], known, &mut |e, no, v| {
            emit_leave(e, no, v[0]);
        });
        assert_eq!(answer, v.bits(), "a return gives the value");
        let answer = h.run(&[v], &[9], known, &mut |e, no, v| {
            let v = emit_done(e, no, v[0]);
            answer_value(e, v);
        });
        assert_eq!(answer, v.bits(), "what is done is the value");
    }
}
