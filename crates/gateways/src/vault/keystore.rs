//! The keystore of the operating system, as far as the vault needs one: a place for one key under one name. What it says
//! comes at once or not at all: nobody is asked for a password, and a till never waits for one.

use std::fmt::Debug;

use zeroize::Zeroizing;

pub(super) const KEY_BYTES: usize = 32;

/// What secrets are sealed with.
pub type Key = Zeroizing<[u8; KEY_BYTES]>;

/// A place outside the data folder that keeps one key.
pub trait Keystore: Debug + Send + Sync {
    /// The key, if one is kept. An error says nothing about whether there is one.
    fn key(&self) -> Result<Option<Key>, NoKeystore>;
    /// Keeps `key` in place of what was there.
    fn keep(&self, key: &Key) -> Result<(), NoKeystore>;
}

/// No keystore answers: there is none, it is locked, or it took too long.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no keystore answers: {detail}")]
pub struct NoKeystore {
    /// What the system said; never the key.
    pub detail: String,
}

impl NoKeystore {
    pub(super) fn because(detail: impl ToString) -> NoKeystore {
        NoKeystore { detail: detail.to_string() }
    }
}

/// The keystore of this system, for the vault called `name`; nothing on a system of which Caserita knows none.
pub(super) fn of_the_system(name: String) -> Option<Box<dyn Keystore>> {
    #[cfg(target_os = "linux")]
    return Some(Box::new(super::secret_service::SecretServiceKeystore::new(name)));
    #[cfg(windows)]
    return Some(Box::new(super::credential_manager::CredentialManager::new(name)));
    #[cfg(not(any(target_os = "linux", windows)))]
    {
        let _ = name;
        None
    }
}

/// The program, as keystores know it.
#[cfg(any(target_os = "linux", windows))]
pub(super) const SERVICE: &str = "caserita";

/// A kept secret as a key. Anything else under our name is no key, and makes way for one.
#[cfg(any(target_os = "linux", windows))]
pub(super) fn whole(bytes: &Zeroizing<Vec<u8>>) -> Option<Key> {
    let key = <[u8; KEY_BYTES]>::try_from(bytes.as_slice()).map(Zeroizing::new).ok();
    if key.is_none() {
        tracing::warn!("what the keystore holds under the name of this vault is no key");
    }
    key
}
