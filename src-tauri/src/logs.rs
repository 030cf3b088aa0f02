//! Logs: a file a day in the till's folder, kept two weeks, and the console.

use std::path::Path;

use tracing_appender::{
    non_blocking::{self, WorkerGuard},
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::{EnvFilter, Layer, fmt, layer::SubscriberExt, util::SubscriberInitExt};

const DAYS_KEPT: usize = 14;

/// Starts logging. Lines still in memory are written when the guard is dropped.
pub(crate) fn start(folder: &Path) -> Option<WorkerGuard> {
    let filter = || EnvFilter::try_from_env("CASERITA_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let console = fmt::layer().with_writer(std::io::stderr).with_filter(filter());
    let folder = folder.join("logs");
    // The appender sweeps up old files before it makes its folder, and complains when there is none.
    let _ = std::fs::create_dir_all(&folder);
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("till")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(&folder);
    match appender {
        Ok(appender) => {
            let (writer, guard) = non_blocking::NonBlockingBuilder::default().finish(appender);
            let file = fmt::layer().with_ansi(false).with_writer(writer).with_filter(filter());
            tracing_subscriber::registry().with(console).with(file).init();
            Some(guard)
        }
        Err(error) => {
            tracing_subscriber::registry().with(console).init();
            tracing::warn!(%error, "no log file can be written here");
            None
        }
    }
}
