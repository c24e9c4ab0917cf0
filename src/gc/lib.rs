//! The collector: a non-moving mark-sweep heap over one reserved region of address space.
//!
//! It knows nothing of JavaScript. Its one rule about values is [`is_cell_word`]: a traced 64-bit
//! word refers to a cell exactly if it is not zero and none of the bits of [`NOT_CELL_MASK`] is set.
//!
//! # The rules for users
//! * Every allocation may collect ("a safepoint"); nothing else does, [`Heap::collect`] apart.
//! * A [`Gc`] or a traced word on the native stack or in a register keeps its cell alive: the stack
//!   is scanned conservatively, interior and one-past-the-end pointers count. In Rust heap memory
//!   (a `Vec`, a `Box`, a closure) it does **not**: use [`RootVec`] or [`Root`] there. A compressed
//!   reference (`u32`) is never found on the stack: decompress it before a safepoint.
//! * Memory arrives uninitialised from [`Heap::alloc_raw`]; each traced word is written before the
//!   next safepoint.
//! * A store of a reference into a cell that has been published goes through [`Slot::set`], or calls
//!   [`Heap::barrier`].
//! * Finalizers read no other cell and never allocate.
//!
//! # Use
//! ```
//! use jsrun_gc::{Cell, Gc, Header, Heap, HeapOptions, Hooks, KindInfo, Layout, Slot, layout_mask};
//!
//! #[repr(C)]
//! struct Pair {
//!     header: Header,
//!     id: u64,
//!     next: Slot<Option<Gc<Pair>>>,
//! }
//! // SAFETY: `repr(C)`, the header first, and `next` is the only reference.
//! unsafe impl Cell for Pair {
//!     const KIND: u8 = 1;
//!     const LAYOUT: Layout = layout_mask!(Pair: next);
//! }
//!
//! let mut heap = Heap::new(HeapOptions::default(), &[KindInfo::of::<Pair>()], Hooks::default());
//! let pair = |heap: &mut Heap, id| {
//!     heap.alloc(Pair { header: Header::new(Pair::KIND, 0), id, next: Slot::new(None) })
//! };
//! let (first, second) = (pair(&mut heap, 1), pair(&mut heap, 2));
//! first.next.set(&mut heap, first, Some(second));
//! let mut list = heap.root_vec();
//! list.push(first); // from here on `first` outlives this stack frame
//! heap.collect();
//! assert_eq!(list[0].next.get().unwrap().id, 2);
//! ```
//!
//! # Machine code
//! The heap begins with [`Heap::bump`], an array of [`Bump`] pairs. For a cell of `bytes` bytes the
//! pair is that of `list = size_class(bytes)`, plus [`FINALIZED_LISTS`] if the kind has a finalizer.
//! Load the cursor, add `class_bytes(size_class(bytes))`, compare with the limit (unsigned, above goes
//! to [`Heap::alloc_slow`]), store it back, write the header word and every traced word. The barrier
//! tests bit 0 of the byte at offset 1 of the owner; if it is clear, call [`Heap::remember`].
//!
//! # The map
//! | file | owns |
//! |---|---|
//! | `config` | block and granule sizes, size classes |
//! | `cell` | headers, kinds and layouts, `Gc`, `Slot` |
//! | `region` | the reserved region, block descriptors, mark bits |
//! | `spans` | free runs of blocks |
//! | `heap` | the heap itself: options, hooks, accounting, the memory limit |
//! | `alloc` | bump allocation, runs of free cells, large cells |
//! | `collect` | the order of a collection |
//! | `mark` | the mark loop |
//! | `sweep` | classification of blocks, finalizers, what goes back to the system |
//! | `stack` | the native stack, registers, conservative lookup |
//! | `roots` | rooted containers in Rust memory |
//! | `weak` | weak cells, ephemeron tables |
//! | `stats` | counters and the trace line |

mod alloc;
mod cell;
mod collect;
mod config;
mod faults;
mod heap;
mod mark;
mod region;
mod roots;
mod spans;
mod stack;
mod stats;
mod sweep;
mod weak;

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;

pub use alloc::REMAP_BYTES;
pub use cell::{
    Cell, FRESH_FLAG, Gc, Header, KindInfo, Layout, NOT_CELL_MASK, Slot, Word, is_cell_word,
};
pub use config::{
    BLOCK, CLASSES, FINALIZED_LISTS, GRANULE, GRANULE_SHIFT, LISTS, MAX_SMALL, class_bytes,
    size_class,
};
pub use heap::{Bump, Heap, HeapOptions, Hooks};
pub use mark::{Liveness, Marker};
pub use roots::{Root, RootVec};
pub use stack::ConservativeScan;
pub use stats::{Collection, Reason, Stats};
pub use weak::{EphemeronTable, WeakCell};
