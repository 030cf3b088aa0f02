//! The worker that empties the spool.

use std::{sync::Arc, thread, time::Duration};

use caserita_printing::{PrinterProfile, Transport};
use caserita_store::{PrintJob, PrintState};

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
            if (1..=LONGEST_WAIT).contains(&wait) || !self.send_job(job)? {
                return Ok(());
            }
        }
    }

    /// Sends one job. Answers whether the next one may follow.
    fn send_job(&self, job: PrintJob) -> Result<bool> {
        let (profile, logo) =
            self.store.read(|reader| -> Result<_> { Ok((settings::printer(reader)?, settings::shop(reader)?.logo_png)) })?;
        let sending = PrintJob { state: PrintState::Sending, attempts: job.attempts + 1, ..job };
        self.store_job(&sending)?;
        let outcome = match serde_json::from_str::<Payload>(&sending.payload) {
            Ok(payload) => match payload.bytes(&profile, logo.as_deref(), late(&sending, self.now_millis())) {
                nothing if nothing.is_empty() => {
                    self.store_job(&PrintJob { state: PrintState::Cancelled, ..sending })?;
                    return Ok(true);
                }
                bytes => self.send_bytes(&profile.transport, &bytes),
            },
            Err(error) => {
                tracing::error!(job = %sending.id, %error, "a stored ticket cannot be read");
                self.store_job(&PrintJob { state: PrintState::Failed, error: Some("internal".into()), ..sending })?;
                return Ok(true);
            }
        };
        let after = self.after_sending(sending, &profile, outcome);
        let goes_on = after.state != PrintState::Queued;
        self.store_job(&after)?;
        Ok(goes_on)
    }

    /// One job at a time: two at once would mix on the paper.
    pub(crate) fn send_bytes(&self, transport: &Transport, bytes: &[u8]) -> std::result::Result<(), SendFailure> {
        let _one_at_a_time = lock(&self.sending);
        self.printer.send(transport, bytes)
    }

    /// Nothing written: try again later, unasked. Something written: only a person knows what the paper shows.
    fn after_sending(
        &self,
        job: PrintJob,
        profile: &PrinterProfile,
        outcome: std::result::Result<(), SendFailure>,
    ) -> PrintJob {
        let Err(failure) = outcome else { return PrintJob { state: PrintState::Sent, error: None, ..job } };
        tracing::warn!(job = %job.id, printer = %profile.name, %failure, attempt = job.attempts, "a ticket did not print");
        let error = Some(code(failure.kind).to_owned());
        match (failure.kind, failure.written) {
            (SendFailureKind::NotConfigured, _) => PrintJob { state: PrintState::Failed, error, ..job },
            (_, 0) => {
                let step = usize::try_from(job.attempts.saturating_sub(1)).unwrap_or(0).min(BACKOFF.len() - 1);
                let next_try = self.now_millis() + BACKOFF[step] * 1000;
                PrintJob { state: PrintState::Queued, error, next_try, ..job }
            }
            _ => PrintJob { state: PrintState::Asks, error, ..job },
        }
    }

    /// A job that was being sent when the last run ended may or may not have come out.
    pub(crate) fn settle_interrupted_prints(&self) -> Result<()> {
        while let Some(job) =
            self.store.read(|reader| reader.next_print_job())?.filter(|job| job.state == PrintState::Sending)
        {
            self.store_job(&PrintJob { state: PrintState::Asks, error: Some("print.broken".into()), ..job })?;
        }
        Ok(())
    }

    pub(super) fn store_job(&self, job: &PrintJob) -> Result<()> {
        self.transact_system(|tx| Ok(tx.update_print_job(job)?))
    }
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
