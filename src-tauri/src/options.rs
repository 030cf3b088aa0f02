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

    /// Where this till keeps its secrets: beside its database, encrypted with a key that lies in the user's configuration,
    /// which no copy of the folder takes along.
    pub(crate) fn vault(&self) -> FileVault {
        let folder = self.folder();
        let whole = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
        let name: String =
            whole.to_string_lossy().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
        let keys = dirs::config_dir().unwrap_or_else(|| folder.clone()).join("caserita");
        FileVault::new(folder.join("vault"), keys.join(format!("vault{name}.key")))
    }
}
