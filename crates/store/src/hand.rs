//! Copies made by hand: to a folder or a stick that a person names, or to be downloaded.
//!
//! The copy is taken in pages from one consistent moment, on a connection of its own, so that selling goes on meanwhile. It
//! is checked where it lies before it gets its name, and a copy that failed leaves nothing behind.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Error, Millis, Profile, Store, copies, disk, error, oplog};

/// Pages copied at a time; between two lots the disk is the shop's.
const PAGES: i32 = 256;
const BREATH: Duration = Duration::from_millis(1);
const WAIT: Duration = Duration::from_millis(20);
/// What must stay free beside a copy, in bytes.
const SPARE: u64 = 1024 * 1024;
/// Copies made by hand that are remembered.
const REMEMBERED: usize = 10;
/// A download that nobody fetched is swept away after this long, in milliseconds.
const FETCHED_WITHIN: Millis = 24 * 3600 * 1000;
const DOWNLOAD: &str = "download-";

/// A copy made by hand, verified where it was put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandCopy {
    /// Where it was put.
    pub path: PathBuf,
    /// When, milliseconds UTC.
    pub taken_at: Millis,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// Why there is no copy. Nothing of it was left behind.
#[derive(Debug, thiserror::Error)]
pub enum HandCopyError {
    /// No such folder.
    #[error("there is no such folder")]
    FolderMissing,
    /// The till's own folder: a copy there is lost with the original.
    #[error("that is the till's own folder")]
    OwnFolder,
    /// The folder cannot be written.
    #[error("the folder cannot be written")]
    NotWritable,
    /// The copy does not fit.
    #[error("{needed} bytes are needed, {free:?} are free")]
    NoSpace {
        /// Bytes it takes.
        needed: u64,
        /// Bytes there are, when the system tells.
        free: Option<u64>,
    },
    /// The folder was there at the beginning and is not any more.
    #[error("the folder went away in the middle")]
    Removed,
    /// What was written cannot be read back as it was.
    #[error("what was written does not come back as it was")]
    BadMedium,
    /// The till's own store.
    #[error(transparent)]
    Store(#[from] Error),
}

impl Store {
    /// Copies the whole store to `folder` as `<stem>.db`, or under the next free number, and checks it there. `progress` is
    /// told the share copied, 0 to 100.
    pub fn copy_to(
        &self,
        folder: &Path,
        stem: &str,
        now: Millis,
        progress: &mut dyn FnMut(u8),
    ) -> Result<HandCopy, HandCopyError> {
        let folder = target(self.profile(), folder)?;
        let needed = self.noting_damage(size(self.profile()))?;
        let path = free_name(&folder, stem);
        let part = disk::with_suffix(&path, ".part");
        touch(&part, &folder)?;
        fits(needed, disk::free(&folder)).inspect_err(|_| drop(disk::remove(&part)))?;
        let outcome = write_copy(self.profile(), &part, progress).and_then(|digest| {
            disk::rename(&part, &path)?;
            Ok((digest, fs::metadata(&path)?.len()))
        });
        let (sha256, bytes) = outcome.map_err(|error| {
            disk::remove_trio(&part).ok();
            self.explain(error, &folder, needed)
        })?;
        let copy = HandCopy { path, taken_at: now, bytes, sha256 };
        remember(self.profile(), &copy)?;
        Ok(copy)
    }

    /// Makes a verified copy in the till's own folder, to be handed out and then removed.
    pub fn copy_for_download(&self, now: Millis, progress: &mut dyn FnMut(u8)) -> Result<HandCopy, HandCopyError> {
        let folder = self.profile().copies();
        sweep(&folder, now)?;
        let needed = self.noting_damage(size(self.profile()))?;
        // The shop's next sales need room too.
        fits(needed.saturating_mul(2), disk::free(&folder))?;
        let path = folder.join(format!("{DOWNLOAD}{now}.db"));
        let outcome = write_copy(self.profile(), &path, progress);
        let sha256 = self.noting_damage(outcome).inspect_err(|_| drop(disk::remove_trio(&path)))?;
        Ok(HandCopy { bytes: fs::metadata(&path).map_err(Error::from)?.len(), path, taken_at: now, sha256 })
    }

    /// Why a copy failed. Damage is looked for at home before it is laid to the stick.
    fn explain(&self, error: Error, folder: &Path, needed: u64) -> HandCopyError {
        error::take_damage_met();
        if !folder.exists() {
            return HandCopyError::Removed;
        }
        let full = || HandCopyError::NoSpace { needed, free: disk::free(folder) };
        match error {
            Error::DiskFull => full(),
            Error::ReadOnly => HandCopyError::NotWritable,
            Error::Io(error) if error.kind() == io::ErrorKind::StorageFull => full(),
            Error::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => HandCopyError::NotWritable,
            Error::Damaged(_) => {
                let own = copies::open_unchanged(&self.profile().database()).and_then(|own| copies::quick_check(&own));
                self.noting_damage(own).map_or_else(HandCopyError::Store, |()| HandCopyError::BadMedium)
            }
            other => HandCopyError::Store(other),
        }
    }

    /// The last copies made by hand, the newest first. Whether each is still where it was put is for the caller to see.
    pub fn hand_copies(&self) -> Vec<HandCopy> {
        remembered(self.profile())
    }
}

/// The folder, when it is one that a copy may go to; whatever way it is written.
fn target(profile: &Profile, folder: &Path) -> Result<PathBuf, HandCopyError> {
    let found = fs::canonicalize(folder).ok().filter(|found| folder.is_absolute() && found.is_dir());
    let found = found.ok_or(HandCopyError::FolderMissing)?;
    let own = fs::canonicalize(profile.folder()).map_err(Error::from)?;
    if found.starts_with(own) { Err(HandCopyError::OwnFolder) } else { Ok(folder.to_owned()) }
}

/// Bytes of a copy.
fn size(profile: &Profile) -> crate::Result<u64> {
    let source = copies::open_unchanged(&profile.database())?;
    let number = |pragma: &str| source.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    Ok(number("page_count")?.saturating_mul(number("page_size")?).unsigned_abs())
}

fn free_name(folder: &Path, stem: &str) -> PathBuf {
    let first = folder.join(format!("{stem}.db"));
    let numbered = (2_u32..).map(|number| folder.join(format!("{stem}-{number}.db")));
    std::iter::once(first).chain(numbered).find(|path| !path.exists()).unwrap_or_else(|| folder.join(stem))
}

/// Whether so many bytes fit and leave a little.
fn fits(needed: u64, free: Option<u64>) -> Result<(), HandCopyError> {
    if free.is_none_or(|free| free >= needed.saturating_add(SPARE)) {
        Ok(())
    } else {
        Err(HandCopyError::NoSpace { needed, free })
    }
}

/// Whether a file can be made there at all, told apart from what SQLite makes of it.
fn touch(part: &Path, folder: &Path) -> Result<(), HandCopyError> {
    match File::create(part) {
        Ok(_) => Ok(()),
        Err(_) if !folder.exists() => Err(HandCopyError::Removed),
        Err(error) if error.kind() == io::ErrorKind::StorageFull => Err(HandCopyError::NoSpace { needed: 0, free: None }),
        Err(_) => Err(HandCopyError::NotWritable),
    }
}

/// Copies one consistent moment to `part`, makes one plain file of it, checks it and flushes it. Answers its digest.
fn write_copy(profile: &Profile, part: &Path, progress: &mut dyn FnMut(u8)) -> crate::Result<String> {
    disk::remove_trio(part)?;
    copy_pages(&profile.database(), part, progress)?;
    settle(part)?;
    copies::integrity_check(&copies::open_unchanged(part)?)?;
    disk::sync(part)?;
    Ok(digest(part)?)
}

fn copy_pages(database: &Path, part: &Path, progress: &mut dyn FnMut(u8)) -> crate::Result<()> {
    let source = copies::open_unchanged(database)?;
    source.busy_timeout(Duration::from_secs(5))?;
    // An open read keeps the moment: what is sold meanwhile neither gets in nor makes the copy begin again.
    source.execute_batch("BEGIN")?;
    source.query_row("SELECT epoch FROM device", [], |row| row.get::<_, i64>(0))?;
    let mut copy = Connection::open(part)?;
    // It is flushed once, at the end; a half copy is thrown away.
    copy.pragma_update(None, "journal_mode", "OFF")?;
    copy.pragma_update(None, "synchronous", "OFF")?;
    let backup = Backup::new(&source, &mut copy)?;
    loop {
        let step = backup.step(PAGES)?;
        progress(share(&backup));
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => thread::sleep(BREATH),
            _ => thread::sleep(WAIT),
        }
    }
}

fn share(backup: &Backup<'_, '_>) -> u8 {
    let progress = backup.progress();
    let (all, left) = (i64::from(progress.pagecount.max(1)), i64::from(progress.remaining));
    u8::try_from((all - left) * 100 / all).unwrap_or(100)
}

/// A copy of a database in use expects a log beside it; alone on a stick it has to be one whole file.
fn settle(part: &Path) -> crate::Result<()> {
    let copy = Connection::open(part)?;
    copy.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    copy.close().map_err(|(_, error)| Error::from(error))
}

fn digest(path: &Path) -> io::Result<String> {
    let (mut file, mut hasher, mut buffer) = (File::open(path)?, Sha256::new(), vec![0; 64 * 1024]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(oplog::hex(&hasher.finalize())),
            read => hasher.update(&buffer[..read]),
        }
    }
}

fn list_path(profile: &Profile) -> PathBuf {
    profile.copies().join("by-hand.json")
}

fn remembered(profile: &Profile) -> Vec<HandCopy> {
    let read = fs::read(list_path(profile)).ok();
    read.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

fn remember(profile: &Profile, copy: &HandCopy) -> crate::Result<()> {
    let mut all = remembered(profile);
    all.insert(0, copy.clone());
    all.truncate(REMEMBERED);
    Ok(disk::replace(&list_path(profile), &serde_json::to_vec(&all)?)?)
}

/// Removes downloads that a crash left behind.
fn sweep(folder: &Path, now: Millis) -> crate::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let made = name.strip_prefix(DOWNLOAD).and_then(|rest| rest.split('.').next()?.parse::<Millis>().ok());
        if made.is_some_and(|made| (now - made).abs() > FETCHED_WITHIN) {
            disk::remove(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 0).expect("a new store opens").store;
        (folder, store)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("it is there");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_copy_is_one_whole_file_and_never_replaces_another() {
        let (_folder, store) = shop();
        let stick = tempfile::tempdir().expect("a stick");
        let mut last = 0;
        for _ in 0..2 {
            let copy = store.copy_to(stick.path(), "copia", 7, &mut |share| last = share).expect("it is made");
            assert_eq!(copy.bytes, fs::metadata(&copy.path).expect("it is there").len());
        }
        assert_eq!(names(stick.path()), ["copia-2.db", "copia.db"], "no log, no half copy, none replaced");
        assert_eq!(last, 100);
        let header = fs::read(stick.path().join("copia.db")).expect("it is there");
        assert_eq!(&header[18..20], [1, 1], "it expects no log beside it");
        assert_eq!(store.hand_copies().len(), 2);
    }

    #[test]
    fn what_is_written_meanwhile_neither_gets_in_nor_waits() {
        let (_folder, store) = shop();
        let fill = |tx: &mut crate::Tx<'_>| -> crate::Result<()> {
            for _ in 0..2_000 {
                let note = serde_json::Map::from_iter([("text".to_owned(), "x".repeat(1_000).into())]);
                tx.audit("note", None, None, None, note)?;
            }
            Ok(())
        };
        store.write(1, fill).expect("it is filled");
        let stick = tempfile::tempdir().expect("a stick");
        let mut sold = 0;
        let copy = store
            .copy_to(stick.path(), "copia", 7, &mut |_| {
                let (_, _) = store.write(2, |tx| tx.audit("sold", None, None, None, Default::default())).expect("sold");
                sold += 1;
            })
            .expect("it is made");
        assert!(sold > 3, "there were several lots: {sold}");
        let read = Connection::open(&copy.path).expect("it opens");
        let inside: i64 =
            read.query_row("SELECT COUNT(*) FROM audit WHERE action = 'sold'", [], |row| row.get(0)).expect("it reads");
        assert_eq!(inside, 0, "the copy is of the moment it was asked for");
    }

    #[test]
    fn a_full_disk_is_noticed_before_anything_is_written() {
        assert!(fits(10, None).is_ok() && fits(10, Some(10 + SPARE)).is_ok());
        let full = fits(10, Some(9 + SPARE));
        assert!(matches!(full, Err(HandCopyError::NoSpace { needed: 10, .. })), "{full:?}");
    }

    #[test]
    fn folders_that_will_not_do_are_told_apart() {
        let (folder, store) = shop();
        let copy = |to: &Path| store.copy_to(to, "copia", 7, &mut |_| {});
        assert!(matches!(copy(Path::new("/nowhere/at/all")), Err(HandCopyError::FolderMissing)));
        assert!(matches!(copy(Path::new("relative")), Err(HandCopyError::FolderMissing)));
        assert!(matches!(copy(&folder.path().join("copies")), Err(HandCopyError::OwnFolder)));
        assert!(matches!(copy(&folder.path().join("copies/../copies")), Err(HandCopyError::OwnFolder)));
        assert!(!store.is_suspect());
    }

    #[test]
    fn a_stick_pulled_out_in_the_middle_leaves_no_half_file() {
        let (_folder, store) = shop();
        let stick = tempfile::tempdir().expect("a stick");
        let (mount, gone) = (stick.path().join("mount"), stick.path().join("gone"));
        fs::create_dir(&mount).expect("it is mounted");
        let outcome = store.copy_to(&mount, "copia", 7, &mut |_| drop(fs::rename(&mount, &gone)));
        assert!(matches!(outcome, Err(HandCopyError::Removed)), "{outcome:?}");
        assert!(store.hand_copies().is_empty() && !store.is_suspect());
        assert!(!names(&gone).contains(&"copia.db".to_owned()), "what is left is not taken for a copy");
    }
}
