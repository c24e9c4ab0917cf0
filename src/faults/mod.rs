//! Planted faults: single mistakes that the engine makes when its own tests ask for one, which so prove that they would
//! notice it (`tests.rs`).
//!
//! Invariant: outside the unit tests every fault is the constant `false`, so that no build that anybody uses has one. There
//! is none of a forgotten store barrier: the collector is neither generational nor incremental, so barriers are empty.

#[cfg(test)]
mod tests;

macro_rules! faults {
    ($( $(#[$doc:meta])* $name:ident, )*) => {
        /// A mistake.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        #[allow(dead_code, reason = "those of machine code are in no build without the JIT")]
        pub(crate) enum Fault { $( $(#[$doc])* $name, )* }

        /// All of them.
        #[cfg(test)]
        const ALL: &[Fault] = &[$( Fault::$name, )*];
    };
}

faults! {
    // Emissions.
    /// `-0` is the int32 0.
    EmitNegZero,
    /// `0 * -1` is the int32 0.
    EmitMulZero,
    /// int32s are compared as unsigned numbers.
    EmitLessUnsigned,
    /// `<=` holds for NaN.
    EmitLessEqualNaN,
    /// `null` is not nullish.
    EmitNullishNull,
    /// A hole is an element.
    EmitHole,
    /// Prototype chains never change.
    EmitValid,
    /// A call into the runtime does not say from where.
    EmitPosition,
    /// The array's length is not updated by appending.
    EmitAppendLength,
    // Meanings.
    /// int32s wrap.
    AddWraps,
    /// A large double becomes the greatest int64 first.
    ToInt32Saturates,
    /// Prototype chains never change.
    Valid,
    /// `>=` is not `<`.
    GreaterEqualNaN,
    // Handlers.
    /// Machine code does `jump_le` for `jump_lt`.
    HandlerInMachineCode,
    /// The interpreter does `ushr` for `shr`.
    HandlerInInterpreter,
    /// Both do `loose_eq` for `strict_eq`.
    HandlerInBoth,
    // Slow paths, and what they share.
    /// The operands of `+` are taken in the wrong order.
    SlowAddOrder,
    /// A loop that is left does not close its iterator.
    SlowCloseNothing,
    /// An exception handler does not cover its first instruction.
    HandlerRangeStart,
    // Caches.
    /// Changes of prototypes make no cache invalid.
    CacheNoInvalidation,
    /// Only the first object of a prototype chain is watched.
    CacheFirstOfChain,
    /// Adding a property is cached without the change of shape.
    CacheTransition,
    /// A read-only property is cached for stores.
    CacheReadOnly,
    /// Caches keep what died.
    CacheKeepsDead,
    // The collector's view of the engine.
    /// The constants of code are not traced.
    GcConstants,
    /// The bindings of scripts are not traced.
    GcBindings,
    /// The stack of frames is not scanned.
    GcFrames,
}

#[cfg(test)]
static PLANTED: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(u8::MAX);

/// Plants a fault in this process.
#[cfg(test)]
fn plant(fault: Fault) {
    PLANTED.store(fault as u8, std::sync::atomic::Ordering::Relaxed);
}

/// Is this fault planted?
#[cfg(test)]
pub(crate) fn planted(fault: Fault) -> bool {
    PLANTED.load(std::sync::atomic::Ordering::Relaxed) == fault as u8
}

/// No fault is planted.
#[cfg(not(test))]
#[inline(always)]
pub(crate) const fn planted(_: Fault) -> bool {
    false
}
