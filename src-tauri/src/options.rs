//! The command line.

use std::path::PathBuf;

use caserita_gateways::FileVault;
use clap::{Parser, Subcommand};

/// Caserita, the counter of a small shop.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Options {
    /// The folder that holds this till; by default, in the user's data folder.
    #[arg(long, global = true, env = "CASERITA_PROFILE")]
    pub(crate) profile: Option<PathBuf>,
    /// Keep the key of this folder's secrets in the system's keystore, as the till in the user's data folder does.
    #[arg(long, global = true, env = "CASERITA_KEYSTORE")]
    pub(crate) keystore: bool,
    /// Stock a new till with the demo shop.
    #[arg(long, global = true)]
    pub(crate) demo: bool,
    /// Check that this machine can run a till, one line a check.
    #[arg(long, conflicts_with = "demo")]
    pub(crate) selftest: bool,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the same till to a browser on this machine, with no window.
    Serve {
        /// The port on 127.0.0.1; 0 takes a free one.
        #[arg(long, default_value_t = 4080)]
        port: u16,
    },
}

impl Options {
    /// The folder that holds this till.
    pub(crate) fn folder(&self) -> PathBuf {
        self.profile.clone().unwrap_or_else(|| dirs::data_local_dir().unwrap_or_else(|| PathBuf::from(".")).join("caserita"))
    }

    /// Where this till keeps its secrets: beside its database, encrypted with a key that lies in the system's keystore or in
    /// the user's configuration, which no copy of the folder takes along. Only the user's own till goes to the keystore
    /// unasked: a folder that was named may be one of many that come and go.
    pub(crate) fn vault(&self) -> FileVault {
        let folder = self.folder();
        let whole = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
        let whole = whole.to_string_lossy();
        let name: String = whole.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
        let keys = dirs::config_dir().unwrap_or_else(|| folder.clone()).join("caserita");
        let (secrets, key) = (folder.join("vault"), keys.join(format!("vault{name}.key")));
        if self.keystore || self.profile.is_none() {
            FileVault::with_system_keystore(secrets, key, whole.into_owned())
        } else {
            FileVault::new(secrets, key)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks_the_keystore(arguments: &[&str]) -> bool {
        let options = Options::parse_from([&["caserita"], arguments].concat());
        !format!("{:?}", options.vault()).contains("keystore: None")
    }

    #[test]
    fn law_13_only_the_users_own_till_goes_to_the_keystore_unasked() {
        assert!(!asks_the_keystore(&["--profile", "/shop"]), "folders that come and go leave nothing in a keyring");
        assert!(!asks_the_keystore(&["serve", "--profile", "/shop"]));
        assert!(asks_the_keystore(&["--profile", "/shop", "--keystore"]));
        #[cfg(any(target_os = "linux", windows))]
        assert!(asks_the_keystore(&[]));
    }
}
