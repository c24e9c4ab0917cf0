//! What the collector asks of the VM: roots, the VM stack, and the clearing of what refers weakly to the dead.
//!
//! Invariant: the hooks never touch `Vm::heap`, which is borrowed while they run; they neither allocate nor collect.

use super::frame::Frame;
use super::{Vm, interrupt, observation};
use crate::faults::{Fault, planted};
use crate::runtime::code::Code;
use crate::runtime::kind::Kind;
use crate::value::Value;
use jsrun_gc::{ConservativeScan, Gc, Header, Liveness, Marker};
use std::sync::atomic::Ordering;

/// Bytes above the topmost frame that each collection clears, lest stale words of returned frames keep cells alive
/// when the next frame covers them.
const CLEARED: usize = 32 << 10;

/// The end of a frame: the first address above its registers.
///
/// # Safety
/// The frame is live.
unsafe fn frame_top(frame: Frame) -> usize {
    // SAFETY: the caller promises a live frame; its callee is a function of one of two kinds.
    unsafe {
        let callee = frame.callee();
        let kind = (*std::ptr::with_exposed_provenance::<Header>(callee.address())).kind();
        let base = frame.0.expose_provenance();
        if kind == Kind::Function as u8 {
            base + frame.code_unchecked().frame_bytes
        } else {
            base + 8 * (1 + frame.argument_count() as usize)
        }
    }
}

pub(super) unsafe fn conservative_ranges(context: *mut (), scan: &mut ConservativeScan<'_>) {
    // SAFETY: the context is the VM, and only its heap is borrowed. Frames lie within the mapping.
    unsafe {
        let vm = context.cast::<Vm>();
        let frame = (*vm).frame;
        let base = (*vm).stack.base();
        let end = (*vm).stack.limit();
        let top = if frame.is_none() { base } else { frame_top(frame).min(end) };
        if !planted(Fault::GcFrames) {
            scan.range(base, top);
        }
        Vm::clean_coroutines(&mut (*vm).suspended, scan);
        let stale = (end - top).min(CLEARED);
        std::ptr::write_bytes(std::ptr::with_exposed_provenance_mut::<u8>(top), 0, stale);
    }
}

pub(super) unsafe fn roots(context: *mut (), marker: &mut Marker) {
    // SAFETY: the context is the VM, and only its heap is borrowed.
    unsafe {
        let vm = context.cast::<Vm>();
        marker.visit_word((*vm).exception.bits());
        marker.visit((*vm).resumption.value);
        marker.visit((*vm).resumption.coroutine);
        let realms = &(*vm).realms;
        realms.iter().for_each(|realm| marker.visit(*realm));
        if let Some(realm) = (*vm).entered_realm {
            marker.visit(realm);
        }
        let names = &(*vm).names;
        names.trace(marker);
        let symbols = &(*vm).symbols;
        symbols.trace(marker);
        let strings = &(*vm).strings;
        strings.trace(marker);
        let kept = &(*vm).kept_alive;
        kept.iter().for_each(|word| marker.visit_word(*word));
        let waits = &(*vm).waits;
        waits.trace(marker);
        let timers = &(*vm).timers;
        timers.trace(marker);
        marker.visit((*vm).empty_elements);
        marker.visit((*vm).absent);
        marker.visit((*vm).unguarded);
        let validity = &(*vm).validity;
        validity.trace(marker);
        let jobs = &(*vm).jobs;
        jobs.trace(marker);
        if (*vm).observation & observation::COUNT != 0 {
            let codes = &(*vm).codes;
            codes.iter().for_each(|code| marker.visit_word(*code as u64));
        }
    }
}

pub(super) unsafe fn after_mark(context: *mut (), live: &Liveness) -> usize {
    // SAFETY: the context is the VM, and only its heap is borrowed.
    unsafe {
        let vm = context.cast::<Vm>();
        let codes = &mut (*vm).codes;
        codes.retain(|&address| {
            if !live.is_marked(address) {
                return false;
            }
            let code = Gc::<Code>::from_addr(address);
            let kept = if planted(Fault::CacheKeepsDead) { code.data().caches.len() } else { 0 };
            for i in kept..code.data().caches.len() {
                // The caches are reached through the cell's pointer, as both tiers reach them.
                (*code.caches.add(i)).clear_dead(live);
            }
            true
        });
        let shapes = &mut (*vm).shapes;
        shapes.after_mark(live);
        let validity = &mut (*vm).validity;
        validity.after_mark(live);
        let strings = &mut (*vm).strings;
        strings.after_mark(live);
        let shared = &mut (*vm).shared_cache;
        shared.clear();
        let listed = &mut (*vm).listed_keys;
        listed.clear();
        let tiers = &mut (*vm).tiers;
        tiers.as_mut().map_or(0, |tiers| tiers.after_mark(live))
    }
}

pub(super) unsafe fn limit_hit(context: *mut ()) {
    // SAFETY: the context is the VM, and only its heap is borrowed.
    unsafe {
        let vm = context.cast::<Vm>();
        let word = &(*vm).interrupt;
        word.fetch_or(interrupt::OUT_OF_MEMORY, Ordering::Relaxed);
        let limit = &(*vm).stack_limit;
        limit.store(0, Ordering::Relaxed);
    }
}

const _: () = assert!(size_of::<Value>() == 8);
