//! Stock: movements as facts, the level as their running total.

use caserita_money::Quantity;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Millis, Reader, Result, value::quantity};

/// A correction by hand, or the stock a product started with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StockAdjustment {
    /// Its identity.
    pub id: Uuid,
    /// Whose stock.
    pub product_id: Uuid,
    /// Base units added, negative when taken away; thousandths.
    pub quantity: Quantity,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Who.
    pub user_id: Uuid,
    /// Why.
    pub reason: String,
    /// Whether this is the opening stock.
    pub initial: bool,
}

/// One row of a product's kardex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockMovement {
    /// Position in the kardex, for paging.
    pub seq: i64,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// sale, void, adjustment or initial.
    pub kind: String,
    /// Base units in (positive) or out (negative), thousandths.
    pub quantity: Quantity,
    /// The sale's number, when there is one.
    pub reference: Option<String>,
    /// Why, when a person gave a reason.
    pub reason: Option<String>,
    /// Who.
    pub user_id: Uuid,
}

/// One movement to write.
pub(crate) struct Movement<'a> {
    pub doc_id: Uuid,
    pub line_no: i64,
    pub kind: &'a str,
    pub product_id: Uuid,
    pub quantity: Quantity,
    pub at: Millis,
    pub user_id: Uuid,
    pub reference: Option<&'a str>,
    pub reason: Option<&'a str>,
}

/// Writes a movement and its effect on the level.
pub(crate) fn record(connection: &Connection, movement: &Movement) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO stock_movement (doc_id, line_no, kind, product_id, quantity, at, user_id, reference, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            movement.doc_id,
            movement.line_no,
            movement.kind,
            movement.product_id,
            movement.quantity.thousandths(),
            movement.at,
            movement.user_id,
            movement.reference,
            movement.reason,
        ])?;
    connection
        .prepare_cached(
            "INSERT INTO stock_level (product_id, on_hand) VALUES (?1, ?2)
             ON CONFLICT (product_id) DO UPDATE SET on_hand = on_hand + excluded.on_hand",
        )?
        .execute(params![movement.product_id, movement.quantity.thousandths()])?;
    Ok(())
}

pub(crate) fn adjust(connection: &Connection, adjustment: &StockAdjustment) -> Result<()> {
    record(
        connection,
        &Movement {
            doc_id: adjustment.id,
            line_no: 0,
            kind: if adjustment.initial { "initial" } else { "adjustment" },
            product_id: adjustment.product_id,
            quantity: adjustment.quantity,
            at: adjustment.at,
            user_id: adjustment.user_id,
            reference: None,
            reason: Some(&adjustment.reason),
        },
    )
}

impl Reader<'_> {
    /// A product's movements, newest first, older than `before` when given.
    pub fn stock_movements(&self, product_id: Uuid, before: Option<i64>, limit: i64) -> Result<Vec<StockMovement>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT seq, at, kind, quantity, reference, reason, user_id FROM stock_movement
             WHERE product_id = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3",
        )?;
        let rows = statement.query_map(params![product_id, before.unwrap_or(i64::MAX), limit], |row| {
            Ok(StockMovement {
                seq: row.get("seq")?,
                at: row.get("at")?,
                kind: row.get("kind")?,
                quantity: quantity(row, "quantity")?,
                reference: row.get("reference")?,
                reason: row.get("reason")?,
                user_id: row.get("user_id")?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Products whose level is not the sum of their movements: always none. For the check that rebuilds totals.
    pub fn stock_levels_off(&self) -> Result<Vec<Uuid>> {
        let mut statement = self.connection.prepare(
            "SELECT p.id FROM product p
             LEFT JOIN stock_level l ON l.product_id = p.id
             LEFT JOIN (SELECT product_id, SUM(quantity) AS total FROM stock_movement GROUP BY product_id) m
                    ON m.product_id = p.id
             WHERE COALESCE(l.on_hand, 0) <> COALESCE(m.total, 0)",
        )?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
