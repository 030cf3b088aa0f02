//! Reading typed values out of columns.

use caserita_money::{Money, Percent, Quantity};
use chrono::NaiveDate;
use rusqlite::{Row, Rows};

use crate::{Error, Result};

/// Every row that is left, each read by `read`.
pub(crate) fn collect<T>(mut rows: Rows, read: impl Fn(&Row) -> Result<T>) -> Result<Vec<T>> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// A column holding the stored name of an enum.
pub(crate) fn named<T>(row: &Row, column: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
    let text: String = row.get(column)?;
    parse(&text).ok_or(Error::Unreadable(column))
}

/// A column of céntimos.
pub(crate) fn money(row: &Row, column: &str) -> rusqlite::Result<Money> {
    row.get(column).map(Money::from_cents)
}

/// A column of céntimos that may be empty.
pub(crate) fn money_maybe(row: &Row, column: &str) -> rusqlite::Result<Option<Money>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Money::from_cents))
}

/// A column of thousandths.
pub(crate) fn quantity(row: &Row, column: &str) -> rusqlite::Result<Quantity> {
    row.get(column).map(Quantity::from_thousandths)
}

/// A column of thousandths that may be empty.
pub(crate) fn quantity_maybe(row: &Row, column: &str) -> rusqlite::Result<Option<Quantity>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Quantity::from_thousandths))
}

/// A column of basis points.
pub(crate) fn percent(row: &Row, column: &str) -> rusqlite::Result<Percent> {
    row.get(column).map(Percent::from_basis_points)
}

/// A column holding a business day.
pub(crate) fn day(row: &Row, column: &'static str) -> Result<NaiveDate> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| Error::Unreadable(column))
}
