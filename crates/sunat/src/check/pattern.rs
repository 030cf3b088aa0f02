//! The few regular expressions the sheets write for a series and its number, as `[B][A-Z0-9]{3}-[0-9]{1,8}`.

/// A sequence of character classes, each so many times.
#[derive(Debug, Clone)]
pub(crate) struct Pattern(Vec<Piece>);

#[derive(Debug, Clone)]
struct Piece {
    class: Vec<(char, char)>,
    least: usize,
    most: usize,
    /// What follows may not be all zeros: the sheets' `(?!0+$)`.
    not_all_zeros: bool,
}

impl Pattern {
    /// Reads classes, literals, counts and plain groups; anything else is no pattern. "Vacio" is an empty value.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if text == "Vacio" {
            return Some(Self(Vec::new()));
        }
        if text.contains(' ') || text.is_empty() {
            return None;
        }
        let mut pieces: Vec<Piece> = Vec::new();
        let mut rest = text;
        let mut not_all_zeros = false;
        while let Some(first) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix("(?!0+$)") {
                not_all_zeros = true;
                rest = after;
                continue;
            }
            rest = &rest[first.len_utf8()..];
            match first {
                '(' | ')' => {}
                '[' => {
                    let (class, after) = rest.split_once(']')?;
                    pieces.push(Piece { class: ranges(class), least: 1, most: 1, not_all_zeros });
                    not_all_zeros = false;
                    rest = after;
                }
                '{' => {
                    let (count, after) = rest.split_once('}')?;
                    let (least, most) = count.split_once(',').unwrap_or((count, count));
                    let piece = pieces.last_mut()?;
                    (piece.least, piece.most) = (least.parse().ok()?, most.parse().ok()?);
                    rest = after;
                }
                literal => pieces.push(Piece { class: vec![(literal, literal)], least: 1, most: 1, not_all_zeros: false }),
            }
        }
        Some(Self(pieces))
    }

    pub(crate) fn fits(&self, value: &str) -> bool {
        let value: Vec<char> = value.chars().collect();
        fits(&self.0, &value)
    }
}

fn fits(pieces: &[Piece], value: &[char]) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return value.is_empty() };
    if piece.not_all_zeros && value.iter().all(|c| *c == '0') {
        return false;
    }
    let run = value.iter().take(piece.most).take_while(|c| piece.class.iter().any(|(a, z)| (a..=z).contains(c))).count();
    (piece.least..=run).rev().any(|length| fits(rest, &value[length..]))
}

fn ranges(class: &str) -> Vec<(char, char)> {
    let letters: Vec<char> = class.chars().collect();
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let is_range = letters.get(at + 1) == Some(&'-') && at + 2 < letters.len();
        let last = if is_range { letters[at + 2] } else { letters[at] };
        ranges.push((letters[at], last));
        at += if is_range { 3 } else { 1 };
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn fits(pattern: &str, value: &str) -> bool {
        Pattern::read(pattern).expect("a pattern").fits(value)
    }

    #[test]
    fn series_and_number() {
        let boleta = "[B][A-Z0-9]{3}-[0-9]{1,8}";
        assert!(fits(boleta, "B001-1") && fits(boleta, "BX9Z-12345678"));
        for bad in ["F001-1", "B01-1", "B001-", "B001-123456789", "b001-1", "B001-1 "] {
            assert!(!fits(boleta, bad), "{bad}");
        }
    }

    #[test]
    fn groups_zeros_and_literals() {
        let summary = "([B][A-Z0-9]{3})-(?!0+$)([0-9]{1,8})";
        assert!(fits(summary, "B001-10") && !fits(summary, "B001-000"));
        assert!(fits("(EB01)-[0-9]{1,8}", "EB01-7") && !fits("(EB01)-[0-9]{1,8}", "EB02-7"));
        assert!(fits("[a-zA-Z0-9-]{1,20}-[a-zA-Z0-9-]{1,20}", "A-B-C") && fits("Cuota[0-9]{3}", "Cuota001"));
    }
}
