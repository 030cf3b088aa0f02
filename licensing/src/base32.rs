//! Crockford's base32: letters that are hard to mishear and fit a QR code's dense mode.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Bytes as capitals and digits, without padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(letter(held >> bits));
            held &= (1 << bits) - 1;
        }
    }
    if bits > 0 {
        text.push(letter(held << (5 - bits)));
    }
    text
}

/// The bytes of a text that [`encode`] would write exactly so, or nothing.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for symbol in text.bytes() {
        held = (held << 5) | value(symbol)?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    (bits < 5 && held == 0).then_some(bytes)
}

pub(crate) fn letter(value: u32) -> char {
    char::from(ALPHABET[(value & 31) as usize])
}

pub(crate) fn value(symbol: u8) -> Option<u32> {
    ALPHABET.iter().position(|letter| *letter == symbol).and_then(|at| u32::try_from(at).ok())
}

/// The value of a letter as a person types or mishears it: any case, `O` for 0, `I` and `L` for 1.
pub(crate) fn spoken_value(symbol: char) -> Option<u32> {
    let symbol = match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    u8::try_from(symbol).ok().and_then(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_comes_back_and_no_other_spelling_is_read() {
        for length in 0..=64_u8 {
            let bytes: Vec<u8> = (0..length).map(|at| at.wrapping_mul(37) ^ 0xa5).collect();
            let text = encode(&bytes);
            assert_eq!(decode(&text), Some(bytes));
            assert!(decode(&format!("{text}1")).is_none_or(|read| encode(&read) == format!("{text}1")), "one spelling only");
        }
        for other in ["o0", "u0", "0 ", "00-", "0U", "ZZ", "0"] {
            assert_eq!(decode(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_misheard_means_the_same() {
        for (said, meant) in [('o', '0'), ('O', '0'), ('i', '1'), ('I', '1'), ('l', '1'), ('L', '1'), ('z', 'Z'), ('9', '9')]
        {
            assert_eq!(spoken_value(said), spoken_value(meant), "{said}");
        }
        assert_eq!(spoken_value('U'), None);
        assert_eq!(spoken_value('ñ'), None);
    }
}
