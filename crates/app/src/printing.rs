//! The spool: every ticket is a job that stays until it came out, in order, whatever happens to the printer.

mod jobs;
mod payload;
mod worker;

pub use jobs::{PrinterState, PrinterStatus};
pub(crate) use payload::Payload;
