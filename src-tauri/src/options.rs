//! The command line.

use std::path::PathBuf;

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
}
