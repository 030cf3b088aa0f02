//! Opening the store: lock, health, version, migration.

use std::{fs, path::Path};

use refinery::{Migration, Runner};
use rusqlite::{Connection, OptionalExtension};

use crate::{Error, Millis, Profile, Result, Store, VerifiedCopy, copies, db, oplog};

mod released {
    refinery::embed_migrations!("../../migrations/till");
}

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
        let after_crash = profile.running_mark().exists();
        match prepare(&profile, now, after_crash, migrations) {
            Ok(writer) => {
                fs::write(profile.running_mark(), b"").map_err(Error::from)?;
                Ok(Opened { store: Store::new(writer, profile), after_crash })
            }
            Err(OpenError::Store(Error::Damaged(detail))) => {
                let last_copy = copies::newest(&profile).map_err(OpenError::Store)?;
                Err(OpenError::Damaged { detail, profile, last_copy })
            }
            Err(other) => Err(other),
        }
    }
}

fn prepare(
    profile: &Profile,
    now: Millis,
    after_crash: bool,
    migrations: &[Migration],
) -> std::result::Result<Connection, OpenError> {
    let path = profile.database();
    let is_new = !path.exists();
    let mut writer = db::open_writer(&path)?;
    if after_crash && !is_new {
        copies::quick_check(&writer)?;
    }
    let (found, known) = (schema_version(&writer)?, newest(migrations));
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    if found < known {
        if found > 0 {
            rehearse(profile, &writer, found, now, migrations)?;
        }
        migrate(&mut writer, migrations).map_err(|detail| OpenError::MigrationFailed { detail })?;
    }
    oplog::enrol(&writer)?;
    Ok(writer)
}

/// Tries the migrations on a verified copy, which stays as the way back.
fn rehearse(
    profile: &Profile,
    writer: &Connection,
    found: i64,
    now: Millis,
    migrations: &[Migration],
) -> std::result::Result<(), OpenError> {
    let copy = profile.copies().join(format!("before-v{}-{now}.db", found + 1));
    copies::copy_verified(writer, &copy)?;
    let trial = profile.copies().join("trial.db");
    fs::copy(&copy, &trial).map_err(Error::from)?;
    let outcome = db::open_writer(&trial).map_err(|error| error.to_string()).and_then(|mut connection| {
        migrate(&mut connection, migrations)?;
        copies::integrity_check(&connection).map_err(|error| error.to_string())
    });
    for suffix in ["", "-wal", "-shm"] {
        fs::remove_file(profile.copies().join(format!("trial.db{suffix}"))).ok();
    }
    outcome.map_err(|detail| OpenError::MigrationFailed { detail })
}

/// All pending migrations in one transaction. Refinery compares the checksum of every applied one.
fn migrate(connection: &mut Connection, migrations: &[Migration]) -> std::result::Result<(), String> {
    Runner::new(migrations).set_grouped(true).run(connection).map(drop).map_err(|error| error.to_string())
}

fn newest(migrations: &[Migration]) -> i64 {
    migrations.iter().map(|migration| i64::from(migration.version())).max().unwrap_or(0)
}

fn schema_version(connection: &Connection) -> Result<i64> {
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
        let more = Migration::unapplied("V99__later", "CREATE TABLE later (a INTEGER)").expect("well formed");
        let outcome = open(folder.path(), &edited.into_iter().chain([more]).collect::<Vec<_>>());
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
