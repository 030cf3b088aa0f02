//! Carries finished print jobs to printers. Every call opens, writes and closes: most network printers serve one connection
//! at a time, and one that is held keeps the next till out for minutes.

mod device;
mod file;
mod tcp;

#[cfg(test)]
mod tests;

use std::{io, time::Duration};

use caserita_app::ports::{PrinterPort, SendFailure, SendFailureKind};
use caserita_printing::Transport;

/// How long a printer may keep a job waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SendLimits {
    /// Until a network printer answers.
    pub connect: Duration,
    /// Without taking a single byte. Not the whole job: a long receipt rightly waits while its paper moves.
    pub stall: Duration,
    /// For a network printer to hang up once it has everything.
    pub linger: Duration,
}

impl Default for SendLimits {
    fn default() -> SendLimits {
        SendLimits { connect: Duration::from_secs(2), stall: Duration::from_secs(10), linger: Duration::from_secs(1) }
    }
}

/// The printers this machine can reach.
#[derive(Debug, Clone, Copy, Default)]
pub struct Printers {
    limits: SendLimits,
}

impl Printers {
    /// Printers that are waited for differently.
    pub fn with_limits(limits: SendLimits) -> Printers {
        Printers { limits }
    }
}

impl PrinterPort for Printers {
    fn send(&self, transport: &Transport, bytes: &[u8]) -> Result<(), SendFailure> {
        match transport {
            Transport::None => Err(SendFailure { kind: SendFailureKind::NotConfigured, written: 0 }),
            Transport::Tcp { host, port } => tcp::send(host, *port, bytes, &self.limits),
            Transport::Device { path } => device::send(path, bytes, self.limits.stall),
            Transport::File { path } => file::send(path, bytes),
        }
    }
}

/// Writes everything, looping on short writes. What `write` reports as written counts even if a later write fails.
fn write_all(
    bytes: &[u8],
    mut write: impl FnMut(&[u8]) -> io::Result<usize>,
    kind: impl Fn(&io::Error) -> SendFailureKind,
) -> Result<(), SendFailure> {
    let mut written = 0;
    while written < bytes.len() {
        match write(&bytes[written..]) {
            Ok(0) => return Err(SendFailure { kind: SendFailureKind::Broken, written }),
            Ok(count) => written += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(SendFailure { kind: kind(&error), written }),
        }
    }
    Ok(())
}
