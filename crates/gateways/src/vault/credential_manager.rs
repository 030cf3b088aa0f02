//! Windows' Credential Manager, which seals what it keeps with the user's own password (DPAPI). It is open whenever the user
//! is logged in, and asks nobody anything.

use std::collections::HashMap;

use keyring_core::{Entry, Error, api::CredentialStoreApi};
use windows_native_keyring_store::Store;
use zeroize::Zeroizing;

use super::keystore::{Key, Keystore, NoKeystore, SERVICE, whole};

/// The user's own credentials on this machine.
#[derive(Debug)]
pub(super) struct CredentialManager {
    name: String,
}

impl CredentialManager {
    pub(super) fn new(name: String) -> CredentialManager {
        CredentialManager { name }
    }

    fn entry(&self) -> Result<Entry, Error> {
        // Not carried to the other machines of a domain: the data folder is not there either.
        Store::new()?.build(SERVICE, &self.name, Some(&HashMap::from([("persistence", "Local")])))
    }
}

impl Keystore for CredentialManager {
    fn key(&self) -> Result<Option<Key>, NoKeystore> {
        match self.entry().and_then(|entry| entry.get_secret()) {
            Ok(bytes) => Ok(whole(&Zeroizing::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(NoKeystore::because(error)),
        }
    }

    fn keep(&self, key: &Key) -> Result<(), NoKeystore> {
        self.entry().and_then(|entry| entry.set_secret(key.as_slice())).map_err(NoKeystore::because)
    }
}
