//! The interface to the regular expression engine, and the cache of compiled programs.
//!
//! Invariant: indices are in code units of the searched string, whatever form the engine sees it in.

use super::string::{JsString, StrView, StringExt};
use crate::value::Value;
use jsrun_gc::{Gc, Heap, RootVec};
use jsrun_parser::regexp::{PatternMode, check_pattern};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::rc::Rc;

/// The flags that matter to matching.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[allow(missing_docs)]
pub struct PatternFlags {
    pub ignore_case: bool,
    pub multiline: bool,
    pub dot_all: bool,
    pub unicode: bool,
    pub unicode_sets: bool,
}

/// A compiled pattern.
pub struct Program {
    regex: regress::Regex,
    /// It matches code points.
    pub full_unicode: bool,
    /// About how many bytes it takes, for the collector's account: the engine does not tell.
    pub bytes: usize,
}

/// What any program takes, and what a unit of its pattern adds, in bytes: measured on short patterns.
const PROGRAM_BYTES: usize = 1 << 10;
const BYTES_PER_UNIT: usize = 32;

/// How many groups and alternatives a pattern may have.
const MAX_BRANCHES: usize = 1 << 14;
/// So many need no stack of their own.
const FEW_BRANCHES: usize = 32;
/// The stack that the engine's compiler gets for a large pattern: a base, and more for each group and alternative.
const BASE_STACK: usize = 1 << 20;
const STACK_PER_BRANCH: usize = 8 << 10;

/// A match: the ranges of the whole and of each group, and the groups' names.
pub struct Captures {
    /// The whole match first.
    pub groups: Vec<Option<Range<usize>>>,
    /// Each name once, in the order of the pattern, with the range of the group that took part.
    pub names: Vec<(String, Option<Range<usize>>)>,
}

impl Captures {
    /// The range of the whole match.
    pub fn whole(&self) -> Range<usize> {
        self.groups.first().cloned().flatten().unwrap_or(0..0)
    }
}

/// Compiles a pattern. The error is a message.
pub fn compile(pattern: StrView<'_>, flags: PatternFlags) -> Result<Program, String> {
    let full_unicode = flags.unicode || flags.unicode_sets;
    let mode = PatternMode { unicode: full_unicode, unicode_sets: flags.unicode_sets };
    check_pattern(pattern.units(), mode).map_err(str::to_string)?;
    let engine_flags = regress::Flags {
        icase: flags.ignore_case,
        multiline: flags.multiline,
        dot_all: flags.dot_all,
        no_opt: false,
        unicode: flags.unicode,
        unicode_sets: flags.unicode_sets,
    };
    // The engine's compiler recurses on groups and alternatives.
    let branches =
        pattern.units().filter(|u| [u16::from(b'|'), u16::from(b'(')].contains(u)).count();
    if branches > MAX_BRANCHES {
        return Err("Regular expression too large".to_string());
    }
    let stack = BASE_STACK + branches * STACK_PER_BRANCH;
    let build = || build(pattern, engine_flags, full_unicode);
    let regex = if branches > FEW_BRANCHES { stacker::grow(stack, build) } else { build() };
    let bytes = PROGRAM_BYTES + pattern.len() * BYTES_PER_UNIT;
    regex.map(|regex| Program { regex, full_unicode, bytes }).map_err(|error| error.text)
}

/// Has the engine compile a pattern.
fn build(
    pattern: StrView<'_>,
    engine_flags: regress::Flags,
    full_unicode: bool,
) -> Result<regress::Regex, regress::Error> {
    if full_unicode {
        let points = char::decode_utf16(pattern.units())
            .map(|c| c.map_or_else(|lone| lone.unpaired_surrogate() as u32, |c| c as u32));
        regress::Regex::from_unicode(points.collect::<Vec<_>>().into_iter(), engine_flags)
    } else {
        let units = with_whole_names(pattern);
        regress::Regex::from_unicode(units.into_iter(), engine_flags)
    }
}

/// The units of a pattern without the `u` flag, but for the names of groups, which are made of code points whatever the flags.
fn with_whole_names(pattern: StrView<'_>) -> Vec<u32> {
    let units: Vec<u16> = pattern.units().collect();
    let mut out: Vec<u32> = Vec::with_capacity(units.len());
    let (mut at, mut in_name) = (0, false);
    let ends_with = |out: &[u32], tail: &str| {
        tail.bytes().rev().zip(out.iter().rev()).filter(|(a, b)| *a as u32 == **b).count()
            == tail.len()
    };
    while at < units.len() {
        let unit = units[at] as u32;
        if let (false, 0x5C, Some(escaped)) = (in_name, unit, units.get(at + 1)) {
            let digits = units[at + 2..].iter().take(4).filter(|unit| is_hex_digit(**unit));
            // The engine would take `\u{61}` for a code point, where it is a `u`, repeated.
            if *escaped != u16::from(b'u') || digits.count() == 4 {
                out.push(unit);
            }
            out.push((*escaped).into());
            at += 2;
            continue;
        }
        if in_name
            && unit & 0xFC00 == 0xD800
            && let Some(low) = units.get(at + 1).filter(|unit| **unit & 0xFC00 == 0xDC00)
        {
            out.push(0x1_0000 + ((unit & 0x3FF) << 10) + (*low as u32 & 0x3FF));
            at += 2;
            continue;
        }
        out.push(unit);
        at += 1;
        if unit == b'<' as u32 {
            in_name = ends_with(&out, "(?<") || ends_with(&out, "\\k<");
        } else if unit < 0x80
            && !(unit as u8).is_ascii_alphanumeric()
            && !b"$_".contains(&(unit as u8))
        {
            in_name = false;
        }
    }
    out
}

fn is_hex_digit(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_hexdigit())
}

/// A text as the engine takes it.
enum Input<'a> {
    Ascii(&'a str),
    Utf16(&'a [u16]),
}

impl Program {
    fn exec(&self, input: Input<'_>, start: usize) -> Option<Captures> {
        let found = match input {
            Input::Ascii(text) => self.regex.find_from_ascii(text, start).next(),
            Input::Utf16(units) if self.full_unicode => {
                // A match never begins between the halves of a pair.
                let between = start > 0
                    && units.get(start).is_some_and(|u| u & 0xFC00 == 0xDC00)
                    && units[start - 1] & 0xFC00 == 0xD800;
                self.regex.find_from_utf16(units, start - between as usize).next()
            }
            Input::Utf16(units) => self.regex.find_from_ucs2(units, start).next(),
        }?;
        let names = found.named_groups().map(|(name, range)| (name.to_string(), range)).collect();
        let mut groups = Vec::with_capacity(found.captures.len() + 1);
        groups.push(Some(found.range));
        groups.extend(found.captures);
        Some(Captures { groups, names })
    }
}

/// At most this many programs are kept for further use.
const MAX_PROGRAMS: usize = 512;

/// Compiled programs by source and flags, and the text that was searched last in the engine's form.
#[derive(Default)]
pub struct RegExpCache {
    programs: FxHashMap<(Box<[u16]>, PatternFlags), Rc<Program>>,
    /// Keeps the string below alive, so that its address stays its own.
    searched: Option<RootVec<Value>>,
    /// The units of that string, if it is stored as Latin-1 and not ASCII.
    wide: Vec<u16>,
    ascii: bool,
    /// The string of the last match, and what `RegExp.input` is: that string, unless a script has set it.
    last: Option<RootVec<Value>>,
    last_groups: Vec<Option<Range<usize>>>,
}

/// The last match's subject and its captures.
pub type LastMatch<'a> = (Gc<JsString>, &'a [Option<Range<usize>>]);

impl RegExpCache {
    /// The program of a pattern.
    pub fn program(
        &mut self,
        pattern: StrView<'_>,
        flags: PatternFlags,
    ) -> Result<Rc<Program>, String> {
        let key = (pattern.units().collect::<Box<[u16]>>(), flags);
        if let Some(program) = self.programs.get(&key) {
            return Ok(program.clone());
        }
        let program = Rc::new(compile(pattern, flags)?);
        if self.programs.len() >= MAX_PROGRAMS {
            self.programs.clear();
        }
        self.programs.insert(key, program.clone());
        Ok(program)
    }

    /// Remembers a match, for the properties of the RegExp constructor.
    pub fn note_match(&mut self, heap: &mut Heap, string: Gc<JsString>, captures: &Captures) {
        let last = self.last.get_or_insert_with(|| heap.root_vec());
        last.clear();
        last.push(Value::cell(string));
        last.push(Value::cell(string));
        self.last_groups.clear();
        self.last_groups.extend_from_slice(&captures.groups);
    }

    /// The string of the last match and the ranges of its groups.
    pub fn last_match(&self) -> Option<LastMatch<'_>> {
        let string = self.last.as_ref()?.first()?.as_string()?;
        Some((string, &self.last_groups))
    }

    /// What `RegExp.input` is, if there has been a match or a script has set it.
    pub fn last_input(&self) -> Option<Value> {
        self.last.as_ref()?.get(1).copied()
    }

    /// Sets what `RegExp.input` is.
    pub fn set_last_input(&mut self, heap: &mut Heap, input: Value) {
        let last = self.last.get_or_insert_with(|| heap.root_vec());
        let string = last.first().copied().unwrap_or(Value::UNDEFINED);
        last.clear();
        last.push(string);
        last.push(input);
    }

    /// The first match at or after an index, which is within the string. The string is not a rope.
    pub fn exec(
        &mut self,
        heap: &mut Heap,
        program: &Program,
        string: Gc<JsString>,
        start: usize,
    ) -> Option<Captures> {
        match string.view() {
            StrView::Utf16(units) => program.exec(Input::Utf16(units), start),
            StrView::Latin1(bytes) => {
                let value = Value::cell(string);
                let known = self.searched.as_ref().is_some_and(|s| s.first() == Some(&value));
                if !known {
                    let searched = self.searched.get_or_insert_with(|| heap.root_vec());
                    searched.clear();
                    searched.push(value);
                    self.ascii = bytes.is_ascii();
                    self.wide.clear();
                    if !self.ascii {
                        self.wide.extend(bytes.iter().map(|b| *b as u16));
                    }
                }
                if self.ascii {
                    // SAFETY: ASCII is UTF-8; this string has been found to be ASCII.
                    program
                        .exec(Input::Ascii(unsafe { std::str::from_utf8_unchecked(bytes) }), start)
                } else {
                    program.exec(Input::Utf16(&self.wide), start)
                }
            }
        }
    }
}
