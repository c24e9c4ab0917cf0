//! Suspended functions: generators, `yield`, `await`.
//!
//! An opcode that suspends the function returns from its frame; the function is resumed at the instruction behind it, and
//! the opcodes there read what it was resumed with. Invariant: the registers from `live` on are not read behind the
//! suspension before they are written.

use super::prelude::*;

#[handlers(suspension)]
pub mod ops {
    use super::*;

    /// Suspends the function before its body: returns a new generator (https://tc39.es/ecma262/#sec-generatorstart)
    #[effect(none)]
    pub fn start_generator(cx: Cx, live: Imm) -> FlowRes {
        let v = slow_start_generator(cx, live)?;
        store_entry(v);
        Ok(leave(v))
    }

    /// `R[dst] := the coroutine of the async function that begins`
    /// (https://tc39.es/ecma262/#sec-async-functions-abstract-operations-async-function-start)
    #[effect(any)]
    pub fn start_async(cx: Cx) -> Res {
        slow_start_async(cx)
    }

    /// Suspends the coroutine `R[coroutine]`: yields `R[v]` (https://tc39.es/ecma262/#sec-yield)
    #[effect(changes = coroutine)]
    pub fn yield_value(cx: Cx, coroutine: Value, v: Value, live: Imm) -> FlowRes {
        if is_noted(coroutine) {
            if yields_values(coroutine) {
                store_suspension(cx, coroutine, live);
                return Ok(leave(v));
            }
            if is_of_generator(coroutine) {
                if let Some(r) = allocate_result(cx, v) {
                    store_suspension(cx, coroutine, live);
                    return Ok(leave(r));
                }
            }
        }
        Ok(leave(slow_yield_value(cx, coroutine, v, live)?))
    }

    /// The same, where `R[v]` is the result object of the iterator that a generator delegates to
    #[effect(changes = coroutine)]
    pub fn yield_result(cx: Cx, coroutine: Value, v: Value, live: Imm) -> FlowRes {
        Ok(leave(slow_yield_result(cx, coroutine, v, live)?))
    }

    /// Suspends the coroutine `R[coroutine]` until the promise of `R[v]` is settled (https://tc39.es/ecma262/#await)
    #[effect(any)]
    pub fn await_value(cx: Cx, coroutine: Value, v: Value, live: Imm) -> FlowRes {
        Ok(leave(slow_await_value(cx, coroutine, v, live)?))
    }

    /// `R[dst] := the coroutine that has just been resumed`
    #[effect(none)]
    pub fn get_resumed_coroutine(cx: Cx) -> Value {
        resumed_coroutine(cx)
    }

    /// `R[dst] := the value that the function has just been resumed with`, or that the generator which it delegates to has
    /// just returned
    #[effect(none)]
    pub fn get_resumed_value(cx: Cx) -> Value {
        resumed_value(cx)
    }

    /// `R[dst] := how the function has just been resumed`: 0 to go on, 1 to throw, 2 to return
    #[effect(none)]
    pub fn get_resumed_mode(cx: Cx) -> Value {
        resumed_mode(cx)
    }

    /// `R[dst] := the value that the function has just been resumed with`, which is thrown if that was asked for
    #[effect(none)]
    pub fn take_resumed(cx: Cx) -> Res {
        if resumed_to_throw(cx) {
            return slow_throw_resumed(cx);
        }
        Ok(resumed_value(cx))
    }

    /// `goto t` if the function has just been resumed to go on
    #[effect(none)]
    pub fn jump_if_resumed_by_next(cx: Cx, t: Target) -> Flow {
        if resumed_to_go_on(cx) {
            return jump(t);
        }
        next()
    }

    /// `R[dst] := what the function returns` that ends with the value `R[v]`
    #[effect(changes = coroutine)]
    pub fn complete(cx: Cx, coroutine: Value, v: Value) -> Res {
        if yields_values(coroutine) {
            store_completion(cx, coroutine, v);
            return Ok(no_value());
        }
        slow_complete(cx, coroutine, v)
    }

    /// `R[dst] := what the function returns` that ends with the exception `R[v]`; it may be thrown on
    #[effect(changes = coroutine)]
    pub fn fail(cx: Cx, coroutine: Value, v: Value) -> Res {
        slow_fail(cx, coroutine, v)
    }

    /// `R[dst] := GetIterator(R[v], sync)`, never in array mode: `yield*` (https://tc39.es/ecma262/#sec-getiterator)
    #[effect(any)]
    pub fn get_delegate(cx: Cx, v: Value) -> Res {
        slow_get_delegate(cx, v)
    }

    /// `R[dst] := GetIterator(R[v], async)` (https://tc39.es/ecma262/#sec-getiterator)
    #[effect(any)]
    pub fn get_async_iterator(cx: Cx, v: Value) -> Res {
        slow_get_async_iterator(cx, v)
    }

    /// `goto t` if `R[record]` steps a generator whose `next` is the original one
    #[effect(none)]
    pub fn jump_if_generator_record(cx: Cx, record: Value, t: Target) -> Flow {
        if is_generator_record(record) {
            return jump(t);
        }
        next()
    }

    /// `R[dst] := the next value of the generator that R[record] steps`, which is sent `R[v]`; `DONE` at the end, and the next
    /// opcode but one may ask for what it has returned
    #[effect(any)]
    pub fn step_generator(cx: Cx, record: Value, v: Value) -> CallRes {
        if let Some(c) = stepped_generator(record) {
            if resumes_here(c) && resumption_fits(cx, c) {
                return Ok(enter_resumed(cx, c, v));
            }
        }
        let v = slow_step_generator(cx, record, v)?;
        if is_prepared(v) {
            return Ok(enter_prepared(cx));
        }
        Ok(done(v))
    }

    /// `R[dst] := the result of the method of R[record]` that `yield*` passes `R[pair]` on to; `R[pair + 1]` says which, as
    /// for `get_resumed_mode`. `DONE` if the iterator has none
    #[effect(any)]
    pub fn delegate(cx: Cx, record: Value, pair: Reg) -> CallRes {
        let v = slow_delegate(cx, record, pair)?;
        if is_prepared(v) {
            return Ok(enter_prepared(cx));
        }
        Ok(done(v))
    }

    /// `R[dst] := R[record].next()`, to be awaited
    #[effect(any)]
    pub fn async_iterator_next(cx: Cx, record: Value) -> Res {
        slow_async_iterator_next(cx, record)
    }

    /// `R[dst] := R[record].return()`, to be awaited; `DONE` if there is no such method
    #[effect(any)]
    pub fn async_iterator_return(cx: Cx, record: Value) -> Res {
        slow_async_iterator_return(cx, record)
    }

    /// `R[dst] := the value of the result object `R[v]`, `DONE` if it says so (https://tc39.es/ecma262/#sec-iteratorstepvalue)
    #[effect(none)]
    pub fn iterator_result_value(cx: Cx, v: Value) -> Res {
        slow_iterator_result_value(cx, v)
    }

    /// `R[dst] := does the result object R[v] say that its iterator is done?`
    /// (https://tc39.es/ecma262/#sec-iteratorcomplete)
    #[effect(none)]
    pub fn iterator_complete(cx: Cx, v: Value) -> Res {
        slow_iterator_complete(cx, v)
    }

    /// A TypeError if `R[v]`, what an iterator's `return` has given, is no object
    #[effect(none)]
    pub fn require_object(cx: Cx, v: Value) -> FlowRes {
        if is_object(v) {
            return Ok(next());
        }
        slow_throw_not_object(cx, v)?;
        Ok(next())
    }
}
