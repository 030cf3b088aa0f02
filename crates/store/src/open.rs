//! Opening the store: lock, health, version, migration.

use std::{fs, path::Path};

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
        let after_crash = profile.running_mark().exists();
        match prepare(&profile, now, after_crash) {
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

fn prepare(profile: &Profile, now: Millis, after_crash: bool) -> std::result::Result<Connection, OpenError> {
    let path = profile.database();
    let is_new = !path.exists();
    let mut writer = db::open_writer(&path)?;
    if after_crash && !is_new {
        copies::quick_check(&writer)?;
    }
    let (found, known) = (schema_version(&writer)?, newest_known());
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    if found < known {
        if found > 0 {
            rehearse(profile, &writer, found, now)?;
        }
        migrate(&mut writer).map_err(|detail| OpenError::MigrationFailed { detail })?;
    }
    oplog::enrol(&writer)?;
    Ok(writer)
}

/// Tries the migrations on a verified copy, which stays as the way back.
fn rehearse(profile: &Profile, writer: &Connection, found: i64, now: Millis) -> std::result::Result<(), OpenError> {
    let copy = profile.copies().join(format!("before-v{}-{now}.db", found + 1));
    copies::copy_verified(writer, &copy)?;
    let trial = profile.copies().join("trial.db");
    fs::copy(&copy, &trial).map_err(Error::from)?;
    let outcome = db::open_writer(&trial).map_err(|error| error.to_string()).and_then(|mut connection| {
        migrate(&mut connection)?;
        copies::integrity_check(&connection).map_err(|error| error.to_string())
    });
    for suffix in ["", "-wal", "-shm"] {
        fs::remove_file(profile.copies().join(format!("trial.db{suffix}"))).ok();
    }
    outcome.map_err(|detail| OpenError::MigrationFailed { detail })
}

/// All pending migrations in one transaction. Refinery compares the checksum of every applied one.
fn migrate(connection: &mut Connection) -> std::result::Result<(), String> {
    released::migrations::runner().set_grouped(true).run(connection).map(drop).map_err(|error| error.to_string())
}

fn newest_known() -> i64 {
    released::migrations::runner().get_migrations().iter().map(|migration| i64::from(migration.version())).max().unwrap_or(0)
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
