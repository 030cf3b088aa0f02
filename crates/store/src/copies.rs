//! Verified copies: made of one consistent moment, checked, kept beside the database.
//!
//! Which copy is the newest is told by the log, not by the computer's clock, which may have been wrong that day.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags};

use crate::{Error, Millis, Profile, Reader, Result, Store, disk, head::Head, value::collect};

/// Daily copies kept.
const DAILY_KEPT: usize = 7;
/// Copies from before a migration that are kept.
const BEFORE_KEPT: usize = 2;
/// How the name of a database begins that another copy took the place of. No restore takes one unasked.
pub(crate) const REPLACED: &str = "replaced-";

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

/// What the till made a copy for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Once a day, and after a close.
    Daily,
    /// Before a newer program changed the database.
    BeforeUpdate,
    /// What was in use when another copy took its place.
    Replaced,
}

impl Purpose {
    const ALL: [Purpose; 3] = [Purpose::Daily, Purpose::BeforeUpdate, Purpose::Replaced];

    fn prefix(self) -> &'static str {
        match self {
            Purpose::Daily => "daily-",
            Purpose::BeforeUpdate => "before-",
            Purpose::Replaced => REPLACED,
        }
    }
}

/// A copy in the till's own folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCopy {
    /// What for.
    pub purpose: Purpose,
    /// The copy.
    pub copy: VerifiedCopy,
}

impl Store {
    /// Makes and checks a copy while selling goes on, and drops the oldest beyond seven. Refuses when the disk has not
    /// twice the room it takes: the shop's next sales need it more.
    pub fn make_copy(&self, now: Millis) -> Result<VerifiedCopy> {
        self.noting_damage(copy_daily(self, now))
    }

    /// Every copy the till made for itself, the newest first, and what it was made for.
    pub fn kept_copies(&self) -> Result<Vec<KeptCopy>> {
        let profile = self.profile();
        let mut all = Vec::new();
        for purpose in Purpose::ALL {
            let found = listed(profile, purpose.prefix())?;
            all.extend(found.into_iter().map(|found| KeptCopy { purpose, copy: found.copy }));
        }
        all.sort_by_key(|kept| std::cmp::Reverse(kept.copy.taken_at));
        Ok(all)
    }

    /// The newest copy.
    pub fn last_copy(&self) -> Result<Option<VerifiedCopy>> {
        newest(self.profile())
    }
}

fn copy_daily(store: &Store, now: Millis) -> Result<VerifiedCopy> {
    let profile = store.profile();
    let source = open_unchanged(&profile.database())?;
    keep_newest(profile, "daily-", DAILY_KEPT - 1)?;
    let bytes = fs::metadata(profile.database())?.len();
    if !has_room(disk::free(&profile.copies()), bytes) {
        return Err(Error::DiskFull);
    }
    let path = profile.copies().join(format!("daily-{}", name_of(&source, now)?));
    copy_verified(&source, &path)?;
    Head::write(profile, &Reader { connection: &source }.device()?)?;
    Ok(VerifiedCopy { bytes: fs::metadata(&path)?.len(), path, taken_at: now })
}

/// Whether the disk has twice the room a copy takes, so that the shop can go on selling.
pub(crate) fn has_room(free: Option<u64>, bytes: u64) -> bool {
    free.is_none_or(|free| free >= bytes.saturating_mul(2))
}

impl Profile {
    /// Copies one consistent moment of a database, which may be in use, and checks the copy.
    pub fn copy_database(database: &Path, target: &Path) -> Result<()> {
        copy_verified(&open_unchanged(database)?, target)
    }
}

/// The copy a migration of `source` to `version` can be undone with; the only one for that version.
pub(crate) fn copy_before(profile: &Profile, source: &Connection, version: i64, now: Millis) -> Result<PathBuf> {
    let prefix = format!("before-v{version}-");
    keep_newest(profile, &prefix, 0)?;
    keep_newest(profile, "before-", BEFORE_KEPT - 1)?;
    let path = profile.copies().join(format!("{prefix}{}", name_of(source, now)?));
    copy_verified(source, &path)?;
    Ok(path)
}

/// The newest copy of any kind.
pub(crate) fn newest(profile: &Profile) -> Result<Option<VerifiedCopy>> {
    Ok(newest_first(profile)?.into_iter().next())
}

/// Every copy, the newest first.
pub(crate) fn newest_first(profile: &Profile) -> Result<Vec<VerifiedCopy>> {
    let mut all = listed(profile, "daily-")?;
    all.extend(listed(profile, "before-")?);
    all.sort_by_key(|found| std::cmp::Reverse(found.place));
    Ok(all.into_iter().map(|found| found.copy).collect())
}

/// Copies one consistent moment of `source` to `target`, checks the copy, and only then gives it its name. A copy that
/// failed leaves nothing behind.
pub(crate) fn copy_verified(source: &Connection, target: &Path) -> Result<()> {
    let part = target.with_file_name("copying.part");
    let outcome = copy_to_part(source, &part).and_then(|()| Ok(disk::rename(&part, target)?));
    disk::remove_trio(&part)?;
    outcome
}

fn copy_to_part(source: &Connection, part: &Path) -> Result<()> {
    disk::remove_trio(part)?;
    source.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
    integrity_check(&open_unchanged(part)?)?;
    Ok(disk::sync(part)?)
}

/// A connection that changes nothing, not even the journal mode.
pub(crate) fn open_unchanged(database: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(database, flags)?)
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
    let lines: Vec<String> = collect(connection.prepare(pragma)?.query([])?, |row| Ok(row.get(0)?))?;
    if lines == ["ok"] { Ok(()) } else { Err(Error::damaged(lines.join("; "))) }
}

/// How far the copied log had come, and when: `<epoch>-<newest place in the log>-<instant>.db`.
pub(crate) fn name_of(source: &Connection, now: Millis) -> Result<String> {
    let sql = "SELECT epoch, (SELECT COALESCE(MAX(seq), 0) FROM oplog) FROM device";
    let (epoch, seq): (i64, i64) = source.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(format!("{epoch:04}-{seq:012}-{now}.db"))
}

struct Found {
    /// Epoch, newest place in the log, instant.
    place: (i64, i64, Millis),
    copy: VerifiedCopy,
}

/// Copies whose name starts so, oldest first.
fn listed(profile: &Profile, prefix: &str) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(profile.copies())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let place = name.strip_prefix(prefix).and_then(|name| place_in(name.strip_suffix(".db")?));
        if let Some(place) = place {
            let copy = VerifiedCopy { path: entry.path(), taken_at: place.2, bytes: entry.metadata()?.len() };
            found.push(Found { place, copy });
        }
    }
    found.sort_by_key(|found| found.place);
    Ok(found)
}

fn place_in(name: &str) -> Option<(i64, i64, Millis)> {
    let mut numbers = name.rsplit('-').map(|number| number.parse().ok());
    let (at, seq, epoch) = (numbers.next()??, numbers.next()??, numbers.next()??);
    Some((epoch, seq, at))
}

/// Removes all but the newest `kept` copies whose name starts so.
pub(crate) fn keep_newest(profile: &Profile, prefix: &str, kept: usize) -> Result<()> {
    let mut found = listed(profile, prefix)?;
    let surplus = found.len().saturating_sub(kept);
    for old in found.drain(..surplus) {
        disk::remove(&old.copy.path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use caserita_domain::access::Role;

    use super::*;
    use crate::User;

    fn shop() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 0).expect("a new store opens").store;
        (folder, store)
    }

    fn hire(store: &Store, now: Millis) {
        let change = |tx: &mut crate::Tx<'_>| {
            let user = User { id: tx.new_id(), name: format!("Rosa {now}"), role: Role::Cashier, active: true };
            tx.set(&user)
        };
        store.write(now, change).expect("it is stored");
    }

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path().join("copies")).expect("copies are kept");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn law_09_the_newest_copy_is_the_one_that_knows_most_whatever_the_clock_said() {
        let (_folder, store) = shop();
        hire(&store, 1);
        store.make_copy(4_000_000_000_000).expect("made in a wrong year");
        hire(&store, 2);
        let right = store.make_copy(1_700_000_000_000).expect("made with the clock set right");
        assert_eq!(store.last_copy().expect("listed"), Some(right));
    }

    #[test]
    fn seven_copies_are_kept() {
        let (folder, store) = shop();
        for now in 1..=9 {
            hire(&store, now);
            store.make_copy(now).expect("a copy");
        }
        assert_eq!(names(&folder).len(), DAILY_KEPT);
        assert_eq!(newest_first(store.profile()).expect("listed").last().map(|copy| copy.taken_at), Some(3));
    }

    #[test]
    fn a_copy_that_fails_leaves_nothing_behind() {
        let (folder, store) = shop();
        let source = open_unchanged(&store.profile().database()).expect("it opens");
        let target = store.profile().copies().join("daily-0001-000000000000-1.db");
        fs::create_dir(&target).expect("something stands in its way");
        fs::write(target.join("file"), b"").expect("and cannot be replaced");
        copy_verified(&source, &target).expect_err("it cannot get its name");
        assert_eq!(names(&folder), ["daily-0001-000000000000-1.db"], "only what stood in its way");
    }

    #[test]
    fn a_copy_needs_twice_its_size() {
        assert!(has_room(None, 10) && has_room(Some(20), 10));
        assert!(!has_room(Some(19), 10));
    }
}
