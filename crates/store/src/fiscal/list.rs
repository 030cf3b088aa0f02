//! Documents page by page.

use caserita_domain::{
    document::DocKind,
    fiscal::{DocState, Environment},
};
use caserita_money::Money;
use chrono::NaiveDate;
use rusqlite::{Row, params_from_iter, types::Value};
use uuid::Uuid;

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
}

impl Reader<'_> {
    /// Documents, newest first, below `before` in the order of issue when given.
    pub fn fiscal_docs(&self, filter: &DocFilter, before: Option<i64>, limit: i64) -> Result<Vec<DocListRow>> {
        let page = Page::new(filter, before, limit);
        let mut statement = self.connection.prepare_cached(&page.sql)?;
        collect(statement.query(params_from_iter(page.values))?, list_row)
    }
}

/// A page's query. The narrowest condition leads: a number, then states other than the usual one, then position. Days are
/// a bound on the position, since documents are issued in the order of their days.
struct Page {
    sql: String,
    values: Vec<Value>,
}

impl Page {
    fn new(filter: &DocFilter, before: Option<i64>, limit: i64) -> Page {
        let (mut values, mut conditions) = (Vec::<Value>::new(), Vec::new());
        let mut bind = |value: Value| {
            values.push(value);
            format!("?{}", values.len())
        };
        let (series, number) = number_in(filter.text.trim());
        let by_number = number.is_some();
        let by_state = !by_number && !filter.states.is_empty() && !filter.states.contains(&DocState::Accepted);
        let position = if by_state { "s.doc_seq" } else { "d.seq" };
        conditions.push(format!("{position} < {}", bind(before.unwrap_or(i64::MAX).into())));
        if let Some(number) = number {
            conditions.push(format!("d.number = {}", bind(number.into())));
            if let Some(series) = series {
                conditions.push(format!("d.series = {}", bind(series.into())));
            }
        } else if !filter.text.trim().is_empty() {
            let name = bind(format!("%{}%", filter.text.trim()).into());
            conditions.push(format!("(d.customer_name LIKE {name} OR d.customer_number LIKE {name})"));
        }
        let mut any_of = |column: &str, names: Vec<&str>| {
            let places: Vec<String> = names.iter().map(|name| bind((*name).to_owned().into())).collect();
            format!("{column} IN ({})", places.join(", "))
        };
        if !filter.states.is_empty() {
            let column = if by_state { "s.state" } else { "+s.state" };
            conditions.push(any_of(column, filter.states.iter().map(|state| state.as_str()).collect()));
        }
        if !filter.kinds.is_empty() {
            conditions.push(any_of("d.kind", filter.kinds.iter().map(|kind| kind.as_str()).collect()));
        }
        for (bound, day) in [(">=", filter.from), ("<=", filter.to)] {
            if let Some(day) = day {
                conditions.push(format!("+d.business_date {bound} {}", bind(day.to_string().into())));
            }
        }
        let tables = if by_state {
            "fiscal_state s CROSS JOIN fiscal_doc d ON d.seq = s.doc_seq"
        } else {
            "fiscal_doc d CROSS JOIN fiscal_state s ON s.doc_seq = d.seq"
        };
        let limit = bind(limit.into());
        let sql = format!(
            "SELECT d.seq, d.id, d.environment, d.kind, d.series, d.number, d.issued_at, d.business_date, d.customer_name,
                    d.total, s.state, s.void_asked, s.code
             FROM {tables} WHERE {} ORDER BY {position} DESC LIMIT {limit}",
            conditions.join(" AND ")
        );
        Page { sql, values }
    }
}

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
        let day = NaiveDate::from_ymd_opt(2026, 3, 1);
        for (text, states, days, expected) in [
            ("", vec![], None, "SEARCH d USING INTEGER PRIMARY KEY (rowid<?)"),
            ("rosa", vec![], day, "SEARCH d USING INTEGER PRIMARY KEY (rowid<?)"),
            ("B001-12", vec![], None, "(series=? AND number=?"),
            ("12", vec![DocState::Rejected], None, "fiscal_doc_number (number=?"),
            ("", vec![DocState::Rejected, DocState::Exception], None, "fiscal_state_state (state=? AND doc_seq<?)"),
            ("", vec![DocState::Accepted, DocState::Observed], day, "SEARCH d USING INTEGER PRIMARY KEY (rowid<?)"),
        ] {
            let filter = DocFilter { from: days, to: days, states, kinds: vec![DocKind::Boleta], text: text.into() };
            let plan = plan(&store, &Page::new(&filter, Some(9), 50).sql);
            assert!(plan.contains(expected), "{filter:?}: {plan}");
            assert!(!plan.contains("SCAN d") && !plan.contains("SCAN s"), "{filter:?}: {plan}");
        }
    }
}
