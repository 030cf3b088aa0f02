//! A compact text in several pieces, for codes that a cheap camera still reads.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::refusal::Refusal;

const PIECE: &str = "CASERITA:PART1:";
const MOST: usize = 9;

/// Whether a line is a piece.
pub(crate) fn is_piece(line: &str) -> bool {
    line.starts_with(PIECE)
}

/// The text itself when it is short enough, else pieces of at most so many letters of it, each with its number.
pub(crate) fn split(text: &str, letters: usize) -> Vec<String> {
    let count = text.len().div_ceil(letters.max(1)).clamp(1, MOST);
    if count == 1 {
        return vec![text.to_owned()];
    }
    let (tag, each) = (tag(text), text.len().div_ceil(count));
    // Rounding up the pieces may leave fewer of them.
    let count = text.len().div_ceil(each);
    let pieces = text.as_bytes().chunks(each).map(String::from_utf8_lossy);
    pieces.enumerate().map(|(at, piece)| format!("{PIECE}{}:{count}:{tag}:{piece}", at + 1)).collect()
}

/// The texts that pieces make, whatever their order; a piece may come twice.
pub(crate) fn join(lines: &[&str]) -> Result<Vec<String>, Refusal> {
    let mut sets: BTreeMap<(&str, usize), BTreeMap<usize, &str>> = BTreeMap::new();
    for line in lines {
        let mut words = line.strip_prefix(PIECE).ok_or(Refusal::Damaged)?.splitn(4, ':');
        let (Some(at), Some(of), Some(tag), Some(piece)) = (words.next(), words.next(), words.next(), words.next()) else {
            return Err(Refusal::Damaged);
        };
        let (at, of) = (digit(at)?, digit(of)?);
        let set = sets.entry((tag, of)).or_default();
        if at > of || set.insert(at, piece).is_some_and(|before| before != piece) {
            return Err(Refusal::Damaged);
        }
    }
    sets.into_iter().map(|((wanted, of), set)| whole(wanted, of, &set)).collect()
}

fn whole(wanted: &str, of: usize, set: &BTreeMap<usize, &str>) -> Result<String, Refusal> {
    if set.len() < of {
        return Err(Refusal::Incomplete);
    }
    let text: String = set.values().copied().collect();
    if tag(&text) == wanted { Ok(text) } else { Err(Refusal::Damaged) }
}

fn digit(text: &str) -> Result<usize, Refusal> {
    match text.as_bytes() {
        [digit @ b'1'..=b'9'] => Ok(usize::from(digit - b'0')),
        _ => Err(Refusal::Damaged),
    }
}

/// Which pieces belong together: eight digits of the text's digest.
fn tag(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_in_any_order_and_twice_make_the_text() {
        let (one, two) = ("CASERITA:LEASE1:AB:0123456789", "CASERITA:KEY1:CD:ABC");
        for letters in 1..=one.len() {
            let mut pieces = [split(one, letters), split(two, letters)].concat();
            pieces.reverse();
            pieces.extend(split(one, letters));
            let lines: Vec<&str> = pieces.iter().map(String::as_str).filter(|line| is_piece(line)).collect();
            let joined = join(&lines).unwrap();
            assert!(joined.iter().all(|text| text == one || text == two), "{joined:?}");
            assert_eq!(joined.len(), [one, two].iter().filter(|text| split(text, letters).len() > 1).count());
        }
        assert_eq!(split(one, one.len()), [one]);
    }

    #[test]
    fn a_missing_piece_is_asked_for_and_an_odd_one_refused() {
        let pieces = split("CASERITA:LEASE1:AB:0123456789", 12);
        assert_eq!(pieces.len(), 3);
        let lines: Vec<&str> = pieces.iter().map(String::as_str).collect();
        assert_eq!(join(&lines[..2]), Err(Refusal::Incomplete));
        let altered = lines[1].replace("AB", "AC");
        assert_eq!(join(&[lines[0], altered.as_str(), lines[2]]), Err(Refusal::Damaged));
        assert_eq!(join(&[lines[0], lines[1], altered.as_str(), lines[2]]), Err(Refusal::Damaged));
        for odd in ["CASERITA:PART1:", "CASERITA:PART1:0:2:AA:x", "CASERITA:PART1:3:2:AA:x", "CASERITA:PART1:1:22:AA:x"] {
            assert_eq!(join(&[odd]), Err(Refusal::Damaged), "{odd}");
        }
    }
}
