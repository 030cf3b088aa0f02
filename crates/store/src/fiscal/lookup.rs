//! Names that were looked up by their document, kept for a while. Local: another device asks for itself.

use caserita_domain::document::IdentityType;
use rusqlite::{OptionalExtension, params};

use crate::{Millis, Reader, Result, Tx};

/// Whoever has a document, as a register tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Name or razón social.
    pub name: String,
    /// Fiscal address.
    pub address: Option<String>,
    /// *Estado* of a RUC: ACTIVO, BAJA…
    pub state: Option<String>,
    /// *Condición* of a RUC: HABIDO, NO HABIDO…
    pub condition: Option<String>,
}

impl Reader<'_> {
    /// Whoever was found to have this document, and when.
    pub fn looked_up(&self, kind: IdentityType, number: &str) -> Result<Option<(Known, Millis)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, address, state, condition, at FROM fiscal_lookup WHERE doc_type = ?1 AND doc_number = ?2",
        )?;
        Ok(statement
            .query_row(params![kind.as_str(), number], |row| {
                let known = Known {
                    name: row.get("name")?,
                    address: row.get("address")?,
                    state: row.get("state")?,
                    condition: row.get("condition")?,
                };
                Ok((known, row.get("at")?))
            })
            .optional()?)
    }
}

impl Tx<'_> {
    /// Keeps what was found.
    pub fn keep_lookup(&mut self, kind: IdentityType, number: &str, known: &Known) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO fiscal_lookup (doc_type, doc_number, name, address, state, condition, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (doc_type, doc_number) DO UPDATE SET name = excluded.name, address = excluded.address,
                     state = excluded.state, condition = excluded.condition, at = excluded.at",
            )?
            .execute(params![kind.as_str(), number, known.name, known.address, known.state, known.condition, self.now()])?;
        Ok(())
    }
}
