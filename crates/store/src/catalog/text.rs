//! Names as people mean them when they order or look for them: whatever their case and accents.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case without accents; ñ becomes n, as in the index.
pub(super) fn fold(text: &str) -> String {
    text.to_lowercase().nfd().filter(|letter| !is_combining_mark(*letter)).collect()
}

/// The key that orders `name` as the Spanish alphabet does: ñ follows every n.
pub(super) fn sort_name(name: &str) -> String {
    fold(&name.to_lowercase().nfc().collect::<String>().replace('ñ', "n~"))
}

/// The folded words of `text`, a blank before each, so that ` le` stands in it when a word begins with `le`.
pub(super) fn words(text: &str) -> String {
    fold(text)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!(" {word}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ordered_as_the_alphabet_does() {
        let mut names = ["Ñoquis", "naranja", "Zapallo", "Ácido", "Oca", "agua", "nuez", "N\u{303}ame"];
        names.sort_by_key(|name| sort_name(name));
        assert_eq!(names, ["Ácido", "agua", "naranja", "nuez", "N\u{303}ame", "Ñoquis", "Oca", "Zapallo"]);
    }

    #[test]
    fn every_word_has_a_blank_before_it() {
        assert_eq!(words("Leche «Gloria» 400g, Año-Nuevo"), " leche gloria 400g ano nuevo");
    }
}
