//! The spool: what is to be printed, in order, kept until it came out.

use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

use crate::{Millis, Reader, Result, Topic, Tx, value::named};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintState {
    /// Waiting for its turn or its next try.
    Queued,
    /// Bytes are on their way.
    Sending,
    /// The printer took every byte.
    Sent,
    /// Given up for now; nothing came out.
    Failed,
    /// Part of it went out; a person must say whether it printed.
    Asks,
    /// A person took it off.
    Cancelled,
}

impl PrintState {
    const ALL: [PrintState; 6] = [
        PrintState::Queued,
        PrintState::Sending,
        PrintState::Sent,
        PrintState::Failed,
        PrintState::Asks,
        PrintState::Cancelled,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            PrintState::Queued => "queued",
            PrintState::Sending => "sending",
            PrintState::Sent => "sent",
            PrintState::Failed => "failed",
            PrintState::Asks => "asks",
            PrintState::Cancelled => "cancelled",
        }
    }

    fn parse(name: &str) -> Option<PrintState> {
        PrintState::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// One thing to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintJob {
    /// Place in the spool.
    pub seq: i64,
    /// Identity.
    pub id: Uuid,
    /// What a person calls it.
    pub title: String,
    /// The ticket, or the drawer's pulse, as JSON.
    pub payload: String,
    /// Where it stands.
    pub state: PrintState,
    /// Tries so far.
    pub attempts: u32,
    /// Not before this instant, milliseconds UTC.
    pub next_try: Millis,
    /// Code of the last failure.
    pub error: Option<String>,
    /// The sale it belongs to.
    pub sale_id: Option<Uuid>,
    /// Whether it is a copy.
    pub copy: bool,
    /// When it was asked for, milliseconds UTC.
    pub created_at: Millis,
}

fn job(row: &Row) -> Result<PrintJob> {
    Ok(PrintJob {
        seq: row.get("seq")?,
        id: row.get("id")?,
        title: row.get("title")?,
        payload: row.get("payload")?,
        state: named(row, "state", PrintState::parse)?,
        attempts: row.get("attempts")?,
        next_try: row.get("next_try")?,
        error: row.get("error")?,
        sale_id: row.get("sale_id")?,
        copy: row.get("copy")?,
        created_at: row.get("created_at")?,
    })
}

impl Reader<'_> {
    /// One job.
    pub fn print_job(&self, id: Uuid) -> Result<Option<PrintJob>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM print_job WHERE id = ?1")?;
        statement.query_row([id], |row| Ok(job(row))).optional()?.transpose()
    }

    /// The oldest job that is not finished: the only one that may be sent, so that order is kept. A job that a person is
    /// asked about steps aside, so that the next customer still gets a receipt.
    pub fn next_print_job(&self) -> Result<Option<PrintJob>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT * FROM print_job WHERE state IN ('queued', 'sending') ORDER BY seq LIMIT 1")?;
        statement.query_row([], |row| Ok(job(row))).optional()?.transpose()
    }

    /// How many jobs are not finished.
    pub fn waiting_print_jobs(&self) -> Result<i64> {
        let mut statement =
            self.connection.prepare_cached("SELECT COUNT(*) FROM print_job WHERE state IN ('queued', 'sending', 'asks')")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// The oldest job that failed its last try, or that a person is asked about.
    pub fn troubled_print_job(&self) -> Result<Option<PrintJob>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT * FROM print_job WHERE state IN ('queued', 'sending', 'asks') AND error IS NOT NULL ORDER BY seq LIMIT 1",
        )?;
        statement.query_row([], |row| Ok(job(row))).optional()?.transpose()
    }

    /// Jobs, newest first, older than `before` when given.
    pub fn print_jobs(&self, before: Option<i64>, limit: i64) -> Result<Vec<PrintJob>> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM print_job WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2")?;
        let mut rows = statement.query(params![before.unwrap_or(i64::MAX), limit])?;
        let mut jobs = Vec::new();
        while let Some(row) = rows.next()? {
            jobs.push(job(row)?);
        }
        Ok(jobs)
    }

    /// The newest job of a sale.
    pub fn print_job_of_sale(&self, sale_id: Uuid) -> Result<Option<PrintJob>> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM print_job WHERE sale_id = ?1 ORDER BY seq DESC LIMIT 1")?;
        statement.query_row([sale_id], |row| Ok(job(row))).optional()?.transpose()
    }
}

impl Tx<'_> {
    /// Puts a job at the end of the spool.
    pub fn queue_print(&mut self, title: &str, payload: &str, sale_id: Option<Uuid>, copy: bool) -> Result<Uuid> {
        let id = self.new_id();
        self.connection
            .prepare_cached(
                "INSERT INTO print_job (id, title, payload, state, next_try, sale_id, copy, created_at, updated_at)
                 VALUES (?1, ?2, ?3, 'queued', ?4, ?5, ?6, ?4, ?4)",
            )?
            .execute(params![id, title, payload, self.now(), sale_id, copy])?;
        self.touch(Topic::Printing);
        Ok(id)
    }

    /// Stores where a job stands.
    pub fn update_print_job(&mut self, job: &PrintJob) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE print_job SET payload = ?2, state = ?3, attempts = ?4, next_try = ?5, error = ?6, copy = ?7,
                                      updated_at = ?8 WHERE id = ?1",
            )?
            .execute(params![
                job.id,
                job.payload,
                job.state.as_str(),
                job.attempts,
                job.next_try,
                job.error,
                job.copy,
                self.now()
            ])?;
        self.touch(Topic::Printing);
        if job.sale_id.is_some() {
            self.touch(Topic::Sales);
        }
        Ok(())
    }

    /// Forgets finished jobs older than `before`; the sale itself can always be printed again.
    pub fn forget_print_jobs(&mut self, before: Millis) -> Result<()> {
        self.connection
            .execute("DELETE FROM print_job WHERE updated_at < ?1 AND state IN ('sent', 'cancelled', 'failed')", [before])?;
        Ok(())
    }
}
