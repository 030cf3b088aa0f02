//! Where the key of a vault lies. While its file is there, the file is right; once it is gone, the keystore is. A key is made
//! in the file and nowhere else, so that there is one way in and one way over.

use std::{
    fmt, fs, io,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use chacha20poly1305::aead::Generate;
use zeroize::Zeroizing;

use super::{
    keystore::{KEY_BYTES, Key, Keystore, NoKeystore},
    write_private,
};

/// A keystore that did not answer is left in peace this long.
const AGAIN: Duration = Duration::from_secs(10);

pub(super) struct KeyHome {
    file: PathBuf,
    keystore: Option<Box<dyn Keystore>>,
    heard: Mutex<Heard>,
}

/// What the keystore said last, so that it is asked once a run.
enum Heard {
    Nothing,
    Key(Key),
    NoAnswer(Instant, NoKeystore),
}

impl fmt::Debug for KeyHome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyHome").field("file", &self.file).field("keystore", &self.keystore).finish_non_exhaustive()
    }
}

impl KeyHome {
    pub(super) fn new(file: PathBuf, keystore: Option<Box<dyn Keystore>>) -> KeyHome {
        KeyHome { file, keystore, heard: Mutex::new(Heard::Nothing) }
    }

    pub(super) fn keystore(&self) -> Option<&dyn Keystore> {
        self.keystore.as_deref()
    }

    pub(super) fn in_file(&self) -> io::Result<Option<Key>> {
        let bytes = match fs::read(&self.file) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let key = <[u8; KEY_BYTES]>::try_from(bytes.as_slice());
        key.map(|key| Some(Zeroizing::new(key))).map_err(|_| super::lost("the key of the vault is not whole"))
    }

    /// The key in the keystore. Neither it nor silence is asked for twice in a row.
    pub(super) fn in_keystore(&self) -> Result<Option<Key>, NoKeystore> {
        match &*self.heard() {
            Heard::Key(key) => return Ok(Some(key.clone())),
            Heard::NoAnswer(at, error) if at.elapsed() < AGAIN => return Err(error.clone()),
            _ => {}
        }
        self.ask()
    }

    fn ask(&self) -> Result<Option<Key>, NoKeystore> {
        let Some(keystore) = self.keystore() else { return Ok(None) };
        let answer = keystore.key();
        *self.heard() = match &answer {
            Ok(Some(key)) => Heard::Key(key.clone()),
            Ok(None) => Heard::Nothing,
            Err(error) => Heard::NoAnswer(Instant::now(), error.clone()),
        };
        answer
    }

    /// The key to seal a new secret with. It is made anew where none can be had, which happens only when a person enters a
    /// secret: what is sealed with a key that is out of reach waits for it, and [`KeyHome::moved`] brings the two together.
    pub(super) fn to_seal(&self) -> io::Result<Key> {
        if let Some(key) = self.in_file()? {
            return Ok(key);
        }
        let known = match &*self.heard() {
            Heard::Key(key) => Some(key.clone()),
            _ => None,
        };
        match known.map_or_else(|| self.ask(), |key| Ok(Some(key))) {
            Ok(Some(key)) => return Ok(key),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the key of the vault is made in its file"),
        }
        let key = Zeroizing::new(<[u8; KEY_BYTES]>::generate());
        write_private(&self.file, key.as_slice())?;
        Ok(key)
    }

    /// The file is no longer needed: the keystore gave `key` back.
    pub(super) fn moved(&self, key: Key) -> io::Result<()> {
        fs::remove_file(&self.file)?;
        *self.heard() = Heard::Key(key);
        Ok(())
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
