//! What a person sees of the spool and does with it.

use caserita_domain::{access::Ability, business_day::in_lima};
use caserita_printing::{Transport, test_page};
use caserita_store::{Change, DrawerOpening, PrintJob, PrintState};
use uuid::Uuid;

use super::payload::Payload;
use crate::{App, Call, Door, Error, Result, gate::Op, page::Page, settings};
use caserita_licensing::Deed;

/// How the printer is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrinterState {
    /// Nothing waits.
    Ready,
    /// Something is on its way.
    Waiting,
    /// The first job in line failed, or a person is asked.
    Failing,
    /// No printer is set up.
    None,
}

/// The printer as the top bar shows it.
#[derive(Debug, Clone)]
pub struct PrinterStatus {
    /// Whether a printer is set up.
    pub configured: bool,
    /// How it is doing.
    pub state: PrinterState,
    /// Jobs not finished.
    pub pending: i64,
    /// Code of what is wrong.
    pub problem: Option<String>,
}

impl App {
    /// How the printer is doing.
    pub fn printer_status(&self, door: Door) -> Result<PrinterStatus> {
        self.user_at(door)?;
        self.store.read(|reader| {
            let pending = reader.waiting_print_jobs()?;
            let none = settings::printer(reader)?.transport == Transport::None;
            let troubled = reader.troubled_print_job()?;
            let state = match (&troubled, none, pending) {
                (Some(_), _, _) => PrinterState::Failing,
                (None, true, _) => PrinterState::None,
                (None, false, 0) => PrinterState::Ready,
                (None, false, _) => PrinterState::Waiting,
            };
            Ok(PrinterStatus { configured: !none, state, pending, problem: troubled.and_then(|job| job.error) })
        })
    }

    /// Jobs, newest first.
    pub fn print_jobs(&self, door: Door, after: Option<i64>, limit: i64) -> Result<Page<PrintJob>> {
        self.user_at(door)?;
        self.store.read(|reader| Page::of(limit, |most| Ok(reader.print_jobs(after, most)?), |job| job.seq))
    }

    /// Tries a job again at once. One that partly came out is marked as a copy.
    pub fn retry_print(&self, call: &Call, id: Uuid) -> Result<PrintJob> {
        self.change_job(call, "print.retry", id, |job, now| {
            let partly_out = job.state == PrintState::Asks;
            let payload = if partly_out { as_copy(&job.payload)? } else { job.payload.clone() };
            Ok(PrintJob { state: PrintState::Queued, next_try: now, payload, copy: job.copy || partly_out, ..job })
        })
    }

    /// Takes a job off the spool.
    pub fn cancel_print(&self, call: &Call, id: Uuid) -> Result<PrintJob> {
        self.change_job(call, "print.cancel", id, |job, _| Ok(PrintJob { state: PrintState::Cancelled, ..job }))
    }

    /// Says that a job did come out whole.
    pub fn confirm_print(&self, call: &Call, id: Uuid) -> Result<PrintJob> {
        self.change_job(call, "print.confirm", id, |job, _| match job.state {
            PrintState::Asks => Ok(PrintJob { state: PrintState::Sent, error: None, ..job }),
            _ => Err(Error::PrintNotFailed),
        })
    }

    /// Prints the page that shows whether width, letters, code and cut are right.
    pub fn print_test(&self, call: &Call) -> Result<PrintJob> {
        let id = self.transact(call, Op::audited("print.test", Ability::EditPrinter, Deed::Reprint), |act| {
            let profile = settings::printer(act.tx)?;
            let shop = settings::shop(act.tx)?;
            let page = test_page(&profile, &shop.trade_name, in_lima(self.now()));
            let title = page.title.clone();
            let opens = profile.drawer.is_some() && act.user.role.may(Ability::OpenDrawer);
            if opens {
                act.tx.record(Change::Drawer(DrawerOpening {
                    id: act.tx.new_id(),
                    session_id: act.tx.open_cash_session(self.till_id)?.map(|session| session.id),
                    sale_id: None,
                    at: act.tx.now(),
                    user_id: act.user.id,
                    reason: page.title.clone(),
                }))?;
            }
            Payload::new(Some(page), opens).queue(act.tx, &profile, &title, None, false)?.ok_or(Error::NoPrinter)
        })?;
        self.print_job(id)
    }

    /// One job.
    pub(crate) fn print_job(&self, id: Uuid) -> Result<PrintJob> {
        self.store.read(|reader| reader.print_job(id))?.ok_or(Error::NotFound)
    }

    /// What waits for its next try is tried now: the printer's settings changed.
    pub(crate) fn retry_waiting_prints(&self) -> Result<()> {
        if let Some(job) = self.store.read(|reader| reader.next_print_job())?.filter(|job| job.state == PrintState::Queued) {
            let now = self.now_millis();
            self.transact_system(|tx| Ok(tx.set_print_state(job.id, job.state, now, job.error.as_deref())?))?;
        }
        Ok(())
    }

    fn change_job(
        &self,
        call: &Call,
        name: &'static str,
        id: Uuid,
        change: impl FnOnce(PrintJob, i64) -> Result<PrintJob>,
    ) -> Result<PrintJob> {
        // Who sets printers up must be able to clear a failing test page.
        let may_set_up = self.user_at(call.door)?.role.may(Ability::EditPrinter);
        let ability = if may_set_up { Ability::EditPrinter } else { Ability::Reprint };
        self.transact(call, Op::audited(name, ability, Deed::Reprint), |act| {
            act.about(id);
            let job = act.tx.print_job(id)?.ok_or(Error::NotFound)?;
            if matches!(job.state, PrintState::Sent | PrintState::Sending | PrintState::Cancelled) {
                return Err(Error::PrintNotFailed);
            }
            let changed = change(job, act.tx.now())?;
            Ok(act.tx.update_print_job(&changed)?)
        })?;
        self.print_job(id)
    }
}

fn as_copy(payload: &str) -> Result<String> {
    let payload: Payload = serde_json::from_str(payload)?;
    Ok(serde_json::to_string(&payload.as_copy())?)
}
