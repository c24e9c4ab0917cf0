//! Character classes, and the set notation of `v`.
//!
//! Invariant: nested classes are kept on a stack of their own.

use super::escape::{Escape, is_syntax_character};
use super::{END, Result, SetOperation, Sink, Walk};

const UNTERMINATED: &str = "Unterminated character class";
const OUT_OF_ORDER: &str = "Range out of order in character class";
const INVALID_CLASS: &str = "Invalid character class";
const INVALID_OPERATION: &str = "Invalid set operation in character class";
const INVALID_CHARACTER: &str = "Invalid character in character class";

/// How the operands of a class are put together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operation {
    /// There is one operand at most.
    None,
    Union,
    Intersection,
    Subtraction,
}

/// An open class.
struct Class {
    is_negated: bool,
    operation: Operation,
    /// May it contain strings, as far as it has been read? (https://tc39.es/ecma262/#sec-static-semantics-maycontainstrings)
    has_strings: bool,
    is_empty: bool,
}

/// An operand of a class.
enum Operand {
    Character(u32),
    Set { has_strings: bool },
}

impl<S: Sink> Walk<'_, S> {
    /// CharacterClass (https://tc39.es/ecma262/#prod-CharacterClass)
    pub(super) fn class(&mut self) -> Result {
        if self.mode.unicode_sets {
            return self.class_set();
        }
        self.at += 1;
        let is_negated = self.eat(b'^');
        self.sink.begin_class(is_negated);
        while !self.eat(b']') {
            let first = self.class_atom()?;
            if self.byte(0) != b'-' || matches!(self.byte(1), b']' | END) {
                self.tell(first);
                continue;
            }
            self.at += 1;
            let last = self.class_atom()?;
            match (first, last) {
                (Escape::Character(first), Escape::Character(last)) if first > last => {
                    return Err(OUT_OF_ORDER);
                }
                (Escape::Character(first), Escape::Character(last)) => self.sink.range(first, last),
                _ if self.mode.unicode => return Err(INVALID_CLASS),
                _ => {
                    self.tell(first);
                    self.sink.character(u32::from(b'-'));
                    self.tell(last);
                }
            }
        }
        self.sink.end_class();
        Ok(())
    }

    /// Tells of an operand. Of a set it has been told already.
    fn tell(&mut self, atom: Escape) {
        if let Escape::Character(code) = atom {
            self.sink.character(code);
        }
    }

    /// ClassAtom (https://tc39.es/ecma262/#prod-ClassAtom)
    fn class_atom(&mut self) -> Result<Escape> {
        match self.byte(0) {
            END => Err(UNTERMINATED),
            b'\\' => self.escape(true),
            _ => {
                self.at += 1;
                Ok(Escape::Character(self.text[self.at - 1]))
            }
        }
    }

    // ---- sets ----

    fn open_class(&mut self) -> Class {
        self.at += 1;
        let is_negated = self.eat(b'^');
        self.sink.begin_class(is_negated);
        Class { is_negated, operation: Operation::None, has_strings: false, is_empty: true }
    }

    /// ClassSetExpression in its brackets (https://tc39.es/ecma262/#prod-ClassSetExpression)
    fn class_set(&mut self) -> Result {
        let mut outer: Vec<Class> = Vec::new();
        let mut class = self.open_class();
        loop {
            if self.eat(b']') {
                if class.is_negated && class.has_strings {
                    return Err("Negated character class may contain strings");
                }
                self.sink.end_class();
                let operand = Operand::Set { has_strings: class.has_strings };
                let Some(around) = outer.pop() else { return Ok(()) };
                class = around;
                self.operand(&mut class, operand)?;
            } else if self.byte(0) == b'[' {
                self.check_place(&mut class)?;
                outer.push(class);
                class = self.open_class();
            } else {
                self.check_place(&mut class)?;
                let operand = self.set_operand()?;
                self.operand(&mut class, operand)?;
            }
        }
    }

    /// Before an operand: is it one of a union?
    fn check_place(&mut self, class: &mut Class) -> Result {
        if self.byte(0) == END {
            return Err(UNTERMINATED);
        }
        if class.operation == Operation::None && !class.is_empty {
            class.operation = Operation::Union;
        }
        Ok(())
    }

    /// Behind an operand: adds it to its class, and reads the operator that follows it.
    fn operand(&mut self, class: &mut Class, operand: Operand) -> Result {
        let mut has_strings = matches!(operand, Operand::Set { has_strings: true });
        let mut is_operand = true;
        if let Operand::Character(first) = operand
            && self.byte(0) == b'-'
            && self.byte(1) != b'-'
        {
            self.at += 1;
            match self.set_operand()? {
                Operand::Character(last) if first > last => return Err(OUT_OF_ORDER),
                Operand::Character(last) => {
                    self.sink.range(first, last);
                    is_operand = false;
                }
                Operand::Set { .. } => return Err(INVALID_CLASS),
            }
            if matches!(class.operation, Operation::Intersection | Operation::Subtraction) {
                return Err(INVALID_OPERATION);
            }
            class.operation = Operation::Union;
            has_strings = false;
        } else if let Operand::Character(code) = operand {
            self.sink.character(code);
        }
        class.has_strings = match class.operation {
            _ if class.is_empty => has_strings,
            Operation::None | Operation::Union => class.has_strings || has_strings,
            Operation::Intersection => class.has_strings && has_strings,
            Operation::Subtraction => class.has_strings,
        };
        class.is_empty = false;
        let operator = if self.eat_all(b"&&") {
            if self.byte(0) == b'&' {
                return Err(INVALID_CHARACTER);
            }
            self.sink.operation(SetOperation::Intersection);
            Operation::Intersection
        } else if self.eat_all(b"--") {
            self.sink.operation(SetOperation::Subtraction);
            Operation::Subtraction
        } else {
            let is_done = matches!(class.operation, Operation::None | Operation::Union)
                || self.byte(0) == b']';
            return match (is_done, self.byte(0)) {
                (_, END) => Err(UNTERMINATED),
                (true, _) => Ok(()),
                (false, _) => Err(INVALID_OPERATION),
            };
        };
        if !is_operand || class.operation != Operation::None && class.operation != operator {
            return Err(INVALID_OPERATION);
        }
        class.operation = operator;
        // The operator wants another operand.
        if self.byte(0) == b']' { Err(INVALID_CHARACTER) } else { Ok(()) }
    }

    /// ClassSetOperand, but no nested class (https://tc39.es/ecma262/#prod-ClassSetOperand)
    fn set_operand(&mut self) -> Result<Operand> {
        match self.byte(0) {
            END => return Err(UNTERMINATED),
            b'\\' if self.byte(1) == b'q' => {
                self.at += 2;
                return self.strings();
            }
            _ => {}
        }
        self.set_character()
    }

    /// ClassSetCharacter or an escape that stands for a set (https://tc39.es/ecma262/#prod-ClassSetCharacter)
    fn set_character(&mut self) -> Result<Operand> {
        let byte = self.byte(0);
        if byte == b'\\' {
            if b"&-!#%,:;<=>@`~".contains(&self.byte(1)) {
                self.at += 2;
                return Ok(Operand::Character(self.text[self.at - 1]));
            }
            return Ok(match self.escape(true)? {
                Escape::Character(code) => Operand::Character(code),
                Escape::Set { has_strings } => Operand::Set { has_strings },
            });
        }
        let is_reserved = b"&!#$%*+,.:;<=>?@^`~".contains(&byte) && self.byte(1) == byte;
        let is_syntax = byte == b'-'
            || is_syntax_character(byte)
                && !matches!(byte, b'^' | b'$' | b'.' | b'*' | b'+' | b'?');
        if is_reserved {
            return Err(INVALID_OPERATION);
        }
        if is_syntax {
            return Err(INVALID_CHARACTER);
        }
        self.at += 1;
        Ok(Operand::Character(self.text[self.at - 1]))
    }

    /// ClassStringDisjunction behind `\q` (https://tc39.es/ecma262/#prod-ClassStringDisjunction)
    fn strings(&mut self) -> Result<Operand> {
        if !self.eat(b'{') {
            return Err("Invalid escape");
        }
        self.sink.begin_class(false);
        let (mut has_strings, mut string) = (false, Vec::new());
        loop {
            match self.byte(0) {
                END => return Err(UNTERMINATED),
                end @ (b'|' | b'}') => {
                    self.at += 1;
                    has_strings |= string.len() != 1;
                    self.sink.string(&string);
                    string.clear();
                    if end == b'}' {
                        self.sink.end_class();
                        return Ok(Operand::Set { has_strings });
                    }
                }
                _ => match self.set_character()? {
                    Operand::Character(code) => string.push(code),
                    Operand::Set { .. } => return Err("Invalid escape"),
                },
            }
        }
    }
}
