//! WTF-8: UTF-8 in which a lone surrogate is three bytes, the form of source texts and of output.
//!
//! Invariant: decoding what was encoded gives the same code units.

use super::StrView;

/// The UTF-16 code units of WTF-8. Bytes that are not WTF-8 become U+FFFD.
pub fn decode_wtf8(bytes: &[u8]) -> Vec<u16> {
    let mut units = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                units.extend(text.encode_utf16());
                return units;
            }
            Err(error) => {
                let (good, bad) = rest.split_at(error.valid_up_to());
                // SAFETY: the validator has accepted these bytes.
                units.extend(unsafe { std::str::from_utf8_unchecked(good) }.encode_utf16());
                // A surrogate is ED A0..BF 80..BF.
                rest = match bad {
                    [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, rest @ ..] => {
                        units
                            .push(0xD000 | ((*second & 0x3F) as u16) << 6 | (*third & 0x3F) as u16);
                        rest
                    }
                    _ => {
                        units.push(0xFFFD);
                        &bad[error.error_len().unwrap_or(bad.len()).max(1)..]
                    }
                };
            }
        }
    }
}

/// The WTF-8 of code units.
pub fn encode_wtf8(view: StrView<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(view.len());
    for c in char::decode_utf16(view.units()) {
        match c {
            Ok(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Err(lone) => {
                let unit = lone.unpaired_surrogate();
                bytes.extend([0xED, 0x80 | (unit >> 6 & 0x3F) as u8, 0x80 | (unit & 0x3F) as u8]);
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surrogates_round_trip() {
        for units in
            [&[0x61u16, 0xD800, 0x62][..], &[0xDC00, 0xD83D, 0xDE00, 0xDFFF], &[0xE9, 0x4E2D], &[]]
        {
            assert_eq!(decode_wtf8(&encode_wtf8(StrView::Utf16(units))), units);
        }
        assert_eq!(decode_wtf8(b"a\xFFb"), [0x61, 0xFFFD, 0x62]);
        assert_eq!(encode_wtf8(StrView::Latin1(b"\xE9")), "é".as_bytes());
    }
}
