//! Escapes: those that stand for characters, and those that stand for more.

use super::{END, Reference, Result, SetEscape, Sink, Walk, value};

const BACKSLASH: u32 = b'\\' as u32;

/// What an escape in a class stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Escape {
    /// A character.
    Character(u32),
    /// A set of characters; of strings too, if so.
    Set { has_strings: bool },
}

/// The properties of strings (https://tc39.es/ecma262/#table-binary-unicode-properties-of-strings).
const PROPERTIES_OF_STRINGS: [&str; 7] = [
    "Basic_Emoji",
    "Emoji_Keycap_Sequence",
    "RGI_Emoji_Modifier_Sequence",
    "RGI_Emoji_Flag_Sequence",
    "RGI_Emoji",
    "RGI_Emoji_Tag_Sequence",
    "RGI_Emoji_ZWJ_Sequence",
];

impl<S: Sink> Walk<'_, S> {
    /// AtomEscape with its backslash (https://tc39.es/ecma262/#prod-AtomEscape)
    pub(super) fn atom_escape(&mut self) -> Result {
        match self.byte(1) {
            b'1'..=b'9' => {
                let start = self.at;
                self.at += 1;
                let number = value(self.digits());
                if number > self.most_captures {
                    // An octal escape, or a digit that means itself.
                    self.at = start;
                    return self.character_escape();
                }
                self.greatest_reference = self.greatest_reference.max(number);
                self.sink.reference(Reference::Number(number));
                Ok(())
            }
            b'k' if self.named_references => {
                self.at += 2;
                if !self.eat(b'<') {
                    return Err("Invalid named reference");
                }
                let name = self.group_name().map_err(|_| "Invalid named reference")?;
                self.sink.reference(Reference::Name(&name));
                self.names.refer(name);
                Ok(())
            }
            _ => self.character_escape(),
        }
    }

    /// An escape for a character or a set, as a term.
    fn character_escape(&mut self) -> Result {
        if let Escape::Character(code) = self.escape(false)? {
            self.sink.character(code);
        }
        Ok(())
    }

    /// CharacterClassEscape or CharacterEscape, with its backslash (https://tc39.es/ecma262/#prod-CharacterEscape). A set is told
    /// of at once, a character is not, since it may begin or end a range.
    pub(super) fn escape(&mut self, in_class: bool) -> Result<Escape> {
        let unicode = self.mode.unicode;
        let byte = self.byte(1);
        if byte == END {
            return Err("\\ at end of pattern");
        }
        let code = self.text[self.at + 1];
        self.at += 2;
        Ok(Escape::Character(match byte {
            b'd' | b'D' => return self.set(SetEscape::Digit, byte == b'D'),
            b's' | b'S' => return self.set(SetEscape::Space, byte == b'S'),
            b'w' | b'W' => return self.set(SetEscape::Word, byte == b'W'),
            b'p' | b'P' if unicode => return self.property(byte == b'P'),
            b't' => 9,
            b'n' => 10,
            b'v' => 11,
            b'f' => 12,
            b'r' => 13,
            b'c' => match self.byte(0) {
                letter if letter.is_ascii_alphabetic() => {
                    self.at += 1;
                    u32::from(letter % 32)
                }
                letter @ (b'0'..=b'9' | b'_') if in_class && !unicode => {
                    self.at += 1;
                    u32::from(letter % 32)
                }
                _ if unicode => return Err("Invalid unicode escape"),
                _ => {
                    // The backslash stands for itself.
                    self.at -= 1;
                    BACKSLASH
                }
            },
            b'0' if !self.byte(0).is_ascii_digit() => 0,
            b'0'..=b'9' if unicode => {
                return Err(if in_class {
                    "Invalid class escape"
                } else {
                    "Invalid decimal escape"
                });
            }
            b'0'..=b'7' => self.octal(byte),
            b'x' => match self.hexadecimal(2) {
                Some(code) => code,
                None if unicode => return Err("Invalid escape"),
                None => code,
            },
            b'u' => match self.unicode_escape(unicode) {
                Some(code) => code,
                None if unicode => return Err("Invalid Unicode escape"),
                None => code,
            },
            b'b' if in_class => 8,
            b'-' if in_class && unicode => code,
            b'k' if self.named_references && !unicode => return Err("Invalid escape"),
            _ if unicode && !is_syntax_character(byte) => return Err("Invalid escape"),
            _ => {
                self.has_plain_k |= byte == b'k';
                code
            }
        }))
    }

    fn set(&mut self, set: SetEscape<'_>, is_negated: bool) -> Result<Escape> {
        self.sink.set(set, is_negated)?;
        Ok(Escape::Set { has_strings: false })
    }

    /// LegacyOctalEscapeSequence behind its first digit (https://tc39.es/ecma262/#prod-annexB-LegacyOctalEscapeSequence)
    fn octal(&mut self, first: u8) -> u32 {
        let mut value = u32::from(first - b'0');
        let most = if first <= b'3' { 2 } else { 1 };
        for _ in 0..most {
            let digit = self.byte(0);
            if !(b'0'..=b'7').contains(&digit) {
                break;
            }
            value = value * 8 + u32::from(digit - b'0');
            self.at += 1;
        }
        value
    }

    /// So many hexadecimal digits; nothing is passed if there are fewer.
    fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let mut value = 0;
        for ahead in 0..count {
            value = value * 16 + (self.byte(ahead) as char).to_digit(16)?;
        }
        self.at += count;
        Some(value)
    }

    /// RegExpUnicodeEscapeSequence behind `\u`, with `u` or without; nothing is passed if there is none
    /// (https://tc39.es/ecma262/#prod-RegExpUnicodeEscapeSequence)
    pub(super) fn unicode_escape(&mut self, unicode: bool) -> Option<u32> {
        let start = self.at;
        if unicode && self.eat(b'{') {
            let mut value = 0u32;
            let first = self.at;
            while let Some(digit) = (self.byte(0) as char).to_digit(16) {
                value = value.saturating_mul(16).saturating_add(digit);
                self.at += 1;
            }
            if self.at == first || value > 0x10_FFFF || !self.eat(b'}') {
                self.at = start;
                return None;
            }
            return Some(value);
        }
        let high = self.hexadecimal(4)?;
        let behind = self.at;
        if unicode
            && high & !0x3FF == 0xD800
            && self.eat_all(b"\\u")
            && let Some(low) = self.hexadecimal(4)
            && low & !0x3FF == 0xDC00
        {
            return Some(0x1_0000 + ((high & 0x3FF) << 10 | low & 0x3FF));
        }
        self.at = behind;
        Some(high)
    }

    /// `{…}` of `\p` (https://tc39.es/ecma262/#prod-UnicodePropertyValueExpression)
    fn property(&mut self, is_negated: bool) -> Result<Escape> {
        const INVALID: &str = "Invalid property name";
        if !self.eat(b'{') {
            return Err(INVALID);
        }
        let start = self.at;
        while matches!(self.byte(0), b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'=') {
            self.at += 1;
        }
        let name: String =
            self.text[start..self.at].iter().filter_map(|code| char::from_u32(*code)).collect();
        if name.is_empty() || !self.eat(b'}') {
            return Err(INVALID);
        }
        let has_strings = PROPERTIES_OF_STRINGS.contains(&name.as_str());
        if has_strings && (is_negated || !self.mode.unicode_sets) {
            return Err(INVALID);
        }
        self.sink.set(SetEscape::Property(&name), is_negated)?;
        Ok(Escape::Set { has_strings })
    }
}

/// SyntaxCharacter (https://tc39.es/ecma262/#prod-SyntaxCharacter), or a slash
pub(super) fn is_syntax_character(byte: u8) -> bool {
    b"^$\\.*+?()[]{}|/".contains(&byte)
}
