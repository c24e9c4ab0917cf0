//! The order of a collection.
//!
//! Watermarks, conservative roots, clear marks, mark (ephemerons included), weak cells and tables, the
//! runtime's caches, sweep. Conservative lookup must come before the marks are cleared: they tell
//! which cells are live. A collection never starts inside another.

use crate::faults::{Fault, planted};
use crate::heap::Heap;
use crate::stack::{Registers, spill_registers};
use crate::stats::{Collection, Reason};
use crate::weak::{EphemeronTable, WeakCell};
use std::ptr::with_exposed_provenance;
use std::time::Instant;

impl Heap {
    /// Collects now.
    ///
    /// # Panics
    /// If a collection is under way.
    pub fn collect(&mut self) {
        self.collect_for(Reason::Requested);
    }

    #[inline(never)]
    pub(crate) fn collect_for(&mut self, reason: Reason) {
        assert!(!self.collecting, "a collection inside a collection");
        let registers = spill_registers();
        self.run_collection(reason, &registers);
        // The registers, and the frames above them, stay in place until here.
        std::hint::black_box(&registers);
    }

    #[inline(never)]
    fn run_collection(&mut self, reason: Reason, registers: &Registers) {
        let started = Instant::now();
        self.collecting = true;
        let before = self.committed;
        if !planted(Fault::NoWatermarks) {
            self.sync_watermarks();
        }
        if planted(Fault::LateConservative) {
            self.region.clear_marks();
        }
        let found = self.conservative_roots(registers);
        self.region.clear_marks();

        let mark_started = Instant::now();
        self.marker.begin(&self.region);
        for cell in found {
            self.marker.visit_addr(cell);
        }
        self.roots.visit(&mut self.marker);
        // SAFETY: the owner of the heap installed the hook with its context.
        unsafe { (self.hooks.roots)(self.hooks.context, &mut self.marker) };
        self.marker.drain();
        let marking = mark_started.elapsed();

        self.clear_weak();
        // SAFETY: as above.
        let freed = unsafe { (self.hooks.after_mark)(self.hooks.context, &self.marker.liveness()) };
        self.sub_external(freed);
        self.marker.finish();
        let finalized = self.sweep();
        self.allocated = 0;
        self.due = false;
        self.collecting = false;
        self.over_limit = self.in_use() > self.options.limit;
        self.set_threshold();

        let collection = Collection {
            number: self.stats.collections + 1,
            reason,
            before,
            after: self.committed,
            live: self.live,
            external: self.external,
            marked: self.marker.marked,
            finalized,
            pause: started.elapsed(),
            marking,
        };
        self.count(&collection);
        if self.over_limit {
            // SAFETY: as above.
            unsafe { (self.hooks.limit_hit)(self.hooks.context) };
        }
    }

    /// Clears weak cells whose targets are dead, and removes dead keys from ephemeron tables.
    fn clear_weak(&mut self) {
        let marker = &self.marker;
        if !planted(Fault::NoWeakClear) {
            for &cell in &marker.weak {
                // SAFETY: weak cells put themselves there when traced.
                unsafe { &*with_exposed_provenance::<WeakCell>(cell) }.clear_if_dead(marker);
            }
        }
        if !planted(Fault::NoTablePrune) {
            let mut freed = 0;
            for &cell in &marker.tables {
                // SAFETY: ephemeron tables put themselves there when traced.
                freed += unsafe { &*with_exposed_provenance::<EphemeronTable>(cell) }.prune(marker);
            }
            self.sub_external(freed);
        }
    }

    fn count(&mut self, collection: &Collection) {
        let stats = &mut self.stats;
        stats.collections += 1;
        stats.marked += collection.marked;
        stats.finalized += collection.finalized;
        stats.pause += collection.pause;
        stats.longest_pause = stats.longest_pause.max(collection.pause);
        if self.options.trace {
            // SAFETY: the owner of the heap installed the hook with its context.
            unsafe { (self.hooks.trace)(self.hooks.context, collection) };
        }
    }
}
