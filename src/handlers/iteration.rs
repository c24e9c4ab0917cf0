//! Iteration: `for`-`of`, spread, destructuring, `for`-`in`.
//!
//! Invariant: an iteration lives in one cell, an iterator record or a property enumerator, held in a register.

use super::prelude::*;

#[handlers(iteration)]
pub mod ops {
    use super::*;

    /// `R[dst] := GetIterator(R[v], sync)` as an iterator record (https://tc39.es/ecma262/#sec-getiterator)
    #[effect(none)]
    pub fn get_iterator(cx: Cx, v: Value) -> Res {
        slow_get_iterator(cx, v)
    }

    /// `R[dst] := the next value of R[record]`, `DONE` at the end (https://tc39.es/ecma262/#sec-iteratorstepvalue)
    #[effect(none)]
    pub fn iterator_next(cx: Cx, record: Value) -> Res {
        if let Some(element) = next_element(record) {
            store_next_index(record);
            return Ok(element);
        }
        slow_iterator_next(cx, record)
    }

    /// The same, for the head of a loop: `R[record]` is not marked as done at the end or by an exception
    #[effect(none)]
    pub fn iterator_step(cx: Cx, record: Value) -> CallRes {
        if let Some(element) = next_element(record) {
            store_next_index(record);
            return Ok(done(element));
        }
        if let Some(c) = stepped_generator(record) {
            if resumes_here(c) && resumption_fits(cx, c) {
                return Ok(enter_resumed(cx, c, undefined()));
            }
        }
        let v = slow_iterator_step(cx, record)?;
        if is_prepared(v) {
            return Ok(enter_prepared(cx));
        }
        Ok(done(v))
    }

    /// Closes `R[record]` on normal completion, unless it is done (https://tc39.es/ecma262/#sec-iteratorclose)
    #[effect(none)]
    pub fn iterator_close(cx: Cx, record: Value) -> FlowRes {
        slow_iterator_close(cx, record)?;
        Ok(next())
    }

    /// Closes `R[record]` on a throw completion, unless it is done: errors of `return` are dropped
    #[effect(none)]
    pub fn iterator_close_silently(cx: Cx, record: Value) -> FlowRes {
        slow_iterator_close_silently(cx, record)?;
        Ok(next())
    }

    /// `R[dst] := the values left in R[record], as an array`: a rest element
    #[effect(none)]
    pub fn iterator_rest(cx: Cx, record: Value) -> Res {
        slow_iterator_rest(cx, record)
    }

    /// `R[dst] := an enumerator of the keys of R[v]` (https://tc39.es/ecma262/#sec-enumerate-object-properties)
    #[effect(none)]
    pub fn get_enumerator(cx: Cx, v: Value) -> Res {
        slow_get_enumerator(cx, v)
    }

    /// `R[dst] := the next key of R[enumerator]`, `DONE` at the end
    #[effect(none)]
    pub fn enumerator_next(cx: Cx, enumerator: Value) -> Res {
        slow_enumerator_next(cx, enumerator)
    }
}
