//! Reading a sale back.

use caserita_domain::{
    document::{DocKind, IdentityType},
    payment::Tender,
    pricing::{PriceSource, Totals},
    tax::TaxClass,
};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

use super::record::{CustomerSnapshot, Payment, Sale, SaleLine, SaleVoid};
use crate::{
    CashSession, Reader, Result,
    value::{collect, day, money, money_maybe, named, percent, quantity},
};

/// A sale has its number from its session, wherever its document is told to SUNAT. What is issued beside sales, as a note, is of
/// the session that was open at the till; a boleta that is found both ways is one.
const SESSION_NUMBERS: &str = "
    SELECT kind, series, MIN(number) AS first, MAX(number) AS last, COUNT(DISTINCT number) AS count
    FROM (SELECT doc_kind AS kind, series, number FROM sale WHERE session_id = ?1
          UNION ALL
          SELECT kind, series, number FROM fiscal_doc WHERE business_date >= ?3 AND till_id = ?2 AND issued_at >= ?4)
    GROUP BY kind, series";

/// What was numbered in one series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesNumbers {
    /// Kind of its documents.
    pub kind: DocKind,
    /// Series.
    pub series: String,
    /// Lowest number.
    pub first: i64,
    /// Highest number.
    pub last: i64,
    /// How many; voided ones keep their number.
    pub count: i64,
}

impl Reader<'_> {
    /// One sale, whole.
    pub fn sale(&self, id: Uuid) -> Result<Option<Sale>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM sale WHERE id = ?1")?;
        let head = statement.query_row([id], |row| Ok(head(row))).optional()?.transpose()?;
        let Some(mut sale) = head else { return Ok(None) };
        sale.lines = self.sale_lines(id)?;
        sale.payments = self.sale_payments(id)?;
        Ok(Some(sale))
    }

    /// The newest sale of a till that was not voided.
    pub fn last_sale_of(&self, till_id: Uuid) -> Result<Option<Sale>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM sale WHERE till_id = ?1 AND NOT EXISTS (SELECT 1 FROM sale_void v WHERE v.sale_id = sale.id)
             ORDER BY seq DESC LIMIT 1",
        )?;
        match statement.query_row([till_id], |row| row.get(0)).optional()? {
            Some(id) => self.sale(id),
            None => Ok(None),
        }
    }

    /// How a sale was undone.
    pub fn sale_void(&self, sale_id: Uuid) -> Result<Option<SaleVoid>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM sale_void WHERE sale_id = ?1")?;
        Ok(statement
            .query_row([sale_id], |row| {
                Ok(SaleVoid {
                    sale_id,
                    session_id: row.get("session_id")?,
                    at: row.get("at")?,
                    user_id: row.get("user_id")?,
                    approved_by: row.get("approved_by")?,
                    reason: row.get("reason")?,
                })
            })
            .optional()?)
    }

    /// Copies printed of a sale.
    pub fn reprints_of(&self, sale_id: Uuid) -> Result<i64> {
        let mut statement = self.connection.prepare_cached("SELECT COUNT(*) FROM reprint WHERE sale_id = ?1")?;
        Ok(statement.query_row([sale_id], |row| row.get(0))?)
    }

    /// The number of the standing sale that a wallet's operation code already paid on that day.
    pub fn sale_paid_with(&self, tender: Tender, code: &str, on: NaiveDate) -> Result<Option<(String, i64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.series, s.number FROM payment_code p JOIN sale s ON s.id = p.sale_id
             WHERE p.tender = ?1 AND p.code = ?2 AND p.day = ?3",
        )?;
        Ok(statement
            .query_row(params![tender.as_str(), code, on.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    /// What an open session numbered so far, a row a series, in the order of kinds and series.
    pub fn session_numbers(&self, session: &CashSession) -> Result<Vec<SeriesNumbers>> {
        let mut statement = self.connection.prepare_cached(SESSION_NUMBERS)?;
        let values = params![session.id, session.till_id, session.business_date.to_string(), session.opened_at];
        let mut found = collect(statement.query(values)?, |row| {
            Ok(SeriesNumbers {
                kind: named(row, "kind", DocKind::parse)?,
                series: row.get("series")?,
                first: row.get("first")?,
                last: row.get("last")?,
                count: row.get("count")?,
            })
        })?;
        found.sort_by_key(|row| (DocKind::ALL.iter().position(|kind| *kind == row.kind), row.series.clone()));
        Ok(found)
    }

    fn sale_lines(&self, sale_id: Uuid) -> Result<Vec<SaleLine>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM sale_line WHERE sale_id = ?1 ORDER BY line_no")?;
        collect(statement.query([sale_id])?, line)
    }

    fn sale_payments(&self, sale_id: Uuid) -> Result<Vec<Payment>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM payment WHERE sale_id = ?1 ORDER BY line_no")?;
        collect(statement.query([sale_id])?, |row| {
            Ok(Payment {
                tender: named(row, "tender", Tender::parse)?,
                amount: money(row, "amount")?,
                received: money_maybe(row, "received")?,
                change: money_maybe(row, "change")?,
                operation_code: row.get("operation_code")?,
            })
        })
    }
}

fn head(row: &Row) -> Result<Sale> {
    Ok(Sale {
        id: row.get("id")?,
        till_id: row.get("till_id")?,
        session_id: row.get("session_id")?,
        doc_kind: named(row, "doc_kind", DocKind::parse)?,
        series: row.get("series")?,
        number: row.get("number")?,
        at: row.get("at")?,
        business_date: day(row, "business_date")?,
        cashier_id: row.get("cashier_id")?,
        customer: customer(row)?,
        discount_reason: row.get("discount_reason")?,
        discount_by: row.get("discount_by")?,
        igv_rate: percent(row, "igv_rate")?,
        totals: Totals {
            subtotal: money(row, "subtotal")?,
            line_discounts: money(row, "line_discounts")?,
            ticket_discount: money(row, "ticket_discount")?,
            taxable: money(row, "taxable")?,
            exempt: money(row, "exempt")?,
            unaffected: money(row, "unaffected")?,
            igv: money(row, "igv")?,
            icbper: money(row, "icbper")?,
            bags: row.get("bags")?,
            total: money(row, "total")?,
        },
        rounding: money(row, "rounding")?,
        lines: Vec::new(),
        payments: Vec::new(),
    })
}

fn customer(row: &Row) -> Result<Option<CustomerSnapshot>> {
    let Some(id) = row.get("customer_id")? else { return Ok(None) };
    Ok(Some(CustomerSnapshot {
        id,
        doc_type: named(row, "customer_doc", IdentityType::parse)?,
        doc_number: row.get("customer_number")?,
        name: row.get("customer_name")?,
    }))
}

fn line(row: &Row) -> Result<SaleLine> {
    Ok(SaleLine {
        line_no: row.get("line_no")?,
        product_id: row.get("product_id")?,
        presentation_id: row.get("presentation_id")?,
        name: row.get("name")?,
        detail: row.get("detail")?,
        unit: row.get("unit")?,
        quantity: quantity(row, "quantity")?,
        base_quantity: quantity(row, "base_quantity")?,
        list_price: money(row, "list_price")?,
        unit_price: money(row, "unit_price")?,
        price_source: named(row, "price_source", PriceSource::parse)?,
        price_reason: row.get("price_reason")?,
        price_by: row.get("price_by")?,
        gross: money(row, "gross")?,
        discount: money(row, "discount")?,
        discount_reason: row.get("discount_reason")?,
        discount_by: row.get("discount_by")?,
        ticket_discount: money(row, "ticket_discount")?,
        tax_class: named(row, "tax_class", TaxClass::parse)?,
        base: money(row, "base")?,
        igv: money(row, "igv")?,
        icbper: money(row, "icbper")?,
        cost: money_maybe(row, "cost")?,
        tracks_stock: row.get("tracks_stock")?,
    })
}

#[cfg(test)]
mod tests {
    use super::SESSION_NUMBERS;
    use crate::{Store, db::plan};

    #[test]
    fn the_numbers_of_a_session_are_found_by_indexes() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 0).expect("a new store opens").store;
        let plan = plan(&store, SESSION_NUMBERS);
        assert!(plan.contains("SEARCH sale USING INDEX sale_session (session_id=?)"), "{plan}");
        assert!(plan.contains("SEARCH fiscal_doc USING INDEX fiscal_doc_day (business_date>?)"), "{plan}");
        assert!(!plan.contains("SCAN sale") && !plan.contains("SCAN fiscal_doc"), "{plan}");
    }
}
