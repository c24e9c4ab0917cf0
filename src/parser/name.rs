//! Interned names: identifiers, private names (with their `#`) and labels.
//!
//! A `Name` is an index into the `Names` of one parse; two names of one parse are equal exactly
//! when their WTF-8 bytes are. Escapes have been decoded. The well-known names have the same index
//! in every parse.

use std::hash::{BuildHasher, RandomState};

use bumpalo::Bump;
use rustc_hash::FxSeededState;

/// An interned name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Name(pub u32);

macro_rules! well_known {
    ($($id:ident = $text:expr;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "used only to number the constants")]
        #[repr(u32)]
        enum Index { $($id),* }
        #[allow(missing_docs, reason = "each constant is the name it spells")]
        impl Name { $(pub const $id: Name = Name(Index::$id as u32);)* }
        const WELL_KNOWN: &[&str] = &[$($text),*];
    };
}

well_known! {
    EMPTY = "";
    ASYNC = "async";
    AWAIT = "await";
    YIELD = "yield";
    LET = "let";
    STATIC = "static";
    IMPLEMENTS = "implements";
    INTERFACE = "interface";
    PACKAGE = "package";
    PRIVATE = "private";
    PROTECTED = "protected";
    PUBLIC = "public";
    GET = "get";
    SET = "set";
    OF = "of";
    AS = "as";
    FROM = "from";
    USING = "using";
    TARGET = "target";
    META = "meta";
    EVAL = "eval";
    ARGUMENTS = "arguments";
    CONSTRUCTOR = "constructor";
    PRIVATE_CONSTRUCTOR = "#constructor";
    PROTOTYPE = "prototype";
    PROTO = "__proto__";
    UNDEFINED = "undefined";
    DEFAULT = "default";
    LENGTH = "length";
    NAME = "name";
    // Names of bindings that no identifier can spell.
    THIS = "this";
    NEW_TARGET = "new.target";
    HOME_OBJECT = "[home object]";
    ACTIVE_FUNCTION = "[active function]";
    DEFAULT_EXPORT = "*default*";
}

/// The table of the names of one parse.
pub struct Names<'a> {
    arena: &'a Bump,
    table: index::Table,
    list: Vec<&'a [u8]>,
    hasher: FxSeededState,
}

impl<'a> Names<'a> {
    /// A table that holds the well-known names.
    pub fn new(arena: &'a Bump) -> Self {
        // Scripts choose the names, so the hash is seeded against flooding.
        let seed = RandomState::new().hash_one(0u8) as usize;
        let mut names = Names {
            arena,
            table: index::Table::new(),
            list: Vec::with_capacity(256),
            hasher: FxSeededState::with_seed(seed),
        };
        for text in WELL_KNOWN {
            names.intern(text.as_bytes());
        }
        names
    }

    /// The name with these bytes, which live as long as the parse.
    #[inline]
    pub fn intern(&mut self, bytes: &'a [u8]) -> Name {
        let hash = self.hasher.hash_one(bytes);
        let (list, hasher) = (&mut self.list, &self.hasher);
        if let Some(index) = self.table.find(hash, |index| list[index as usize] == bytes) {
            return Name(index);
        }
        let index = list.len() as u32;
        list.push(bytes);
        self.table.insert(hash, index, |index| hasher.hash_one(list[index as usize]));
        Name(index)
    }

    /// The name with these bytes, which are copied into the arena if they are new.
    pub fn intern_copy(&mut self, bytes: &[u8]) -> Name {
        match self.get(bytes) {
            Some(name) => name,
            None => self.intern(self.arena.alloc_slice_copy(bytes)),
        }
    }

    /// The name with these bytes, if it occurs in this parse.
    pub fn get(&self, bytes: &[u8]) -> Option<Name> {
        let hash = self.hasher.hash_one(bytes);
        self.table.find(hash, |index| self.list[index as usize] == bytes).map(Name)
    }

    /// The WTF-8 bytes of a name.
    pub fn bytes(&self, name: Name) -> &'a [u8] {
        self.list[name.0 as usize]
    }

    /// The text of a name, for messages; lone surrogates are replaced.
    pub fn text(&self, name: Name) -> std::borrow::Cow<'a, str> {
        String::from_utf8_lossy(self.bytes(name))
    }

    /// How many names there are: every `Name` of the parse is smaller.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Never true: the well-known names are always there.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// A small open-addressing index of hashes to name indices.
mod index {
    /// Linear probing over (hash, index + 1); zero marks a free slot.
    pub struct Table {
        slots: Vec<(u32, u32)>,
        used: usize,
    }

    impl Table {
        pub fn new() -> Self {
            Table { slots: vec![(0, 0); 1024], used: 0 }
        }

        #[inline]
        pub fn find(&self, hash: u64, equal: impl Fn(u32) -> bool) -> Option<u32> {
            let mask = self.slots.len() - 1;
            let short = (hash >> 32) as u32;
            let mut at = hash as usize & mask;
            loop {
                let (stored, index) = self.slots[at];
                if index == 0 {
                    return None;
                }
                if stored == short && equal(index - 1) {
                    return Some(index - 1);
                }
                at = (at + 1) & mask;
            }
        }

        pub fn insert(&mut self, hash: u64, index: u32, hash_of: impl Fn(u32) -> u64) {
            if (self.used + 1) * 2 > self.slots.len() {
                let old = std::mem::take(&mut self.slots);
                self.slots = vec![(0, 0); old.len() * 2];
                for (_, stored) in old {
                    if stored != 0 {
                        self.place(hash_of(stored - 1), stored);
                    }
                }
            }
            self.used += 1;
            self.place(hash, index + 1);
        }

        fn place(&mut self, hash: u64, stored: u32) {
            let mask = self.slots.len() - 1;
            let mut at = hash as usize & mask;
            while self.slots[at].1 != 0 {
                at = (at + 1) & mask;
            }
            self.slots[at] = ((hash >> 32) as u32, stored);
        }
    }
}
