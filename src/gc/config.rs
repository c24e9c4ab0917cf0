//! Sizes: blocks, granules, and the classes of small cells.
//!
//! A block holds cells of one class from offset 0; every class is a multiple of the granule, so a
//! mark bit for each granule has one bit for each cell.

/// log2 of [`BLOCK`].
pub(crate) const BLOCK_SHIFT: usize = 14;
/// Bytes of a block: the unit in which the region is divided.
pub const BLOCK: usize = 1 << BLOCK_SHIFT;
/// log2 of [`GRANULE`].
pub const GRANULE_SHIFT: usize = 4;
/// Cells start at multiples of this and have one mark bit for each granule.
pub const GRANULE: usize = 1 << GRANULE_SHIFT;
/// Words of mark bits for a block.
pub(crate) const MARK_WORDS: usize = BLOCK >> (GRANULE_SHIFT + 6);
/// The largest cell that shares a block with others; anything larger is a span of blocks.
pub const MAX_SMALL: usize = BLOCK / 2;
/// Address space reserved for a heap, if the system grants it: what a `u32` of granules addresses.
pub(crate) const MAX_REGION: usize = 64 << 30;

/// The sizes: exact granules to 128 bytes, then a block divided by shrinking counts, at most an
/// eighth apart until eight cells fill a block.
const fn build_sizes() -> ([u32; 64], usize) {
    let mut sizes = [0u32; 64];
    let mut n = 0;
    let mut last = 0;
    while last < 128 {
        last += GRANULE;
        sizes[n] = last as u32;
        n += 1;
    }
    let mut count = BLOCK / (128 + GRANULE);
    while count >= 2 {
        let size = (BLOCK / count) & !(GRANULE - 1);
        if size > last && (size * 8 >= last * 9 || count <= 8) {
            sizes[n] = size as u32;
            n += 1;
            last = size;
        }
        count -= 1;
    }
    (sizes, n)
}
const BUILT: ([u32; 64], usize) = build_sizes();

/// The number of size classes.
pub const CLASSES: usize = BUILT.1;
/// The offset of the lists for cells with a finalizer: the list of class `c` is `c`, or
/// `c + FINALIZED_LISTS` for cells whose kind has a finalizer.
pub const FINALIZED_LISTS: usize = CLASSES;
/// The number of allocation lists, and of bump pairs in the heap.
pub const LISTS: usize = 2 * CLASSES;

const CLASS_OF: &[u8; MAX_SMALL / GRANULE + 1] = &{
    let mut table = [0u8; MAX_SMALL / GRANULE + 1];
    let (mut granules, mut class) = (0, 0);
    while granules < table.len() {
        while (BUILT.0[class] as usize) < granules * GRANULE {
            class += 1;
        }
        table[granules] = class as u8;
        granules += 1;
    }
    table
};

/// For each class, the granules of a block at which cells start: with the mark bits, two bit scans
/// find the next run of free cells.
pub(crate) const STARTS: &[[u64; MARK_WORDS]; CLASSES] = &{
    let mut table = [[0u64; MARK_WORDS]; CLASSES];
    let mut class = 0;
    while class < CLASSES {
        let size = BUILT.0[class] as usize;
        let mut offset = 0;
        while offset + size <= BLOCK {
            let granule = offset >> GRANULE_SHIFT;
            table[class][granule / 64] |= 1 << (granule % 64);
            offset += size;
        }
        class += 1;
    }
    table
};

/// The class of a small cell of `bytes` bytes, header included.
///
/// # Panics
/// If `bytes` is above [`MAX_SMALL`].
#[inline(always)]
pub const fn size_class(bytes: usize) -> usize {
    assert!(bytes <= MAX_SMALL, "a large cell has no size class");
    CLASS_OF[(bytes + GRANULE - 1) >> GRANULE_SHIFT] as usize
}

/// The bytes a cell of this class takes.
#[inline(always)]
pub const fn class_bytes(class: usize) -> usize {
    assert!(class < CLASSES);
    BUILT.0[class] as usize
}

/// The bytes a cell of this allocation list takes.
#[inline(always)]
pub(crate) const fn list_bytes(list: usize) -> usize {
    class_bytes(list % CLASSES)
}
