//! The folder that holds one till.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// A till's folder, locked for this process. Dropping it frees the lock; a crash frees it too.
#[derive(Debug)]
pub struct Profile {
    folder: PathBuf,
    _lock: File,
}

impl Profile {
    /// Creates the folder when missing and takes its lock. `Ok(None)` when another process has it.
    pub fn lock(folder: &Path) -> io::Result<Option<Profile>> {
        fs::create_dir_all(folder.join("copies"))?;
        let lock = File::options().create(true).truncate(false).write(true).open(folder.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Profile { folder: folder.to_owned(), _lock: lock })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.folder.join("till.db")
    }

    /// Verified copies of the database.
    pub fn copies(&self) -> PathBuf {
        self.folder.join("copies")
    }

    /// How far the log had come when the store was last closed or copied, to notice an older database put in its place.
    pub(crate) fn head(&self) -> PathBuf {
        self.folder.join("head")
    }

    /// A copy on its way to become the database. Found at start, a restore was cut short.
    pub(crate) fn arriving(&self) -> PathBuf {
        self.folder.join("arriving.db")
    }

    /// A whole and verified copy that a person chose to go on with. It takes the database's place at the next opening.
    pub(crate) fn chosen(&self) -> PathBuf {
        self.folder.join("chosen.db")
    }

    /// Copies that a person sent in, until they are chosen or another comes.
    pub fn incoming(&self) -> PathBuf {
        self.folder.join("incoming")
    }

    /// Present while a till runs on this folder; found at start, it means the last run did not end by itself.
    pub(crate) fn running_mark(&self) -> PathBuf {
        self.folder.join("running")
    }
}
