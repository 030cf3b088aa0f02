//! A store that cannot be opened as it is, and the way back.

use std::path::Path;

pub use caserita_store::Opened;
use caserita_store::{Millis, OpenError, Profile, Store, VerifiedCopy};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{Error, Result, copies};

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
    settled(Store::open(folder, now), now)
}

/// Brings the last verified copy back and opens it. Answers none when there is no copy.
pub fn restore(profile: Profile, now: Millis) -> Result<Option<std::result::Result<Opened, Unready>>> {
    match Store::restore_last_copy(&profile, now)? {
        Some(_) => Ok(Some(settled(Store::open_locked(profile, now), now))),
        None => Ok(None),
    }
}

/// Chooses a copy that was sent in while the store could not be opened.
pub fn choose(profile: &Profile, sent: Uuid) -> Result<()> {
    let incoming = profile.incoming();
    profile.choose_copy(&copies::sent(&incoming, sent))?;
    copies::forget_sent(&incoming);
    Ok(())
}

/// Opens the store of a folder that this process has locked.
pub fn open_locked(profile: Profile, now: Millis) -> std::result::Result<Opened, Unready> {
    settled(Store::open_locked(profile, now), now)
}

/// Opens new series when the store came back from a copy, or an older file was put in its place: until then it must not
/// sell. Told apart by the store itself, so that a start cut short in between is made good by the next one.
fn settled(opened: std::result::Result<Opened, OpenError>, now: Millis) -> std::result::Result<Opened, Unready> {
    let opened = opened?;
    renew_series(&opened.store, now).map_err(Unready::Unusable)?;
    Ok(opened)
}

fn renew_series(store: &Store, now: Millis) -> Result<()> {
    let device = store.read(|reader| reader.device())?;
    if device.series_epoch == device.epoch {
        return Ok(());
    }
    store.write(now, |tx| -> Result<()> {
        let renewed = tx.renew_series()?.into_iter().map(|(old, new)| (old, Value::String(new))).collect();
        let note =
            Map::from_iter([("epoch".to_owned(), device.epoch.into()), ("series".to_owned(), Value::Object(renewed))]);
        Ok(tx.audit("store.restored", None, None, Some(device.till_id), note)?)
    })?;
    tracing::warn!(epoch = device.epoch, "the store came back from a copy; it goes on with new series");
    Ok(())
}
