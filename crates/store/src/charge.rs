//! What is charged on a sale afterwards.

use caserita_domain::{charge::ChargeKind, payment::Tender, tax::TaxClass};
use caserita_money::Money;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Millis, Reader, Result, cash,
    value::{collect, money, named},
};

/// An amount charged on a sale that is long paid, in the session that was open then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Charge {
    /// Identity.
    pub id: Uuid,
    /// On which sale.
    pub sale_id: Uuid,
    /// In which session its money came in.
    pub session_id: Uuid,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Who.
    pub user_id: Uuid,
    /// Whose PIN allowed it.
    pub approved_by: Option<Uuid>,
    /// What it is for.
    pub kind: ChargeKind,
    /// Why, in words.
    pub reason: String,
    /// How it was paid.
    pub tender: Tender,
    /// How IGV affects it.
    pub tax_class: TaxClass,
    /// `total` without IGV.
    pub base: Money,
    /// IGV in `total`.
    pub igv: Money,
    /// What is charged.
    pub total: Money,
    /// What was taken: cash rounding is in the customer's favour.
    pub paid: Money,
}

pub(crate) fn insert(connection: &Connection, charge: &Charge) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO charge (id, sale_id, session_id, at, user_id, approved_by, kind, reason, tender, tax_class, base, igv,
                                 total, paid)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            charge.id,
            charge.sale_id,
            charge.session_id,
            charge.at,
            charge.user_id,
            charge.approved_by,
            charge.kind.as_str(),
            charge.reason,
            charge.tender.as_str(),
            charge.tax_class.as_str(),
            charge.base.cents(),
            charge.igv.cents(),
            charge.total.cents(),
            charge.paid.cents(),
        ])?;
    cash::add(connection, charge.session_id, "charges", charge.paid, 1)?;
    cash::add(connection, charge.session_id, &format!("charge.{}", charge.tender.as_str()), charge.paid, 1)
}

impl Reader<'_> {
    /// What was charged on a sale, oldest first.
    pub fn charges_of(&self, sale_id: Uuid) -> Result<Vec<Charge>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM charge WHERE sale_id = ?1 ORDER BY seq")?;
        collect(statement.query([sale_id])?, |row| {
            Ok(Charge {
                id: row.get("id")?,
                sale_id,
                session_id: row.get("session_id")?,
                at: row.get("at")?,
                user_id: row.get("user_id")?,
                approved_by: row.get("approved_by")?,
                kind: named(row, "kind", ChargeKind::parse)?,
                reason: row.get("reason")?,
                tender: named(row, "tender", Tender::parse)?,
                tax_class: named(row, "tax_class", TaxClass::parse)?,
                base: money(row, "base")?,
                igv: money(row, "igv")?,
                total: money(row, "total")?,
                paid: money(row, "paid")?,
            })
        })
    }
}
