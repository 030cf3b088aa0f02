//! SUNAT's return codes: what each says in SUNAT's own words, and what its range means for the document.

use std::sync::LazyLock;

/// `code<TAB>text`, in order. Drawn from `assets/sunat/error-codes.json`; a test holds the two together.
static TABLE: &str = include_str!("codes.tsv");

static MEANINGS: LazyLock<Vec<(u16, &'static str)>> = LazyLock::new(|| {
    TABLE
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(code, text)| Some((code.parse().ok()?, text)))
        .collect()
});

/// What a code does to the document it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// 100–999: SUNAT could not attend. The same bytes may be sent again.
    SunatException,
    /// 1000–1999: the file is wrong and nothing was informed. Mended, it is sent under the same number.
    SenderException,
    /// 2000–3999: refused. The number of a document sent alone is spent.
    Rejection,
    /// 4000 and up: accepted, with a remark.
    Observation,
}

impl Class {
    /// The class of `code`; `None` below 100, where codes are states and not reasons.
    pub const fn of(code: u16) -> Option<Class> {
        match code {
            0..=99 => None,
            100..=999 => Some(Class::SunatException),
            1000..=1999 => Some(Class::SenderException),
            2000..=3999 => Some(Class::Rejection),
            _ => Some(Class::Observation),
        }
    }
}

/// SUNAT's text for a code, in Spanish, where its list has one.
pub fn meaning(code: u16) -> Option<&'static str> {
    let index = MEANINGS.binary_search_by_key(&code, |(known, _)| *known).ok()?;
    MEANINGS.get(index).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_table_says_what_the_asset_says() {
        let asset: Value = serde_json::from_str(include_str!("../../../assets/sunat/error-codes.json")).expect("JSON");
        let asset = asset["codes"].as_object().expect("codes");
        for (code, entry) in asset {
            let number: u16 = code.parse().expect("a number");
            assert_eq!(meaning(number), entry["message"].as_str().map(str::trim), "{code}");
            let kind = match Class::of(number) {
                Some(Class::SunatException) => "excepcion_sunat",
                Some(Class::SenderException) => "excepcion_contribuyente",
                Some(Class::Rejection) => "rechazo",
                Some(Class::Observation) => "observacion",
                None => "none",
            };
            assert_eq!(entry["kind"], kind, "{code}");
        }
        assert_eq!(MEANINGS.len(), asset.len(), "and nothing more");
        assert!(MEANINGS.is_sorted_by(|one, other| one.0 < other.0), "a search by halves needs order");
    }

    #[test]
    fn an_unknown_code_has_no_text() {
        assert_eq!(meaning(102), Some("Usuario o contrasena incorrectos"));
        assert_eq!(meaning(0), None);
        assert_eq!(meaning(65535), None);
    }
}
