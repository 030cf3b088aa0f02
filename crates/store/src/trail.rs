//! Who did what, and which calls were already answered.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{Change, Millis, Reader, Result, Tx, value::collect};

/// Bytes of old and new values an audit row tells one by one.
const MOST_FIELDS: usize = 32 * 1024;

/// One action of one person, with the fields it changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Its identity.
    pub id: Uuid,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Who; nobody only before the first user exists.
    pub user_id: Option<Uuid>,
    /// Whose PIN allowed it beyond the user's own ceiling.
    pub approver: Option<Uuid>,
    /// On which device.
    pub device: Uuid,
    /// The operation's name, such as `sale.pay`.
    pub action: String,
    /// What it was about.
    pub entity: Option<Uuid>,
    /// Old values by entity and field.
    pub before: Map<String, Value>,
    /// New values by entity and field; for a fact, its reason.
    pub after: Map<String, Value>,
}

/// A mutating call that was already carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatedCall {
    /// The operation it named.
    pub action: String,
    /// SHA-256 of what it asked for.
    pub fingerprint: Vec<u8>,
    /// What it answered, as JSON.
    pub answer: String,
}

impl Reader<'_> {
    /// The answer given to an idempotency key, if any.
    pub fn repeated_call(&self, key: &str) -> Result<Option<RepeatedCall>> {
        let mut statement =
            self.connection.prepare_cached("SELECT action, fingerprint, answer FROM idempotency WHERE key = ?1")?;
        Ok(statement
            .query_row([key], |row| Ok(RepeatedCall { action: row.get(0)?, fingerprint: row.get(1)?, answer: row.get(2)? }))
            .optional()?)
    }

    /// The audit rows about one entity, oldest first.
    pub fn audit_of(&self, entity: Uuid) -> Result<Vec<AuditRow>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM audit WHERE entity = ?1 ORDER BY seq")?;
        collect(statement.query([entity])?, audit_row)
    }
}

fn audit_row(row: &Row) -> Result<AuditRow> {
    Ok(AuditRow {
        id: row.get("id")?,
        at: row.get("at")?,
        user_id: row.get("user_id")?,
        approver: row.get("approver")?,
        device: row.get("device")?,
        action: row.get("action")?,
        entity: row.get("entity")?,
        before: serde_json::from_str(&row.get::<_, String>("before")?)?,
        after: serde_json::from_str(&row.get::<_, String>("after")?)?,
    })
}

impl Tx<'_> {
    /// Adds the audit row of this transaction, with the fields its registers changed and `note` beside them. When so many
    /// changed that they do not fit, it says how many records did: the log of the same transaction has each of them.
    pub fn audit(
        &mut self,
        action: &str,
        user_id: Option<Uuid>,
        approver: Option<Uuid>,
        entity: Option<Uuid>,
        note: Map<String, Value>,
    ) -> Result<()> {
        let mut before = std::mem::take(&mut self.trail().before);
        let mut after = std::mem::take(&mut self.trail().after);
        if serde_json::to_string(&before)?.len() + serde_json::to_string(&after)?.len() > MOST_FIELDS {
            let records = after.len();
            before.clear();
            after.clear();
            after.insert("records".to_owned(), records.into());
        }
        after.extend(note);
        let device = self.device()?.id;
        let row = AuditRow {
            id: self.new_id(),
            at: self.now(),
            user_id,
            approver,
            device,
            action: action.to_owned(),
            entity,
            before,
            after,
        };
        self.record(Change::Audit(row))
    }

    /// Keeps the answer to an idempotency key. The key is unique: a second call with it cannot commit.
    pub fn keep_answer(&mut self, key: &str, call: &RepeatedCall) -> Result<()> {
        self.connection
            .prepare_cached("INSERT INTO idempotency (key, action, fingerprint, answer, at) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![key, call.action, call.fingerprint, call.answer, self.now()])?;
        Ok(())
    }

    /// Forgets answers older than `before`.
    pub fn forget_answers(&mut self, before: Millis) -> Result<()> {
        self.connection.execute("DELETE FROM idempotency WHERE at < ?1", [before])?;
        Ok(())
    }
}

pub(crate) fn insert(connection: &Connection, row: &AuditRow) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO audit (id, at, user_id, approver, device, action, entity, before, after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            row.id,
            row.at,
            row.user_id,
            row.approver,
            row.device,
            row.action,
            row.entity,
            serde_json::to_string(&row.before)?,
            serde_json::to_string(&row.after)?,
        ])?;
    Ok(())
}
