//! Documents page by page.

use caserita_domain::{
    document::DocKind,
    fiscal::{DocState, Environment},
};
use caserita_money::Money;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params_from_iter, types::Value};
use uuid::Uuid;

use super::query::UNRESOLVED;
use crate::{
    Millis, Reader, Result,
    sale::number_in,
    value::{collect, day, money, named},
};

/// Which documents to list.
#[derive(Debug, Clone, Default)]
pub struct DocFilter {
    /// First day of issue.
    pub from: Option<NaiveDate>,
    /// Last day of issue.
    pub to: Option<NaiveDate>,
    /// Only these states; all when empty.
    pub states: Vec<DocState>,
    /// Only these kinds; all when empty.
    pub kinds: Vec<DocKind>,
    /// A number such as `B001-12`, the number alone, or part of a customer's name or number.
    pub text: String,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocListRow {
    /// Position, for paging.
    pub seq: i64,
    /// Identity.
    pub id: Uuid,
    /// Where it goes.
    pub environment: Environment,
    /// Kind.
    pub kind: DocKind,
    /// Series.
    pub series: String,
    /// Number.
    pub number: i64,
    /// When, milliseconds UTC.
    pub issued_at: Millis,
    /// Day of issue.
    pub business_date: NaiveDate,
    /// Who bought.
    pub customer: Option<String>,
    /// Total.
    pub total: Money,
    /// Where it stands.
    pub state: DocState,
    /// Whether somebody wants it void.
    pub void_asked: bool,
    /// SUNAT's last code.
    pub code: Option<u16>,
    /// Whether it was issued anew under another number.
    pub replaced: bool,
}

impl Reader<'_> {
    /// Documents, newest first, below `before` in the order of issue when given. Within a span of days the newest day comes
    /// first.
    pub fn fiscal_docs(&self, filter: &DocFilter, before: Option<i64>, limit: i64) -> Result<Vec<DocListRow>> {
        let below = before.map(|seq| self.day_of_fiscal_doc(seq)).transpose()?.flatten();
        let page = Page::new(filter, below.as_ref(), limit);
        let mut statement = self.connection.prepare_cached(&page.sql)?;
        collect(statement.query(params_from_iter(page.values))?, list_row)
    }

    /// Day and position of a document.
    fn day_of_fiscal_doc(&self, seq: i64) -> Result<Option<(String, i64)>> {
        let mut statement = self.connection.prepare_cached("SELECT business_date, seq FROM fiscal_doc WHERE seq = ?1")?;
        Ok(statement.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }
}

/// A page's query. The narrowest condition leads: a number, then states other than the usual one, then days, then position.
#[derive(Default)]
struct Page {
    sql: String,
    conditions: Vec<String>,
    values: Vec<Value>,
}

/// What leads a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    Number,
    State,
    Day,
    Position,
}

impl Page {
    fn new(filter: &DocFilter, below: Option<&(String, i64)>, limit: i64) -> Page {
        let mut page = Page::default();
        let usual = filter.states.is_empty() || filter.states.contains(&DocState::Accepted);
        let lead = match (page.number(filter.text.trim()), usual, filter.from.or(filter.to)) {
            (true, _, _) => Lead::Number,
            (false, false, _) => Lead::State,
            (false, true, Some(_)) => Lead::Day,
            (false, true, None) => Lead::Position,
        };
        if lead != Lead::Number {
            page.name(filter.text.trim());
        }
        page.place(filter, lead, below);
        let state = if lead == Lead::State { "s.state" } else { "+s.state" };
        page.any_of(state, filter.states.iter().map(|state| state.as_str()));
        if filter.states.contains(&DocState::Rejected) && !usual {
            page.conditions.push(UNRESOLVED.to_owned());
        }
        page.any_of("+d.kind", filter.kinds.iter().map(|kind| kind.as_str()));
        let (tables, order) = match lead {
            Lead::State => ("fiscal_state s CROSS JOIN fiscal_doc d ON d.seq = s.doc_seq", "s.doc_seq DESC"),
            Lead::Day => (FROM_DOC, "d.business_date DESC, d.seq DESC"),
            Lead::Number | Lead::Position => (FROM_DOC, "d.seq DESC"),
        };
        let limit = page.bind(limit);
        page.sql = format!(
            "SELECT d.seq, d.id, d.environment, d.kind, d.series, d.number, d.issued_at, d.business_date, d.customer_name,
                    d.total, s.state, s.void_asked, s.code,
                    EXISTS (SELECT 1 FROM fiscal_doc n WHERE n.replaces_id = d.id) AS replaced
             FROM {tables} WHERE {} ORDER BY {order} LIMIT {limit}",
            page.conditions.join(" AND ")
        );
        page
    }

    /// Adds a value. Answers its place in the query.
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn any_of<'n>(&mut self, column: &str, names: impl Iterator<Item = &'n str>) {
        let places: Vec<String> = names.map(|name| self.bind(name.to_owned())).collect();
        if !places.is_empty() {
            self.conditions.push(format!("{column} IN ({})", places.join(", ")));
        }
    }

    /// A document's number. Eight digits may be a DNI too, and more are never a number.
    fn number(&mut self, text: &str) -> bool {
        let (series, number) = number_in(text);
        let Some(number) = number.filter(|_| series.is_some() || text.len() < DNI_DIGITS) else { return false };
        let number = self.bind(number);
        self.conditions.push(format!("d.number = {number}"));
        if let Some(series) = series {
            let series = self.bind(series);
            self.conditions.push(format!("d.series = {series}"));
        }
        true
    }

    fn name(&mut self, text: &str) {
        if !text.is_empty() {
            let name = self.bind(format!("%{text}%"));
            self.conditions.push(format!("(d.customer_name LIKE {name} OR d.customer_number LIKE {name})"));
        }
    }

    /// Where the page begins, and its days: as bounds of the index where they lead, else as tests on what is found.
    fn place(&mut self, filter: &DocFilter, lead: Lead, below: Option<&(String, i64)>) {
        let from = filter.from.map(|day| day.to_string());
        let to = filter.to.map(|day| day.to_string());
        if lead == Lead::Day {
            if let Some(from) = from {
                let from = self.bind(from);
                self.conditions.push(format!("d.business_date >= {from}"));
            }
            let last = to.unwrap_or_else(|| "9999".to_owned());
            let (day, seq) = below.filter(|(day, _)| *day <= last).cloned().unwrap_or((last, i64::MAX));
            let (day, seq) = (self.bind(day), self.bind(seq));
            self.conditions.push(format!("(d.business_date, d.seq) < ({day}, {seq})"));
            return;
        }
        let seq = self.bind(below.map_or(i64::MAX, |(_, seq)| *seq));
        self.conditions.push(format!("{} < {seq}", if lead == Lead::State { "s.doc_seq" } else { "d.seq" }));
        for (bound, day) in [(">=", from), ("<=", to)] {
            if let Some(day) = day {
                let day = self.bind(day);
                self.conditions.push(format!("+d.business_date {bound} {day}"));
            }
        }
    }
}

const FROM_DOC: &str = "fiscal_doc d CROSS JOIN fiscal_state s ON s.doc_seq = d.seq";
/// So many digits and more may be somebody's document.
const DNI_DIGITS: usize = 8;

fn list_row(row: &Row) -> Result<DocListRow> {
    Ok(DocListRow {
        seq: row.get("seq")?,
        id: row.get("id")?,
        environment: named(row, "environment", Environment::parse)?,
        kind: named(row, "kind", DocKind::parse)?,
        series: row.get("series")?,
        number: row.get("number")?,
        issued_at: row.get("issued_at")?,
        business_date: day(row, "business_date")?,
        customer: row.get("customer_name")?,
        total: money(row, "total")?,
        state: named(row, "state", DocState::parse)?,
        void_asked: row.get("void_asked")?,
        code: row.get("code")?,
        replaced: row.get("replaced")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Store, db::plan};

    #[test]
    fn every_filter_of_the_documents_is_answered_by_an_index() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 0).expect("a new store opens").store;
        let (day, place) = (NaiveDate::from_ymd_opt(2026, 3, 1), ("2026-03-01".to_owned(), 9));
        let (red, green) = (vec![DocState::Rejected, DocState::Exception], vec![DocState::Accepted, DocState::Observed]);
        for (text, states, days, expected) in [
            ("", vec![], None, "SEARCH d USING INTEGER PRIMARY KEY (rowid<?)"),
            ("rosa", vec![], None, "SEARCH d USING INTEGER PRIMARY KEY (rowid<?)"),
            ("20123456786", vec![], day, "fiscal_doc_day (business_date>? AND business_date<?"),
            ("B001-12", vec![], None, "(series=? AND number=?"),
            ("12", vec![DocState::Rejected], None, "fiscal_doc_number (number=?"),
            ("", red, None, "fiscal_state_state (state=? AND doc_seq<?)"),
            ("", green, day, "fiscal_doc_day (business_date>? AND business_date<?"),
        ] {
            let filter = DocFilter { from: days, to: days, states, kinds: vec![DocKind::Boleta], text: text.into() };
            let plan = plan(&store, &Page::new(&filter, Some(&place), 50).sql);
            assert!(plan.contains(expected), "{filter:?}: {plan}");
            assert!(!plan.contains("SCAN d") && !plan.contains("SCAN s"), "{filter:?}: {plan}");
        }
    }
}
