//! Inline caches: data beside the bytecode, shared by both tiers.
//!
//! Invariant: an entry whose `shape` is not 0 describes every object of that shape, for as long as its
//! `validity` cell (where it has one) is valid; entries that mention dead cells are cleared after marking,
//! before any cell's memory can be used again.

use super::property_key::PropertyKey;
use jsrun_gc::Liveness;

/// How many shapes one cache remembers.
pub const CACHE_ENTRIES: usize = 4;

/// What is known of one shape at one site. See `docs/contract.md`, "Inline caches".
#[repr(C)]
#[derive(Clone, Copy, Default, Debug)]
pub struct CacheEntry {
    /// The receiver's shape, compressed; 0 never matches.
    pub shape: u32,
    /// Where the value is: `>= 0` bytes from the holder, `< 0` minus the bytes from its out-of-line slots.
    pub offset: i32,
    /// For a load: the address of the prototype that holds the property, 0 for the receiver itself.
    /// For a store: the compressed shape to change to, 0 to keep the shape.
    pub holder: u64,
    /// The address of the `Validity` cell that guards the prototype chain: one that is always valid where there is no
    /// chain to guard; 0 in a load's entry for the receiver itself and in one that does not match.
    pub validity: u64,
}

/// The cache of one site.
#[repr(C)]
#[derive(Clone, Debug)]
pub struct InlineCache {
    /// Most recent first.
    pub entries: [CacheEntry; CACHE_ENTRIES],
    /// The property's key.
    pub key: PropertyKey,
    /// How often the site has missed: a site that misses for ever stops being filled.
    pub misses: u32,
    /// Spare word, so that the size is a multiple of 8 everywhere.
    pub reserved: u32,
}

const _: () = assert!(size_of::<CacheEntry>() == 24);
const _: () = assert!(std::mem::offset_of!(InlineCache, entries) == 0);

/// A site that has missed this often is not filled any more, for it sees too many shapes: it uses the shared cache.
pub const MAX_MISSES: u32 = 64;

/// How many bits of a hash say where an entry of the shared cache is.
const SHARED_BITS: u32 = 10;
/// How many properties the machine's shared cache remembers.
pub const SHARED_ENTRIES: usize = 1 << SHARED_BITS;
/// By what machine code multiplies the mixture of shape and key, and how far it shifts the product (of 32 bits) to the right.
pub const SHARED_HASH: (u32, u32) = (0x9E37_79B1, 32 - SHARED_BITS);
/// How far a key is shifted to the right before it is mixed with the shape.
pub const SHARED_KEY_SHIFT: u32 = 3;
/// The bit of a key's word that marks an entry for stores.
pub const SHARED_STORE: u64 = 1 << 3;

/// An entry of the shared cache.
#[repr(C)]
#[derive(Clone, Copy, Default, Debug)]
pub struct SharedEntry {
    /// The key's word; with [`SHARED_STORE`], which no cell's address has, in an entry for stores.
    pub key: u64,
    /// What is known.
    pub entry: CacheEntry,
}

const _: () = assert!(size_of::<SharedEntry>() == 32);

/// A cache that all sites share that have met too many shapes, and those whose keys are computed: from shape and key to an
/// entry. Machine code looks into it by itself.
///
/// Invariant: it is emptied whenever the collector has marked, so it never names a dead cell.
#[repr(transparent)]
pub struct SharedCache {
    entries: Box<[SharedEntry; SHARED_ENTRIES]>,
}

impl Default for SharedCache {
    fn default() -> SharedCache {
        SharedCache { entries: Box::new([SharedEntry::default(); SHARED_ENTRIES]) }
    }
}

impl SharedCache {
    #[inline(always)]
    fn place(shape: u32, key: u64) -> usize {
        let mixed = (shape ^ (key >> SHARED_KEY_SHIFT) as u32).wrapping_mul(SHARED_HASH.0);
        (mixed >> SHARED_HASH.1) as usize
    }

    /// What is known of a property of objects of a shape, for loads or for stores.
    #[inline(always)]
    pub fn find(&self, shape: u32, key: u64) -> Option<&CacheEntry> {
        let found = &self.entries[SharedCache::place(shape, key)];
        if found.entry.shape == shape && found.key == key { Some(&found.entry) } else { None }
    }

    /// Remembers an entry.
    pub fn insert(&mut self, key: u64, entry: CacheEntry) {
        self.entries[SharedCache::place(entry.shape, key)] = SharedEntry { key, entry };
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.entries.iter_mut().for_each(|e| e.entry.shape = 0);
    }
}

impl InlineCache {
    /// An empty cache for a key.
    pub fn new(key: PropertyKey) -> InlineCache {
        InlineCache { entries: [CacheEntry::default(); CACHE_ENTRIES], key, misses: 0, reserved: 0 }
    }

    /// Does the site use the shared cache?
    #[inline(always)]
    pub fn is_shared(&self) -> bool {
        self.misses > MAX_MISSES
    }

    /// Puts an entry first; the last one falls out. An entry of the same shape is replaced.
    pub fn insert(&mut self, entry: CacheEntry) {
        let at =
            self.entries.iter().position(|e| e.shape == entry.shape).unwrap_or(CACHE_ENTRIES - 1);
        self.entries.copy_within(0..at, 1);
        self.entries[0] = entry;
    }

    /// Drops entries that mention cells which did not survive a collection.
    pub fn clear_dead(&mut self, live: &Liveness) {
        let shape_lives = |id: u64| live.is_live_compressed(id as u32);
        for e in &mut self.entries {
            if e.shape == 0 {
                continue;
            }
            // A holder below 2^32 is a compressed shape: the heap's region lies above 4 GiB.
            let holder_lives = match e.holder {
                0 => true,
                id if id >> 32 == 0 => shape_lives(id),
                address => live.is_marked(address as usize),
            };
            let valid = e.validity == 0 || live.is_marked(e.validity as usize);
            if !(shape_lives(e.shape as u64) && holder_lives && valid) {
                *e = CacheEntry::default();
            }
        }
    }
}
