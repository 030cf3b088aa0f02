//! What can go wrong with the file.

use std::cell::Cell;

/// Why a read or a change did not happen. Nothing of a failed change is kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another connection holds the file longer than the busy timeout.
    #[error("the store is busy")]
    Busy,
    /// No room left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The file is not what SQLite wrote.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// The file or its folder cannot be written.
    #[error("the store is read-only")]
    ReadOnly,
    /// A unique key already holds this value. Names `table.column`.
    #[error("already there: {0}")]
    Duplicate(String),
    /// A row that another one needs is missing, or a fact was about to be changed.
    #[error("the change breaks a rule of the store: {0}")]
    Refused(String),
    /// A change too large for one line of the log.
    #[error("{kind} does not fit in one line of the log")]
    TooLarge {
        /// Its kind and version.
        kind: String,
    },
    /// A stored value cannot be read back.
    #[error("unreadable value in {0}")]
    Unreadable(&'static str),
    /// JSON that was stored or is to be stored is malformed.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A file beside the database.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Anything else SQLite reports.
    #[error("sqlite: {0}")]
    Sqlite(rusqlite::Error),
}

/// The result of touching the store.
pub type Result<T> = std::result::Result<T, Error>;

thread_local! {
    static DAMAGE_MET: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread met damage since it was last asked. What a use case makes of an error is its own affair; that the
/// file is damaged must not get lost on the way, so it is noted where the error is born.
pub(crate) fn take_damage_met() -> bool {
    DAMAGE_MET.take()
}

impl Error {
    pub(crate) fn damaged(detail: impl Into<String>) -> Error {
        DAMAGE_MET.set(true);
        Error::Damaged(detail.into())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode::*;
        let rusqlite::Error::SqliteFailure(code, message) = &error else {
            return Error::Sqlite(error);
        };
        let text = message.clone().unwrap_or_default();
        match code.code {
            DatabaseBusy | DatabaseLocked => Error::Busy,
            DiskFull => Error::DiskFull,
            DatabaseCorrupt | NotADatabase => Error::damaged(text),
            ReadOnly | PermissionDenied | CannotOpen => Error::ReadOnly,
            ConstraintViolation => match text.strip_prefix("UNIQUE constraint failed: ") {
                Some(columns) => Error::Duplicate(columns.to_owned()),
                None => Error::Refused(text),
            },
            _ => Error::Sqlite(error),
        }
    }
}
