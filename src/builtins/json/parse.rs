//! The JSON parser (https://tc39.es/ecma262/#sec-parsejson): one pass over the code units with a stack of its own.
//!
//! Invariant: no script runs during parsing, and every value that is being built is on the rooted stack or reachable
//! from a value there.

use super::revive::Records;
use crate::runtime::number::parse::string_to_number;
use crate::runtime::object::Object;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::string::{JsString, StrView, StringBuilder, StringExt};
use crate::runtime::vm::Vm;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::{Gc, RootVec};

struct Parser<'a> {
    view: StrView<'a>,
    at: usize,
}

const NONE: u32 = u32::MAX;

/// Parses a text. With `records`, notes where each value lies in the text.
pub(super) fn parse(vm: &mut Vm, text: Gc<JsString>, mut records: Option<&mut Records>) -> Res {
    let mut p = Parser { view: text.view(), at: 0 };
    // The containers that are open, each object followed by the key that its next value belongs to.
    let mut open: RootVec<Value> = vm.heap.root_vec();
    let mut keys: RootVec<PropertyKey> = vm.heap.root_vec();
    'value: loop {
        p.skip_space();
        let start = p.at;
        let mut value = match p.peek() {
            0x7B => {
                p.at += 1;
                p.skip_space();
                let object = vm.new_object();
                if let Some(r) = &mut records {
                    r.open(Value::cell(object));
                }
                if p.peek() == 0x7D {
                    p.at += 1;
                    Value::cell(object)
                } else {
                    open.push(Value::cell(object));
                    let key = p.property_name(vm, true)?;
                    keys.push(key);
                    continue 'value;
                }
            }
            0x5B => {
                p.at += 1;
                p.skip_space();
                let array = vm.new_array(0)?;
                if let Some(r) = &mut records {
                    r.open(Value::cell(array));
                }
                if p.peek() == 0x5D {
                    p.at += 1;
                    Value::cell(array)
                } else {
                    open.push(Value::cell(array));
                    continue 'value;
                }
            }
            0x22 => {
                let string = p.string(vm)?;
                Value::cell(string)
            }
            0x2D | 0x30..=0x39 => p.number(vm)?,
            0x74 => p.word(vm, "true", Value::TRUE)?,
            0x66 => p.word(vm, "false", Value::FALSE)?,
            0x6E => p.word(vm, "null", Value::NULL)?,
            _ => return Err(p.unexpected(vm)),
        };
        match &mut records {
            Some(r) if value.is_object() => r.close(),
            Some(r) => r.primitive(value, start, p.at),
            None => {}
        }
        // The value is complete: it goes into its container, and perhaps completes that one.
        loop {
            p.skip_space();
            let Some(container) = open.last().and_then(|v| v.as_object()) else {
                if p.at < p.view.len() {
                    return Err(p.error(vm, "Unexpected non-whitespace character after"));
                }
                return Ok(value);
            };
            let is_array = Value::cell(container).as_array().is_some();
            if is_array {
                vm.array_push(container, value)?;
                match p.peek() {
                    0x2C => {
                        p.at += 1;
                        continue 'value;
                    }
                    0x5D => {}
                    _ => return Err(p.error(vm, "Expected ',' or ']' after array element")),
                }
            } else {
                if let Some(key) = keys.pop() {
                    add_property(vm, container, key, value)?;
                    if let Some(r) = &mut records {
                        r.name(key);
                    }
                }
                match p.peek() {
                    0x2C => {
                        p.at += 1;
                        p.skip_space();
                        let key = p.property_name(vm, false)?;
                        keys.push(key);
                        continue 'value;
                    }
                    0x7D => {}
                    _ => return Err(p.error(vm, "Expected ',' or '}' after property value")),
                }
            }
            p.at += 1;
            if let Some(r) = &mut records {
                r.close();
            }
            value = open.pop().unwrap_or(Value::UNDEFINED);
        }
    }
}

fn add_property(vm: &mut Vm, object: Gc<Object>, key: PropertyKey, value: Value) -> Res<()> {
    vm.create_data_property(object, key, value).map(|_| ())
}

impl Parser<'_> {
    /// The code unit here, `NONE` at the end.
    #[inline]
    fn peek(&self) -> u32 {
        self.unit(self.at)
    }

    #[inline]
    fn unit(&self, at: usize) -> u32 {
        match self.view {
            StrView::Latin1(s) => s.get(at).map_or(NONE, |u| *u as u32),
            StrView::Utf16(s) => s.get(at).map_or(NONE, |u| *u as u32),
        }
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), 0x20 | 0x09 | 0x0A | 0x0D) {
            self.at += 1;
        }
    }

    fn word(&mut self, vm: &mut Vm, word: &str, value: Value) -> Res {
        for byte in word.bytes() {
            if self.peek() != byte as u32 {
                return Err(self.unexpected(vm));
            }
            self.at += 1;
        }
        Ok(value)
    }

    /// A property name and the colon after it.
    fn property_name(&mut self, vm: &mut Vm, first: bool) -> Res<PropertyKey> {
        if self.peek() != 0x22 {
            return Err(self.error(
                vm,
                if first {
                    "Expected property name or '}'"
                } else {
                    "Expected double-quoted property name"
                },
            ));
        }
        let key = match self.plain_string() {
            Some((start, end)) => vm.key_from_view(self.view.slice(start, end)),
            None => {
                let string = self.string(vm)?;
                vm.string_key(string)
            }
        };
        self.skip_space();
        match self.peek() {
            0x3A => self.at += 1,
            _ => return Err(self.error(vm, "Expected ':' after property name")),
        }
        Ok(key)
    }

    /// The text of a string without escapes; on `None` nothing has been consumed.
    fn plain_string(&mut self) -> Option<(usize, usize)> {
        let start = self.at + 1;
        let mut at = start;
        loop {
            match self.unit(at) {
                0x22 => {
                    self.at = at + 1;
                    return Some((start, at));
                }
                0x5C | NONE | 0..0x20 => return None,
                _ => at += 1,
            }
        }
    }

    fn string(&mut self, vm: &mut Vm) -> Res<Gc<JsString>> {
        if let Some((start, end)) = self.plain_string() {
            return Ok(vm.new_string_view(self.view.slice(start, end)));
        }
        let mut out = StringBuilder::new();
        self.at += 1;
        loop {
            let unit = self.peek();
            match unit {
                0x22 => {
                    self.at += 1;
                    return out.finish(vm);
                }
                NONE => return Err(self.error(vm, "Unterminated string")),
                0..0x20 => return Err(self.error(vm, "Bad control character in string literal")),
                0x5C => {
                    self.at += 1;
                    let escape = self.peek();
                    let unit = match escape {
                        0x22 | 0x5C | 0x2F => escape as u16,
                        0x62 => 8,
                        0x66 => 12,
                        0x6E => 10,
                        0x72 => 13,
                        0x74 => 9,
                        0x75 => {
                            let mut unit = 0;
                            for _ in 0..4 {
                                self.at += 1;
                                let digit =
                                    char::from_u32(self.peek()).and_then(|c| c.to_digit(16));
                                match digit {
                                    Some(d) => unit = unit << 4 | d as u16,
                                    None if self.peek() == NONE => {
                                        return Err(self.error(vm, "Unterminated string"));
                                    }
                                    None => return Err(self.error(vm, "Bad Unicode escape")),
                                }
                            }
                            unit
                        }
                        NONE => return Err(self.error(vm, "Unterminated string")),
                        _ => return Err(self.error(vm, "Bad escaped character")),
                    };
                    out.push_unit(unit);
                    self.at += 1;
                }
                _ => {
                    out.push_unit(unit as u16);
                    self.at += 1;
                }
            }
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), 0x30..=0x39) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self, vm: &mut Vm) -> Res {
        let start = self.at;
        if self.peek() == 0x2D {
            self.at += 1;
            if !matches!(self.peek(), 0x30..=0x39) {
                return Err(self.error(vm, "No number after minus sign"));
            }
        }
        if self.peek() == 0x30 {
            self.at += 1;
            if matches!(self.peek(), 0x30..=0x39) {
                return Err(self.error(vm, "Unexpected number"));
            }
        } else {
            self.digits();
        }
        if !matches!(self.peek(), 0x2E | 0x65 | 0x45) && self.at - start <= 9 {
            let mut n = 0;
            let negative = self.unit(start) == 0x2D;
            for i in start + negative as usize..self.at {
                n = n * 10 + (self.unit(i) as i32 - 0x30);
            }
            return Ok(Value::number(if negative { -(n as f64) } else { n as f64 }));
        }
        if self.peek() == 0x2E {
            self.at += 1;
            if self.digits() == 0 {
                return Err(self.error(vm, "Unterminated fractional number"));
            }
        }
        if matches!(self.peek(), 0x65 | 0x45) {
            self.at += 1;
            if matches!(self.peek(), 0x2B | 0x2D) {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err(self.error(vm, "Exponent part is missing a number"));
            }
        }
        Ok(Value::number(string_to_number(self.view.slice(start, self.at))))
    }

    /// The error for a place where the text cannot go on as it does.
    #[cold]
    fn unexpected(&self, vm: &mut Vm) -> Thrown {
        let length = self.view.len();
        match self.peek() {
            NONE => return vm.throw_syntax_error("Unexpected end of JSON input"),
            0x22 => return self.error(vm, "Unexpected string"),
            0x2D | 0x30..=0x39 => return self.error(vm, "Unexpected number"),
            _ => {}
        }
        // Texts of values that are no JSON at all are shown as they are.
        if self.at <= 1 && length <= 15 {
            let shown = self.view.to_string();
            if ["undefined", "NaN", "Infinity", "[object Object]"].contains(&shown.as_str()) {
                return vm.throw_syntax_error(format!("\"{shown}\" is not valid JSON"));
            }
        }
        const CONTEXT: usize = 10;
        let token = self.view.slice(self.at, self.at + 1);
        let message = if length <= 4 * CONTEXT {
            format!("Unexpected token '{token}', \"{}\" is not valid JSON", self.view)
        } else {
            let (start, before) =
                if self.at < CONTEXT { (0, "") } else { (self.at - CONTEXT, "...") };
            let (end, after) =
                if self.at >= length - CONTEXT { (length, "") } else { (self.at + CONTEXT, "...") };
            let part = self.view.slice(start, end);
            format!("Unexpected token '{token}', {before}\"{part}\"{after} is not valid JSON")
        };
        vm.throw_syntax_error(message)
    }

    /// An error with the position.
    #[cold]
    fn error(&self, vm: &mut Vm, what: &str) -> Thrown {
        let within = if what.ends_with("after") { "" } else { "in " };
        vm.throw_syntax_error(format!("{what} {within}JSON at position {}", self.at))
    }
}
