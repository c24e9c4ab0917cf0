//! Planted faults: the tests leave out one step of a collection and prove that they notice.
//! Outside tests every fault is a constant `false`.

/// A step that a test can leave out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    NoNativeStack,
    NoWatermarks,
    NoPastEnd,
    NoRootVecs,
    NoAux,
    NoRanges,
    NoFifoDrain,
    NoWatchers,
    NoWeakClear,
    NoTablePrune,
    NoFinalizers,
    LateConservative,
    NoFreshClear,
    NoMerge,
}

#[cfg(test)]
thread_local! {
    static PLANTED: std::cell::Cell<Option<Fault>> = const { std::cell::Cell::new(None) };
}

/// Plants a fault in this thread.
#[cfg(test)]
pub(crate) fn plant(fault: Option<Fault>) {
    PLANTED.set(fault);
}

#[cfg(test)]
pub(crate) fn planted(fault: Fault) -> bool {
    PLANTED.get() == Some(fault)
}

#[cfg(not(test))]
#[inline(always)]
pub(crate) const fn planted(_: Fault) -> bool {
    false
}
