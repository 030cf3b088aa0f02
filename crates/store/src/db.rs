//! One writer and a few readers over the same file.

use std::{
    collections::BTreeSet,
    ops::Deref,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{Change, Device, Millis, Profile, Result, Topic, copies, disk, error, head::Head, id, oplog};

const READERS: usize = 4;
const BUSY: Duration = Duration::from_secs(5);
/// What the running mark says once damage was met.
pub(crate) const SUSPECT: &[u8] = b"suspect";

/// The open store of one till.
#[derive(Debug)]
pub struct Store {
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    path: PathBuf,
    profile: Profile,
    suspect: AtomicBool,
    check_owed: AtomicBool,
}

impl Store {
    /// `check_owed`: the last run crashed, and the file is too large to be checked before the first sale.
    pub(crate) fn new(writer: Connection, profile: Profile, check_owed: bool) -> Store {
        error::take_damage_met();
        Store {
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            path: profile.database(),
            profile,
            suspect: AtomicBool::new(false),
            check_owed: AtomicBool::new(check_owed),
        }
    }

    /// Whether damage was met while running. The next start then checks the file before it sells.
    pub fn is_suspect(&self) -> bool {
        self.suspect.load(Ordering::Acquire)
    }

    /// Carries out the check that the start left for later, if it did. Selling goes on meanwhile.
    pub fn check_if_owed(&self) -> Result<()> {
        if !self.check_owed.load(Ordering::Acquire) {
            return Ok(());
        }
        let outcome = copies::open_unchanged(&self.path).and_then(|reader| copies::quick_check(&reader));
        if matches!(outcome, Ok(()) | Err(crate::Error::Damaged(_))) {
            self.check_owed.store(false, Ordering::Release);
        }
        self.noting_damage(outcome)
    }

    /// Hands an outcome on, remembering whether damage was met on the way to it.
    pub(crate) fn noting_damage<T>(&self, outcome: T) -> T {
        if error::take_damage_met() && !self.suspect.swap(true, Ordering::AcqRel) {
            let kept = disk::replace(&self.profile.running_mark(), SUSPECT);
            tracing::error!(?kept, "the database is damaged; the next start checks it");
        }
        outcome
    }

    /// The folder this store lives in.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Runs `read` on a handle that cannot write. It sees one consistent state throughout.
    pub fn read<T, E: From<crate::Error>>(
        &self,
        read: impl FnOnce(&Reader<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.noting_damage(self.read_unwatched(read))
    }

    fn read_unwatched<T, E: From<crate::Error>>(
        &self,
        read: impl FnOnce(&Reader<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let pooled = lock(&self.readers).pop();
        let mut connection = match pooled {
            Some(connection) => connection,
            None => open_reader(&self.path).map_err(E::from)?,
        };
        let answer = {
            let snapshot = connection.transaction().map_err(|error| E::from(error.into()))?;
            read(&Reader { connection: &snapshot })
        };
        let mut readers = lock(&self.readers);
        if readers.len() < READERS {
            readers.push(connection);
        }
        answer
    }

    /// Runs `change` in one immediate transaction and commits it with its operations, or keeps nothing of it. Answers what
    /// `change` answered and the topics it touched.
    pub fn write<T, E: From<crate::Error>>(
        &self,
        now: Millis,
        change: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<(T, BTreeSet<Topic>), E> {
        self.noting_damage(self.write_unwatched(now, change))
    }

    fn write_unwatched<T, E: From<crate::Error>>(
        &self,
        now: Millis,
        change: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<(T, BTreeSet<Topic>), E> {
        let mut writer = lock(&self.writer);
        let transaction =
            writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|error| E::from(error.into()))?;
        let mut tx = Tx {
            reader: Reader { connection: &transaction },
            now,
            changes: Vec::new(),
            topics: BTreeSet::new(),
            trail: Trail::default(),
        };
        let answer = change(&mut tx)?;
        let (changes, topics) = (tx.changes, tx.topics);
        oplog::append(&transaction, now, &changes).map_err(E::from)?;
        transaction.commit().map_err(|error| E::from(error.into()))?;
        Ok((answer, topics))
    }

    /// Journal mode, `synchronous` level and foreign keys of the writer, as SQLite reports them.
    pub fn durability(&self) -> Result<(String, i64, bool)> {
        self.with_writer(|writer| {
            let text = |pragma: &str| writer.pragma_query_value(None, pragma, |row| row.get(0));
            let number = |pragma: &str| writer.pragma_query_value(None, pragma, |row| row.get(0));
            Ok((text("journal_mode")?, number("synchronous")?, number("foreign_keys").map(|on: i64| on == 1)?))
        })
    }

    pub(crate) fn with_writer<T>(&self, run: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        run(&mut lock(&self.writer))
    }
}

impl Drop for Store {
    /// Leaves one whole file behind. The readers go first: the last connection to close writes the log back, and theirs
    /// may not write.
    fn drop(&mut self) {
        lock(&self.readers).clear();
        let written_back = self
            .with_writer(|writer| Ok(writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))?));
        if !matches!(written_back, Ok(0)) {
            tracing::warn!(?written_back, "the write-ahead log stays beside the database; the next start reads it");
        }
        if let Err(error) = self.with_writer(|writer| Head::write(&self.profile, &oplog::device(writer)?)) {
            tracing::warn!(%error, "how far the log had come was not kept");
        }
        if self.is_suspect() || self.check_owed.load(Ordering::Acquire) {
            return;
        }
        let mark = self.profile.running_mark();
        if std::fs::remove_file(&mark).is_err() {
            tracing::warn!(path = %mark.display(), "the running mark was already gone");
        }
    }
}

/// A consistent view of the store. Everything that can be asked is a method of it, beside the table it asks.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    pub(crate) connection: &'a Connection,
}

/// A change in the making. Reads see what it has done so far.
#[derive(Debug)]
pub struct Tx<'a> {
    reader: Reader<'a>,
    now: Millis,
    changes: Vec<Change>,
    topics: BTreeSet<Topic>,
    trail: Trail,
}

/// What the changes of one transaction did to each entity, for the audit row.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    pub(crate) before: Map<String, Value>,
    pub(crate) after: Map<String, Value>,
}

impl<'a> Deref for Tx<'a> {
    type Target = Reader<'a>;
    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl Tx<'_> {
    /// The instant of this transaction, milliseconds UTC. Every fact of it carries the same one.
    pub fn now(&self) -> Millis {
        self.now
    }

    /// A new time-ordered id.
    pub fn new_id(&self) -> Uuid {
        id::new_id(self.now)
    }

    /// Applies a change to the tables and puts it into the log of this transaction.
    pub fn record(&mut self, change: Change) -> Result<()> {
        change.apply(self.reader.connection)?;
        self.topics.extend(change.topics());
        self.changes.push(change);
        Ok(())
    }

    /// Says that a local table changed.
    pub fn touch(&mut self, topic: Topic) {
        self.topics.insert(topic);
    }

    /// Whether anything was recorded for the log.
    pub fn has_changes(&self) -> bool {
        !self.changes.is_empty()
    }

    pub(crate) fn trail(&mut self) -> &mut Trail {
        &mut self.trail
    }

    /// This device, as the log knows it.
    pub fn device(&self) -> Result<Device> {
        oplog::device(self.reader.connection)
    }
}

/// A poisoned lock only says that some call panicked; SQLite rolled its transaction back, so the connection is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The writer's connection, durable to the platter at every commit.
pub(crate) fn open_writer(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Without it, a row that REPLACE deletes fires no trigger, and a fact could be replaced.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cache_size", -16_000)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

fn open_reader(path: &Path) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "cache_size", -8_000)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// How SQLite would carry out a query, a line a step.
#[cfg(test)]
pub(crate) fn plan(store: &Store, sql: &str) -> String {
    let steps: Result<Vec<String>> = store.read(|reader| {
        let mut statement = reader.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        crate::value::collect(statement.raw_query(), |row| Ok(row.get("detail")?))
    });
    steps.expect("it is planned").join("\n")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::OpenError;

    /// Ruins every page of an open database but those that opening it reads.
    fn ruin(folder: &Path) {
        let database = folder.join("till.db");
        let checkpoint = Connection::open(&database).expect("it opens");
        checkpoint.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("all is in the file");
        let mut bytes = fs::read(&database).expect("it is there");
        bytes.iter_mut().skip(4096).for_each(|byte| *byte = 0xA5);
        fs::write(&database, &bytes).expect("the disk goes bad");
    }

    #[test]
    fn damage_met_while_running_is_checked_at_the_next_start() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 0).expect("a new store opens").store;
        assert!(!store.is_suspect());
        ruin(folder.path());
        let outcome: std::result::Result<i64, NotOurs> =
            store.read(|reader| reader.product_count().map_err(|_| NotOurs).and(Err(NotOurs)));
        assert!(outcome.is_err());
        assert!(store.is_suspect(), "although the use case made another error of it");
        drop(store);
        assert!(matches!(Store::open(folder.path(), 1), Err(OpenError::Damaged { .. })), "the next start looks");
    }

    #[derive(Debug)]
    struct NotOurs;
    impl From<crate::Error> for NotOurs {
        fn from(_: crate::Error) -> NotOurs {
            NotOurs
        }
    }

    #[test]
    fn a_copy_of_a_damaged_file_is_not_made_and_says_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 0).expect("a new store opens").store;
        ruin(folder.path());
        store.make_copy(1).expect_err("it cannot be copied");
        assert!(store.is_suspect());
    }

    #[test]
    fn law_07_a_read_handle_cannot_write() {
        let folder = tempfile::tempdir().expect("a folder");
        let opened = Store::open(folder.path(), 0).expect("a new store opens");
        let outcome: Result<usize> =
            opened.store.read(|reader| Ok(reader.connection.execute("UPDATE device SET epoch = 9", [])?));
        assert!(matches!(outcome, Err(crate::Error::ReadOnly)), "a reader must not write: {outcome:?}");
    }
}
