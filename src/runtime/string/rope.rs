//! Ropes: what `+` makes of long strings, and how they become flat.
//!
//! Invariant: flattening takes constant native stack and time linear in the length, however deep the rope is, and
//! leaves every rope on the way down the left spine as it was: only the one that was asked for becomes a link.

use super::string_flags::*;
use super::{
    JsString, MAX_LENGTH, ROPE_BYTES, ROPE_LEFT, ROPE_RIGHT, SHORT, StrView, StringExt,
    StringInternals,
};
use crate::runtime::vm::Vm;
use crate::value::Res;
use jsrun_gc::Gc;

impl Vm {
    /// The two strings joined: a flat copy if it is short, else a rope. Throws a RangeError above the maximum length.
    pub fn concat(&mut self, left: Gc<JsString>, right: Gc<JsString>) -> Res<Gc<JsString>> {
        if left.is_empty() {
            return Ok(right);
        }
        if right.is_empty() {
            return Ok(left);
        }
        // Each is below 2^29, so this does not overflow.
        let length = left.len() + right.len();
        if length > MAX_LENGTH {
            return Err(self.throw_range_error("Invalid string length"));
        }
        let latin1 = left.flags() & right.flags() & LATIN1;
        if length < SHORT && left.is_flat() && right.is_flat() {
            return Ok(self.new_flat_with(length, latin1 != 0, |out| {
                let middle = left.len() as usize;
                match out {
                    Units::Latin1(out) => {
                        copy_latin1(left, &mut out[..middle]);
                        copy_latin1(right, &mut out[middle..]);
                    }
                    Units::Utf16(out) => {
                        copy_utf16(left, &mut out[..middle]);
                        copy_utf16(right, &mut out[middle..]);
                    }
                }
            }));
        }
        let rope = self.alloc_string(ROPE | latin1, length, ROPE_BYTES);
        // SAFETY: the new cell has room for the two words of a rope.
        unsafe {
            *rope.at(ROPE_LEFT) = left;
            *rope.at(ROPE_RIGHT) = right;
        }
        Ok(rope)
    }

    /// The string in a form that has a view: itself if it is not a rope.
    #[inline]
    pub fn flatten(&mut self, string: Gc<JsString>) -> Gc<JsString> {
        if string.flags() & (ROPE | LINK) == 0 { string } else { self.flatten_slow(string) }
    }

    #[cold]
    fn flatten_slow(&mut self, string: Gc<JsString>) -> Gc<JsString> {
        if string.flags() & ROPE == 0 {
            return string.follow();
        }
        let flat = self.new_flat_with(string.len(), string.is_latin1(), |out| match out {
            Units::Latin1(out) => copy_latin1(string, out),
            Units::Utf16(out) => copy_utf16(string, out),
        });
        self.heap.barrier(string.addr());
        // SAFETY: a rope has two words; as a link only the first is a reference.
        unsafe {
            *string.at(ROPE_LEFT) = flat;
            *string.at::<u64>(ROPE_RIGHT) = 0;
        }
        string.header.set_spare(string.flags() & !ROPE | LINK);
        flat
    }
}

/// Room for the units of a new flat string.
pub(crate) enum Units<'a> {
    /// One byte each.
    Latin1(&'a mut [u8]),
    /// Two bytes each.
    Utf16(&'a mut [u16]),
}

/// Calls `piece` with each flat piece of a string and the offset where it ends, from the last to the first.
///
/// Ropes grow to the right, so the left spine is followed in a loop; what waits are right parts that are ropes
/// themselves, in an explicit stack. The strings are reachable from `string`, which the caller holds, and nothing
/// here allocates in the heap.
fn for_pieces_backwards(string: Gc<JsString>, mut piece: impl FnMut(Gc<JsString>, usize)) {
    let mut waiting: Vec<Gc<JsString>> = Vec::new();
    let mut end = string.len() as usize;
    let mut at = string;
    loop {
        while !at.is_flat() {
            let (left, right) = at.parts();
            if right.is_flat() {
                piece(right, end);
                end -= right.len() as usize;
                at = left;
            } else {
                waiting.push(left);
                at = right;
            }
        }
        piece(at, end);
        end -= at.len() as usize;
        match waiting.pop() {
            Some(next) => at = next,
            None => break,
        }
    }
    debug_assert_eq!(end, 0);
}

/// Copies a Latin-1 string of any form.
pub(super) fn copy_latin1(string: Gc<JsString>, out: &mut [u8]) {
    for_pieces_backwards(string, |piece, end| {
        if let StrView::Latin1(units) = piece.view() {
            out[end - units.len()..end].copy_from_slice(units);
        }
    });
}

/// Copies a string of any form.
pub(super) fn copy_utf16(string: Gc<JsString>, out: &mut [u16]) {
    for_pieces_backwards(string, |piece, end| {
        let view = piece.view();
        let out = &mut out[end - view.len()..end];
        match view {
            StrView::Latin1(units) => {
                out.iter_mut().zip(units).for_each(|(to, from)| *to = *from as u16)
            }
            StrView::Utf16(units) => out.copy_from_slice(units),
        }
    });
}
