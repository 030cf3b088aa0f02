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
    Reader, Result,
    value::{collect, day, money, money_maybe, named, percent, quantity},
};

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

    /// First and last number a session gave out.
    pub fn session_numbers(&self, session_id: Uuid) -> Result<Option<(String, i64, i64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT series, MIN(number), MAX(number) FROM sale WHERE session_id = ?1 GROUP BY series ORDER BY series LIMIT 1",
        )?;
        Ok(statement.query_row([session_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?)
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
