//! Text as SUNAT takes it.

/// One line of text: no control characters, blanks single and none at the ends, at most `most` letters. Names with a line
/// break or a tab are rejected (2022), and a description longer than 500 is too.
pub fn one_line(text: &str, most: usize) -> String {
    let visible: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let single = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    // U+FFFE and U+FFFF are letters to Rust and none to XML.
    let clean = single.chars().filter(|letter| !matches!(letter, '\u{fffe}' | '\u{ffff}'));
    clean.take(most).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_gone() {
        assert_eq!(one_line("  Pan\tde\r\nmolde \u{0} \u{ffff}x ", 100), "Pan de molde x");
        assert_eq!(one_line("áéí óú", 4), "áéí", "cut by letters, never with a blank at its end");
    }
}
