//! The worker that empties the spool.

use std::{sync::Arc, thread, time::Duration};

use caserita_printing::Transport;
use caserita_store::{PrintJob, PrintState};
use uuid::Uuid;

use super::payload::Payload;
use crate::{
    App, Result,
    ports::{SendFailure, SendFailureKind},
    settings,
    till::lock,
};

/// The longest the worker sleeps: retries are re-armed by this timer even if every bell was missed.
const TICK: Duration = Duration::from_secs(1);
/// The longest wait between tries, in milliseconds.
const LONGEST_WAIT: i64 = BACKOFF[BACKOFF.len() - 1] * 1000;
/// A drawer opens for its sale within this time, in milliseconds, or not at all.
const DRAWER_PATIENCE: i64 = 30_000;
/// Waits between tries, in seconds; the last one repeats.
const BACKOFF: [i64; 6] = [1, 2, 5, 10, 20, 30];

impl App {
    /// Starts the thread that empties the spool. It ends with [`App::stop_workers`].
    pub fn start_print_worker(self: &Arc<Self>) -> std::io::Result<thread::JoinHandle<()>> {
        let app = Arc::clone(self);
        thread::Builder::new().name("spool".into()).spawn(move || {
            while app.bell().wait(TICK) {
                if let Err(error) = app.empty_spool() {
                    tracing::error!(%error, "the spool could not be worked on; it will be tried again");
                }
            }
        })
    }

    /// Sends what is due, oldest first, until the spool is empty or its first job has to wait.
    pub fn empty_spool(&self) -> Result<()> {
        loop {
            let Some(job) = self.store.read(|reader| reader.next_print_job())? else { return Ok(()) };
            // A wait longer than the longest there is comes from a clock that was ahead.
            let wait = job.next_try - self.now_millis();
            if (1..=LONGEST_WAIT).contains(&wait) || !self.send_job(job.id)? {
                return Ok(());
            }
        }
    }

    /// Sends one job. Answers whether the next one may follow.
    fn send_job(&self, id: Uuid) -> Result<bool> {
        if !self.transact_system(|tx| Ok(tx.claim_print_job(id)?))? {
            return Ok(false);
        }
        let job = self.print_job(id)?;
        let (profile, logo) =
            self.store.read(|reader| -> Result<_> { Ok((settings::printer(reader)?, settings::shop(reader)?.logo_png)) })?;
        let payload = match serde_json::from_str::<Payload>(&job.payload) {
            Ok(payload) => payload,
            Err(error) => {
                tracing::error!(job = %id, %error, "a stored ticket cannot be read");
                self.settle(id, PrintState::Failed, 0, Some("internal"))?;
                return Ok(true);
            }
        };
        let bytes = payload.bytes(&profile, logo.as_deref(), late(&job, self.now_millis()));
        if bytes.is_empty() {
            self.settle(id, PrintState::Cancelled, 0, None)?;
            return Ok(true);
        }
        let Err(failure) = self.send_bytes(&profile.transport, &bytes) else {
            self.settle(id, PrintState::Sent, 0, None)?;
            return Ok(true);
        };
        tracing::warn!(job = %id, printer = %profile.name, %failure, attempt = job.attempts, "a ticket did not print");
        // Nothing written: try again later, unasked. Something written: only a person knows what the paper shows.
        let (state, next_try) = match (failure.kind, failure.written) {
            (SendFailureKind::NotConfigured, _) => (PrintState::Failed, 0),
            (_, 0) => (PrintState::Queued, self.now_millis() + wait_after(job.attempts)),
            _ => (PrintState::Asks, 0),
        };
        self.settle(id, state, next_try, Some(code(failure.kind)))?;
        Ok(state != PrintState::Queued)
    }

    fn settle(&self, id: Uuid, state: PrintState, next_try: i64, error: Option<&str>) -> Result<()> {
        self.transact_system(|tx| Ok(tx.set_print_state(id, state, next_try, error)?))
    }

    /// One job at a time: two at once would mix on the paper.
    pub(crate) fn send_bytes(&self, transport: &Transport, bytes: &[u8]) -> std::result::Result<(), SendFailure> {
        let _one_at_a_time = lock(&self.sending);
        self.printer.send(transport, bytes)
    }
}

/// How long to wait after so many tries, in milliseconds.
fn wait_after(attempts: u32) -> i64 {
    let step = usize::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(BACKOFF.len() - 1);
    BACKOFF[step] * 1000
}

/// Whether whoever asked for this job is no longer waiting beside the drawer.
fn late(job: &PrintJob, now: i64) -> bool {
    now - job.created_at > DRAWER_PATIENCE
}

/// The code a person gets a text for.
fn code(kind: SendFailureKind) -> &'static str {
    match kind {
        SendFailureKind::NotConfigured => "print.none",
        SendFailureKind::Unreachable => "print.unreachable",
        SendFailureKind::Timeout => "print.timeout",
        SendFailureKind::Broken => "print.broken",
        SendFailureKind::DeviceMissing => "print.device_missing",
        SendFailureKind::DeviceDenied => "print.device_denied",
        SendFailureKind::PaperOut => "print.paper_out",
    }
}
