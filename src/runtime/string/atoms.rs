//! Interning: the table of atoms, and property keys from strings.
//!
//! Invariant: the table refers to each atom by its address and keeps none alive; it is pruned after marking, before
//! memory is used again. No two live atoms have the same contents, and none is a canonical array index. A string
//! that is not an atom remembers the atom (or the index) it stands for, so `object[string]` looks it up once.

use super::build::{alloc_flat, alloc_view};
use super::string_flags::*;
use super::{JsString, StrView, StringExt, StringInternals, decode_wtf8};
use crate::runtime::names::Symbol;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::vm::Vm;
use crate::value::Value;
use hashbrown::HashTable;
use jsrun_gc::{Gc, Heap, Liveness, Marker};
use std::hash::{BuildHasher, RandomState};

/// The strings that the VM itself keeps: the table of atoms, and strings that are wanted often.
pub struct Strings {
    table: HashTable<usize>,
    seed: u64,
    empty: Gc<JsString>,
    /// The strings of one Latin-1 character.
    chars: [Gc<JsString>; 256],
    /// Numbers lately converted to strings: the bits of the number and the string. Forgotten at each collection.
    numbers: Box<[Option<Converted>; NUMBER_CACHE]>,
}

/// The bits of a number, and its string.
type Converted = (u64, Gc<JsString>);

const NUMBER_CACHE: usize = 256;

impl Strings {
    /// A table with the strings that are always there. While it is not yet known to the collector's hooks, its owner
    /// keeps it on the native stack, where the collector finds `empty` and `chars`.
    pub fn new(heap: &mut Heap) -> Strings {
        let empty = alloc_flat(heap, 0, true, |_| {});
        let mut strings = Strings {
            table: HashTable::new(),
            seed: RandomState::new().hash_one(0u64) | 1,
            empty,
            chars: [empty; 256],
            numbers: Box::new([None; NUMBER_CACHE]),
        };
        for byte in 0..=255u8 {
            strings.chars[byte as usize] = alloc_view(heap, StrView::Latin1(&[byte]));
        }
        strings.intern_flat(heap, empty);
        for byte in 0..=255u8 {
            let string = strings.chars[byte as usize];
            match byte.is_ascii_digit() {
                true => remember_index(string, (byte - b'0') as u32),
                false => drop(strings.intern_flat(heap, string)),
            }
        }
        strings
    }

    /// The empty string.
    #[inline(always)]
    pub fn empty(&self) -> Gc<JsString> {
        self.empty
    }

    /// The string of a Latin-1 character.
    #[inline(always)]
    pub fn char(&self, byte: u8) -> Gc<JsString> {
        self.chars[byte as usize]
    }

    /// How many atoms there are.
    pub fn atom_count(&self) -> usize {
        self.table.len()
    }

    /// Visits what the VM keeps for good.
    pub fn trace(&self, marker: &mut Marker) {
        marker.visit(self.empty);
        self.chars.iter().for_each(|string| marker.visit(*string));
    }

    /// Forgets atoms that died, and converted numbers.
    pub fn after_mark(&mut self, live: &Liveness) {
        self.table.retain(|address| live.is_marked(*address));
        self.numbers.fill(None);
    }

    fn hash(&self, view: StrView<'_>) -> u32 {
        hash_units(self.seed, view)
    }

    fn find(&self, hash: u32, view: StrView<'_>) -> Option<Gc<JsString>> {
        self.table
            .find(spread(hash), |address| {
                let atom = atom_at(*address);
                atom.hash_word().get() == hash && atom.view().same(view)
            })
            .map(|address| atom_at(*address))
    }

    fn insert(&mut self, atom: Gc<JsString>, hash: u32) {
        debug_assert!(atom.flags() & NOT_FLAT == 0);
        atom.hash_word().set(hash);
        atom.key_word().set(0);
        atom.set_flags(ATOM);
        self.table.insert_unique(spread(hash), atom.addr(), |address| {
            spread(atom_at(*address).hash_word().get())
        });
    }

    /// The atom with the contents of a flat string or slice, which is no canonical array index.
    fn intern_flat(&mut self, heap: &mut Heap, string: Gc<JsString>) -> Gc<JsString> {
        let flags = string.flags();
        debug_assert!(flags & (ROPE | LINK | INDEX) == 0);
        if flags & ATOM != 0 {
            return string;
        }
        if flags & HAS_ATOM != 0 {
            // SAFETY: the string keeps alive the atom that its key word names.
            return unsafe { heap.decompress(string.key_word().get()) };
        }
        let hash = match string.hash_word().get() {
            0 => self.hash(string.view()),
            hash => hash,
        };
        string.hash_word().set(hash);
        let atom = match self.find(hash, string.view()) {
            Some(atom) => atom,
            None if flags & SLICE == 0 => {
                self.insert(string, hash);
                return string;
            }
            None => {
                let atom = alloc_view(heap, string.view());
                self.insert(atom, hash);
                atom
            }
        };
        heap.barrier(string.addr());
        string.key_word().set(heap.compress(atom));
        string.set_flags(HAS_ATOM);
        atom
    }

    /// The key of code units.
    pub fn key(&mut self, heap: &mut Heap, view: StrView<'_>) -> PropertyKey {
        if let Some(index) = array_index(view) {
            return PropertyKey::from_index(index);
        }
        let hash = self.hash(view);
        let atom = match self.find(hash, view) {
            Some(atom) => atom,
            None => {
                let atom = alloc_view(heap, view);
                self.insert(atom, hash);
                atom
            }
        };
        // SAFETY: it is an atom.
        unsafe { PropertyKey::from_cell_unchecked(Value::cell(atom)) }
    }

    /// The key of Rust text.
    pub fn key_from_str(&mut self, heap: &mut Heap, text: &str) -> PropertyKey {
        match text.is_ascii() {
            true => self.key(heap, StrView::Latin1(text.as_bytes())),
            false => {
                let units = decode_wtf8(text.as_bytes());
                match units.iter().map(|unit| u8::try_from(*unit).ok()).collect::<Option<Vec<u8>>>()
                {
                    Some(narrow) => self.key(heap, StrView::Latin1(&narrow)),
                    None => self.key(heap, StrView::Utf16(&units)),
                }
            }
        }
    }

    /// A string that this number was lately converted to.
    pub(crate) fn cached_number(&self, bits: u64) -> Option<Gc<JsString>> {
        self.numbers[number_slot(bits)]
            .filter(|(number, _)| *number == bits)
            .map(|(_, string)| string)
    }

    /// Remembers what a number was converted to.
    pub(crate) fn cache_number(&mut self, bits: u64, string: Gc<JsString>) {
        self.numbers[number_slot(bits)] = Some((bits, string));
    }
}

/// Spreads a 32-bit hash over the 64 bits that the table looks at.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

fn spread(hash: u32) -> u64 {
    (hash as u64).wrapping_mul(SPREAD)
}

fn number_slot(bits: u64) -> usize {
    (bits.wrapping_mul(SPREAD) >> 56) as usize
}

fn atom_at(address: usize) -> Gc<JsString> {
    // SAFETY: the table holds addresses of live atoms: the dead are removed before their memory is used again.
    unsafe { Gc::from_addr(address) }
}

fn remember_index(string: Gc<JsString>, index: u32) {
    string.key_word().set(index);
    string.set_flags(INDEX);
}

/// A seeded hash of code units, the same for both widths, never 0: four units at a time through a widening product.
fn hash_units(seed: u64, view: StrView<'_>) -> u32 {
    fn mix(state: u64, word: u64) -> u64 {
        let product = (state ^ word) as u128 * 0xA076_1D64_78BD_642F_u128;
        (product as u64) ^ (product >> 64) as u64
    }
    fn run<T: Copy + Into<u64>>(seed: u64, units: &[T]) -> u64 {
        let (words, rest) = units.as_chunks::<4>();
        let mut state = mix(seed, units.len() as u64);
        for [a, b, c, d] in words {
            let word = (*a).into() | (*b).into() << 16 | (*c).into() << 32 | (*d).into() << 48;
            state = mix(state.wrapping_add(seed), word);
        }
        let tail = rest.iter().fold(0, |word, unit| word << 16 | (*unit).into());
        mix(state.wrapping_add(seed), tail)
    }
    let hash = match view {
        StrView::Latin1(units) => run(seed, units),
        StrView::Utf16(units) => run(seed, units),
    };
    ((hash ^ hash >> 32) as u32).max(1)
}

/// The array index that code units spell in canonical form: `"0"` to `"4294967294"`
/// (https://tc39.es/ecma262/#array-index).
pub fn array_index(view: StrView<'_>) -> Option<u32> {
    if view.is_empty() || view.len() > 10 || view.at(0) == b'0' as u16 && view.len() > 1 {
        return None;
    }
    let mut value = 0u64;
    for unit in view.units() {
        let digit = unit.wrapping_sub(b'0' as u16);
        if digit > 9 {
            return None;
        }
        value = value * 10 + digit as u64;
    }
    u32::try_from(value).ok().filter(|index| *index != u32::MAX)
}

impl Vm {
    /// The atom with a string's contents. A canonical array index has none: it comes back flat, but otherwise as it is.
    pub fn intern(&mut self, string: Gc<JsString>) -> Gc<JsString> {
        match self.string_key(string).as_cell() {
            // SAFETY: the key of a string that is no index is an atom.
            Some(atom) => unsafe { Gc::from_addr(atom.address()) },
            None => self.flatten(string),
        }
    }

    /// The property key that a string stands for.
    #[inline]
    pub fn string_key(&mut self, string: Gc<JsString>) -> PropertyKey {
        if string.is_atom() {
            // SAFETY: it is an atom, so no array index.
            return unsafe { PropertyKey::from_cell_unchecked(Value::cell(string)) };
        }
        self.string_key_slow(string)
    }

    fn string_key_slow(&mut self, string: Gc<JsString>) -> PropertyKey {
        let flat = self.flatten(string);
        let flags = flat.flags();
        if flags & INDEX != 0 {
            return PropertyKey::from_index(flat.key_word().get());
        }
        if flags & (HAS_ATOM | ATOM) == 0
            && let Some(index) = array_index(flat.view())
        {
            remember_index(flat, index);
            return PropertyKey::from_index(index);
        }
        let atom = self.strings.intern_flat(&mut self.heap, flat);
        // SAFETY: it is an atom.
        unsafe { PropertyKey::from_cell_unchecked(Value::cell(atom)) }
    }

    /// The property key of Rust text.
    pub fn key_from_str(&mut self, text: &str) -> PropertyKey {
        self.strings.key_from_str(&mut self.heap, text)
    }

    /// The property key of code units.
    pub fn key_from_view(&mut self, view: StrView<'_>) -> PropertyKey {
        self.strings.key(&mut self.heap, view)
    }

    /// The string or symbol that a key stands for.
    pub fn key_to_value(&mut self, key: PropertyKey) -> Value {
        match key.as_index() {
            None => key.as_cell().unwrap_or(Value::UNDEFINED),
            Some(index) => Value::cell(self.index_to_string(index)),
        }
    }

    /// The string of an array index.
    pub fn index_to_string(&mut self, index: u32) -> Gc<JsString> {
        let bits = Value::number(index as f64).bits();
        if let Some(string) = self.strings.cached_number(bits) {
            return string;
        }
        let mut buffer = [0; 10];
        let digits = decimal_digits(index, &mut buffer);
        let string = self.new_string_latin1(digits);
        if string.flags() & INDEX == 0 {
            remember_index(string, index);
        }
        self.strings.cache_number(bits, string);
        string
    }

    /// A key as messages show it: the text of a string, `Symbol(description)` for a symbol.
    pub fn key_display(&mut self, key: PropertyKey) -> String {
        if let Some(index) = key.as_index() {
            return index.to_string();
        }
        match key.as_cell() {
            Some(cell) => match cell.as_kind::<Symbol>() {
                Some(symbol) => symbol.descriptive_string(),
                None => cell.as_string().map(|s| s.to_rust()).unwrap_or_default(),
            },
            None => String::new(),
        }
    }
}

/// The decimal digits of a number, in the end of the buffer.
fn decimal_digits(mut number: u32, buffer: &mut [u8; 10]) -> &[u8] {
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return &buffer[at..];
        }
    }
}
