//! What the use cases ask of the world; `gateways` answers.

use caserita_printing::Transport;

/// Something that carries bytes to a printer.
pub trait PrinterPort: Send + Sync {
    /// Sends one whole job and waits until the system has taken it. Blocks; call it from a worker.
    fn send(&self, transport: &Transport, bytes: &[u8]) -> Result<(), SendFailure>;
}

/// A job that did not go out whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the printer did not take the job ({kind:?}, {written} bytes were out)")]
pub struct SendFailure {
    /// What went wrong.
    pub kind: SendFailureKind,
    /// How many bytes may have reached the paper. Only at nought is it safe to send the job again unasked.
    pub written: usize,
}

/// Why a job did not go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SendFailureKind {
    /// There is no printer.
    NotConfigured,
    /// Nobody answers at that address, or somebody else holds the printer.
    Unreachable,
    /// It answered and then took nothing for too long.
    Timeout,
    /// The connection broke half-way.
    Broken,
    /// The device is not plugged in.
    DeviceMissing,
    /// The system does not let us use the device.
    DeviceDenied,
    /// It says that it has no paper.
    PaperOut,
}
