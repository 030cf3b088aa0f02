//! Which characters may reach paper, and how a text is cut to a width.
//!
//! Everything is brought to Latin-1 before it is measured, so that one character is one column on every printer and one
//! glyph of the bundled font; an exotic character is replaced by what people would type instead, or by a question mark.
//! Control characters never pass: a product name must not be able to drive the printer.

use unicode_normalization::UnicodeNormalization;

/// The text as it can be printed: composed, one column a character, single blanks, no controls.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.nfc() {
        push_printable(&mut out, character);
    }
    out
}

fn push_printable(out: &mut String, character: char) {
    match character {
        ' '..='~' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{FF}' => out.push(character),
        blank if blank.is_whitespace() => out.push(' '),
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => {}
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => {}
        control if control.is_control() => {}
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => out.push('-'),
        '‘' | '’' | '‚' | '‛' | '′' => out.push('\''),
        '“' | '”' | '„' | '″' => out.push('"'),
        '…' => out.push_str("..."),
        '•' | '●' | '▪' => out.push('·'),
        '€' => out.push_str("EUR"),
        'œ' => out.push_str("oe"),
        'Œ' => out.push_str("OE"),
        'ł' => out.push('l'),
        'Ł' => out.push('L'),
        'đ' => out.push('d'),
        'ı' => out.push('i'),
        other => push_taken_apart(out, other),
    }
}

/// What is left of a character when its accents and its typography are taken away: ő is o, ™ is TM, ﬁ is fi.
fn push_taken_apart(out: &mut String, character: char) {
    let plain: String = std::iter::once(character).nfkd().filter(|part| matches!(part, ' '..='~')).collect();
    out.push_str(if plain.is_empty() && !unicode_normalization::char::is_combining_mark(character) { "?" } else { &plain });
}

/// The number of columns a printable text takes.
pub(crate) fn width(printable: &str) -> usize {
    printable.chars().count()
}

/// Cuts a text into lines of at most `columns`, between words where it can. Line breaks in the text are kept. Never empty.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        wrap_paragraph(&printable(paragraph), columns.max(1), &mut lines);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

fn wrap_paragraph(paragraph: &str, columns: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    for word in words(paragraph, columns) {
        let mut rest = word.as_str();
        if !line.is_empty() && width(&line) + 1 + width(rest) > columns {
            lines.push(std::mem::take(&mut line));
        }
        while width(rest) > columns {
            let (head, tail) = split_at_column(rest, columns);
            lines.push(head.to_owned());
            rest = tail;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(rest);
    }
    lines.push(line);
}

/// The words of a text, where a number and its unit are one: `250 g`, `10 %`, `S/ 3.90`.
fn words(paragraph: &str, columns: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in paragraph.split_whitespace() {
        match words.last_mut() {
            Some(before) if belong_together(before, word) && width(before) + 1 + width(word) <= columns => {
                before.push(' ');
                before.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

fn belong_together(before: &str, word: &str) -> bool {
    let number = |text: &str| text.chars().all(|character| matches!(character, '0'..='9' | '.' | ','));
    let unit = width(word) <= 3 && !word.starts_with(|character: char| character.is_ascii_digit());
    (number(before) && unit) || (before == "S/" && number(word))
}

fn split_at_column(text: &str, column: usize) -> (&str, &str) {
    let at = text.char_indices().nth(column).map_or(text.len(), |(at, _)| at);
    text.split_at(at)
}

/// `left` at the left edge and `right` at the right edge of as few lines as it takes, with a blank between them. `right`
/// stands on the last line. The first line begins at `indent`, and so do the others.
pub(crate) fn spread(indent: usize, left: &str, right: &str, columns: usize) -> Vec<String> {
    let right = printable(right);
    let room = columns.saturating_sub(indent);
    let beside = room.saturating_sub(width(&right) + 1);
    let blanks = " ".repeat(indent);
    if beside < room / 3 {
        let mut lines: Vec<String> = wrap(left, room).into_iter().map(|line| format!("{blanks}{line}")).collect();
        lines.extend(wrap(&right, columns).into_iter().map(|line| format!("{line:>columns$}")));
        return lines;
    }
    let mut lines: Vec<String> = wrap(left, beside).into_iter().map(|line| format!("{blanks}{line}")).collect();
    if let Some(last) = lines.last_mut() {
        let gap = columns - width(last) - width(&right);
        last.push_str(&" ".repeat(gap));
        last.push_str(&right);
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decomposed_accents_and_browser_blanks_become_what_printers_know() {
        assert_eq!(printable("Pin\u{303}a\u{a0}S/\u{202f}3.50"), "Piña S/ 3.50");
        assert_eq!(printable("“Café” – 2 × 1 … 5 € ™"), "\"Café\" - 2 × 1 ... 5 EUR TM");
        assert_eq!(printable("ő ﬁ 味 🍍"), "o fi ? ?");
    }

    #[test]
    fn a_name_cannot_drive_the_printer() {
        assert_eq!(printable("Pan\u{1b}p\u{0}\u{1d}V\u{7f}\u{9b}"), "PanpV");
    }

    #[test]
    fn words_stay_whole_and_long_ones_are_cut() {
        assert_eq!(wrap("Leche evaporada entera", 10), ["Leche", "evaporada", "entera"]);
        assert_eq!(wrap("Supercalifragilístico", 8), ["Supercal", "ifragilí", "stico"]);
        assert_eq!(wrap("", 8), [""]);
    }

    #[test]
    fn a_number_keeps_its_unit() {
        assert_eq!(wrap("Altomayo Gourmet 250 g", 20), ["Altomayo Gourmet", "250 g"]);
        assert_eq!(wrap("Rebaja de hoy: S/ 3.90", 19), ["Rebaja de hoy:", "S/ 3.90"]);
        assert_eq!(wrap("Oferta 3 x 2", 4), ["Ofer", "ta", "3 x", "2"]);
    }

    #[test]
    fn a_figure_keeps_the_right_edge_when_its_label_is_long() {
        assert_eq!(spread(2, "Descuento por cliente", "-1.25", 20), ["  Descuento", "  por cliente  -1.25"]);
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_asked(text in "\\PC*", right in "[0-9.,]{0,40}", indent in 0usize..8, columns in 20usize..50) {
            prop_assert!(wrap(&text, columns).iter().all(|line| width(line) <= columns));
            prop_assert!(spread(indent, &text, &right, columns).iter().all(|line| width(line) <= columns));
        }

        #[test]
        fn what_is_printable_stays_as_it_is(text in any::<String>()) {
            let once = printable(&text);
            let latin = once.chars().all(|character| matches!(character, ' '..='~' | '\u{a1}'..='\u{ff}'));
            prop_assert!(latin, "{:?} is not Latin-1", once);
            prop_assert_eq!(printable(&once), once);
        }
    }
}
