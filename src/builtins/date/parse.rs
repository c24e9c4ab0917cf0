//! Reading dates: the Date Time String Format (https://tc39.es/ecma262/#sec-date-time-string-format), and the freer forms
//! that other engines read: what toString and toUTCString write, `Jan 2, 2020 3:04 PM`, `1/2/2020`.
//!
//! Invariant: a text is read once, from left to right.

use super::calendar::{make_date, make_day, make_time};
use super::format::{DAYS, MONTHS};
use super::zone;

/// The time that a text names, NaN if it names none.
pub(super) fn parse(text: &str) -> f64 {
    let text = text.trim();
    iso(text.as_bytes()).or_else(|| free(text)).unwrap_or(f64::NAN)
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte && self.at < self.text.len();
        self.at += found as usize;
        found
    }

    /// Exactly so many digits.
    fn digits(&mut self, count: usize) -> Option<f64> {
        let digits = self.text.get(self.at..self.at + count)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.at += count;
        Some(digits.iter().fold(0.0, |n, d| n * 10.0 + (d - b'0') as f64))
    }
}

/// The Date Time String Format; a time without offset is local, a date alone is UTC.
fn iso(text: &[u8]) -> Option<f64> {
    let mut r = Reader { text, at: 0 };
    let year = if matches!(r.peek(), b'+' | b'-') {
        let negative = r.peek() == b'-';
        r.at += 1;
        let year = r.digits(6)?;
        if negative && year == 0.0 {
            return None;
        }
        if negative { -year } else { year }
    } else {
        r.digits(4)?
    };
    let (mut month, mut day) = (1.0, 1.0);
    if r.eat(b'-') {
        month = r.digits(2)?;
        if r.eat(b'-') {
            day = r.digits(2)?;
        }
    }
    if !(1.0..=12.0).contains(&month) || !(1.0..=31.0).contains(&day) {
        return None;
    }
    let date = make_day(year, month - 1.0, day);
    if r.at == text.len() {
        return Some(make_date(date, 0.0));
    }
    if !(r.eat(b'T') || r.eat(b't') || r.eat(b' ')) {
        return None;
    }
    let hour = r.digits(2)?;
    if !r.eat(b':') {
        return None;
    }
    let minute = r.digits(2)?;
    let (mut second, mut millisecond) = (0.0, 0.0);
    if r.eat(b':') {
        second = r.digits(2)?;
        if r.eat(b'.') || r.eat(b',') {
            let mut scale = 100.0;
            r.peek().is_ascii_digit().then_some(())?;
            while let Some(digit) = r.digits(1) {
                millisecond += digit * scale;
                scale = (scale / 10.0).trunc();
            }
        }
    }
    let midnight = hour == 24.0 && minute == 0.0 && second == 0.0 && millisecond == 0.0;
    if hour > 23.0 && !midnight || minute > 59.0 || second > 59.0 {
        return None;
    }
    let time = make_date(date, make_time(hour, minute, second, millisecond));
    if r.at == text.len() {
        return Some(zone::to_utc(time));
    }
    if r.eat(b'Z') || r.eat(b'z') {
        return (r.at == text.len()).then_some(time);
    }
    let sign = match r.peek() {
        b'+' => 1.0,
        b'-' => -1.0,
        _ => return None,
    };
    r.at += 1;
    let hours = r.digits(2)?;
    r.eat(b':');
    let minutes = r.digits(2)?;
    (r.at == text.len() && hours < 24.0 && minutes < 60.0)
        .then_some(time - sign * (hours * 60.0 + minutes) * 60_000.0)
}

/// Offsets in hours of the zone names that have always been read.
const ZONES: [(&str, f64); 11] = [
    ("gmt", 0.0),
    ("utc", 0.0),
    ("ut", 0.0),
    ("est", -5.0),
    ("edt", -4.0),
    ("cst", -6.0),
    ("cdt", -5.0),
    ("mst", -7.0),
    ("mdt", -6.0),
    ("pst", -8.0),
    ("pdt", -7.0),
];

/// The freer forms.
fn free(text: &str) -> Option<f64> {
    let mut r = Reader { text: text.as_bytes(), at: 0 };
    let mut numbers: Vec<f64> = Vec::new();
    let mut month = None;
    let mut time: Option<[f64; 4]> = None;
    let mut afternoon = None;
    let mut offset = None;
    while r.at < r.text.len() {
        let c = r.peek();
        if c == b'(' {
            let mut depth = 0;
            while r.at < r.text.len() {
                depth += (r.peek() == b'(') as i32 - (r.peek() == b')') as i32;
                r.at += 1;
                if depth == 0 {
                    break;
                }
            }
        } else if c.is_ascii_alphabetic() {
            let start = r.at;
            while r.peek().is_ascii_alphabetic() {
                r.at += 1;
            }
            let word = String::from_utf8_lossy(&r.text[start..r.at]).to_ascii_lowercase();
            let three = word.get(..3).unwrap_or(&word);
            let is = |name: &&str| name.eq_ignore_ascii_case(three);
            if word == "am" || word == "pm" {
                afternoon = Some(word == "pm");
            } else if word == "z" {
                offset = Some(0.0);
            } else if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == word) {
                offset = Some(hours * 60.0);
            } else if let Some(m) = MONTHS.iter().position(is) {
                month = Some(m as f64);
            } else if word != "t" && !DAYS.iter().any(is) && (!numbers.is_empty() || time.is_some())
            {
                return None;
            }
        } else if c.is_ascii_digit() {
            let n = number(&mut r)?;
            if r.peek() == b':' && time.is_none() {
                r.at += 1;
                let minute = number(&mut r)?;
                let (mut second, mut millisecond) = (0.0, 0.0);
                if r.eat(b':') {
                    second = number(&mut r)?;
                    if r.eat(b'.') {
                        let start = r.at;
                        let fraction = number(&mut r)?;
                        millisecond = (fraction * 10f64.powi(3 - (r.at - start) as i32)).trunc();
                    }
                }
                time = Some([n, minute, second, millisecond]);
            } else {
                numbers.push(n);
                if matches!(r.peek(), b'/' | b'.') || r.peek() == b'-' && time.is_none() {
                    r.at += 1;
                }
            }
        } else if matches!(c, b'+' | b'-') && (time.is_some() || offset.is_some()) {
            let sign = if c == b'-' { -1.0 } else { 1.0 };
            r.at += 1;
            let start = r.at;
            let n = number(&mut r)?;
            let length = r.at - start;
            let minutes = if r.eat(b':') {
                n * 60.0 + number(&mut r)?
            } else if length <= 2 {
                n * 60.0
            } else {
                (n / 100.0).trunc() * 60.0 + n % 100.0
            };
            offset = Some(sign * minutes);
        } else {
            r.at += 1;
        }
    }
    let (year, month, day) = match (month, numbers.as_slice()) {
        (Some(m), [day]) => (2001.0, m, *day),
        (Some(m), [a, b]) if *a > 31.0 => (*a, m, *b),
        (Some(m), [day, year]) => (*year, m, *day),
        (None, [a, b, c]) if *a > 31.0 => (*a, b - 1.0, *c),
        (None, [a, b, c]) => (*c, a - 1.0, *b),
        (None, [a, b]) if *a <= 12.0 => (2001.0, a - 1.0, *b),
        (None, [year]) if time.is_none() => (*year, 0.0, 1.0),
        _ => return None,
    };
    let year = match year {
        y if (0.0..50.0).contains(&y) => y + 2000.0,
        y if (50.0..100.0).contains(&y) => y + 1900.0,
        y => y,
    };
    if !(0.0..=11.0).contains(&month) || !(1.0..=31.0).contains(&day) {
        return None;
    }
    let [mut hour, minute, second, millisecond] = time.unwrap_or([0.0; 4]);
    if let Some(afternoon) = afternoon {
        if !(1.0..=12.0).contains(&hour) {
            return None;
        }
        hour = hour % 12.0 + if afternoon { 12.0 } else { 0.0 };
    }
    if hour > 24.0 || minute > 59.0 || second > 59.0 {
        return None;
    }
    let local = make_date(make_day(year, month, day), make_time(hour, minute, second, millisecond));
    Some(match offset {
        Some(minutes) => local - minutes * 60_000.0,
        None => zone::to_utc(local),
    })
}

/// A number of up to nine digits.
fn number(r: &mut Reader<'_>) -> Option<f64> {
    let start = r.at;
    while r.peek().is_ascii_digit() {
        r.at += 1;
    }
    let length = r.at - start;
    if length == 0 || length > 9 {
        return None;
    }
    r.at = start;
    r.digits(length)
}
