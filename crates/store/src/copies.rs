//! Verified copies: made of one consistent moment, checked, kept beside the database, brought back when it is damaged.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags};

use crate::{Error, Millis, Profile, Result, Store, db, oplog};

/// Daily copies kept.
const KEPT: usize = 7;

/// A copy that passed SQLite's integrity check when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedCopy {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was made, milliseconds UTC.
    pub taken_at: Millis,
    /// Its size.
    pub bytes: u64,
}

impl Store {
    /// Makes and checks a copy while selling goes on, and drops the oldest beyond seven.
    pub fn make_copy(&self, now: Millis) -> Result<VerifiedCopy> {
        let source = Connection::open_with_flags(self.profile().database(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let path = self.profile().copies().join(format!("daily-{now}.db"));
        copy_verified(&source, &path)?;
        let mut daily = listed(self.profile(), "daily-")?;
        let surplus = daily.len().saturating_sub(KEPT);
        for old in daily.drain(..surplus) {
            fs::remove_file(old.path)?;
        }
        Ok(VerifiedCopy { bytes: fs::metadata(&path)?.len(), path, taken_at: now })
    }

    /// The newest copy.
    pub fn last_copy(&self) -> Result<Option<VerifiedCopy>> {
        newest(self.profile())
    }

    /// Brings the newest verified copy back. The damaged file is kept as `damaged-<now>.db`, and the device begins a new
    /// epoch, since numbers given out after the copy must never be given out again.
    pub fn restore_last_copy(profile: &Profile, now: Millis) -> Result<Option<VerifiedCopy>> {
        let Some(copy) = newest(profile)? else { return Ok(None) };
        let database = profile.database();
        for suffix in ["", "-wal", "-shm"] {
            let from = with_suffix(&database, suffix);
            if from.exists() {
                fs::rename(from, profile.folder().join(format!("damaged-{now}.db{suffix}")))?;
            }
        }
        let arriving = profile.folder().join("arriving.db");
        fs::copy(&copy.path, &arriving)?;
        File::open(&arriving)?.sync_all()?;
        fs::rename(&arriving, &database)?;
        let connection = db::open_writer(&database)?;
        integrity_check(&connection)?;
        oplog::next_epoch(&connection)?;
        Ok(Some(copy))
    }
}

impl Profile {
    /// Copies one consistent moment of a database, which may be in use, and checks the copy.
    pub fn copy_database(database: &Path, target: &Path) -> Result<()> {
        copy_verified(&Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?, target)
    }
}

/// The newest copy of any kind.
pub(crate) fn newest(profile: &Profile) -> Result<Option<VerifiedCopy>> {
    let mut all = listed(profile, "daily-")?;
    all.extend(listed(profile, "before-")?);
    Ok(all.into_iter().max_by_key(|copy| copy.taken_at))
}

/// Copies one consistent moment of `source` to `target`, checks the copy, and only then gives it its name.
pub(crate) fn copy_verified(source: &Connection, target: &Path) -> Result<()> {
    let arriving = with_suffix(target, ".part");
    fs::remove_file(&arriving).ok();
    source.execute("VACUUM INTO ?1", [arriving.to_string_lossy()])?;
    integrity_check(&Connection::open_with_flags(&arriving, OpenFlags::SQLITE_OPEN_READ_ONLY)?)?;
    File::open(&arriving)?.sync_all()?;
    fs::rename(&arriving, target)?;
    Ok(())
}

/// SQLite's whole check.
pub(crate) fn integrity_check(connection: &Connection) -> Result<()> {
    check(connection, "PRAGMA integrity_check(5)")
}

/// The check that skips comparing indexes with their tables; fast enough for a start after a crash.
pub(crate) fn quick_check(connection: &Connection) -> Result<()> {
    check(connection, "PRAGMA quick_check(5)")
}

fn check(connection: &Connection, pragma: &str) -> Result<()> {
    let mut statement = connection.prepare(pragma)?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if lines == ["ok"] { Ok(()) } else { Err(Error::Damaged(lines.join("; "))) }
}

/// Copies whose name starts so, oldest first. The instant stands at the end of the name.
fn listed(profile: &Profile, prefix: &str) -> Result<Vec<VerifiedCopy>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(profile.copies())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let taken_at = name.strip_suffix(".db").and_then(|stem| stem.rsplit('-').next()?.parse().ok());
        if let (true, Some(taken_at)) = (name.starts_with(prefix), taken_at) {
            found.push(VerifiedCopy { path: entry.path(), taken_at, bytes: entry.metadata()?.len() });
        }
    }
    found.sort_by_key(|copy| copy.taken_at);
    Ok(found)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
