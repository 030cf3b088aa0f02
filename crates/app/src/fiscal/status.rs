//! How the shop's documents stand, in one look.

use caserita_domain::fiscal::{DEADLINES, DocState, Environment};
use caserita_store::{LINE_TO_SUNAT, Reader};
use chrono::{DateTime, NaiveDate, Utc};

use super::{
    certificate::CertificateStanding,
    issue::lima,
    line::{NEVER, is_due},
    settings::settings,
};
use crate::{App, Door, Result, till::instant};

/// What an owner should know of the documents.
#[derive(Debug, Clone)]
pub struct FiscalStatus {
    /// Where documents go; none when they are switched off.
    pub environment: Option<Environment>,
    /// Numbered, not signed.
    pub unsigned: i64,
    /// Not yet answered for, the unsigned among them.
    pub pending: i64,
    /// Rejected by SUNAT and not replaced, or waiting for somebody to mend them.
    pub broken: i64,
    /// Voids under way.
    pub voiding: i64,
    /// The day of issue of the oldest one pending.
    pub oldest: Option<NaiveDate>,
    /// The first day on which SUNAT stops taking one of them as it is.
    pub deadline: Option<NaiveDate>,
    /// Days until then; negative once over.
    pub days_left: Option<i64>,
    /// Why the line does not work, as a code.
    pub trouble: Option<String>,
    /// When it is tried again; never by itself when a person must act.
    pub next_try: Option<DateTime<Utc>>,
    /// The certificate in use.
    pub certificate: Option<CertificateStanding>,
}

impl App {
    /// How the documents stand.
    pub fn fiscal_status(&self, door: Door) -> Result<FiscalStatus> {
        self.user_at(door)?;
        let now = self.now_millis();
        self.store.read(|reader| {
            let environment = settings(reader)?.environment;
            let counts = reader.fiscal_counts()?;
            let count = |wanted: &[DocState]| -> i64 {
                counts.iter().filter(|(state, _, _)| wanted.contains(state)).map(|(_, count, _)| count).sum()
            };
            let (voids, first_void) = reader.fiscal_voids_asked()?;
            let last_void = first_void.map(|day| DEADLINES.to_void(day));
            let deadline = first_deadline(reader)?.into_iter().chain(last_void).min();
            let line = reader.fiscal_wait(LINE_TO_SUNAT)?.filter(|wait| !is_due(Some(wait), now));
            let next_try = line.as_ref().map(|wait| wait.next_try).filter(|at| *at != NEVER);
            let pending = [DocState::Issued, DocState::Queued, DocState::Sent, DocState::Exception];
            Ok(FiscalStatus {
                environment,
                unsigned: count(&[DocState::Issued]),
                pending: count(&pending),
                broken: count(&[DocState::Rejected, DocState::Exception]),
                voiding: count(&[DocState::VoidPending]) + voids,
                oldest: counts.iter().filter(|(state, _, _)| pending.contains(state)).map(|(_, _, day)| *day).min(),
                days_left: deadline.map(|day| (day - lima(now).0).num_days()),
                deadline,
                trouble: line.and_then(|wait| wait.error),
                next_try: next_try.map(instant),
                certificate: self.certificate_now(),
            })
        })
    }
}

/// The first deadline that runs out among documents that SUNAT has not answered for.
fn first_deadline(reader: &Reader<'_>) -> Result<Option<NaiveDate>> {
    let firsts = reader.fiscal_first_pending()?;
    Ok(firsts.into_iter().map(|(kind, day)| DEADLINES.alone(kind, day)).min())
}
