//! QR codes and Code 128 as modules, before anyone knows how large a module is.

use barcoders::sym::code128::Code128;
use qrcode::{Color, EcLevel, QrCode};

/// White modules a reader needs around a QR code.
pub(crate) const QR_QUIET: usize = 4;
/// White modules a reader needs beside a bar code.
pub(crate) const BAR_QUIET: usize = 10;

/// Square modules, row by row; true is black. Quiet zone not included.
pub(crate) struct QrModules {
    pub(crate) side: usize,
    pub(crate) level: EcLevel,
    black: Vec<bool>,
}

impl QrModules {
    /// The code of a text: level Q, which survives a quarter of it being unreadable, or L when only that holds so much.
    /// `None` when nothing holds it.
    pub(crate) fn of(text: &str) -> Option<QrModules> {
        let levels = [EcLevel::Q, EcLevel::L];
        let code = levels.into_iter().find_map(|level| QrCode::with_error_correction_level(text, level).ok())?;
        let black = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Some(QrModules { side: code.width(), level: code.error_correction_level(), black })
    }

    /// The runs of black modules of each row: row, first module, length. Fewer, larger shapes leave no hairlines.
    pub(crate) fn runs(&self) -> Vec<(usize, usize, usize)> {
        let rows = self.black.chunks_exact(self.side).enumerate();
        rows.flat_map(|(y, row)| runs(row).into_iter().map(move |(x, length)| (y, x, length))).collect()
    }
}

/// A stretch of Code 128 in one of its character sets.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Code128Part {
    /// Any printable ASCII, one character a symbol.
    B(String),
    /// Pairs of digits, one pair a symbol.
    C(String),
}

/// A text in as few symbols as two sets allow: runs of four digits or more go by pairs. `None` unless it is printable ASCII.
pub(crate) fn code128_parts(text: &str) -> Option<Vec<Code128Part>> {
    if text.is_empty() || !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits >= 4 {
            let odd = digits % 2;
            plain.push_str(&rest[..odd]);
            flush(&mut plain, &mut parts);
            parts.push(Code128Part::C(rest[odd..digits].to_owned()));
            rest = &rest[digits..];
        } else {
            let length = digits.max(1);
            plain.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    flush(&mut plain, &mut parts);
    Some(parts)
}

fn flush(plain: &mut String, parts: &mut Vec<Code128Part>) {
    if !plain.is_empty() {
        parts.push(Code128Part::B(std::mem::take(plain)));
    }
}

/// The bars of a text: first module and length of each, and how many modules they span. Quiet zone not included.
pub(crate) fn code128_bars(text: &str) -> Option<(Vec<(usize, usize)>, usize)> {
    let mut source = String::new();
    for part in code128_parts(text)? {
        match part {
            Code128Part::B(text) => source.extend(['\u{181}'].into_iter().chain(text.chars())),
            Code128Part::C(digits) => source.extend(['\u{106}'].into_iter().chain(digits.chars())),
        }
    }
    let modules: Vec<bool> = Code128::new(source).ok()?.encode().into_iter().map(|module| module == 1).collect();
    Some((runs(&modules), modules.len()))
}

fn runs(modules: &[bool]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (index, black) in modules.iter().copied().chain([false]).enumerate() {
        match (black, start) {
            (true, None) => start = Some(index),
            (false, Some(first)) => {
                runs.push((first, index - first));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_fiscal_text_is_a_code_of_level_q() {
        let fields = "20604567891|03|BZZZ|99999999|9999999999.99|9999999999.99|2026-07-28|7|ABCDEF123456";
        let code = QrModules::of(&format!("{fields}|{}=", "W".repeat(43))).expect("it fits");
        assert_eq!(code.level, EcLevel::Q);
        let narrowest_head = 384;
        assert!(narrowest_head / (code.side + 2 * QR_QUIET) >= 4, "{} modules on 58 mm paper", code.side);
    }

    #[test]
    fn digits_go_by_pairs() {
        let parts = code128_parts("B001-00000123").expect("plain ASCII");
        assert_eq!(parts, [Code128Part::B("B001-".to_owned()), Code128Part::C("00000123".to_owned())]);
        let parts = code128_parts("N12345X").expect("plain ASCII");
        assert_eq!(
            parts,
            [Code128Part::B("N1".to_owned()), Code128Part::C("2345".to_owned()), Code128Part::B("X".to_owned())]
        );
        assert_eq!(code128_parts("Ñ"), None);
    }

    #[test]
    fn runs_are_found_up_to_the_edge() {
        assert_eq!(runs(&[true, false, true, true]), [(0, 1), (2, 2)]);
    }
}
