//! Lists by page: no answer grows with the shop's age.

use crate::Result;

/// The most rows of one page.
const MOST: i64 = 100;

/// Some rows, and where the next ones begin.
#[derive(Debug, Clone)]
pub struct Page<R, C = i64> {
    /// The rows.
    pub rows: Vec<R>,
    /// The place after the last row, when more follow.
    pub next: Option<C>,
}

impl<R, C> Page<R, C> {
    /// Up to `limit` of the rows that `fetch` finds, given how many to look for; `place` says where a row stands.
    pub(crate) fn of(limit: i64, fetch: impl FnOnce(i64) -> Result<Vec<R>>, place: impl Fn(&R) -> C) -> Result<Page<R, C>> {
        let limit = limit.clamp(1, MOST);
        // One more than shown tells whether there is a next page.
        let mut rows = fetch(limit + 1)?;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > shown;
        rows.truncate(shown);
        Ok(Page { next: if more { rows.last().map(place) } else { None }, rows })
    }

    /// The same page with more told about each row.
    pub(crate) fn map<S>(self, tell: impl FnMut(R) -> Result<S>) -> Result<Page<S, C>> {
        Ok(Page { rows: self.rows.into_iter().map(tell).collect::<Result<_>>()?, next: self.next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(limit: i64, last: i64) -> Page<i64> {
        Page::of(limit, |most| Ok((1..=last).take(usize::try_from(most).expect("a count")).collect()), |number| *number)
            .expect("numbers are found")
    }

    #[test]
    fn a_page_says_where_the_next_begins_only_when_there_is_one() {
        assert_eq!((numbers(3, 4).rows, numbers(3, 4).next), (vec![1, 2, 3], Some(3)));
        assert_eq!((numbers(3, 3).rows, numbers(3, 3).next), (vec![1, 2, 3], None));
        assert_eq!(numbers(3, 0).next, None);
    }

    #[test]
    fn no_page_is_larger_than_the_most() {
        assert_eq!(numbers(i64::MAX, 500).rows.len(), 100);
        assert_eq!(numbers(-5, 500).rows.len(), 1);
    }
}
