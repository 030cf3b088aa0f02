//! Opening the store: lock, health, version, migration.

use std::{fs, path::Path};

use refinery::{Migration, Runner};
use rusqlite::{Connection, OptionalExtension};

use crate::{Error, Millis, Profile, Result, Store, VerifiedCopy, chosen, copies, db, disk, head, oplog};

mod released {
    refinery::embed_migrations!("../../migrations/till");
}

/// The largest database that is checked before the first sale after a crash, in bytes: a second on a slow disk.
const CHECKED_AT_START: u64 = 64 * 1024 * 1024;
/// What the running mark says while the check of a larger one is owed.
const UNCHECKED: &[u8] = b"unchecked";

/// A store ready to sell.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// Whether the last run ended without closing it.
    pub after_crash: bool,
}

/// Why a till's folder could not be opened. The file on disk is as it was.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process works on this folder.
    #[error("another till runs on this folder")]
    Locked,
    /// A newer program wrote this database.
    #[error("the database has version {found}, this program knows {known}")]
    Newer {
        /// Its version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The file fails its check. The lock is kept for a restore.
    #[error("the database is damaged: {detail}")]
    Damaged {
        /// What SQLite said.
        detail: String,
        /// The folder, still locked.
        profile: Profile,
        /// What can be brought back.
        last_copy: Option<VerifiedCopy>,
    },
    /// A migration failed on the copy it was tried on; the database was not touched.
    #[error("the new version could not be prepared: {detail}")]
    MigrationFailed {
        /// What went wrong.
        detail: String,
    },
    /// The file or its folder cannot be used.
    #[error(transparent)]
    Store(#[from] Error),
}

impl Store {
    /// Opens the till in `folder`, creating or migrating its database. `now` names copies.
    pub fn open(folder: &Path, now: Millis) -> std::result::Result<Opened, OpenError> {
        let profile = Profile::lock(folder).map_err(Error::from)?.ok_or(OpenError::Locked)?;
        Store::open_locked(profile, now)
    }

    /// As [`Store::open`], for a folder this process has locked.
    pub fn open_locked(profile: Profile, now: Millis) -> std::result::Result<Opened, OpenError> {
        Store::open_with(profile, now, released::migrations::runner().get_migrations())
    }

    fn open_with(profile: Profile, now: Millis, migrations: &[Migration]) -> std::result::Result<Opened, OpenError> {
        let last_run = LastRun::read(&profile);
        chosen::take_place(&profile, now).map_err(OpenError::Store)?;
        // What somebody sent in and then let lie.
        if let Err(error) = fs::remove_dir_all(profile.incoming())
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a copy that was sent in could not be removed");
        }
        match prepare(&profile, now, last_run, migrations) {
            Ok((writer, check_owed)) => {
                let mark = if check_owed { UNCHECKED } else { b"" };
                disk::replace(&profile.running_mark(), mark).map_err(Error::from)?;
                let after_crash = last_run != LastRun::Ended;
                Ok(Opened { store: Store::new(writer, profile, check_owed), after_crash })
            }
            Err(OpenError::Store(Error::Damaged(detail))) => {
                let last_copy = copies::newest(&profile).map_err(OpenError::Store)?;
                Err(OpenError::Damaged { detail, profile, last_copy })
            }
            Err(other) => Err(other),
        }
    }
}

/// How the last run on a folder ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastRun {
    /// By itself, or there was none.
    Ended,
    /// Without closing the store.
    Crashed,
    /// Having met damage.
    Suspect,
}

impl LastRun {
    fn read(profile: &Profile) -> LastRun {
        match fs::read(profile.running_mark()) {
            Ok(mark) if mark == db::SUSPECT => LastRun::Suspect,
            Ok(_) => LastRun::Crashed,
            Err(_) => LastRun::Ended,
        }
    }
}

/// Opens the database ready to sell. Answers whether its check is still owed.
fn prepare(
    profile: &Profile,
    now: Millis,
    last_run: LastRun,
    migrations: &[Migration],
) -> std::result::Result<(Connection, bool), OpenError> {
    let known = newest(migrations);
    let (found, check_owed) = probe(profile, last_run, known)?;
    let mut writer = db::open_writer(&profile.database())?;
    if (1..known).contains(&found) {
        rehearse(profile, &writer, found, now, migrations)?;
    }
    migrate(&mut writer, migrations).map_err(|detail| OpenError::MigrationFailed { detail })?;
    oplog::enrol(&writer, now)?;
    head::settle(profile, &writer)?;
    Ok((writer, check_owed))
}

/// Looks at the database without changing a byte of it: is it there, is it ours to open, is it sound? Answers its version,
/// 0 for a folder that never held one, and whether the check is left for later.
fn probe(profile: &Profile, last_run: LastRun, known: i64) -> std::result::Result<(i64, bool), OpenError> {
    let database = profile.database();
    if profile.arriving().exists() {
        return Err(Error::damaged("a restore was cut short").into());
    }
    let bytes = fs::metadata(&database).map_or(0, |file| file.len());
    if bytes == 0 {
        return if held_a_store(profile)? { Err(Error::damaged("the database is gone").into()) } else { Ok((0, false)) };
    }
    let connection = copies::open_unchanged(&database)?;
    let found = schema_version(&connection)?;
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    let later = last_run == LastRun::Crashed && bytes > CHECKED_AT_START;
    if last_run != LastRun::Ended && !later {
        copies::quick_check(&connection)?;
    }
    Ok((found, later))
}

/// Whether a database was ever here: then an empty one must not take its place unasked.
fn held_a_store(profile: &Profile) -> Result<bool> {
    if profile.head().exists() || copies::newest(profile)?.is_some() {
        return Ok(true);
    }
    let mut entries = fs::read_dir(profile.folder())?;
    Ok(entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("damaged-"))))
}

/// Tries the migrations on a verified copy, which stays as the way back.
fn rehearse(
    profile: &Profile,
    writer: &Connection,
    found: i64,
    now: Millis,
    migrations: &[Migration],
) -> std::result::Result<(), OpenError> {
    let copy = copies::copy_before(profile, writer, found + 1, now)?;
    let trial = profile.copies().join("trial.db");
    disk::remove_trio(&trial).map_err(Error::from)?;
    fs::copy(&copy, &trial).map_err(Error::from)?;
    let outcome = try_out(&trial, migrations);
    disk::remove_trio(&trial).map_err(Error::from)?;
    if outcome.is_err() {
        disk::remove(&copy).map_err(Error::from)?;
    }
    outcome.map_err(|detail| OpenError::MigrationFailed { detail })
}

fn try_out(trial: &Path, migrations: &[Migration]) -> std::result::Result<(), String> {
    let mut connection = db::open_writer(trial).map_err(|error| error.to_string())?;
    migrate(&mut connection, migrations)?;
    copies::integrity_check(&connection).map_err(|error| error.to_string())?;
    let orphan: Option<String> = connection
        .query_row("SELECT \"table\" || ' without its ' || parent FROM pragma_foreign_key_check", [], |row| row.get(0))
        .optional()
        .map_err(|error| error.to_string())?;
    orphan.map_or(Ok(()), Err)
}

/// All pending migrations in one transaction. Also with none pending: refinery compares the checksum of every applied one.
/// Foreign keys rest meanwhile, so that a table can be rebuilt under those that point at it.
fn migrate(connection: &mut Connection, migrations: &[Migration]) -> std::result::Result<(), String> {
    connection.pragma_update(None, "foreign_keys", false).map_err(|error| error.to_string())?;
    let outcome = Runner::new(migrations).set_grouped(true).run(connection).map(drop).map_err(|error| error.to_string());
    connection.pragma_update(None, "foreign_keys", true).map_err(|error| error.to_string())?;
    outcome
}

/// The newest version of a database that this program knows.
pub(crate) fn known_version() -> i64 {
    newest(released::migrations::runner().get_migrations())
}

fn newest(migrations: &[Migration]) -> i64 {
    migrations.iter().map(|migration| i64::from(migration.version())).max().unwrap_or(0)
}

pub(crate) fn schema_version(connection: &Connection) -> Result<i64> {
    let has_history: Option<i64> = connection
        .query_row("SELECT 1 FROM sqlite_schema WHERE name = 'refinery_schema_history'", [], |row| row.get(0))
        .optional()?;
    if has_history.is_none() {
        return Ok(0);
    }
    Ok(connection.query_row("SELECT COALESCE(MAX(version), 0) FROM refinery_schema_history", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn released() -> Vec<Migration> {
        released::migrations::runner().get_migrations().clone()
    }

    fn with(sql: &str) -> Vec<Migration> {
        let next = newest(&released()) + 1;
        let more = Migration::unapplied(&format!("V{next}__next"), sql).expect("the name is well formed");
        released().into_iter().chain([more]).collect()
    }

    fn open(folder: &Path, migrations: &[Migration]) -> std::result::Result<Opened, OpenError> {
        let profile = Profile::lock(folder).expect("the folder is ours").expect("nobody else has it");
        Store::open_with(profile, 1_000, migrations)
    }

    #[test]
    fn law_14_a_migration_leaves_a_verified_copy_of_the_database_before_it() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(open(folder.path(), &released()).expect("a new store opens"));
        drop(open(folder.path(), &with("CREATE TABLE extra (a INTEGER)")).expect("the next version opens"));
        let copy = fs::read_dir(folder.path().join("copies"))
            .expect("copies are kept")
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .find(|name| name.starts_with("before-v"))
            .expect("a copy was made before migrating");
        let old = Connection::open(folder.path().join("copies").join(copy)).expect("the copy opens");
        assert_eq!(schema_version(&old).expect("it has a history"), newest(&released()), "the copy is the way back");
    }

    #[test]
    fn law_14_a_failed_migration_leaves_the_old_version_selling() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(open(folder.path(), &released()).expect("a new store opens"));
        let half = with("CREATE TABLE extra (a INTEGER); INSERT INTO nowhere VALUES (1);");
        assert!(matches!(open(folder.path(), &half), Err(OpenError::MigrationFailed { .. })));
        let again = open(folder.path(), &released()).expect("the old program still opens it");
        let extra: Option<i64> = again
            .store
            .read(|reader| -> Result<_> {
                Ok(reader
                    .connection
                    .query_row("SELECT 1 FROM sqlite_schema WHERE name = 'extra'", [], |row| row.get(0))
                    .optional()?)
            })
            .expect("it reads");
        assert_eq!(extra, None, "nothing of the failed migration reached the shop's database");
    }

    #[test]
    fn law_14_an_edited_released_migration_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(open(folder.path(), &with("CREATE TABLE extra (a INTEGER)")).expect("it opens"));
        let edited: Vec<Migration> = with("CREATE TABLE extra (a INTEGER, b INTEGER)");
        let outcome = open(folder.path(), &edited);
        assert!(matches!(outcome, Err(OpenError::MigrationFailed { .. })), "checksums differ: {outcome:?}");
    }

    #[test]
    fn law_14_an_old_program_refuses_a_newer_database() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(open(folder.path(), &with("CREATE TABLE extra (a INTEGER)")).expect("the newer program opens it"));
        let outcome = open(folder.path(), &released());
        assert!(matches!(outcome, Err(OpenError::Newer { .. })), "an old program must not write here: {outcome:?}");
    }

    #[test]
    fn law_14_a_newer_database_is_left_byte_for_byte() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(open(folder.path(), &with("CREATE TABLE extra (a INTEGER)")).expect("the newer program opens it"));
        let database = folder.path().join("till.db");
        let plain = Connection::open(&database).expect("it opens");
        plain.pragma_update(None, "journal_mode", "DELETE").expect("as the newer program may keep it");
        drop(plain);
        let before = fs::read(&database).expect("it is there");
        assert!(matches!(open(folder.path(), &released()), Err(OpenError::Newer { .. })));
        assert!(fs::read(&database).expect("it is there") == before, "refusing it does not touch it");
    }

    #[test]
    fn law_14_a_table_can_be_rebuilt_under_those_that_point_at_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let pair = "CREATE TABLE parent (id INTEGER PRIMARY KEY); INSERT INTO parent VALUES (1);
                    CREATE TABLE child (id INTEGER REFERENCES parent (id)); INSERT INTO child VALUES (1);";
        drop(open(folder.path(), &with(pair)).expect("it opens"));
        let third = |sql| {
            let next = newest(&released()) + 2;
            let more = Migration::unapplied(&format!("V{next}__rebuild"), sql).expect("well formed");
            with(pair).into_iter().chain([more]).collect::<Vec<_>>()
        };
        let orphaned = open(folder.path(), &third("DELETE FROM parent"));
        assert!(
            matches!(orphaned, Err(OpenError::MigrationFailed { .. })),
            "an orphan is noticed on the trial: {orphaned:?}"
        );
        let left: Vec<_> = fs::read_dir(folder.path().join("copies")).expect("the folder").collect();
        assert!(left.is_empty(), "a copy from before what did not happen is of no use: {left:?}");
        let rebuilt = "CREATE TABLE fresh (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO fresh SELECT id, '' FROM parent;
                       DROP TABLE parent; ALTER TABLE fresh RENAME TO parent;";
        drop(open(folder.path(), &third(rebuilt)).expect("it is rebuilt"));
    }

    #[test]
    fn law_14_a_trial_left_by_a_crash_is_not_in_the_way() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(open(folder.path(), &released()).expect("a new store opens"));
        for name in ["trial.db", "trial.db-wal"] {
            fs::write(folder.path().join("copies").join(name), vec![7; 8_192]).expect("left behind");
        }
        drop(open(folder.path(), &with("CREATE TABLE extra (a INTEGER)")).expect("the next version opens"));
    }

    #[test]
    fn law_03_an_older_database_put_back_by_hand_begins_a_new_epoch() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = folder.path().join("till.db");
        drop(Store::open(folder.path(), 0).expect("a new store opens"));
        let older = fs::read(&database).expect("it is there");
        let opened = Store::open(folder.path(), 1_000).expect("it opens");
        opened.store.write(2_000, |tx| tx.audit("note", None, None, None, Default::default())).expect("it is stored");
        drop(opened);
        fs::write(&database, older).expect("somebody puts yesterday's file back");
        for _ in 0..2 {
            let opened = Store::open(folder.path(), 3_000).expect("it opens");
            let device = opened.store.read(|reader| reader.device()).expect("it reads");
            assert_eq!((device.epoch, device.series_epoch, device.last_n), (2, 1, 0), "once");
        }
    }

    #[test]
    fn a_second_process_is_refused_while_one_has_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Store::open(folder.path(), 0).expect("the first opens");
        assert!(matches!(Store::open(folder.path(), 0), Err(OpenError::Locked)));
        drop(first);
        assert!(Store::open(folder.path(), 0).is_ok(), "closing frees the folder");
    }

    #[test]
    fn a_damaged_database_offers_its_last_verified_copy_and_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let opened = Store::open(folder.path(), 1_000).expect("it opens");
        opened.store.make_copy(2_000).expect("a copy is made");
        drop(opened);
        let database = folder.path().join("till.db");
        let mut bytes = fs::read(&database).expect("it is there");
        for byte in bytes.iter_mut().skip(4096).step_by(7) {
            *byte = 0xA5;
        }
        fs::write(&database, &bytes).expect("the disk goes bad");
        fs::write(folder.path().join("running"), b"").expect("the last run crashed");

        let outcome = Store::open(folder.path(), 3_000);
        let Err(OpenError::Damaged { profile, last_copy: Some(copy), .. }) = outcome else {
            panic!("the damage is found and the copy offered: {outcome:?}");
        };
        assert_eq!(copy.taken_at, 2_000);
        Store::restore_last_copy(&profile, 4_000).expect("it comes back");
        assert_eq!(
            fs::read(folder.path().join("damaged-4000.db")).expect("kept"),
            bytes,
            "the damaged file is kept as it was"
        );
        let back = Store::open_locked(profile, 5_000).expect("the copy opens");
        let device = back.store.read(|reader| reader.device()).expect("it reads");
        assert_eq!((device.epoch, device.last_n), (2, 0), "a restored till never continues its old numbers");
    }
}
