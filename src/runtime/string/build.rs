//! Making strings: from Rust text and code units, parts of strings, and a builder for built-in functions.
//!
//! Invariant: the units of a flat string are all written before anything else can happen in the heap; a builder's
//! pieces are units, not cells, so a builder may be kept across calls into JavaScript.

use super::rope::Units;
use super::string_flags::*;
use super::{
    JsString, MAX_LENGTH, ROPE_LEFT, SHORT, SLICE_BYTES, SLICE_HASH, SLICE_KEY, SLICE_OFFSET,
    STRING_UNITS,
};
use super::{StrView, StringExt, StringInternals, decode_wtf8};
use crate::runtime::kind::Kind;
use crate::runtime::vm::Vm;
use crate::runtime::vm::limits::out_of_memory;
use crate::value::Res;
use jsrun_gc::{Gc, Header, Heap};

/// Allocates a string cell of `bytes` bytes; what follows the header is uninitialised, but for the two words of hash
/// and key, which are 0.
///
/// The heap refuses only large cells, near its limit: then the script ends (see [`out_of_memory`]).
pub(super) fn alloc_cell(heap: &mut Heap, flags: u16, length: u32, bytes: usize) -> Gc<JsString> {
    let header = Header::with_spare(Kind::String as u8, flags, length);
    // SAFETY: each caller fills in the words that its flags make references before the next safepoint.
    let Some(cell) = (unsafe { heap.alloc_raw(header, bytes, false) }) else { out_of_memory() };
    // SAFETY: it is a new cell with a string's header, and has room for two more words of 32 bits.
    unsafe {
        let string = Gc::<JsString>::from_addr(cell.as_ptr().expose_provenance());
        *string.at::<u64>(8) = 0;
        string
    }
}

/// Allocates a flat string, and has its units written.
pub(super) fn alloc_flat(
    heap: &mut Heap,
    length: u32,
    latin1: bool,
    fill: impl FnOnce(Units<'_>),
) -> Gc<JsString> {
    let count = length as usize;
    let (flags, bytes) = if latin1 { (LATIN1, count) } else { (0, 2 * count) };
    let string = alloc_cell(heap, flags, length, STRING_UNITS + bytes);
    // SAFETY: the cell has room for the units from there; they are zeroed before a reference to them is made.
    unsafe {
        let units = string.at::<u8>(STRING_UNITS);
        std::ptr::write_bytes(units, 0, bytes);
        fill(if latin1 {
            Units::Latin1(std::slice::from_raw_parts_mut(units, count))
        } else {
            Units::Utf16(std::slice::from_raw_parts_mut(units.cast(), count))
        });
    }
    string
}

/// Allocates a flat string with these units, in one byte each if they fit.
pub(super) fn alloc_view(heap: &mut Heap, view: StrView<'_>) -> Gc<JsString> {
    let length = view.len() as u32;
    match view {
        StrView::Latin1(from) => alloc_flat(heap, length, true, |out| {
            if let Units::Latin1(out) = out {
                out.copy_from_slice(from);
            }
        }),
        StrView::Utf16(from) => {
            let latin1 = from.iter().all(|unit| *unit < 256);
            alloc_flat(heap, length, latin1, |out| match out {
                Units::Latin1(out) => {
                    out.iter_mut().zip(from).for_each(|(to, from)| *to = *from as u8)
                }
                Units::Utf16(out) => out.copy_from_slice(from),
            })
        }
    }
}

impl Vm {
    pub(super) fn alloc_string(&mut self, flags: u16, length: u32, bytes: usize) -> Gc<JsString> {
        alloc_cell(&mut self.heap, flags, length, bytes)
    }

    pub(super) fn new_flat_with(
        &mut self,
        length: u32,
        latin1: bool,
        fill: impl FnOnce(Units<'_>),
    ) -> Gc<JsString> {
        debug_assert!(length <= MAX_LENGTH);
        alloc_flat(&mut self.heap, length, latin1, fill)
    }

    /// A string of `length` Latin-1 characters, written by `fill` (into zeros).
    pub fn new_latin1_with(&mut self, length: u32, fill: impl FnOnce(&mut [u8])) -> Gc<JsString> {
        self.new_flat_with(length, true, |out| {
            if let Units::Latin1(out) = out {
                fill(out);
            }
        })
    }

    /// A string of `length` code units, written by `fill` (into zeros).
    pub fn new_utf16_with(&mut self, length: u32, fill: impl FnOnce(&mut [u16])) -> Gc<JsString> {
        self.new_flat_with(length, false, |out| {
            if let Units::Utf16(out) = out {
                fill(out);
            }
        })
    }

    /// A string of these code units, which are at most [`MAX_LENGTH`]: see [`Vm::new_string_checked`].
    pub fn new_string_view(&mut self, view: StrView<'_>) -> Gc<JsString> {
        match view.len() {
            0 => self.strings.empty(),
            1 if view.at(0) < 256 => self.strings.char(view.at(0) as u8),
            _ => alloc_view(&mut self.heap, view),
        }
    }

    /// A string of these code units. Throws a RangeError if they are too many.
    pub fn new_string_checked(&mut self, view: StrView<'_>) -> Res<Gc<JsString>> {
        if view.len() > MAX_LENGTH as usize {
            return Err(self.throw_range_error("Invalid string length"));
        }
        Ok(self.new_string_view(view))
    }

    /// A string of Latin-1 characters, one per byte.
    pub fn new_string_latin1(&mut self, bytes: &[u8]) -> Gc<JsString> {
        self.new_string_view(StrView::Latin1(bytes))
    }

    /// A string of UTF-16 code units, stored narrow if they fit.
    pub fn new_string_utf16(&mut self, units: &[u16]) -> Gc<JsString> {
        self.new_string_view(StrView::Utf16(units))
    }

    /// A string of Rust text.
    pub fn new_string(&mut self, text: &str) -> Gc<JsString> {
        self.new_string_wtf8(text.as_bytes())
    }

    /// A string of WTF-8.
    pub fn new_string_wtf8(&mut self, bytes: &[u8]) -> Gc<JsString> {
        if bytes.is_ascii() {
            self.new_string_latin1(bytes)
        } else {
            self.new_string_utf16(&decode_wtf8(bytes))
        }
    }

    /// A string of one code unit.
    pub fn new_string_unit(&mut self, unit: u16) -> Gc<JsString> {
        self.new_string_view(StrView::Utf16(&[unit]))
    }

    /// A string of one code point, at most 0x10FFFF; a surrogate is itself.
    ///
    /// UTF16EncodeCodePoint (https://tc39.es/ecma262/#sec-utf16encodecodepoint)
    pub fn new_string_code_point(&mut self, point: u32) -> Gc<JsString> {
        match point {
            0..0x10000 => self.new_string_unit(point as u16),
            _ => {
                let offset = point - 0x10000;
                self.new_string_utf16(&[
                    0xD800 | (offset >> 10) as u16,
                    0xDC00 | (offset & 0x3FF) as u16,
                ])
            }
        }
    }

    /// The code units from `start` to `end`: a copy of a short part, a slice of a long one.
    ///
    /// # Panics
    /// If `start <= end <= length` does not hold.
    pub fn substring(&mut self, string: Gc<JsString>, start: u32, end: u32) -> Gc<JsString> {
        assert!(start <= end && end <= string.len());
        let length = end - start;
        if length == string.len() {
            return string;
        }
        let flat = self.flatten(string);
        if length < SHORT {
            return self.new_string_view(flat.view().slice(start as usize, end as usize));
        }
        let (base, start) = if flat.flags() & SLICE != 0 {
            // SAFETY: a slice has the flat string and its offset there.
            unsafe { (*flat.at::<Gc<JsString>>(ROPE_LEFT), *flat.at::<u32>(SLICE_OFFSET) + start) }
        } else {
            (flat, start)
        };
        let slice = self.alloc_string(SLICE | base.flags() & LATIN1, length, SLICE_BYTES);
        // SAFETY: the new cell has room for the words of a slice.
        unsafe {
            *slice.at(ROPE_LEFT) = base;
            *slice.at::<u32>(SLICE_OFFSET) = start;
            *slice.at::<u32>(SLICE_HASH) = 0;
            *slice.at::<u32>(SLICE_KEY) = 0;
        }
        slice
    }
}

/// Builds a string piece by piece. Its text lives outside the heap.
#[derive(Default)]
pub struct StringBuilder {
    latin1: Vec<u8>,
    /// All the units, once one did not fit `latin1`.
    utf16: Option<Vec<u16>>,
}

impl StringBuilder {
    /// An empty builder.
    pub fn new() -> StringBuilder {
        StringBuilder::default()
    }

    /// How many code units so far.
    pub fn len(&self) -> usize {
        self.utf16.as_ref().map_or(self.latin1.len(), Vec::len)
    }

    /// Nothing so far?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn widen(&mut self) -> &mut Vec<u16> {
        let latin1 = &mut self.latin1;
        self.utf16
            .get_or_insert_with(|| std::mem::take(latin1).into_iter().map(u16::from).collect())
    }

    /// Appends a code unit.
    pub fn push_unit(&mut self, unit: u16) {
        match &mut self.utf16 {
            Some(units) => units.push(unit),
            None if unit < 256 => self.latin1.push(unit as u8),
            None => self.widen().push(unit),
        }
    }

    /// Appends a code point.
    pub fn push_code_point(&mut self, point: u32) {
        if point < 0x10000 {
            return self.push_unit(point as u16);
        }
        let offset = point - 0x10000;
        self.push_unit(0xD800 | (offset >> 10) as u16);
        self.push_unit(0xDC00 | (offset & 0x3FF) as u16);
    }

    /// Appends Rust text.
    pub fn push_str(&mut self, text: &str) {
        if text.is_ascii() {
            self.push_view(StrView::Latin1(text.as_bytes()))
        } else {
            text.encode_utf16().for_each(|unit| self.push_unit(unit))
        }
    }

    /// Appends code units.
    pub fn push_view(&mut self, view: StrView<'_>) {
        match (view, &mut self.utf16) {
            (StrView::Latin1(from), None) => self.latin1.extend_from_slice(from),
            (StrView::Latin1(from), Some(units)) => units.extend(from.iter().map(|b| *b as u16)),
            (StrView::Utf16(from), Some(units)) => units.extend_from_slice(from),
            (StrView::Utf16(from), None) => match from.iter().all(|unit| *unit < 256) {
                true => self.latin1.extend(from.iter().map(|unit| *unit as u8)),
                false => self.widen().extend_from_slice(from),
            },
        }
    }

    /// Appends a string of any form. Throws a RangeError if the result is too long.
    pub fn push_string(&mut self, vm: &mut Vm, string: Gc<JsString>) -> Res<()> {
        if self.len() + string.len() as usize > MAX_LENGTH as usize {
            return Err(vm.throw_range_error("Invalid string length"));
        }
        let flat = vm.flatten(string);
        self.push_view(flat.view());
        Ok(())
    }

    /// The code units so far.
    pub fn view(&self) -> StrView<'_> {
        match &self.utf16 {
            Some(units) => StrView::Utf16(units),
            None => StrView::Latin1(&self.latin1),
        }
    }

    /// The string. Throws a RangeError if it is too long.
    pub fn finish(self, vm: &mut Vm) -> Res<Gc<JsString>> {
        vm.new_string_checked(self.view())
    }
}
