//! Cells: header, kind, layout; `Gc`, the pointer to a cell, and `Slot`, a traced field.
//!
//! Invariant: a cell starts at a multiple of the granule with a [`Header`] whose kind is registered
//! with the heap and whose [`Layout`] covers every reference in it.

use crate::heap::Heap;
use crate::mark::Marker;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

/// A traced word with any of these bits set is no reference.
pub const NOT_CELL_MASK: u64 = 0xFFFE_0000_0000_0002;

/// Does a traced word refer to a cell?
#[inline(always)]
pub const fn is_cell_word(word: u64) -> bool {
    word != 0 && word & NOT_CELL_MASK == 0
}

/// Header flag: the collector knows that this cell changes (it is new, or remembered), so a store
/// into it needs no remembering. Set at birth, cleared by the marker at the first survival.
/// Machine code tests it as bit 0 of the byte at offset 1.
pub const FRESH_FLAG: u64 = 1 << 8;
/// Header flag, set only while marking: the cell is the key of a waiting ephemeron.
pub(crate) const WATCHED_FLAG: u64 = 1 << 9;

/// Kind 0 tells free memory in blocks of cells with finalizers.
pub(crate) const FREE_KIND: u8 = 0;
/// What dead cells are filled with under stress: no reference, and a kind that is never registered.
pub(crate) const POISON: u64 = 0xDEAD_DEAD_DEAD_DEAD;
pub(crate) const POISON_KIND: u8 = POISON as u8;

/// The word at the start of every cell: `kind:8 | collector's flags:8 | spare:16 | aux:32`. Spare
/// and aux belong to the runtime (a length, a shape), except as the kind's layout says.
#[repr(C)]
pub struct Header {
    // One word, so that initialisation is one store.
    word: std::cell::Cell<u64>,
}

impl Header {
    /// The word of a new cell's header, for machine code.
    #[inline(always)]
    pub const fn initial_word(kind: u8, spare: u16, aux: u32) -> u64 {
        kind as u64 | FRESH_FLAG | (spare as u64) << 16 | (aux as u64) << 32
    }
    /// The header of a new cell.
    #[inline(always)]
    pub const fn new(kind: u8, aux: u32) -> Header {
        Header::with_spare(kind, 0, aux)
    }
    /// The header of a new cell, with its spare bits.
    #[inline(always)]
    pub const fn with_spare(kind: u8, spare: u16, aux: u32) -> Header {
        Header { word: std::cell::Cell::new(Header::initial_word(kind, spare, aux)) }
    }
    /// The whole word.
    #[inline(always)]
    pub fn word(&self) -> u64 {
        self.word.get()
    }
    /// The kind.
    #[inline(always)]
    pub fn kind(&self) -> u8 {
        self.word.get() as u8
    }
    /// The upper half: a length, a shape, what the kind wants.
    #[inline(always)]
    pub fn aux(&self) -> u32 {
        (self.word.get() >> 32) as u32
    }
    /// Sets the upper half. If the aux is a cell reference, the owner's barrier comes first.
    #[inline(always)]
    pub fn set_aux(&self, aux: u32) {
        self.word.set(self.word.get() as u32 as u64 | (aux as u64) << 32);
    }
    /// Sixteen bits of the runtime's.
    #[inline(always)]
    pub fn spare(&self) -> u16 {
        (self.word.get() >> 16) as u16
    }
    /// Sets the spare bits.
    #[inline(always)]
    pub fn set_spare(&self, spare: u16) {
        self.word.set(self.word.get() & !(0xFFFF << 16) | (spare as u64) << 16);
    }
    #[inline(always)]
    pub(crate) fn add_flags(&self, flags: u64) {
        self.word.set(self.word.get() | flags);
    }
    #[inline(always)]
    pub(crate) fn clear_flags(&self, flags: u64) {
        self.word.set(self.word.get() & !flags);
    }
}

/// Which words of a cell are traced.
#[derive(Clone, Copy)]
pub enum Layout {
    /// None.
    Leaf,
    /// Word `i` of the cell, if bit `i` is set (bit 0 is the header: never set).
    Mask(u64),
    /// As many words as the header's aux says, from this word on.
    Counted {
        /// The index of the first traced word.
        first_word: u32,
    },
    /// What the function visits. It may read the cell and memory that the cell owns.
    Custom(unsafe fn(cell: usize, marker: &mut Marker)),
}

/// What the heap knows of a kind.
#[derive(Clone, Copy)]
pub struct KindInfo {
    /// Which words are traced.
    pub layout: Layout,
    /// The header's aux is a compressed reference ([`Heap::compress`]) or 0, and is traced too.
    pub aux_is_cell: bool,
    /// Called once with the address of a dead cell. It reads no other cell and never allocates.
    pub finalize: Option<unsafe fn(usize, &mut Heap)>,
}

impl KindInfo {
    /// A kind with nothing to trace.
    pub const LEAF: KindInfo =
        KindInfo { layout: Layout::Leaf, aux_is_cell: false, finalize: None };

    /// The entry of a cell type for [`Heap::new`].
    pub const fn of<T: Cell>() -> (u8, KindInfo) {
        let info =
            KindInfo { layout: T::LAYOUT, aux_is_cell: T::AUX_IS_CELL, finalize: T::FINALIZE };
        (T::KIND, info)
    }
}

/// A type that lives in the heap.
///
/// # Safety
/// The type is `repr(C)` and starts with a [`Header`] whose kind is `KIND` while the cell lives; the
/// layout covers every reference in it; it has no drop glue that must run (`FINALIZE` is the place);
/// fields that change are cells (`Slot`, `std::cell::Cell`).
pub unsafe trait Cell {
    /// The kind, unique in a heap. 0, 0xAD, 254 and 255 are the collector's.
    const KIND: u8;
    /// Which words are traced.
    const LAYOUT: Layout;
    /// See [`KindInfo::aux_is_cell`].
    const AUX_IS_CELL: bool = false;
    /// See [`KindInfo::finalize`].
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = None;
}

/// The layout of a `repr(C)` cell type from its traced fields, each one word:
/// `const LAYOUT: Layout = layout_mask!(Pair: left, right);`
#[macro_export]
macro_rules! layout_mask {
    ($type:ty: $($field:ident),+ $(,)?) => {
        $crate::Layout::Mask({
            let mut mask = 0u64;
            $({
                let offset = ::core::mem::offset_of!($type, $field);
                assert!(offset % 8 == 0 && offset > 0 && offset < 512, "not a word of the mask");
                mask |= 1 << (offset / 8);
            })+
            mask
        })
    };
}

/// A pointer to a live cell: `Copy`, without lifetime. See the crate's rules for where it keeps its
/// cell alive.
#[repr(transparent)]
pub struct Gc<T>(NonNull<T>, PhantomData<*const T>);

impl<T> Gc<T> {
    /// The cell's address.
    #[inline(always)]
    pub fn addr(self) -> usize {
        self.0.as_ptr().expose_provenance()
    }
    /// The cell as a raw pointer.
    #[inline(always)]
    pub fn as_ptr(self) -> *mut T {
        self.0.as_ptr()
    }
    /// The traced word that refers to the cell.
    #[inline(always)]
    pub fn to_word(self) -> u64 {
        self.addr() as u64
    }
    /// The cell at an address.
    ///
    /// # Safety
    /// `addr` is the start of a live cell of type `T`.
    #[inline(always)]
    pub unsafe fn from_addr(addr: usize) -> Gc<T> {
        // SAFETY: a cell's address is not zero.
        let cell = unsafe { NonNull::new_unchecked(std::ptr::with_exposed_provenance_mut(addr)) };
        Gc(cell, PhantomData)
    }
    /// The same cell as another type.
    ///
    /// # Safety
    /// The cell is a `U`.
    #[inline(always)]
    pub unsafe fn cast_unchecked<U>(self) -> Gc<U> {
        Gc(self.0.cast(), PhantomData)
    }
}

impl<T> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Gc<T> {
        *self
    }
}
impl<T> Copy for Gc<T> {}
impl<T> PartialEq for Gc<T> {
    #[inline(always)]
    fn eq(&self, other: &Gc<T>) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Gc<T> {}
impl<T> Hash for Gc<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gc({:p})", self.0)
    }
}
impl<T> Deref for Gc<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: a `Gc` is made only of a live cell of its type, and kept as the crate's rules say.
        unsafe { self.0.as_ref() }
    }
}

/// A type whose values are one traced word.
///
/// # Safety
/// It has the size and alignment of a `u64`, no drop glue, and each value's bits are a traced word:
/// if [`is_cell_word`] holds for them, they are the address of a live cell.
pub unsafe trait Word: Copy {
    /// The bits.
    #[inline(always)]
    fn to_bits(self) -> u64 {
        const { assert!(size_of::<Self>() == 8 && align_of::<Self>() == 8) };
        // SAFETY: the sizes are equal, and the bits of a `Word` are all initialised.
        unsafe { std::mem::transmute_copy(&self) }
    }
}
// SAFETY: whoever gives a `u64` to the collector vouches that it is a traced word.
unsafe impl Word for u64 {}
// SAFETY: a `Gc` is the address of a live cell.
unsafe impl<T> Word for Gc<T> {}
// SAFETY: `None` is the zero word, `Some` the address of a live cell.
unsafe impl<T> Word for Option<Gc<T>> {}

/// A mutable traced field. A store names the owner, so that none forgets the barrier.
#[repr(transparent)]
pub struct Slot<V: Copy>(std::cell::Cell<V>);

impl<V: Copy> Slot<V> {
    /// A field of a cell that is being built.
    #[inline(always)]
    pub const fn new(value: V) -> Slot<V> {
        Slot(std::cell::Cell::new(value))
    }
    /// The value.
    #[inline(always)]
    pub fn get(&self) -> V {
        self.0.get()
    }
    /// Stores into a field of `owner`.
    #[inline(always)]
    pub fn set<T>(&self, heap: &mut Heap, owner: Gc<T>, value: V) {
        heap.barrier(owner.addr());
        self.0.set(value);
    }
    /// Stores without the barrier: only into a cell that no safepoint has seen yet, or where the
    /// value is no reference.
    #[inline(always)]
    pub fn init(&self, value: V) {
        self.0.set(value);
    }
}
