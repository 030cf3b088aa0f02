//! When to try again. Local: another device has its own patience.

use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use crate::{Millis, Reader, Result, Topic, Tx};

/// The line to SUNAT itself, as a thing to wait for.
pub const LINE_TO_SUNAT: Uuid = Uuid::nil();

/// How long something has to wait, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiscalWait {
    /// Tries so far.
    pub tries: u32,
    /// Not before this instant, milliseconds UTC; never by itself when a person must act first.
    pub next_try: Millis,
    /// Code of what went wrong.
    pub error: Option<String>,
}

impl Reader<'_> {
    /// What a document, a file or the line has to wait for, if anything.
    pub fn fiscal_wait(&self, subject: Uuid) -> Result<Option<FiscalWait>> {
        let mut statement =
            self.connection.prepare_cached("SELECT tries, next_try, error FROM fiscal_wait WHERE subject = ?1")?;
        Ok(statement
            .query_row([subject], |row| {
                Ok(FiscalWait { tries: row.get("tries")?, next_try: row.get("next_try")?, error: row.get("error")? })
            })
            .optional()?)
    }
}

impl Tx<'_> {
    /// Makes something wait.
    pub fn wait_fiscal(&mut self, subject: Uuid, wait: &FiscalWait) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO fiscal_wait (subject, tries, next_try, error) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (subject) DO UPDATE SET tries = excluded.tries, next_try = excluded.next_try,
                                                     error = excluded.error",
            )?
            .execute(params![subject, wait.tries, wait.next_try, wait.error])?;
        self.touch(Topic::Documents);
        Ok(())
    }

    /// Lets something go on.
    pub fn end_fiscal_wait(&mut self, subject: Uuid) -> Result<()> {
        let ended = self.connection.prepare_cached("DELETE FROM fiscal_wait WHERE subject = ?1")?.execute([subject])?;
        if ended > 0 {
            self.touch(Topic::Documents);
        }
        Ok(())
    }
}
