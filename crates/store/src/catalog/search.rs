//! Search as one types: words first, then any part of a word, then what was probably meant. Each step is answered by an
//! index and looks at a bounded number of products, so that its cost does not follow the catalogue.

use rusqlite::{OptionalExtension, ToSql};

use super::{
    item::{COLUMNS, item},
    text::fold,
};
use crate::{Reader, Result, SaleItem, value::collect};

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

/// Products among a query's matches, the oldest first, that are ranked by what the shop sells.
const RANKED: i64 = 4_000;
/// Best sellers that are found even when they are not among those.
const POPULAR: i64 = 500;
/// Words of a query that are looked at.
const MOST_TERMS: usize = 8;
/// Trigrams a misspelt word is looked up by: its rarest ones.
const PROBES: usize = 3;
/// Products looked at for a misspelt word.
const CANDIDATES: i64 = 300;

impl Reader<'_> {
    /// Products whose words begin with every word of `text`, best-selling first.
    pub fn search_words(&self, text: &str, offset: i64, limit: i64) -> Result<Vec<SaleItem>> {
        match words_query(text) {
            Some(query) => {
                let starts: Vec<String> = terms(text).map(|term| format!(" {}", fold(term))).collect();
                self.ranked("product_words", &query, &starts, offset, limit)
            }
            None => Ok(Vec::new()),
        }
    }

    /// Products that contain every word of `text` (of three letters or more) somewhere.
    pub fn search_infix(&self, text: &str, limit: i64) -> Result<Vec<SaleItem>> {
        let folded = fold(text);
        let parts: Vec<&str> = folded.split_whitespace().filter(|part| part.chars().count() >= 3).take(MOST_TERMS).collect();
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let query: Vec<String> = parts.iter().map(quoted).collect();
        self.ranked("product_trigrams", &query.join(" AND "), &parts, 0, limit)
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
        let candidates = self.ranked::<&str>("product_trigrams", &probes.join(" OR "), &[], 0, CANDIDATES)?;
        let mut scored: Vec<(usize, SaleItem)> = candidates
            .into_iter()
            .filter_map(|item| slips(&terms, &fold(&format!("{} {}", item.name, item.detail))).map(|slips| (slips, item)))
            .collect();
        scored.sort_by_key(|(slips, _)| *slips);
        Ok(scored.into_iter().take(usize::try_from(limit).unwrap_or(0)).map(|(_, item)| item).collect())
    }

    /// Matches of `query` in `index`, best-selling first. `parts` are what the folded words of a match contain; with them,
    /// best sellers beyond the first matches are found too.
    fn ranked<T: AsRef<str>>(
        &self,
        index: &str,
        query: &str,
        parts: &[T],
        offset: i64,
        limit: i64,
    ) -> Result<Vec<SaleItem>> {
        let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
        let mut values: Vec<&dyn ToSql> = vec![&query, &limit, &offset];
        values.extend(parts.iter().map(|part| part as &dyn ToSql));
        let mut statement = self.connection.prepare_cached(&ranked_sql(index, parts.len()))?;
        collect(statement.query(values.as_slice())?, item)
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

/// The matches are the first by position; a best seller behind the last of them is found by looking at its words.
fn ranked_sql(index: &str, parts: usize) -> String {
    let beyond = if parts == 0 {
        String::new()
    } else {
        let contained: Vec<String> = (0..parts).map(|part| format!("instr(p.words, ?{}) > 0", part + 4)).collect();
        format!(
            "UNION ALL
             SELECT t.seq, t.sold
             FROM (SELECT seq, sold FROM product_rank WHERE active = 1 AND sold > 0
                   ORDER BY sold DESC, seq LIMIT {POPULAR}) t
             CROSS JOIN product p ON p.seq = t.seq
             WHERE t.seq > (SELECT MAX(seq) FROM hit) AND {}",
            contained.join(" AND ")
        )
    };
    format!(
        "WITH hit AS MATERIALIZED (SELECT rowid AS seq FROM {index} WHERE {index} MATCH ?1 LIMIT {RANKED}),
              best AS MATERIALIZED (
                  SELECT hit.seq AS seq, r.sold AS sold
                  FROM hit CROSS JOIN product_rank r ON r.seq = hit.seq AND r.active = 1
                  {beyond}
                  ORDER BY sold DESC, seq LIMIT ?2 OFFSET ?3)
         SELECT {COLUMNS} FROM best CROSS JOIN product p ON p.seq = best.seq
         CROSS JOIN presentation s ON s.product_id = p.id AND s.active = 1
         ORDER BY best.sold DESC, p.seq, s.position"
    )
}

/// An FTS query for products with a word beginning with each word of `text`. `None` when there is nothing to look for.
pub(crate) fn words_query(text: &str) -> Option<String> {
    let terms: Vec<String> = terms(text).map(|term| format!("\"{term}\"*")).collect();
    (!terms.is_empty()).then(|| terms.join(" "))
}

fn terms(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|term| !term.is_empty()).take(MOST_TERMS)
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

fn quoted(term: impl AsRef<str>) -> String {
    format!("\"{}\"", term.as_ref().replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::shelf;

    #[test]
    fn a_best_seller_behind_thousands_of_matches_comes_first() {
        let (_folder, store) = shelf::stocked(RANKED + 50, |number| format!("Artículo {number}"));
        store
            .with_writer(|writer| Ok(writer.execute("UPDATE product_rank SET sold = 9 WHERE seq = ?1", [RANKED + 40])?))
            .expect("it sells well");
        for text in ["a", "articulo", "Artíc", "p04040 art"] {
            let found = store.read(|reader| reader.search_words(text, 0, 5)).expect("it searches");
            assert_eq!(found[0].name, format!("Artículo {}", RANKED + 40), "{text}");
        }
        let found = store.read(|reader| reader.search_infix("rticul", 5)).expect("it searches");
        assert_eq!(found[0].name, format!("Artículo {}", RANKED + 40));
        let found = store.read(|reader| reader.search_words("zeta", 0, 5)).expect("it searches");
        assert_eq!(found, [], "selling well is not enough");
    }
}
