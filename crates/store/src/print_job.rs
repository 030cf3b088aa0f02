//! The spool: what is to be printed, in order, kept until it came out.

use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use uuid::Uuid;

use crate::{
    Millis, Reader, Result, Topic, Tx,
    value::{collect, named},
};

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

/// Says its first condition in the words of the partial index, which is used only then.
const NEXT: &str = "SELECT * FROM print_job WHERE state IN ('queued', 'sending', 'asks') AND state <> 'asks'
                    ORDER BY seq LIMIT 1";

/// Asks about every job that waited when a copy was made: most of them came out since, and a second paper without the
/// word copy would look like a second sale.
pub(crate) fn doubt_waiting(connection: &Connection) -> Result<()> {
    let sql = "UPDATE print_job SET state = 'asks', error = 'print.broken' WHERE state IN ('queued', 'sending')";
    connection.execute(sql, [])?;
    Ok(())
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
        let mut statement = self.connection.prepare_cached(NEXT)?;
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
        collect(statement.query(params![before.unwrap_or(i64::MAX), limit])?, job)
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

    /// Takes a waiting job to be sent, counting a try. `false` when it is no longer waiting: it was taken or taken off.
    pub fn claim_print_job(&mut self, id: Uuid) -> Result<bool> {
        self.change_print_job(
            "UPDATE print_job SET state = 'sending', attempts = attempts + 1, updated_at = ?2
             WHERE id = ?1 AND state = 'queued' RETURNING sale_id IS NOT NULL",
            params![id, self.now()],
        )
    }

    /// Stores where a job stands, leaving alone what is to be printed. `next_try` and `error` as in [`PrintJob`].
    pub fn set_print_state(&mut self, id: Uuid, state: PrintState, next_try: Millis, error: Option<&str>) -> Result<()> {
        self.change_print_job(
            "UPDATE print_job SET state = ?3, next_try = ?4, error = ?5, updated_at = ?2
             WHERE id = ?1 RETURNING sale_id IS NOT NULL",
            params![id, self.now(), state.as_str(), next_try, error],
        )
        .map(drop)
    }

    /// Asks about every job whose sending was cut short: nobody knows how much of it came out.
    pub fn settle_sending(&mut self) -> Result<()> {
        let cut = self
            .connection
            .prepare_cached(
                "UPDATE print_job SET state = 'asks', error = 'print.broken', updated_at = ?1
                 WHERE state IN ('queued', 'sending', 'asks') AND state = 'sending'",
            )?
            .execute([self.now()])?;
        if cut > 0 {
            self.touch(Topic::Printing);
        }
        Ok(())
    }

    /// Runs an update of one job that answers whether it belongs to a sale. Answers whether there was one to update.
    fn change_print_job(&mut self, sql: &str, values: &[&dyn ToSql]) -> Result<bool> {
        let of_sale: Option<bool> = self.connection.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()?;
        let Some(of_sale) = of_sale else { return Ok(false) };
        self.touch(Topic::Printing);
        if of_sale {
            self.touch(Topic::Sales);
        }
        Ok(true)
    }

    /// Forgets finished jobs older than `before`; the sale itself can always be printed again.
    pub fn forget_print_jobs(&mut self, before: Millis) -> Result<()> {
        self.connection
            .execute("DELETE FROM print_job WHERE updated_at < ?1 AND state IN ('sent', 'cancelled', 'failed')", [before])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Store, db::plan};

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 0).expect("a new store opens").store;
        (folder, store)
    }

    fn write<T>(store: &Store, change: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> T {
        store.write(1_000, change).expect("it is stored").0
    }

    fn job_of(store: &Store, id: Uuid) -> PrintJob {
        store.read(|reader| reader.print_job(id)).expect("it reads").expect("it is there")
    }

    #[test]
    fn the_next_job_is_found_without_walking_finished_ones() {
        let (_folder, store) = store();
        let plan = plan(&store, NEXT);
        assert!(plan.contains("print_job_waiting") && !plan.contains("FOR ORDER BY"), "{plan}");
    }

    #[test]
    fn law_03_a_job_is_claimed_once() {
        let (_folder, store) = store();
        let id = write(&store, |tx| tx.queue_print("Ticket", "{}", None, false));
        assert!(write(&store, |tx| tx.claim_print_job(id)));
        assert!(!write(&store, |tx| tx.claim_print_job(id)), "it is already on its way");
        let job = job_of(&store, id);
        assert_eq!((job.state, job.attempts), (PrintState::Sending, 1));
    }

    #[test]
    fn a_new_state_leaves_the_payload_alone() {
        let (_folder, store) = store();
        let id = write(&store, |tx| tx.queue_print("Ticket", "{\"a\":1}", None, false));
        write(&store, |tx| tx.set_print_state(id, PrintState::Queued, 9_000, Some("print.offline")));
        let job = job_of(&store, id);
        assert_eq!((job.payload.as_str(), job.next_try, job.error.as_deref()), ("{\"a\":1}", 9_000, Some("print.offline")));
    }

    #[test]
    fn a_job_cut_short_is_asked_about_and_the_others_wait() {
        let (_folder, store) = store();
        let cut = write(&store, |tx| tx.queue_print("Ticket", "{}", None, false));
        let waiting = write(&store, |tx| tx.queue_print("Ticket", "{}", None, false));
        write(&store, |tx| tx.claim_print_job(cut));
        write(&store, |tx| tx.settle_sending());
        let job = job_of(&store, cut);
        assert_eq!((job.state, job.error.as_deref()), (PrintState::Asks, Some("print.broken")));
        let next = store.read(|reader| reader.next_print_job()).expect("it reads").expect("one waits");
        assert_eq!((next.id, next.state), (waiting, PrintState::Queued));
    }
}
