//! Reading sales back.

use caserita_domain::{
    document::{DocKind, IdentityType},
    payment::Tender,
    pricing::{PriceSource, Totals},
    tax::TaxClass,
};
use caserita_money::Money;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

use super::record::{CustomerSnapshot, Payment, Sale, SaleLine, SaleVoid};
use crate::{
    Millis, Reader, Result,
    value::{day, money, money_maybe, named, percent, quantity},
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

    /// The number of the sale a wallet's operation code already paid on that day.
    pub fn sale_paid_with(&self, tender: Tender, code: &str, on: NaiveDate) -> Result<Option<(String, i64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.series, s.number FROM payment p JOIN sale s ON s.id = p.sale_id
             WHERE p.tender = ?1 AND p.operation_code = ?2 AND p.business_date = ?3",
        )?;
        Ok(statement
            .query_row(params![tender.as_str(), code, on.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    /// First and last number a session gave out.
    pub fn session_numbers(&self, session_id: Uuid) -> Result<Option<(String, i64, i64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT series, MIN(number), MAX(number) FROM sale WHERE session_id = ?1 GROUP BY series ORDER BY series LIMIT 1",
        )?;
        Ok(statement.query_row([session_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?)
    }

    /// Sales, newest first, below `before` when given.
    pub fn sales(&self, filter: &SaleFilter, before: Option<i64>, limit: i64) -> Result<Vec<SaleListRow>> {
        let (series, number) = number_in(&filter.text);
        let name = (number.is_none() && !filter.text.trim().is_empty()).then(|| format!("%{}%", filter.text.trim()));
        let mut statement = self.connection.prepare_cached(
            "SELECT s.seq, s.id, s.series, s.number, s.at, s.total + s.rounding AS due, s.lines, u.name AS cashier,
                    s.customer_name,
                    (SELECT group_concat (tender) FROM payment p WHERE p.sale_id = s.id) AS tenders,
                    v.sale_id IS NOT NULL AS voided,
                    (SELECT COUNT(*) FROM reprint r WHERE r.sale_id = s.id) AS reprints
             FROM sale s JOIN user u ON u.id = s.cashier_id LEFT JOIN sale_void v ON v.sale_id = s.id
             WHERE s.seq < ?1 AND (?2 IS NULL OR s.business_date >= ?2) AND (?3 IS NULL OR s.business_date <= ?3)
               AND (?4 IS NULL OR (v.sale_id IS NOT NULL) = ?4) AND (?5 IS NULL OR s.number = ?5)
               AND (?6 IS NULL OR s.series = ?6) AND (?7 IS NULL OR s.customer_name LIKE ?7)
             ORDER BY s.seq DESC LIMIT ?8",
        )?;
        let mut rows = statement.query(params![
            before.unwrap_or(i64::MAX),
            filter.from.map(|day| day.to_string()),
            filter.to.map(|day| day.to_string()),
            filter.voided,
            number,
            series,
            name,
            limit
        ])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(list_row(row)?);
        }
        Ok(found)
    }

    fn sale_lines(&self, sale_id: Uuid) -> Result<Vec<SaleLine>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM sale_line WHERE sale_id = ?1 ORDER BY line_no")?;
        let mut rows = statement.query([sale_id])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            lines.push(line(row)?);
        }
        Ok(lines)
    }

    fn sale_payments(&self, sale_id: Uuid) -> Result<Vec<Payment>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM payment WHERE sale_id = ?1 ORDER BY line_no")?;
        let mut rows = statement.query([sale_id])?;
        let mut payments = Vec::new();
        while let Some(row) = rows.next()? {
            payments.push(Payment {
                tender: named(row, "tender", Tender::parse)?,
                amount: money(row, "amount")?,
                received: money_maybe(row, "received")?,
                change: money_maybe(row, "change")?,
                operation_code: row.get("operation_code")?,
            });
        }
        Ok(payments)
    }
}

/// Series and number in what a person typed or a reader read, when it is one.
fn number_in(text: &str) -> (Option<String>, Option<i64>) {
    let text = text.trim();
    match text.split_once('-') {
        Some((series, number)) => match number.parse() {
            Ok(number) => (Some(series.to_uppercase()), Some(number)),
            Err(_) => (None, None),
        },
        None => (None, text.parse().ok()),
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
    })
}
