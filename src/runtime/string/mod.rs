//! Strings: the cell and its four forms, and views of its code units.
//!
//! Invariant: the header's `aux` is the length in UTF-16 code units, in every form. A *flat* string has its units from
//! byte 16 on; a *slice* names a flat string and an offset; a *rope* names its two parts; a *link* is a rope that has
//! been flattened and names the result. A string changes form only from rope to link, and never its contents.
//! Flat Latin-1 and flat UTF-16 storage may hold equal strings; equality and hashes are by code unit.

mod atoms;
mod build;
mod compare;
mod rope;
#[cfg(test)]
mod tests;
mod unicode;

pub use atoms::{Strings, array_index};
pub use build::StringBuilder;
pub use unicode::{decode_wtf8, encode_wtf8};

use super::kind::Kind;
use jsrun_gc::{Cell, Gc, Header, Layout, Marker};
use std::cell::Cell as StdCell;

/// Bits of a string's `spare`.
pub mod string_flags {
    /// One byte per code unit; for a rope, in both parts.
    pub const LATIN1: u16 = 1;
    /// A rope: two parts.
    pub const ROPE: u16 = 1 << 1;
    /// A rope that has been flattened.
    pub const LINK: u16 = 1 << 2;
    /// A part of a flat string.
    pub const SLICE: u16 = 1 << 3;
    /// Flat, interned, and no array index: the string's address is its property key.
    pub const ATOM: u16 = 1 << 4;
    /// A canonical array index, whose value is in the key word.
    pub const INDEX: u16 = 1 << 5;
    /// The key word names the atom that has the same contents (compressed).
    pub const HAS_ATOM: u16 = 1 << 6;
    /// With any of these the units are not in the cell itself.
    pub const NOT_FLAT: u16 = ROPE | LINK | SLICE;
}
use string_flags::*;

/// The greatest length of a string. Making a longer one throws a RangeError.
pub const MAX_LENGTH: u32 = (1 << 29) - 24;

/// The units of a flat string begin here, in bytes.
pub const STRING_UNITS: usize = 16;

/// Strings shorter than this are copied when they are joined or cut, longer ones become ropes and slices.
pub(crate) const SHORT: u32 = 24;

/// A string. What follows the header depends on the form: see the accessors.
#[repr(C)]
pub struct JsString {
    /// Kind `String`, [`string_flags`] in `spare`, the length in `aux`.
    pub header: Header,
    /// Flat: the hash, 0 while it is not known. Others: the low half of the first reference.
    first: StdCell<u32>,
    /// Flat: the key word. Others: the high half of the first reference.
    second: StdCell<u32>,
}
const _: () = assert!(size_of::<JsString>() == STRING_UNITS);

/// What a slice has after its header: the flat string at 8, then these.
const SLICE_OFFSET: usize = 16;
const SLICE_HASH: usize = 20;
const SLICE_KEY: usize = 24;
const SLICE_BYTES: usize = 32;
/// What a rope has: its parts. A link has its target in the first, 0 in the second.
const ROPE_LEFT: usize = 8;
const ROPE_RIGHT: usize = 16;
const ROPE_BYTES: usize = 24;

// SAFETY: `repr(C)` with the header first; `trace` visits the references of each form.
unsafe impl Cell for JsString {
    const KIND: u8 = Kind::String as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live string; its flags say which words are references.
    unsafe {
        let string = Gc::<JsString>::from_addr(cell);
        let flags = string.flags();
        if flags & NOT_FLAT != 0 {
            marker.visit_word(*string.at::<u64>(ROPE_LEFT));
            if flags & ROPE != 0 {
                marker.visit_word(*string.at::<u64>(ROPE_RIGHT));
            }
        }
        if flags & HAS_ATOM != 0 {
            marker.visit_compressed(string.key_word().get());
        }
    }
}

/// The code units of a string.
#[derive(Clone, Copy, Debug)]
pub enum StrView<'a> {
    /// Each byte is a code unit.
    Latin1(&'a [u8]),
    /// UTF-16; surrogates may be alone.
    Utf16(&'a [u16]),
}

impl<'a> StrView<'a> {
    /// How many code units.
    pub fn len(self) -> usize {
        match self {
            StrView::Latin1(s) => s.len(),
            StrView::Utf16(s) => s.len(),
        }
    }

    /// Is it the empty string?
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The code unit at an index.
    ///
    /// # Panics
    /// If there is none.
    #[inline]
    pub fn at(self, index: usize) -> u16 {
        match self {
            StrView::Latin1(s) => s[index] as u16,
            StrView::Utf16(s) => s[index],
        }
    }

    /// The code units from `start` to `end`.
    ///
    /// # Panics
    /// If the range is not within the view.
    pub fn slice(self, start: usize, end: usize) -> StrView<'a> {
        match self {
            StrView::Latin1(s) => StrView::Latin1(&s[start..end]),
            StrView::Utf16(s) => StrView::Utf16(&s[start..end]),
        }
    }

    /// The code units in order.
    pub fn units(self) -> impl DoubleEndedIterator<Item = u16> + ExactSizeIterator + 'a {
        (0..self.len()).map(move |i| self.at(i))
    }

    /// The code point that begins at an index: a pair of surrogates is one, a lone one is itself.
    ///
    /// CodePointAt (https://tc39.es/ecma262/#sec-codepointat)
    ///
    /// # Panics
    /// If there is no code unit at `index`.
    pub fn code_point_at(self, index: usize) -> u32 {
        let lead = self.at(index);
        if lead & 0xFC00 == 0xD800 && index + 1 < self.len() {
            let trail = self.at(index + 1);
            if trail & 0xFC00 == 0xDC00 {
                return 0x10000 + (((lead & 0x3FF) as u32) << 10) + (trail & 0x3FF) as u32;
            }
        }
        lead as u32
    }

    /// Is every unit ASCII, and these ones?
    pub fn eq_ascii(self, ascii: &str) -> bool {
        self.len() == ascii.len() && self.units().eq(ascii.bytes().map(u16::from))
    }
}

/// For messages and tests: lone surrogates become U+FFFD.
impl std::fmt::Display for StrView<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::fmt::Write;
        char::decode_utf16(self.units()).try_for_each(|c| f.write_char(c.unwrap_or('\u{FFFD}')))
    }
}

impl JsString {
    /// The length in code units.
    #[inline(always)]
    pub fn len(&self) -> u32 {
        self.header.aux()
    }

    /// Is it the empty string?
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The flags: see [`string_flags`].
    #[inline(always)]
    pub fn flags(&self) -> u16 {
        self.header.spare()
    }

    /// Is it stored as one byte per unit? (If not, it may still hold Latin-1 characters only.)
    #[inline(always)]
    pub fn is_latin1(&self) -> bool {
        self.flags() & LATIN1 != 0
    }

    /// Is it an atom, so that its address is its property key?
    #[inline(always)]
    pub fn is_atom(&self) -> bool {
        self.flags() & ATOM != 0
    }

    /// Can [`StringExt::view`] see it without flattening?
    #[inline(always)]
    pub fn is_flat(&self) -> bool {
        self.flags() & ROPE == 0
    }

    fn set_flags(&self, flags: u16) {
        self.header.set_spare(self.flags() | flags);
    }
}

/// What a reference to a string can do without the heap. The accessors reach past the fixed fields of the cell, so
/// they start from the reference, which may see the whole cell.
pub trait StringExt: Copy {
    /// The code units of a string that is not a rope.
    ///
    /// The view lives as long as the string: the caller keeps it reachable (a local is enough).
    ///
    /// # Panics
    /// If it is a rope: flatten it first.
    fn view<'a>(self) -> StrView<'a>;
    /// The code unit at `index` of a string that is not a rope.
    ///
    /// # Panics
    /// If there is none.
    fn char_code_at(self, index: u32) -> u16;
    /// The text, lone surrogates replaced by U+FFFD; works on ropes too.
    fn to_rust(self) -> String;
}

pub(crate) trait StringInternals: Copy {
    /// A word of the cell.
    ///
    /// # Safety
    /// The string's form has a `T` at that offset.
    unsafe fn at<T>(self, offset: usize) -> *mut T;
    /// Where a flat string or a slice keeps its hash.
    fn hash_word<'a>(self) -> &'a StdCell<u32>;
    /// Where a flat string or a slice keeps its index or atom.
    fn key_word<'a>(self) -> &'a StdCell<u32>;
    /// The parts of a rope.
    fn parts(self) -> (Gc<JsString>, Gc<JsString>);
    /// The flat string or slice that a link leads to; itself for others.
    fn follow(self) -> Gc<JsString>;
}

impl StringInternals for Gc<JsString> {
    #[inline(always)]
    unsafe fn at<T>(self, offset: usize) -> *mut T {
        std::ptr::with_exposed_provenance_mut(self.addr() + offset)
    }

    #[inline]
    fn hash_word<'a>(self) -> &'a StdCell<u32> {
        debug_assert!(self.flags() & (ROPE | LINK) == 0);
        let offset = if self.flags() & SLICE != 0 { SLICE_HASH } else { 8 };
        // SAFETY: both forms have the hash there.
        unsafe { &*self.at(offset) }
    }

    #[inline]
    fn key_word<'a>(self) -> &'a StdCell<u32> {
        debug_assert!(self.flags() & (ROPE | LINK) == 0);
        let offset = if self.flags() & SLICE != 0 { SLICE_KEY } else { 12 };
        // SAFETY: both forms have the key word there.
        unsafe { &*self.at(offset) }
    }

    #[inline]
    fn parts(self) -> (Gc<JsString>, Gc<JsString>) {
        debug_assert!(self.flags() & ROPE != 0);
        // SAFETY: a rope has two references to strings.
        unsafe { (*self.at(ROPE_LEFT), *self.at(ROPE_RIGHT)) }
    }

    #[inline]
    fn follow(self) -> Gc<JsString> {
        if self.flags() & LINK == 0 {
            return self;
        }
        // SAFETY: a link has a reference to a flat string there.
        unsafe { *self.at(ROPE_LEFT) }
    }
}

impl StringExt for Gc<JsString> {
    #[inline]
    fn view<'a>(self) -> StrView<'a> {
        let flags = self.flags();
        assert!(flags & ROPE == 0, "a rope has no view");
        let mut base = self;
        let mut start = 0;
        if flags & NOT_FLAT != 0 {
            base = self.follow();
            if base.flags() & SLICE != 0 {
                // SAFETY: a slice has the flat string and the offset there.
                unsafe {
                    start = *base.at::<u32>(SLICE_OFFSET) as usize;
                    base = *base.at(ROPE_LEFT);
                }
            }
        }
        let length = self.len() as usize;
        // SAFETY: a flat string has its units, initialised, from there; a slice lies within its flat string.
        unsafe {
            if base.is_latin1() {
                StrView::Latin1(std::slice::from_raw_parts(
                    base.at::<u8>(STRING_UNITS + start),
                    length,
                ))
            } else {
                StrView::Utf16(std::slice::from_raw_parts(
                    base.at::<u16>(STRING_UNITS + 2 * start),
                    length,
                ))
            }
        }
    }

    #[inline]
    fn char_code_at(self, index: u32) -> u16 {
        self.view().at(index as usize)
    }

    fn to_rust(self) -> String {
        if self.is_flat() {
            return self.view().to_string();
        }
        let mut units = vec![0u16; self.len() as usize];
        rope::copy_utf16(self, &mut units);
        String::from_utf16_lossy(&units)
    }
}
