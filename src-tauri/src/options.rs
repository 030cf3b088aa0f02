//! The command line.

use std::path::PathBuf;

use caserita_gateways::{FileKeepsake, FileVault};
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
        let (secrets, key) = (self.folder().join("vault"), self.beside("key"));
        if self.keystore || self.profile.is_none() {
            FileVault::with_system_keystore(secrets, key, self.whole())
        } else {
            FileVault::new(secrets, key)
        }
    }

    /// Where this till keeps the third copy of what it remembers of its licence: where no copy of its folder reaches.
    pub(crate) fn keepsake(&self) -> FileKeepsake {
        FileKeepsake::new(self.beside("stamp"))
    }

    /// The folder by its whole name.
    fn whole(&self) -> String {
        let folder = self.folder();
        std::path::absolute(&folder).unwrap_or(folder).to_string_lossy().into_owned()
    }

    /// A file of this till in the user's configuration.
    fn beside(&self, ending: &str) -> PathBuf {
        let whole = self.whole();
        let name: String = whole.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
        dirs::config_dir().unwrap_or_else(|| self.folder()).join("caserita").join(format!("vault{name}.{ending}"))
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
