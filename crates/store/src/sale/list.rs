//! Sales page by page.

use caserita_domain::{document::DocKind, fiscal::DocState, payment::Tender};
use caserita_money::Money;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params, params_from_iter, types::Value};
use uuid::Uuid;

use crate::{
    Millis, Reader, Result,
    value::{collect, money, named},
};

/// Which sales to list.
#[derive(Debug, Clone, Default)]
pub struct SaleFilter {
    /// First business day.
    pub from: Option<NaiveDate>,
    /// Last business day.
    pub to: Option<NaiveDate>,
    /// Only voided (`Some(true)`) or only standing ones (`Some(false)`).
    pub voided: Option<bool>,
    /// Part of a customer's name, a whole number such as `NV01-00000012`, or the number alone.
    pub text: String,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleListRow {
    /// Position, for paging.
    pub seq: i64,
    /// Identity.
    pub id: Uuid,
    /// Series.
    pub series: String,
    /// Number.
    pub number: i64,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// What was to pay after rounding.
    pub total: Money,
    /// Lines.
    pub lines: i64,
    /// Who took the payment.
    pub cashier: String,
    /// Who bought.
    pub customer: Option<String>,
    /// How it was paid.
    pub tenders: Vec<Tender>,
    /// Undone.
    pub voided: bool,
    /// Copies printed.
    pub reprints: i64,
    /// Kind of paper.
    pub doc_kind: DocKind,
    /// Where its electronic document stands.
    pub doc_state: Option<DocState>,
}

impl Reader<'_> {
    /// Sales, newest first, below `before` when given. Within a span of days the newest day comes first.
    pub fn sales(&self, filter: &SaleFilter, before: Option<i64>, limit: i64) -> Result<Vec<SaleListRow>> {
        let below = before.map(|seq| self.place_of(seq)).transpose()?.flatten();
        let own = self.own_number(filter.text.trim())?.map(|text| SaleFilter { text, ..filter.clone() });
        let page = Page::new(own.as_ref().unwrap_or(filter), below.as_ref(), limit);
        let mut statement = self.connection.prepare_cached(&page.sql)?;
        collect(statement.query(params_from_iter(page.values))?, list_row)
    }

    /// The number of the sale whose document was issued anew under this one: a customer brings the paper, the list goes by
    /// the sale.
    fn own_number(&self, text: &str) -> Result<Option<String>> {
        let (Some(series), Some(number)) = number_in(text) else { return Ok(None) };
        let mut statement = self.connection.prepare_cached(
            "SELECT s.series || '-' || s.number FROM fiscal_doc d JOIN sale s ON s.id = d.sale_id
             WHERE d.series = ?1 AND d.number = ?2 AND d.replaces_id IS NOT NULL AND d.affected_id IS NULL",
        )?;
        Ok(statement.query_row(params![series, number], |row| row.get(0)).optional()?)
    }

    /// Business day and position of a sale, or of the newest one below it.
    fn place_of(&self, seq: i64) -> Result<Option<(String, i64)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT business_date, ?1 FROM sale WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1")?;
        Ok(statement.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }
}

/// A page's query. A condition that does not apply is left out, and the narrowest one leads: a number, then voids, which
/// are few, then days, then position.
#[derive(Default)]
struct Page {
    sql: String,
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Page {
    fn new(filter: &SaleFilter, below: Option<&(String, i64)>, limit: i64) -> Page {
        let mut page = Page::default();
        let by_number = page.number_or_name(filter.text.trim());
        let by_void = filter.voided == Some(true);
        let by_day = !by_number && !by_void && (filter.from.is_some() || filter.to.is_some());
        if by_day {
            page.span(filter, below);
        } else {
            page.bounds(filter, below.map(|(_, seq)| *seq));
        }
        if filter.voided == Some(false) {
            page.conditions.push("v.sale_id IS NULL".to_owned());
        }
        let sales = if by_void {
            "sale_void v CROSS JOIN sale s ON s.id = v.sale_id"
        } else {
            "sale s LEFT JOIN sale_void v ON v.sale_id = s.id"
        };
        let order = if by_day { "s.business_date DESC, s.seq DESC" } else { "s.seq DESC" };
        let limit = page.bind(limit);
        page.sql = format!(
            "SELECT s.seq, s.id, s.series, s.number, s.at, s.total + s.rounding AS due, s.lines,
                    (SELECT name FROM user u WHERE u.id = s.cashier_id) AS cashier, s.customer_name,
                    (SELECT group_concat (tender) FROM payment p WHERE p.sale_id = s.id) AS tenders,
                    v.sale_id IS NOT NULL AS voided,
                    (SELECT COUNT(*) FROM reprint r WHERE r.sale_id = s.id) AS reprints, s.doc_kind,
                    (SELECT f.state FROM fiscal_doc d JOIN fiscal_state f ON f.doc_seq = d.seq
                     WHERE d.sale_id = s.id AND d.affected_id IS NULL ORDER BY d.seq DESC LIMIT 1) AS doc_state
             FROM {sales} WHERE {} ORDER BY {order} LIMIT {limit}",
            page.conditions.join(" AND ")
        );
        page
    }

    /// Adds a value. Answers its place in the query.
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn require(&mut self, condition: &str, value: impl Into<Value>) {
        let place = self.bind(value);
        self.conditions.push(format!("{condition} {place}"));
    }

    /// What a person typed or a reader read. Answers whether it was a number.
    fn number_or_name(&mut self, text: &str) -> bool {
        let (series, number) = number_in(text);
        if let Some(number) = number {
            self.require("s.number =", number);
            if let Some(series) = series {
                self.require("s.series =", series);
            }
        } else if !text.is_empty() {
            self.require("s.customer_name LIKE", format!("%{text}%"));
        }
        number.is_some()
    }

    /// Days as the index keeps them: from the last one, or the page's end, backwards.
    fn span(&mut self, filter: &SaleFilter, below: Option<&(String, i64)>) {
        if let Some(from) = filter.from {
            self.require("s.business_date >=", from.to_string());
        }
        let last = filter.to.map_or_else(|| "9999".to_owned(), |to| to.to_string());
        let (day, seq) = match below {
            Some((day, seq)) if *day <= last => (day.clone(), *seq),
            _ => (last, i64::MAX),
        };
        let (day, seq) = (self.bind(day), self.bind(seq));
        self.conditions.push(format!("(s.business_date, s.seq) < ({day}, {seq})"));
    }

    /// Days and position as tests on what another condition found; the `+` keeps their indexes out of it.
    fn bounds(&mut self, filter: &SaleFilter, below: Option<i64>) {
        self.require("s.seq <", below.unwrap_or(i64::MAX));
        if let Some(from) = filter.from {
            self.require("+s.business_date >=", from.to_string());
        }
        if let Some(to) = filter.to {
            self.require("+s.business_date <=", to.to_string());
        }
    }
}

/// Series and number in what a person typed or a reader read, when it is one.
pub(crate) fn number_in(text: &str) -> (Option<String>, Option<i64>) {
    let text = text.trim();
    match text.split_once('-') {
        Some((series, number)) => match number.parse() {
            Ok(number) => (Some(series.to_uppercase()), Some(number)),
            Err(_) => (None, None),
        },
        None => (None, text.parse().ok()),
    }
}

fn list_row(row: &Row) -> Result<SaleListRow> {
    let tenders: Option<String> = row.get("tenders")?;
    Ok(SaleListRow {
        seq: row.get("seq")?,
        id: row.get("id")?,
        series: row.get("series")?,
        number: row.get("number")?,
        at: row.get("at")?,
        total: money(row, "due")?,
        lines: row.get("lines")?,
        cashier: row.get("cashier")?,
        customer: row.get("customer_name")?,
        tenders: tenders.unwrap_or_default().split(',').filter_map(Tender::parse).collect(),
        voided: row.get("voided")?,
        reprints: row.get("reprints")?,
        doc_kind: named(row, "doc_kind", DocKind::parse)?,
        doc_state: row.get::<_, Option<String>>("doc_state")?.as_deref().and_then(DocState::parse),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Store, db::plan};

    fn filter(text: &str, days: bool, voided: Option<bool>) -> SaleFilter {
        let day = days.then(|| NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day"));
        SaleFilter { from: day, to: day, voided, text: text.to_owned() }
    }

    #[test]
    fn every_filter_of_the_list_is_answered_by_an_index() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 0).expect("a new store opens").store;
        let place = ("2026-03-01".to_owned(), 5);
        for (filter, expected) in [
            (filter("", false, None), "SEARCH s USING INTEGER PRIMARY KEY (rowid<?)"),
            (filter("rosa", false, Some(false)), "SEARCH s USING INTEGER PRIMARY KEY (rowid<?)"),
            (filter("NV01-12", true, Some(false)), "sqlite_autoindex_sale_2 (series=? AND number=?"),
            (filter("12", true, None), "sale_number (number=?"),
            (filter("", true, None), "sale_day (business_date>? AND business_date<?"),
            (filter("rosa", true, Some(false)), "sale_day ("),
            (filter("", true, Some(true)), "SCAN v"),
        ] {
            for below in [None, Some(&place)] {
                let plan = plan(&store, &Page::new(&filter, below, 50).sql);
                assert!(plan.contains(expected), "{filter:?}: {plan}");
                assert!(!plan.contains("SCAN s"), "{filter:?}: {plan}");
                let sorts = plan.contains("FOR ORDER BY");
                assert_eq!(sorts, filter.voided == Some(true), "only the few voids are sorted: {filter:?}: {plan}");
            }
        }
    }
}
