//! A store that cannot be opened as it is, and the way back.

use std::path::Path;

pub use caserita_store::Opened;
use caserita_store::{Millis, OpenError, Profile, Store, VerifiedCopy};

use crate::{Error, Result};

/// Why the till is not ready.
#[derive(Debug)]
pub enum Unready {
    /// The file failed its check. The folder stays locked for a restore.
    Damaged {
        /// What SQLite said.
        detail: String,
        /// What can be brought back.
        last_copy: Option<VerifiedCopy>,
        /// The folder.
        profile: Profile,
    },
    /// A newer program wrote the file.
    Newer {
        /// Its version and the newest this program knows.
        detail: String,
    },
    /// The update could not be prepared; the file was not touched.
    MigrationFailed {
        /// What went wrong.
        detail: String,
    },
    /// Another till runs on this folder.
    Locked,
    /// The folder cannot be used.
    Unusable(Error),
}

impl From<OpenError> for Unready {
    fn from(error: OpenError) -> Unready {
        let detail = error.to_string();
        match error {
            OpenError::Damaged { detail, profile, last_copy } => Unready::Damaged { detail, last_copy, profile },
            OpenError::Newer { .. } => Unready::Newer { detail },
            OpenError::MigrationFailed { detail } => Unready::MigrationFailed { detail },
            OpenError::Locked => Unready::Locked,
            OpenError::Store(error) => Unready::Unusable(error.into()),
        }
    }
}

/// Opens the store of a folder.
pub fn open(folder: &Path, now: Millis) -> std::result::Result<Opened, Unready> {
    Store::open(folder, now).map_err(Unready::from)
}

/// Brings the last verified copy back and opens it. Answers none when there is no copy.
pub fn restore(profile: Profile, now: Millis) -> Result<Option<std::result::Result<Opened, Unready>>> {
    match Store::restore_last_copy(&profile, now)? {
        Some(_) => Ok(Some(Store::open_locked(profile, now).map_err(Unready::from))),
        None => Ok(None),
    }
}
