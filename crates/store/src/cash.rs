//! Cash sessions, their movements and running figures.

use caserita_domain::cash::MovementKind;
use caserita_money::Money;
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Millis, Reader, Result,
    value::{collect, day, money, named},
};

/// A drawer's turn, from its float to its Z.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CashSession {
    /// Identity.
    pub id: Uuid,
    /// At which till.
    pub till_id: Uuid,
    /// When it was opened, milliseconds UTC.
    pub opened_at: Millis,
    /// By whom.
    pub opened_by: Uuid,
    /// The business day it was opened on.
    pub business_date: NaiveDate,
    /// Cash in the drawer at the start.
    pub float: Money,
    /// Whether it was opened to take back what was sold, which needs no licence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub returns_only: bool,
}

/// Cash put in or taken out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CashMovement {
    /// Identity.
    pub id: Uuid,
    /// In which session.
    pub session_id: Uuid,
    /// In or out.
    pub kind: MovementKind,
    /// How much; positive.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Who.
    pub user_id: Uuid,
    /// Whose PIN allowed it.
    pub approved_by: Option<Uuid>,
}

/// The drawer was told to open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawerOpening {
    /// Identity.
    pub id: Uuid,
    /// During which session, if one was open.
    pub session_id: Option<Uuid>,
    /// For which sale, if for one.
    pub sale_id: Option<Uuid>,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Who.
    pub user_id: Uuid,
    /// Why.
    pub reason: String,
}

/// The end of a session: the Z.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CashClose {
    /// Which session.
    pub session_id: Uuid,
    /// At which till.
    pub till_id: Uuid,
    /// Consecutive per till.
    pub z_number: i64,
    /// When, milliseconds UTC.
    pub closed_at: Millis,
    /// By whom.
    pub closed_by: Uuid,
    /// Business day of the closing.
    pub business_date: NaiveDate,
    /// Sales that stand.
    pub sales: i64,
    /// What they came to.
    pub total: Money,
    /// Counted less expected.
    pub difference: Money,
    /// The whole report as it was printed.
    pub figures: Value,
}

/// A running figure of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionFigure {
    /// Its name: `sales`, `tender.cash`, `cashier.<id>`…
    pub name: String,
    /// Céntimos so far.
    pub amount: Money,
    /// How many times.
    pub count: i64,
}

pub(crate) fn open(connection: &Connection, session: &CashSession) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO cash_session (id, till_id, opened_at, opened_by, business_date, float, returns_only)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            session.id,
            session.till_id,
            session.opened_at,
            session.opened_by,
            session.business_date.to_string(),
            session.float.cents(),
            session.returns_only
        ])?;
    connection
        .prepare_cached("INSERT INTO open_session (till_id, session_id) VALUES (?1, ?2)")?
        .execute(params![session.till_id, session.id])?;
    Ok(())
}

pub(crate) fn movement(connection: &Connection, movement: &CashMovement) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO cash_movement (id, session_id, kind, amount, reason, at, user_id, approved_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            movement.id,
            movement.session_id,
            movement.kind.as_str(),
            movement.amount.cents(),
            movement.reason,
            movement.at,
            movement.user_id,
            movement.approved_by
        ])?;
    add(connection, movement.session_id, movement.kind.as_str(), movement.amount, 1)
}

pub(crate) fn drawer(connection: &Connection, opening: &DrawerOpening) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO drawer_opening (id, session_id, sale_id, at, user_id, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![opening.id, opening.session_id, opening.sale_id, opening.at, opening.user_id, opening.reason])?;
    match (opening.session_id, opening.sale_id) {
        (Some(session), None) => add(connection, session, "drawer", Money::ZERO, 1),
        _ => Ok(()),
    }
}

pub(crate) fn close(connection: &Connection, close: &CashClose) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO cash_close (session_id, till_id, z_number, closed_at, closed_by, business_date, sales, total,
                                     difference, figures)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            close.session_id,
            close.till_id,
            close.z_number,
            close.closed_at,
            close.closed_by,
            close.business_date.to_string(),
            close.sales,
            close.total.cents(),
            close.difference.cents(),
            serde_json::to_string(&close.figures)?,
        ])?;
    connection.prepare_cached("DELETE FROM open_session WHERE session_id = ?1")?.execute([close.session_id])?;
    Ok(())
}

/// Adds to a running figure of a session.
pub(crate) fn add(connection: &Connection, session_id: Uuid, figure: &str, amount: Money, count: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO session_total (session_id, figure, amount, count) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (session_id, figure) DO UPDATE SET amount = amount + excluded.amount,
                                                            count = count + excluded.count",
        )?
        .execute(params![session_id, figure, amount.cents(), count])?;
    Ok(())
}

fn session(row: &Row) -> Result<CashSession> {
    Ok(CashSession {
        id: row.get("id")?,
        till_id: row.get("till_id")?,
        opened_at: row.get("opened_at")?,
        opened_by: row.get("opened_by")?,
        business_date: day(row, "business_date")?,
        float: money(row, "float")?,
        returns_only: row.get("returns_only")?,
    })
}

fn movement_row(row: &Row) -> Result<CashMovement> {
    Ok(CashMovement {
        id: row.get("id")?,
        session_id: row.get("session_id")?,
        kind: named(row, "kind", MovementKind::parse)?,
        amount: money(row, "amount")?,
        reason: row.get("reason")?,
        at: row.get("at")?,
        user_id: row.get("user_id")?,
        approved_by: row.get("approved_by")?,
    })
}

fn close_row(row: &Row) -> Result<CashClose> {
    Ok(CashClose {
        session_id: row.get("session_id")?,
        till_id: row.get("till_id")?,
        z_number: row.get("z_number")?,
        closed_at: row.get("closed_at")?,
        closed_by: row.get("closed_by")?,
        business_date: day(row, "business_date")?,
        sales: row.get("sales")?,
        total: money(row, "total")?,
        difference: money(row, "difference")?,
        figures: serde_json::from_str(&row.get::<_, String>("figures")?)?,
    })
}

impl Reader<'_> {
    /// The open session of a till.
    pub fn open_cash_session(&self, till_id: Uuid) -> Result<Option<CashSession>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.* FROM open_session o JOIN cash_session s ON s.id = o.session_id WHERE o.till_id = ?1",
        )?;
        statement.query_row([till_id], |row| Ok(session(row))).optional()?.transpose()
    }

    /// A session's running figures.
    pub fn session_figures(&self, session_id: Uuid) -> Result<Vec<SessionFigure>> {
        let mut statement =
            self.connection.prepare_cached("SELECT figure, amount, count FROM session_total WHERE session_id = ?1")?;
        let rows = statement.query_map([session_id], |row| {
            Ok(SessionFigure { name: row.get("figure")?, amount: money(row, "amount")?, count: row.get("count")? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A session's movements, newest first.
    pub fn cash_movements(&self, session_id: Uuid) -> Result<Vec<CashMovement>> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM cash_movement WHERE session_id = ?1 ORDER BY seq DESC")?;
        collect(statement.query([session_id])?, movement_row)
    }

    /// The next Z number of a till: above every Z on file, and above those that a lost file may have given out.
    pub fn next_z(&self, till_id: Uuid) -> Result<i64> {
        let mut statement = self.connection.prepare_cached(
            "SELECT MAX(COALESCE((SELECT MAX(z_number) FROM cash_close WHERE till_id = ?1), 0),
                        COALESCE((SELECT z_floor FROM device WHERE till_id = ?1), 0)) + 1",
        )?;
        Ok(statement.query_row([till_id], |row| row.get(0))?)
    }

    /// One Z of a till.
    pub fn cash_close(&self, till_id: Uuid, z_number: i64) -> Result<Option<CashClose>> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM cash_close WHERE till_id = ?1 AND z_number = ?2")?;
        statement.query_row(params![till_id, z_number], |row| Ok(close_row(row))).optional()?.transpose()
    }

    /// Zs of a till, newest first, below `before` when given.
    pub fn cash_closes(&self, till_id: Uuid, before: Option<i64>, limit: i64) -> Result<Vec<CashClose>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT * FROM cash_close WHERE till_id = ?1 AND z_number < ?2 ORDER BY z_number DESC LIMIT ?3",
        )?;
        collect(statement.query(params![till_id, before.unwrap_or(i64::MAX), limit])?, close_row)
    }
}

impl crate::Store {
    /// Running figures that differ from what their facts add up to, as text: always none. Computed from sales, payments,
    /// voids and movements alone, by another way than the one that keeps them.
    pub fn session_totals_off(&self) -> Result<Vec<String>> {
        const FROM_FACTS: &str = include_str!("session_totals.sql");
        self.read(|reader| {
            let mut statement = reader.connection.prepare(&format!(
                "WITH fact AS ({FROM_FACTS})
                 SELECT coalesce (f.figure, t.figure) || ': ' || coalesce (t.amount, 0) || '/' || coalesce (t.count, 0)
                        || ', facts say ' || coalesce (f.amount, 0) || '/' || coalesce (f.count, 0)
                 FROM fact f FULL JOIN session_total t ON t.session_id = f.session_id AND t.figure = f.figure
                 WHERE coalesce (f.amount, 0) <> coalesce (t.amount, 0) OR coalesce (f.count, 0) <> coalesce (t.count, 0)"
            ))?;
            let rows = statement.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}
