//! A printer that keeps what it is sent, or fails as it is told.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard},
};

use caserita_app::ports::{PrinterPort, SendFailure, SendFailureKind};
use caserita_printing::Transport;

/// One job that arrived.
#[derive(Debug, Clone)]
pub struct SentJob {
    /// Where it was sent.
    pub transport: Transport,
    /// What.
    pub bytes: Vec<u8>,
}

impl SentJob {
    /// Whether these letters are in it. ASCII only: the rest depends on the code page.
    pub fn says(&self, text: &str) -> bool {
        self.bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }

    /// Whether it opens the drawer (`ESC p`).
    pub fn opens_drawer(&self) -> bool {
        self.bytes.windows(2).any(|window| window == [0x1b, b'p'])
    }
}

#[derive(Debug, Default)]
struct Tray {
    jobs: Vec<SentJob>,
    failures: VecDeque<SendFailure>,
}

/// The printer of a test.
#[derive(Debug, Default)]
pub struct FakePrinter {
    tray: Mutex<Tray>,
}

impl FakePrinter {
    fn tray(&self) -> MutexGuard<'_, Tray> {
        self.tray.lock().expect("nobody panics holding the tray")
    }

    /// What came out so far.
    pub fn jobs(&self) -> Vec<SentJob> {
        self.tray().jobs.clone()
    }

    /// The next job fails so, once this many bytes were out.
    pub fn fail(&self, kind: SendFailureKind, written: usize) {
        self.tray().failures.push_back(SendFailure { kind, written });
    }
}

impl PrinterPort for FakePrinter {
    fn send(&self, transport: &Transport, bytes: &[u8]) -> Result<(), SendFailure> {
        let mut tray = self.tray();
        if let Some(failure) = tray.failures.pop_front() {
            return Err(failure);
        }
        tray.jobs.push(SentJob { transport: transport.clone(), bytes: bytes.to_vec() });
        Ok(())
    }
}
