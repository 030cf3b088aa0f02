//! Goods and money that came back after a sale.

use caserita_domain::payment::Tender;
use caserita_money::{Money, Quantity};
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Error, Millis, Reader, Result, cash,
    stock::{self, Movement},
    value::{collect, money, named, quantity},
};

/// A return, or a reduction afterwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refund {
    /// Identity.
    pub id: Uuid,
    /// Of which sale.
    pub sale_id: Uuid,
    /// In which session its money left.
    pub session_id: Uuid,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Who.
    pub user_id: Uuid,
    /// Whose PIN allowed it.
    pub approved_by: Option<Uuid>,
    /// SUNAT's motive (catálogo 09).
    pub reason_code: String,
    /// Why.
    pub reason: String,
    /// How the money went back.
    pub tender: Tender,
    /// What it comes to.
    pub total: Money,
    /// What was handed over: cash rounding is in the customer's favour.
    pub paid_back: Money,
    /// What came back.
    pub lines: Vec<RefundLine>,
}

/// One line of the sale, or a part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefundLine {
    /// Of the sale.
    pub line_no: i64,
    /// How much, thousandths.
    pub quantity: Quantity,
    /// Whether it goes back on the shelf.
    pub restock: bool,
    /// Before discounts.
    pub gross: Money,
    /// What was paid for it, without ICBPER.
    pub net: Money,
    /// `net` without IGV.
    pub base: Money,
    /// IGV in `net`.
    pub igv: Money,
    /// Bag tax.
    pub icbper: Money,
    /// Bags that carried it.
    pub bags: i64,
}

pub(crate) fn insert(connection: &Connection, refund: &Refund) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO refund (id, sale_id, session_id, at, user_id, approved_by, reason_code, reason, tender, total,
                                 paid_back)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            refund.id,
            refund.sale_id,
            refund.session_id,
            refund.at,
            refund.user_id,
            refund.approved_by,
            refund.reason_code,
            refund.reason,
            refund.tender.as_str(),
            refund.total.cents(),
            refund.paid_back.cents(),
        ])?;
    for line in &refund.lines {
        insert_line(connection, refund.id, line)?;
    }
    move_stock(connection, refund)?;
    cash::add(connection, refund.session_id, "refunds", refund.paid_back, 1)?;
    cash::add(connection, refund.session_id, &format!("refund.{}", refund.tender.as_str()), refund.paid_back, 1)
}

fn insert_line(connection: &Connection, refund_id: Uuid, line: &RefundLine) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO refund_line (refund_id, line_no, quantity, restock, gross, net, base, igv, icbper, bags)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            refund_id,
            line.line_no,
            line.quantity.thousandths(),
            line.restock,
            line.gross.cents(),
            line.net.cents(),
            line.base.cents(),
            line.igv.cents(),
            line.icbper.cents(),
            line.bags,
        ])?;
    Ok(())
}

fn move_stock(connection: &Connection, refund: &Refund) -> Result<()> {
    let sale = Reader { connection }.sale(refund.sale_id)?.ok_or(Error::Unreadable("refund.sale_id"))?;
    let reference = sale.full_number();
    for back in refund.lines.iter().filter(|line| line.restock) {
        let sold = sale.lines.iter().find(|line| line.line_no == back.line_no).ok_or(Error::Unreadable("refund_line"))?;
        if !sold.tracks_stock {
            continue;
        }
        stock::record(
            connection,
            &Movement {
                doc_id: refund.id,
                line_no: back.line_no,
                kind: "return",
                product_id: sold.product_id,
                quantity: sold.base_part(back.quantity),
                at: refund.at,
                user_id: refund.user_id,
                reference: Some(&reference),
                reason: Some(&refund.reason),
            },
        )?;
    }
    Ok(())
}

fn line_row(row: &Row) -> Result<RefundLine> {
    Ok(RefundLine {
        line_no: row.get("line_no")?,
        quantity: quantity(row, "quantity")?,
        restock: row.get("restock")?,
        gross: money(row, "gross")?,
        net: money(row, "net")?,
        base: money(row, "base")?,
        igv: money(row, "igv")?,
        icbper: money(row, "icbper")?,
        bags: row.get("bags")?,
    })
}

impl Reader<'_> {
    /// What came back of a sale, oldest first.
    pub fn refunds_of(&self, sale_id: Uuid) -> Result<Vec<Refund>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM refund WHERE sale_id = ?1 ORDER BY seq")?;
        let mut refunds = collect(statement.query([sale_id])?, |row| {
            Ok(Refund {
                id: row.get("id")?,
                sale_id,
                session_id: row.get("session_id")?,
                at: row.get("at")?,
                user_id: row.get("user_id")?,
                approved_by: row.get("approved_by")?,
                reason_code: row.get("reason_code")?,
                reason: row.get("reason")?,
                tender: named(row, "tender", Tender::parse)?,
                total: money(row, "total")?,
                paid_back: money(row, "paid_back")?,
                lines: Vec::new(),
            })
        })?;
        let mut lines = self.connection.prepare_cached("SELECT * FROM refund_line WHERE refund_id = ?1 ORDER BY line_no")?;
        for refund in &mut refunds {
            refund.lines = collect(lines.query([refund.id])?, line_row)?;
        }
        Ok(refunds)
    }
}
