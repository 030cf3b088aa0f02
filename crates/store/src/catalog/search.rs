//! Search as one types: words first, then any part of a word, then what was probably meant. Each step is answered by an
//! index and looks at a bounded number of products, so that its cost does not follow the catalogue.

use rusqlite::{OptionalExtension, params};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::item::{COLUMNS, collect};
use crate::{Reader, Result, SaleItem};

/// How a product was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchMatch {
    /// By the beginnings of its words.
    Words,
    /// By a part inside a word.
    Infix,
    /// By words that look alike.
    Typo,
}

/// Products among a query's matches that are ranked by what the shop sells.
const RANKED: i64 = 10_000;
/// Trigrams a misspelt word is looked up by: its rarest ones.
const PROBES: usize = 3;
/// Products looked at for a misspelt word.
const CANDIDATES: i64 = 300;

impl Reader<'_> {
    /// Products whose words begin with every word of `text`, best-selling first.
    pub fn search_words(&self, text: &str, offset: i64, limit: i64) -> Result<Vec<SaleItem>> {
        match words_query(text) {
            Some(query) => self.ranked("product_words", &query, offset, limit),
            None => Ok(Vec::new()),
        }
    }

    /// Products that contain every word of `text` (of three letters or more) somewhere.
    pub fn search_infix(&self, text: &str, limit: i64) -> Result<Vec<SaleItem>> {
        let terms: Vec<String> =
            fold(text).split_whitespace().filter(|term| term.chars().count() >= 3).map(quoted).collect();
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        self.ranked("product_trigrams", &terms.join(" AND "), 0, limit)
    }

    /// Products with words that differ from those of `text` by a slip: one letter in a short word, two in a longer one.
    pub fn search_typo(&self, text: &str, limit: i64) -> Result<Vec<SaleItem>> {
        let folded = fold(text);
        let terms: Vec<&str> = folded.split_whitespace().collect();
        let Some(longest) = terms.iter().max_by_key(|term| term.chars().count()).filter(|term| term.chars().count() >= 4)
        else {
            return Ok(Vec::new());
        };
        let probes = self.rarest_trigrams(longest)?;
        if probes.is_empty() {
            return Ok(Vec::new());
        }
        let candidates = self.ranked("product_trigrams", &probes.join(" OR "), 0, CANDIDATES)?;
        let mut scored: Vec<(usize, SaleItem)> = candidates
            .into_iter()
            .filter_map(|item| slips(&terms, &fold(&format!("{} {}", item.name, item.detail))).map(|slips| (slips, item)))
            .collect();
        scored.sort_by_key(|(slips, _)| *slips);
        Ok(scored.into_iter().take(usize::try_from(limit).unwrap_or(0)).map(|(_, item)| item).collect())
    }

    fn ranked(&self, index: &str, query: &str, offset: i64, limit: i64) -> Result<Vec<SaleItem>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "WITH hit AS MATERIALIZED (SELECT rowid AS seq FROM {index} WHERE {index} MATCH ?1 LIMIT {RANKED}),
                  best AS MATERIALIZED (
                      SELECT hit.seq FROM hit JOIN product_rank r ON r.seq = hit.seq AND r.active = 1
                      ORDER BY r.sold DESC, hit.seq LIMIT ?2 OFFSET ?3)
             SELECT {COLUMNS} FROM best JOIN product p ON p.seq = best.seq
             JOIN product_rank r ON r.seq = p.seq JOIN presentation s ON s.product_id = p.id AND s.active = 1
             ORDER BY r.sold DESC, p.seq, s.position"
        ))?;
        collect(statement.query(params![query, limit, offset])?)
    }

    fn rarest_trigrams(&self, term: &str) -> Result<Vec<String>> {
        let letters: Vec<char> = term.chars().collect();
        let mut count = self.connection.prepare_cached("SELECT doc FROM trigram_count WHERE term = ?1")?;
        let mut known: Vec<(i64, String)> = Vec::new();
        for window in letters.windows(3) {
            let trigram: String = window.iter().collect();
            if let Some(products) = count.query_row([&trigram], |row| row.get(0)).optional()? {
                known.push((products, trigram));
            }
        }
        known.sort();
        known.dedup();
        Ok(known.into_iter().take(PROBES).map(|(_, trigram)| quoted(&trigram)).collect())
    }
}

/// An FTS query for products with a word beginning with each word of `text`. `None` when there is nothing to look for.
pub(crate) fn words_query(text: &str) -> Option<String> {
    let terms: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|term| !term.is_empty())
        .take(8)
        .map(|term| format!("\"{term}\"*"))
        .collect();
    (!terms.is_empty()).then(|| terms.join(" "))
}

/// How many letters are off over all terms, or `None` when some term resembles no word.
fn slips(terms: &[&str], text: &str) -> Option<usize> {
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    terms
        .iter()
        .map(|term| {
            let allowed = if term.chars().count() >= 6 { 2 } else { 1 };
            words.iter().map(|word| distance_to_start(term, word)).min().filter(|off| *off <= allowed)
        })
        .sum()
}

/// The edit distance of `term` to `word`, or to a beginning of `word` as long as `term`, since one may still be typing.
fn distance_to_start(term: &str, word: &str) -> usize {
    let start: String = word.chars().take(term.chars().count()).collect();
    strsim::osa_distance(term, word).min(strsim::osa_distance(term, &start))
}

/// Lower case without accents; ñ becomes n, as in the index.
fn fold(text: &str) -> String {
    text.to_lowercase().nfd().filter(|letter| !is_combining_mark(*letter)).collect()
}

fn quoted(term: impl AsRef<str>) -> String {
    format!("\"{}\"", term.as_ref().replace('"', "\"\""))
}
