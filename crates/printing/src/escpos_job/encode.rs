//! Characters to the bytes of a printer's code page.
//!
//! The tables of the command library are wrong for pages 850 and 858 (every hyphen of a document number would go out as a
//! soft hyphen), and it writes UTF-8 for what a page lacks; hence our own, from tables that are right.

use encoding_rs::WINDOWS_1252;
use oem_cp::{
    OEMCPHashMap,
    code_table::{ENCODING_TABLE_CP437, ENCODING_TABLE_CP850, ENCODING_TABLE_CP858},
    encode_char_checked,
};
use unicode_normalization::UnicodeNormalization;

use crate::profile::CodeTable;

/// One byte a character. What the page lacks loses its accent, or becomes a question mark.
pub(crate) fn encode(printable: &str, table: CodeTable) -> Vec<u8> {
    printable.chars().map(|character| byte(character, table)).collect()
}

fn byte(character: char, table: CodeTable) -> u8 {
    if matches!(character, ' '..='~') {
        return character as u8;
    }
    exact(character, table).or_else(|| lookalike(character).map(|plain| plain as u8)).unwrap_or(b'?')
}

fn exact(character: char, table: CodeTable) -> Option<u8> {
    match table {
        CodeTable::Cp850 => high(character, &ENCODING_TABLE_CP850),
        CodeTable::Cp858 => high(character, &ENCODING_TABLE_CP858),
        CodeTable::Cp437 => high(character, &ENCODING_TABLE_CP437),
        CodeTable::Cp1252 => {
            let mut buffer = [0; 4];
            let (bytes, _, lossy) = WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
            bytes.first().copied().filter(|byte| !lossy && *byte >= 0x80)
        }
    }
}

fn high(character: char, table: &OEMCPHashMap<char, u8>) -> Option<u8> {
    encode_char_checked(character, table).filter(|byte| *byte >= 0x80)
}

/// The ASCII character people would type instead.
fn lookalike(character: char) -> Option<char> {
    let plain = match character {
        '×' => 'x',
        'Ø' => 'O',
        'ø' => 'o',
        'Ð' => 'D',
        'ð' => 'd',
        '©' => 'c',
        '®' => 'r',
        '¹' => '1',
        '³' => '3',
        '´' => '\'',
        '¨' => '"',
        '¸' => ',',
        '¯' => '-',
        '¦' => '|',
        '·' => '.',
        _ => std::iter::once(character).nfd().next()?,
    };
    plain.is_ascii_graphic().then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPANISH: &str = "ñáéíóúüÑÁÉÍÓÚÜ¿¡º";

    #[test]
    fn western_pages_hold_every_spanish_letter() {
        for (table, page) in [(CodeTable::Cp850, 850_u16), (CodeTable::Cp858, 858)] {
            let back = oem_cp::code_table::DECODING_TABLE_CP_MAP.get(&page).expect("a known page");
            assert_eq!(back.decode_string_lossy(&encode(SPANISH, table)), SPANISH, "page {page}");
        }
        let bytes = encode(SPANISH, CodeTable::Cp1252);
        let (back, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
        assert_eq!(back, SPANISH);
    }

    #[test]
    fn page_437_drops_accents_it_lacks_and_nothing_else() {
        let back = oem_cp::code_table::DECODING_TABLE_CP_MAP.get(&437).expect("a known page");
        assert_eq!(back.decode_string_lossy(&encode(SPANISH, CodeTable::Cp437)), "ñáéíóúüÑAÉIOUÜ¿¡º");
    }

    #[test]
    fn a_hyphen_stays_a_hyphen() {
        for table in [CodeTable::Cp850, CodeTable::Cp858, CodeTable::Cp1252, CodeTable::Cp437] {
            assert_eq!(encode("B001-00000123", table), b"B001-00000123");
        }
    }

    #[test]
    fn every_printable_character_is_one_byte_and_no_control() {
        let latin: String = ('\u{a1}'..='\u{ff}').filter(|character| *character != '\u{ad}').collect();
        for table in [CodeTable::Cp850, CodeTable::Cp858, CodeTable::Cp1252, CodeTable::Cp437] {
            let bytes = encode(&latin, table);
            assert_eq!(bytes.len(), latin.chars().count());
            assert!(bytes.iter().all(|byte| *byte >= 0x20 && *byte != 0x7f));
        }
    }
}
